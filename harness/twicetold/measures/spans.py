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

    from twicetold.measures.outcome import Floats, Ints, Item

_TIE = 1e-7
"""How much a better overlap counts between alignments of equal credit."""

_REPEATS = 20
_ROOM = 2 ** (63 - _REPEATS)
"""Keys leave room to tell up to 2**20 items of the same place apart."""


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
        return np.bincount(self.owner, self.end - self.start, len(self.article)).astype(np.int64)


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


def equal(gold: Columns, predicted: Columns, *, same_label: bool) -> Pairs:
    """Pair items of the same place, and of the same label if wanted; repeated ones are paired off one to one."""
    keys = _keys([gold, predicted], same_label=same_label)
    first, second = (_numbered(key, side) for key, side in zip(keys, (gold, predicted), strict=True))
    _, rows, columns = np.intersect1d(first[0], second[0], assume_unique=True, return_indices=True)
    rows, columns = first[1][rows], second[1][columns]
    ones = np.ones(len(rows))
    return Pairs(rows, columns, ones, ones)


def _keys(sides: list[Columns], *, same_label: bool) -> list[Ints]:
    """Return one integer for each item, the same for items of the same article, place and, if wanted, label."""
    fields = ("article", "place", "label") if same_label else ("article", "place")
    keys = [np.zeros(len(side.article), dtype=np.int64) for side in sides]
    span = 1
    for field in fields:
        values = [getattr(side, field) for side in sides]
        width = 1 + max((int(value.max()) for value in values if len(value)), default=0)
        span *= width
        if span >= _ROOM:
            compact = np.unique(np.concatenate(keys), return_inverse=True)[1]
            keys = [compact[: len(keys[0])], compact[len(keys[0]) :]]
            span = (len(compact) + 1) * width
        keys = [key * width + value for key, value in zip(keys, values, strict=True)]
    return keys


def _numbered(key: Ints, side: Columns) -> tuple[Ints, Ints]:
    """Tell items of equal keys apart by how many came before; return the new keys, and the items that have a place."""
    there = np.unique(side.owner)
    key = key[there]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(key) else order
    if len(begins) == len(key):
        return key << _REPEATS, there
    rank = np.empty_like(key)
    rank[order] = np.arange(len(key)) - np.repeat(begins, np.diff(np.append(begins, len(key))))
    return (key << _REPEATS) + rank, there


class Overlaps(NamedTuple):
    """Pairs of items that share text, and how many characters each pair shares."""

    gold: Ints
    predicted: Ints
    shared: Ints


def overlapping(gold: Columns, predicted: Columns) -> Overlaps:
    """Return every pair of items of one article that share a character."""
    stride = 1 + max((int(side.end.max()) for side in (gold, predicted) if len(side.end)), default=0)
    starts, ends = (side.article[side.owner] * stride for side in (gold, predicted))
    gold_start, gold_end = gold.start + starts, gold.end + starts
    start, end = predicted.start + ends, predicted.end + ends
    order = np.argsort(gold_start, kind="stable")
    gold_start, gold_end = gold_start[order], gold_end[order]
    reach = np.maximum.accumulate(gold_end) if len(gold_end) else gold_end
    low, high = np.searchsorted(reach, start, side="right"), np.searchsorted(gold_start, end, side="left")
    counts = np.maximum(high - low, 0)
    column = np.repeat(np.arange(len(start)), counts)
    row = np.arange(len(column)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    shared = np.minimum(gold_end[row], end[column]) - np.maximum(gold_start[row], start[column])
    row, column, shared = row[shared > 0], column[shared > 0], shared[shared > 0]
    return _by_item(gold.owner[order[row]], predicted.owner[column], shared, len(predicted.article))


def _by_item(gold: Ints, predicted: Ints, shared: Ints, width: int) -> Overlaps:
    """Add up what the fragments of two items share."""
    pair, first = np.unique(gold * (width + 1) + predicted, return_inverse=True)
    total = np.bincount(first, shared, len(pair)).astype(np.int64)
    return Overlaps(pair // (width + 1), pair % (width + 1), total)


def assign(overlaps: Overlaps, weight: Floats) -> Ints:
    """Return which of the pairs are in the one-to-one alignment whose weights add up to most, as row numbers.

    Pairs of weight zero are left out. Where an item overlaps one other and is alone with it there is nothing to solve.
    """
    chosen = np.flatnonzero(weight > 0)
    gold, predicted = overlaps.gold[chosen], overlaps.predicted[chosen]
    alone = (np.bincount(gold)[gold] == 1) & (np.bincount(predicted)[predicted] == 1) if len(chosen) else chosen > 0
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


def share(overlaps: Overlaps, gold: Columns, predicted: Columns) -> Floats:
    """Return the Dice coefficient of every pair: twice what they share over their lengths together."""
    lengths = gold.length[overlaps.gold] + predicted.length[overlaps.predicted]
    return 2 * overlaps.shared / lengths


def partial(gold: Columns, predicted: Columns) -> Pairs:
    """Pair overlapping items of any label: credit 1 for the same place, a half otherwise (SemEval-2013 9.1)."""
    overlaps = overlapping(gold, predicted)
    same = gold.place[overlaps.gold] == predicted.place[overlaps.predicted]
    return _aligned(overlaps, np.where(same, 1.0, 0.5), share(overlaps, gold, predicted))


def same_type(gold: Columns, predicted: Columns) -> Pairs:
    """Pair overlapping items of the same label: credit 1 (SemEval-2013 9.1)."""
    overlaps = overlapping(gold, predicted)
    same = gold.label[overlaps.gold] == predicted.label[overlaps.predicted]
    return _aligned(overlaps, np.where(same, 1.0, 0.0), share(overlaps, gold, predicted))


def proportional(gold: Columns, predicted: Columns) -> Pairs:
    """Pair overlapping items of the same label, for the share of each that the other covers."""
    overlaps = overlapping(gold, predicted)
    same = gold.label[overlaps.gold] == predicted.label[overlaps.predicted]
    chosen = assign(overlaps, np.where(same, share(overlaps, gold, predicted), 0.0))
    rows, columns, shared = (column[chosen] for column in overlaps)
    return Pairs(rows, columns, shared / predicted.length[columns], shared / gold.length[rows])


def _aligned(overlaps: Overlaps, credit: Floats, dice: Floats) -> Pairs:
    """Align for the most credit, and of equal credit for the better overlap."""
    chosen = assign(overlaps, np.where(credit > 0, credit + _TIE * dice, 0.0))
    return Pairs(overlaps.gold[chosen], overlaps.predicted[chosen], credit[chosen], credit[chosen])
