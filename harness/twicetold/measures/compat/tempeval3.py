"""Time expressions as the TempEval-3 toolkit (2013) scores them: strict, relaxed, value and type.

The toolkit's normaliser first gives time expressions of gold and system common ids. It walks over the tokens from
left to right; one that begins takes the id of the other side's that covers this token, unless one before it took
that, and a new id otherwise. At the same token gold goes first. This is a one-to-one alignment in which the earliest
come first, however little they share. Pairs count as relaxed; strict, if also their texts are equal strings, wherever
these are; value and type, if those are equal strings.

Time expressions are marked up within the text. One that holds another is open only until that begins, and is not
counted, though it can still take a partner from it; of those that begin at the same token only the innermost is seen,
and of repeated ones the last. So says the published source of the normaliser; there are no known answers for this.

All counts are summed over documents. The publication date (t0) is not to be among the input. In the toolkit an EVENT
right after a time expression keeps this open for one more token; there are no events here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

DIFFERS = (
    "aligned from left to right by any shared token; strict compares texts, not places; F1 is 1 if both sides are empty"
)


class Timex(NamedTuple):
    """A time expression: half-open token offsets, its text, and what TIMEX3 says of it."""

    start: int
    end: int
    text: str
    value: str = ""
    type: str = ""


class Tallies(NamedTuple):
    """What the toolkit prints for time expressions, of one document."""

    strict: Tally
    relaxed: Tally
    value: Tally
    type: Tally


def tallies(gold: Sequence[Timex], predicted: Sequence[Timex]) -> Tallies:
    """Score the time expressions of one document."""
    pairs = align(gold, predicted)
    right = (
        sum(mine.text == theirs.text for mine, theirs in pairs),
        len(pairs),
        sum(mine.value == theirs.value for mine, theirs in pairs),
        sum(mine.type == theirs.type for mine, theirs in pairs),
    )
    counted, wanted = (sum(each.counts for each in _open(side)) for side in (predicted, gold))
    return Tallies(*(Tally(number, counted, number, wanted) for number in right))


def align(gold: Sequence[Timex], predicted: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Return the pairs of gold and predicted time expressions that get the same id and are counted."""
    beginnings = sorted(
        (each.item.start, side, each) for side, items in enumerate((gold, predicted)) for each in _open(items)
    )
    pairs: list[tuple[_Open, _Open]] = []
    free: list[_Open | None] = [None, None]
    for start, side, each in beginnings:
        other = free[1 - side]
        if other is not None and other.until > start:
            pairs.append((other, each) if side else (each, other))
            free = [None, None]
        else:
            free[side] = each
    return [(mine.item, theirs.item) for mine, theirs in pairs if mine.counts and theirs.counts]


def final(tally: Tally) -> tuple[float, float, float]:
    """Return precision, recall and F1 as the toolkit prints them, but not times 100.

    0 where there is no such number, but F1 is 1 where there is neither gold nor prediction.
    """
    return tally.precision or 0.0, tally.recall or 0.0, 1.0 if tally.f1 is None else tally.f1


class _Open(NamedTuple):
    """A time expression, the token at which it is no longer open, and whether it is counted."""

    item: Timex
    until: int
    counts: bool


def _open(items: Sequence[Timex]) -> list[_Open]:
    """Return the time expressions of one side that the walk over the tokens sees."""
    in_order = sorted((item for item in items if item.start < item.end), key=lambda item: (item.start, -item.end))
    seen = list({item.start: item for item in in_order}.values())
    return [
        _Open(
            item,
            until=min([item.end, *(after.start for after in seen[place + 1 : place + 2])]),
            counts=all(after.end > item.end for after in seen[place + 1 :]),
        )
        for place, item in enumerate(seen)
    ]
