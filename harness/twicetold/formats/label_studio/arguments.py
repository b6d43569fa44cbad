"""The arguments of an event, from the relations that lead from its triggers to what fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Argument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twicetold.formats.format import Reading
    from twicetold.formats.label_studio.regions import Region
    from twicetold.ontology import Filler, Role

    Fillers = Mapping[Region, tuple[str | None, Filler]]
    """Id and type of the entities and dates that regions are of."""

_WORDS: tuple[None, Filler] = (None, "SPAN")
"""What fills a role where that is neither an entity nor a date."""


def arguments_of(
    event_type: str, led_to: Iterable[tuple[Role, Region]], fillers: Fillers, reading: Reading, where: str
) -> tuple[Argument, ...]:
    """Return each argument once; what our events of this type cannot have is noted."""
    found: dict[Argument, None] = {}
    for role, region in led_to:
        name, kind = fillers.get(region, _WORDS)
        made = Argument(role, name, () if name else region.span)
        if (argument := reading.argument(event_type, made, kind, where)) is not None:
            found[argument] = None
    return tuple(found)
