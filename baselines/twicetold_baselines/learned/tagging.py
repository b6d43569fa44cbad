"""Sequence labelling: logistic regression that sees the label before, and the best path by Viterbi (MEMM).

After McCallum, Freitag and Pereira (2000), "Maximum entropy Markov models", with BIO labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twicetold_baselines.learned.lessons import in_sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twicetold_baselines.learned.lessons import Lessons
    from twicetold_baselines.learned.linear import Array, Linear
    from twicetold_baselines.learned.passage import Passage, Range

OUTSIDE = "O"
_NEVER = -1e4
_SURE = 6.0  # how far "outside" must lead, in log-probability, to be beyond doubt


def teach(passage: Passage, model: str, ranges: Iterable[tuple[Range, str]]) -> Lessons:
    """Yield what a labeller of tokens learns from the labelled ranges of a passage."""
    yield from in_sequence(model, passage.rows, encode(len(passage), ranges), passage.document.sentences)


def find(passage: Passage, linear: Linear, *, caution: float) -> list[tuple[Range, str]]:
    """Return the labelled ranges that a labeller of tokens finds in a passage."""
    return decode(tag(linear, passage.scores(linear), passage.document.sentences, caution=caution))


def encode(length: int, ranges: Iterable[tuple[Range, str]]) -> list[str]:
    """Return BIO labels for labelled ranges; of two that overlap the first is kept."""
    labels = [OUTSIDE] * length
    for (first, last), label in ranges:
        if all(labels[k] == OUTSIDE for k in range(first, last)):
            labels[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return labels


def decode(labels: Sequence[str]) -> list[tuple[Range, str]]:
    """Return the labelled ranges of BIO labels."""
    found: list[tuple[Range, str]] = []
    for k, label in enumerate(labels):
        if label.startswith("B-"):
            found.append(((k, k + 1), label[2:]))
        elif label.startswith("I-"):
            (first, _), kind = found[-1]
            found[-1] = ((first, k + 1), kind)
    return found


def tag(linear: Linear, scores: Array, sequences: Sequence[Range], *, caution: float = 0) -> list[str]:
    """Return the label of each row on the best path of its sequence; the sequences tile the rows.

    `scores` are those of the model, in the shape (rows, labels). `caution` is added to the score of "outside": below
    zero for more ranges and less sure ones. Rows that are outside beyond doubt cut a sequence into stretches.
    """
    labels = linear.labels
    if OUTSIDE not in labels or not len(scores):
        return [OUTSIDE] * len(scores)
    outside = labels.index(OUTSIDE)
    scores = scores.copy()
    scores[:, outside] += caution
    others = np.delete(scores, outside, axis=1).max(axis=1, initial=-np.inf)
    stretches = list(_stretches((scores[:, outside] - others > _SURE).tolist(), sequences))
    found = [OUTSIDE] * len(scores)
    if not stretches:
        return found
    allowed = np.array([[_follows(before, label) for label in labels] for before in (*labels, OUTSIDE)])
    before = [len(labels) if begins else outside for _, _, begins in stretches]
    rows = np.concatenate([np.arange(first, last) for first, last, _ in stretches])
    steps = np.where(allowed, _log_steps(scores[rows], linear.moves), np.float32(_NEVER))
    lengths = [last - first for first, last, _ in stretches]
    for (first, last, _), path in zip(stretches, _paths(steps, lengths, before), strict=True):
        found[first:last] = [labels[number] for number in path]
    return found


def _stretches(sure: Sequence[bool], sequences: Sequence[Range]) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs of rows in doubt, each with the sure row behind it, and whether it begins a sequence."""
    for begin, end in sequences:
        k = begin
        while k < end:
            if sure[k]:
                k += 1
                continue
            last = next((j + 1 for j in range(k, end) if sure[j]), end)
            yield k, last, k == begin
            k = last


def _follows(before: str, label: str) -> bool:
    return not label.startswith("I-") or before[2:] == label[2:]


def _log_steps(scores: Array, moves: Array) -> Array:
    """Return log P(label | row, label before) in the shape (rows, labels before and the start, labels)."""
    if not len(moves):
        moves = np.zeros((1, scores.shape[1]), dtype=np.float32)
    steps = scores[:, None, :] + moves[None, :, :]
    steps -= steps.max(axis=2, keepdims=True)
    steps -= np.log(np.exp(steps).sum(axis=2, keepdims=True))
    return steps


def _paths(steps: Array, lengths: Sequence[int], before: Sequence[int]) -> list[list[int]]:
    """Return the best path of each stretch, given its length and the label before it; the stretches tile the steps.

    All are walked side by side, the longest first, until each ends.
    """
    order = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    firsts = (np.cumsum(lengths) - lengths)[order]
    sizes = np.array(lengths)[order]
    best = steps[firsts, np.array(before)[order]]
    pointers = []
    for place in range(1, sizes[0]):
        live = int((sizes > place).sum())
        through = best[:live, :, None] + steps[firsts[:live] + place, :-1]
        pointer = through.argmax(axis=1)
        best[:live] = np.take_along_axis(through, pointer[:, None, :], axis=1)[:, 0]
        pointers.append(pointer.tolist())
    ends = best.argmax(axis=1).tolist()
    paths: list[list[int]] = [[] for _ in lengths]
    for rank, number in enumerate(order):
        path = [ends[rank]]
        for place in range(lengths[number] - 1, 0, -1):
            path.append(pointers[place - 1][rank][path[-1]])
        paths[number] = path[::-1]
    return paths
