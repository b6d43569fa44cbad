"""Which types are taken for which, where the words are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.report.site import naming
from twicetold.report.site.errors_data import TAKEN

if TYPE_CHECKING:
    from collections import Counter

NOTHING = ""
"""The type of what met nothing: gold that was missed, and what was found and is not gold."""

_MOST = 12
"""Types in a table: those most often taken for another, or for nothing."""

_SHADES = 5


class Cell(NamedTuple):
    """How often gold of a type was found as a type; the shade goes from 0 to 5 with the share of the gold.

    The fragment leads to the items on the page of errors, "" where there is nothing to show.
    """

    number: int
    shade: int
    is_right: bool
    fragment: str = ""


class Confusion(NamedTuple):
    """A table: gold by rows, what was found by columns, and how many types of the layer it leaves out."""

    layer: str
    types: list[str]
    rows: list[tuple[str, list[Cell]]]
    left_out: int


def confusion(layer: str, counts: Counter[tuple[str, str]]) -> Confusion:
    """Return the table of a layer from how often (gold type, found type) occur with the same words.

    Types that occur only in what was found and met nothing have no row; their names may be anything.
    """
    known = {name for pair, number in counts.items() if number and pair[0] for name in pair} - {NOTHING}
    wrong = dict.fromkeys(known, 0)
    for (gold, found), number in counts.items():
        if gold and found and gold != found:
            wrong[gold] += number
            wrong[found] += number
    gold_of = {name: sum(number for (gold, _), number in counts.items() if gold == name) for name in known}
    types = sorted(sorted(known, key=lambda name: (-wrong[name], -gold_of[name], name))[:_MOST])
    shown = [(name, [_cell(layer, name, other, counts, gold_of) for other in (*types, NOTHING)]) for name in types]
    spurious = [Cell(counts[NOTHING, name], 0, is_right=False) for name in types]
    return Confusion(layer, types, [*shown, (NOTHING, spurious)], len(known) - len(types))


def _cell(layer: str, gold: str, found: str, counts: Counter[tuple[str, str]], gold_of: dict[str, int]) -> Cell:
    number = counts[gold, found]
    share = number / gold_of[gold] if gold_of[gold] else 0.0
    shade = min(_SHADES, round(share * _SHADES + 0.4)) if number else 0
    is_taken = number and found not in (NOTHING, gold)
    fragment = naming.part_of_group(naming.error_group(layer, TAKEN), gold, found) if is_taken else ""
    return Cell(number, shade, gold == found, fragment)
