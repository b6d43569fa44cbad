"""What a mention or cluster is by its place in the text, and by its words where it has no tag."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.ontology import Level

    Bounds = tuple[int, int]
    """The numbers of the first and the last token of a mention."""

UNTAGGED = "(untagged)"
"""What the map of labels has a type for: clusters without a tagged mention."""

_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "we us our ours ourselves they them their theirs themselves who whom whose which that this these those".split()
)


def level_of(words: str) -> Level:
    """Return the level of a mention that is none of a name: whether it is an English pronoun."""
    return "PRO" if words.lower() in _PRONOUNS else "NOM"


def most_frequent(types: Iterable[str]) -> str:
    """Return what is there most often; of several the first, in the order of the text."""
    return Counter(types).most_common(1)[0][0]


def in_text(bounds: Bounds) -> Bounds:
    """Return what sorts mentions as they begin, those that hold others before these."""
    return bounds[0], -bounds[1]
