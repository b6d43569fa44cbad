"""Which regions belong together: the mentions of an entity, the triggers of an event, the parts of a claim.

Relations say it; of what they do not lead to, what a deleted first region of an item has left stays together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.formats.joining import Joined
from twicetold.formats.label_studio.convention import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.formats.label_studio.regions import Region

    Pairs = Iterable[tuple[Region, Region]]
    """The two ends of relations of one label."""


def groups(regions: list[Region], same: Pairs) -> list[list[Region]]:
    """Return mentions by entity, or triggers by event."""
    joined: Joined[Region] = Joined()
    for first, second in same:
        joined.join(first, second)
    left: dict[str, Region] = {}
    for region in without_first(regions):
        joined.join(left.setdefault(region.of, region), region)
    return joined.groups(regions)


def claim_groups(parts: list[Region], content: Pairs, source: Pairs) -> list[list[Region]]:
    """Return the parts of each claim, that which holds its attributes first; parts that stand alone are in none.

    A cue has a claim, and so has a content to which no cue leads, if a source belongs to it.
    """
    content, source = list(content), list(source)
    orphans = set(without_first(parts))
    found: list[list[Region]] = []
    left: dict[str, list[Region]] = {}
    reached: set[Region] = set()
    for part in sorted(parts, key=lambda part: LABELS["claim"].index(part.kind)):
        if part in reached:
            continue
        contents = [second for first, second in content if first is part]
        sources = [second for first, second in source if first is part or first in contents]
        group = list(dict.fromkeys([part, *contents, *sources]))
        reached.update(group)
        if part in orphans and part.kind != "Cue":
            left.setdefault(part.of, []).extend(group)
        elif part.kind == "Cue" or part.item or len(group) > 1:
            found.append(group)
    return sorted([*found, *left.values()], key=lambda group: min(each.order for each in group))


def without_first(regions: list[Region]) -> list[Region]:
    """Return the regions of items whose first region was deleted."""
    firsts = {each.item for each in regions}
    return [each for each in regions if each.of and each.of not in firsts]
