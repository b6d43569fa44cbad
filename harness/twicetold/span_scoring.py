"""Corpora of flat spans to tallies, block by block."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from twicetold.formats.spans import read_blocks
from twicetold.measures import spans
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from twicetold.formats.spans import Block, Spans
    from twicetold.measures.outcome import Pairs

MODES: Mapping[str, Callable[[spans.Meeting], Pairs]] = MappingProxyType(
    {
        "strict": spans.strict,
        "exact": spans.exact,
        "type": spans.same_type,
        "partial": spans.partial,
        "overlap": spans.proportional,
    }
)


class SpanScores(NamedTuple):
    """Tallies by mode and label, over so many documents; `missing` of them have no prediction and count as empty."""

    tallies: dict[str, dict[str, Tally]]
    documents: int
    missing: int

    def total(self, mode: str) -> Tally:
        """Return the tally of a mode over all labels."""
        return Tally.total(self.tallies[mode].values())

    def to_json(self) -> dict[str, Any]:
        """Return everything as the like of JSON."""
        modes = {
            mode: {**self.total(mode).to_json(), "types": {label: tally.to_json() for label, tally in labels.items()}}
            for mode, labels in self.tallies.items()
        }
        return {"documents": self.documents, "missing": self.missing, "modes": modes}


def score_files(
    gold: Path, predictions: Path, *, inclusive: bool = False, modes: Sequence[str] = tuple(MODES)
) -> SpanScores:
    """Score a file of predictions against a file of gold; see `formats.spans` for both, and for what is raised."""
    return score_blocks(read_blocks(gold, predictions, inclusive=inclusive), modes=modes)


def score_blocks(blocks: Iterable[Block], *, modes: Sequence[str] = tuple(MODES)) -> SpanScores:
    """Score blocks of documents, and add up."""
    sums = np.zeros((len(modes), 0, 4))
    labels: list[str] = []
    documents = missing = 0
    for block in blocks:
        labels = block.labels
        sums = np.pad(sums, ((0, 0), (0, len(labels) - sums.shape[1]), (0, 0)))
        sums += _sums(block, modes)
        documents += block.documents
        missing += block.missing
    tallies = {
        mode: {label: Tally(*rows[labels.index(label)].tolist()) for label in sorted(labels)}
        for mode, rows in zip(modes, sums, strict=True)
    }
    return SpanScores(tallies, documents, missing)


def _sums(block: Block, modes: Sequence[str]) -> NDArray[np.float64]:
    """Return the four sums by mode and label."""
    many = len(block.labels)
    counts = [np.bincount(side.label, minlength=many) for side in (block.predicted, block.gold)]
    meeting = spans.meet(*_columns(block.gold, block.predicted))
    sums = np.empty((len(modes), many, 4))
    sums[:, :, 1], sums[:, :, 3] = counts
    for number, mode in enumerate(modes):
        pairs = MODES[mode](meeting)
        labels = block.predicted.label[pairs.predicted], block.gold.label[pairs.gold]
        sums[number, :, 0] = np.bincount(labels[0], pairs.precision_credit, many)
        sums[number, :, 2] = np.bincount(labels[1], pairs.recall_credit, many)
    return sums


def _columns(*sides: Spans) -> tuple[spans.Columns, ...]:
    stride = 1 + max(int(side.end.max(initial=0)) for side in sides)
    return tuple(
        spans.Columns(
            article=side.document,
            label=side.label,
            place=side.start * stride + side.end,
            owner=np.arange(len(side.start)),
            start=side.start,
            end=side.end,
        )
        for side in sides
    )
