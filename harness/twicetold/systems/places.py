"""Where a quotation stands in a text.

Systems quote what they read, and not always to the letter. A quotation is looked for as it stands; then with quotation
marks, dashes and white space made alike; then, if it is long enough to be told from its like, where the text comes
nearest to it. The first way that finds anything counts, and whole words count before parts of words.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

ALIKE = str.maketrans({
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
})  # fmt: skip
"""Characters that are written one for the other."""

LEAST_ALIKE = 85.0
"""How alike, of 100, the nearest words of the text must be to a quotation that stands nowhere in it."""

LEAST_LONG = 12
"""Characters of a quotation whose nearest words are looked for; shorter ones are near to too much."""


class Place(NamedTuple):
    """A run of characters, from `start` up to `end`."""

    start: int
    end: int


class Places:
    """The places of quotations in one text, in their order; each quotation is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, list[Place]] = {}

    def of(self, quote: str) -> list[Place]:
        """Return where a quotation stands, or nothing."""
        if quote not in self._found:
            self._found[quote] = _occurrences(quote, self._text) or self._alike_or_near(quote)
        return self._found[quote]

    def within(self, quote: str, outer: Place) -> Place | None:
        """Return the first place of a quotation inside another place."""
        inner = Places(self._text[outer.start : outer.end]).of(quote)
        return Place(outer.start + inner[0].start, outer.start + inner[0].end) if inner else None

    def _alike_or_near(self, quote: str) -> list[Place]:
        text, starts, ends = self._alike
        wanted = _made_alike(quote)[0].strip()
        places = _occurrences(wanted, text) or _nearest(wanted, text)
        return [Place(starts[start], ends[end - 1]) for start, end in places]

    @cached_property
    def _alike(self) -> tuple[str, list[int], list[int]]:
        return _made_alike(self._text)


def _occurrences(quote: str, text: str) -> list[Place]:
    """Return the places of some words that are whole words, or all if none is."""
    if not quote:
        return []
    places = []
    start = text.find(quote)
    while start >= 0:
        places.append(Place(start, start + len(quote)))
        start = text.find(quote, start + len(quote))
    return [place for place in places if _is_whole(text, place)] or places


def _nearest(quote: str, text: str) -> list[Place]:
    """Return the one place of a text that is near enough to a long quotation, if there is one."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only for what stands nowhere

    if len(quote) < LEAST_LONG or len(quote) > len(text):
        return []
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=LEAST_ALIKE)
    return [_whole_words(text, found.dest_start, found.dest_end)] if found else []


def _is_whole(text: str, place: Place) -> bool:
    """Tell whether no word goes on beyond either edge."""
    return not (_joins(text, place.start) or _joins(text, place.end))


def _joins(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and _is_letter(text[edge - 1]) and _is_letter(text[edge])


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _whole_words(text: str, start: int, end: int) -> Place:
    """Return a run of characters without white space at its edges and without words cut in two."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    while _joins(text, start):
        start -= 1
    while _joins(text, end):
        end += 1
    return Place(start, end)


def _made_alike(text: str) -> tuple[str, list[int], list[int]]:
    """Return a text with like characters made one and white space single, and where each character began and ended."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in re.finditer(r"\s+|\S", text):
        characters.append(" " if run[0].isspace() else run[0].translate(ALIKE))
        starts.append(run.start())
        ends.append(run.end())
    return "".join(characters), starts, ends
