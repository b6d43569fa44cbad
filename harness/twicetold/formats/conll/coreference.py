"""The column of coreference: the mentions of each cluster in brackets, as in CoNLL-2011 and 2012."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.formats.conll.columns import Row
    from twicetold.formats.format import Notes

CLUSTERS = re.compile(r"[-_*]|\s*(?:\([^()|*]+\)?|[^()|*]+\))(?:\s*\|\s*(?:\([^()|*]+\)?|[^()|*]+\)))*\s*")
_NONE = ("-", "_", "*", "")


class Link(NamedTuple):
    """Rows of an article that are a mention of a cluster, by their numbers."""

    place: str
    cluster: str
    first: int
    last: int


def links_of(rows: Sequence[Row], notes: Notes) -> Iterator[Link]:
    """Yield the mentions as they end. Brackets of the same cluster that lie in each other close from within."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.cluster in _NONE:
            continue
        if not CLUSTERS.fullmatch(row.cluster):
            notes.add("coreference that cannot be read, left out", row.place)
            continue
        for part in map(str.strip, row.cluster.split("|")):
            name = part.strip("()")
            if part.startswith("("):
                waiting[name].append(number)
            if part.endswith(")") and not waiting[name]:
                notes.add("brackets of coreference that nothing opens", row.place)
            elif part.endswith(")"):
                yield Link(row.place, name, waiting[name].pop(), number)
    for left in waiting.values():
        for number in left:
            notes.add("brackets of coreference that nothing closes", rows[number].place)
