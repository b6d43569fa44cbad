"""The table under a marked text: what is said once of an item, not on every mark.

A layer's file is the marked text, a line `----`, and a table with a line for each item:

    e5  PER  Karim Massimov
    v2  Justice.ArrestJail  OTHER  Person=e5 Crime=v2.Crime  #event-in-claim

A line that begins with `#` and a blank is a remark. `allow CHECK WORDS: REASON` records why a finding of
`twicetold gold lint` is not a fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold.gold.marks import fail

if TYPE_CHECKING:
    from pathlib import Path

RULE = "\n----\n"
_ALLOWANCE = re.compile(r"allow (?P<check>[a-z-]+) (?P<words>[^\n]+?): (?P<reason>[^\n]*\S)\s*")


class Row(NamedTuple):
    """A line of the table: the item's id, the words that follow, its phenomena, and where the line begins."""

    id: str
    words: tuple[str, ...]
    phenomena: tuple[str, ...]
    position: int


class Allowance(NamedTuple):
    """A recorded reason why a finding of lint, of this check and about these words, is no fault."""

    check: str
    words: str
    reason: str


class Table(NamedTuple):
    """Everything under the rule."""

    rows: dict[str, Row]
    allowances: tuple[Allowance, ...]


def split(source: str, path: Path | str) -> tuple[str, int]:
    """Return the marked text above the rule, and the position where the table begins."""
    above, rule, _ = source.rpartition(RULE)
    if not rule:
        fail("the file needs a line '----' between the marked text and its table", source, len(source), path)
    return above, len(above) + len(RULE)


def read(source: str, begin: int, path: Path | str) -> Table:
    """Read the table that begins at a position of the source.

    Raises MarkupError for a repeated id and an allowance that is not `allow CHECK WORDS: REASON`.
    """
    rows: dict[str, Row] = {}
    allowances: list[Allowance] = []
    position = begin
    for line in source[begin:].splitlines(keepends=True):
        words = line.split()
        if not words or words[0] == "#":
            pass
        elif words[0] == "allow":
            match = _ALLOWANCE.fullmatch(line)
            if match is None:
                fail("an allowance is written 'allow CHECK WORDS: REASON'", source, position, path)
            allowances.append(Allowance(match["check"], match["words"], match["reason"]))
        elif words[0] in rows:
            fail(f"{words[0]} has a line already", source, position, path)
        else:
            tags = tuple(word[1:] for word in words[1:] if word.startswith("#"))
            rest = tuple(word for word in words[1:] if not word.startswith("#"))
            rows[words[0]] = Row(words[0], rest, tags, position)
        position += len(line)
    return Table(rows, tuple(allowances))


def write(columns: list[list[str]], allowances: tuple[Allowance, ...] = ()) -> str:
    """Write rows with their first columns aligned, then the allowances."""
    widths = [max(len(row[index]) for row in columns) for index in range(2)] if columns else []
    lines = []
    for row in columns:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, *(cell for cell in row[len(widths) :] if cell)]).rstrip())
    lines += [f"allow {item.check} {item.words}: {item.reason}" for item in allowances]
    return "".join(f"{line}\n" for line in lines)
