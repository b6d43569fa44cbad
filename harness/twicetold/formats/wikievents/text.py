"""The text of a document: its lines, each in its place, or else its tokens."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from twicetold.formats.tokens import TokenText

if TYPE_CHECKING:
    from twicetold.formats.format import Reading
    from twicetold.formats.wikievents.lines import Document

_GAP = 1000
"""Line feeds between two lines at most; a place beyond is no place."""


class Text(NamedTuple):
    """A text, and where each token stands in it."""

    text: str
    places: list[tuple[int, int]]


def text_of(document: Document, reading: Reading, where: str) -> Text:
    """Return the text of a document; that it is given as tokens is noted."""
    if built := _built(document):
        return built
    reading.notes.add("documents whose text cannot be built from its lines, given as tokens", where)
    sentences = [[word for word, _, _ in tokens] for tokens, _ in document.sentences]
    if list(chain.from_iterable(sentences)) != document.tokens:
        sentences = [document.tokens]
    joined = TokenText(sentences)
    parts = (joined.span((number,))[0] for number in range(len(joined)))
    return Text(joined.text, [(part.start, part.end) for part in parts])


def _built(document: Document) -> Text | None:
    """Return the text with each line in its place, or None where a token is not where it should be."""
    parts: list[str] = []
    length = 0
    for tokens, line in document.sentences:
        if not tokens:
            if line.strip():
                return None
            continue
        first, start, _ = tokens[0]
        begin = start - line.find(first)
        if not length <= begin <= length + _GAP:
            return None
        parts += ["\n" * (begin - length), line]
        length = begin + len(line)
    text = "".join(parts)
    places = [(start, end) for tokens, _ in document.sentences for _, start, end in tokens]
    return Text(text, places) if [text[start:end] for start, end in places] == document.tokens else None
