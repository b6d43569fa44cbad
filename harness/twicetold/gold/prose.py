"""Words and sentences of a text, and runs of words that two texts share."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
"""A run of letters and digits, joined by hyphens and apostrophes."""

COPIED_RUN = 8
"""No two articles of a gold set share so many words in a row."""

_SENTENCE_END = re.compile(r"""[.!?]["”’)]*\s+(?=["“‘(]*[A-Z])|(?<!\bNo)[.!?]["”’)]*\s+(?=["“‘(]*[0-9])|\n\s*\n""")
_NOT_AN_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Rev|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|[A-Z])|[ap]\.m)$"
)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [match[0].lower() for match in WORD.finditer(text)]


def runs(text: str, length: int) -> list[tuple[str, ...]]:
    """Return every run of so many words, one for each word that begins one."""
    found = words(text)
    return list(zip(*(found[shift:] for shift in range(length)), strict=False))


def sentence_ends(text: str) -> list[int]:
    """Return the offsets at which the sentences of a text end, behind the stop and its quotation marks."""
    return [
        match.start() + len(match[0].rstrip())
        for match in _SENTENCE_END.finditer(text)
        if "\n" in match[0] or not _NOT_AN_END.search(text, max(0, match.start() - 8), match.start())
    ]
