"""The columns of a file: where in a line what stands, and what a line has of its token."""

from __future__ import annotations

from typing import NamedTuple

from twicetold.formats.conll.lines import is_comment, split

_ESCAPES = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
"""How treebanks, and OntoNotes with them, write the tokens that are brackets."""


class Row(NamedTuple):
    """What a line has of a token."""

    place: str
    word: str
    """Empty where the token is blank, and so is none of the text."""
    tag: str
    cluster: str


class Columns(NamedTuple):
    """Where in a file what stands."""

    tabs: bool
    number: int
    word: int
    tags: int | None
    clusters: int | None
    more: bool = False
    """Whether each sentence has its own number of columns, `number` or more."""
    brackets: bool = False
    """Whether entities are in brackets, as in OntoNotes, and not in tags."""

    def row(self, line: str, place: str) -> Row | None:
        """Return what a line has of a token; None for a comment, or for another number of columns."""
        parts = split(line, tabs=self.tabs)
        if len(parts) != self.number and not (self.more and len(parts) > self.number):
            return None
        if is_comment(line):
            return None
        word = parts[self.word].strip()
        return Row(
            place,
            _ESCAPES.get(word, word),
            "O" if self.tags is None else parts[self.tags].strip(),
            "-" if self.clusters is None else parts[self.clusters].strip(),
        )


WRITTEN = Columns(tabs=True, number=3, word=0, tags=1, clusters=2)
"""The columns of what is written here."""
