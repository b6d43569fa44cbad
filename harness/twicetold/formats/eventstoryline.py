"""EventStoryLine (Caselli and Vossen 2017): documents of ECB+ with the values of times, and the day they were made.

Files are named like those of ECB+, mostly with `.xml` twice, and their markup is the same but for the attributes of
times and for the plot and temporal relations, which have no place here. What ECB+ says of coreference is not in them.

As in ECB+, some sentences of a document are annotated and the others not at all, and no list says which. The selected
ones of ECB+ all have mentions, so here the sentences in which a mention begins are scored.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold.formats import cat, ecbplus
from twicetold.formats.format import ENTITY_SPANS, Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.cat import Document
    from twicetold.formats.format import Reading
    from twicetold.model import Story

_NAME = re.compile(r"(?P<topic>\d{1,6})_(?P<number>\d{1,6})(?P<part>ecb|ecbplus)(?:\.xml){1,2}")


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield a sub-topic of ECB+ at a time, of a file or a folder of files, topics in folders of their own or not."""

    def tell(source: ecbplus.Source, document: Document) -> cat.Told:
        return cat.annotated(source.article, document, ecbplus.SCHEME, reading, _sentences(document))

    return ecbplus.stories(path, _NAME, reading, tell)


def _sentences(document: Document) -> set[int] | None:
    """Return the sentences in which mentions begin; None where that is all of them, or none."""
    found = {document.sentences[each.tokens[0]] for each in document.markables.values() if each.tokens}
    return None if not found or found.issuperset(document.sentences) else found


def _recognises(path: Path) -> bool:
    """Tell by the name and the markup of a file."""
    return ecbplus.looks_like(path, _NAME, with_plots=True)


FORMAT = Format(
    name="eventstoryline",
    title="CAT XML of EventStoryLine, a story for each sub-topic of ECB+",
    holds={
        "entities": "participants by their heads, and places; no coreference",
        "dates": "extent, type, value, anchor; no modifier",
        "events": "triggers, polarity; no coreference, no type of ours, no arguments",
    },
    measures=(*ENTITY_SPANS, "dates.*", "events.trigger.id", "events.polarity"),
    recognises=_recognises,
    read=read,
)  # fmt: skip
