"""Time expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.measures.alignment import align
from twicetold.measures.matching import Item, Matching, Measure, Pair, match_equal, ungrounded
from twicetold.measures.overlap import Tokens, dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Extraction


def _items(extraction: Extraction) -> list[Item]:
    return [Item(date.id, date.type, date.span, key=date.value) for date in extraction.dates]


def align_by_place(gold: Sequence[Item], predicted: Sequence[Item], tokens: Tokens) -> list[tuple[int, int]]:
    """Align items that share a token, one to one, so that they share the most (by the Dice coefficient)."""
    gold_places = [tokens.inside(item.span) for item in gold]
    predicted_places = [tokens.inside(item.span) for item in predicted]
    weights = {
        (row, column): share
        for row, place in enumerate(gold_places)
        for column, other in enumerate(predicted_places)
        if (share := dice(place, other))
    }
    return align(weights)


def _strict(gold: Extraction, predicted: Extraction, text: str) -> Matching:
    del text
    return match_equal(_items(gold), _items(predicted) + ungrounded(predicted, "date"), lambda item: item.span)


def _value(gold: Extraction, predicted: Extraction, text: str) -> Matching:
    wanted, found = _items(gold), _items(predicted) + ungrounded(predicted, "date")
    aligned = align_by_place(wanted, found, Tokens(text))
    right = tuple(Pair(row, column) for row, column in aligned if wanted[row].key == found[column].key)
    return Matching(tuple(wanted), tuple(found), right)


MEASURES = (
    Measure("dates.strict", "dates", "a date has the span of a gold date", _strict),
    Measure("dates.value", "dates", "a date shares a token with its gold date and has the same value", _value),
)
