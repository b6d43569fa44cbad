"""Spans against spans, for a whole batch at once: which are the same, which overlap, and which belong together.

Items are compared within their article only. A span may have several fragments, spans may nest, overlap and repeat; all
of that has a defined result, the same for every order of the input.

Sorted integer keys stand for places, so that the work is numpy's. Only where three or more spans overlap one another is
an assignment solved, by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twicetold.measures.alignment import align
from twicetold.measures.outcome import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twicetold.measures.outcome import Floats, Ints, Item

    Bools = NDArray[np.bool_]

_TIE = 1e-5
"""How much a better overlap counts between alignments of equal credit, and then the same label."""


class Columns(NamedTuple):
    """Spans as columns. The fragments of item `owner[i]` are `start[i]` to `end[i]`, in the order of the text.

    `article`, `label` and `place` have a row for each item: `place` is a number that two items share if and only if all
    their fragments are the same, `label` one that they share if and only if their labels are.
    """

    article: Ints
    label: Ints
    place: Ints
    owner: Ints
    start: Ints
    end: Ints

    @property
    def length(self) -> Ints:
        """The number of characters of each item."""
        lengths = np.zeros(len(self.article), dtype=np.int64)
        np.add.at(lengths, self.owner, self.end - self.start)
        return lengths


def columns_of(gold: Sequence[Item], predicted: Sequence[Item]) -> tuple[Columns, Columns]:
    """Return the columns of two lists of items, with places and labels numbered alike in both."""
    places: dict[tuple[tuple[int, int], ...], int] = {}
    labels: dict[str, int] = {}

    def column(items: Sequence[Item]) -> Columns:
        rows = [
            (
                item.article,
                labels.setdefault(item.label, len(labels)),
                places.setdefault(tuple((part.start, part.end) for part in item.span), len(places)),
            )
            for item in items
        ]
        parts = [(number, part.start, part.end) for number, item in enumerate(items) for part in item.span]
        by_item = np.array(rows, dtype=np.int64).reshape(-1, 3)
        by_part = np.array(parts, dtype=np.int64).reshape(-1, 3)
        return Columns(*by_item.T, *by_part.T)

    return column(gold), column(predicted)


class Overlaps(NamedTuple):
    """Pairs of items that share text: how many characters, and their Dice coefficient.

    That is twice what the two share over their lengths together: 1 for the same place.
    """

    gold: Ints
    predicted: Ints
    shared: Ints
    dice: Floats


class Meeting(NamedTuple):
    """Two sides, and where they overlap."""

    gold: Columns
    predicted: Columns
    overlaps: Overlaps

    @property
    def same_place(self) -> Bools:
        """Which of the overlapping pairs have all their fragments in common."""
        return np.equal(self.gold.place[self.overlaps.gold], self.predicted.place[self.overlaps.predicted])

    @property
    def same_label(self) -> Bools:
        """Which of the overlapping pairs have the same label."""
        return np.equal(self.gold.label[self.overlaps.gold], self.predicted.label[self.overlaps.predicted])


def meet(gold: Columns, predicted: Columns) -> Meeting:
    """Bring two sides together."""
    return Meeting(gold, predicted, overlapping(gold, predicted))


def overlapping(gold: Columns, predicted: Columns) -> Overlaps:
    """Return every pair of items of one article that share a character."""
    stride = 1 + max((int(side.end.max()) for side in (gold, predicted) if len(side.end)), default=0)
    gold_origin, origin = (side.article[side.owner] * stride for side in (gold, predicted))
    gold_start, gold_end = gold.start + gold_origin, gold.end + gold_origin
    start, end = predicted.start + origin, predicted.end + origin
    order = np.argsort(gold_start, kind="stable")
    gold_start, gold_end = gold_start[order], gold_end[order]
    reach = np.maximum.accumulate(gold_end)
    low, high = np.searchsorted(reach, start, side="right"), np.searchsorted(gold_start, end, side="left")
    counts = np.maximum(high - low, 0)
    column = np.repeat(np.arange(len(start)), counts)
    row = np.arange(len(column)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    shared = np.minimum(gold_end[row], end[column]) - np.maximum(gold_start[row], start[column])
    row, column, shared = row[shared > 0], column[shared > 0], shared[shared > 0]
    return _by_item(gold.owner[order[row]], predicted.owner[column], shared, gold, predicted)


def _by_item(rows: Ints, columns: Ints, shared: Ints, gold: Columns, predicted: Columns) -> Overlaps:
    """Add up what the fragments of two items share."""
    if any((np.diff(side.owner) == 0).any() for side in (gold, predicted)):
        width = len(predicted.article)
        pair, number = np.unique(rows * width + columns, return_inverse=True)
        shared = np.bincount(number, shared).astype(np.int64)
        rows, columns = pair // width, pair % width
    return Overlaps(rows, columns, shared, 2 * shared / (gold.length[rows] + predicted.length[columns]))


def assign(overlaps: Overlaps, weight: Floats) -> Ints:
    """Return which of the pairs are in the one-to-one alignment whose weights add up to most, as row numbers.

    Pairs of weight zero are left out. Where an item overlaps one other and is alone with it there is nothing to solve.
    """
    chosen = np.flatnonzero(weight > 0)
    gold, predicted = overlaps.gold[chosen], overlaps.predicted[chosen]
    alone = (np.bincount(gold)[gold] == 1) & (np.bincount(predicted)[predicted] == 1)
    rest = chosen[~alone]
    weights = {
        (row, column): value
        for row, column, value in zip(
            overlaps.gold[rest].tolist(), overlaps.predicted[rest].tolist(), weight[rest].tolist(), strict=True
        )
    }
    number = dict(zip(weights, rest.tolist(), strict=True))
    solved = [number[pair] for pair in align(weights)]
    return np.sort(np.concatenate([chosen[alone], np.array(solved, dtype=np.int64)]))


def strict(meeting: Meeting) -> Pairs:
    """Pair items of the same place and label; repeated ones one to one."""
    return _paired(meeting, np.where(meeting.same_place & meeting.same_label, 1.0, 0.0))


def exact(meeting: Meeting) -> Pairs:
    """Pair items of the same place; repeated ones one to one."""
    return _paired(meeting, np.where(meeting.same_place, 1.0, 0.0))


def partial(meeting: Meeting) -> Pairs:
    """Pair overlapping items of any label: credit 1 for the same place, a half otherwise (SemEval-2013 9.1)."""
    return _paired(meeting, np.where(meeting.same_place, 1.0, 0.5))


def same_type(meeting: Meeting) -> Pairs:
    """Pair overlapping items of the same label: credit 1 (SemEval-2013 9.1)."""
    return _paired(meeting, np.where(meeting.same_label, 1.0, 0.0))


def proportional(meeting: Meeting) -> Pairs:
    """Pair overlapping items of the same label, for the share of each that the other covers."""
    overlaps = meeting.overlaps
    chosen = assign(overlaps, np.where(meeting.same_label, overlaps.dice, 0.0))
    rows, columns, shared = overlaps.gold[chosen], overlaps.predicted[chosen], overlaps.shared[chosen]
    return Pairs(rows, columns, shared / meeting.predicted.length[columns], shared / meeting.gold.length[rows])


def _paired(meeting: Meeting, credit: Floats) -> Pairs:
    """Align for the most credit, of equal credit for the better overlap, of equal overlap for the same label."""
    overlaps = meeting.overlaps
    better = _TIE * (overlaps.dice + _TIE * meeting.same_label)
    chosen = assign(overlaps, np.where(credit > 0, credit + better, 0.0))
    return Pairs(overlaps.gold[chosen], overlaps.predicted[chosen], credit[chosen], credit[chosen])
