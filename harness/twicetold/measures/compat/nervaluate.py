"""Spans as nervaluate 1.2.1 scores them: SemEval-2013 task 9.1 in four modes.

Predictions are taken in the order of the input. Each claims at most one gold span, which then is gone for those after
it:

- strict: the first with the same place and label is COR; else the first that overlaps is INC;
- exact: the same, whatever the labels;
- partial: the first with the same place, whatever the labels, is COR; else the first that overlaps is PAR;
- ent_type: of those that overlap and have the same label, the one whose ends are nearest is COR; else the first that
  overlaps is INC.

What claims nothing is SPU, what is not claimed is MIS. To overlap is to cover at least `minimum` percent of the gold
span, 1 by default, so that one character of more than a hundred is not enough. Scores of one type come from a run on
that type alone, and those of all types do not add up to the overall score.

nervaluate drops labels outside its `tags` first; leave them out here. It divides by zero where a prediction surrounds
an empty gold span; here these do not overlap.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from twicetold.measures.compat._common import by_label
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.measures.compat._common import Span

DIFFERS = (
    "greedy in the order of the predictions, one gold span each, at 1 % overlap of the gold span; 0 where undefined"
)

Mode = Literal["strict", "exact", "partial", "ent_type"]
MODES: tuple[Mode, ...] = get_args(Mode)


class Counts(NamedTuple):
    """How many spans of one or more documents are COR, INC, PAR, MIS and SPU."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    def __add__(self, other: object) -> Counts:
        """Add two counts, field by field."""
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def tally(self) -> Tally:
        """The tally: a PAR is worth half."""
        credit = self.correct + self.partial / 2
        claimed = self.correct + self.incorrect + self.partial
        return Tally(credit, claimed + self.spurious, credit, claimed + self.missed)


def counts(gold: Sequence[Span], predicted: Sequence[Span], mode: Mode, minimum: float = 1.0) -> Counts:
    """Count the spans of one document, or raise ValueError if `minimum` is not within 1 to 100 percent."""
    if not 1 <= minimum <= 100:  # noqa: PLR2004 - percent
        raise ValueError(f"the least overlap must be 1 to 100 percent of the gold span, not {minimum}")
    free = list(gold)
    verdicts: Counter[str] = Counter()
    for item in predicted:
        verdict, claimed = _claim(item, free, mode, minimum)
        verdicts[verdict] += 1
        if claimed is not None:
            del free[claimed]
    return Counts(missed=len(free), **verdicts)


def by_type(gold: Sequence[Span], predicted: Sequence[Span], mode: Mode, minimum: float = 1.0) -> dict[str, Counts]:
    """Count the spans of one document, label by label."""
    return {label: counts(*both, mode, minimum) for label, both in by_label(gold, predicted).items()}


def _claim(item: Span, free: Sequence[Span], mode: Mode, minimum: float) -> tuple[str, int | None]:
    """Return the verdict on a prediction and which of the free gold spans it claims."""
    overlapping = [number for number, other in enumerate(free) if _covered(other, item) >= minimum]
    match mode:
        case "strict":
            right = [number for number, other in enumerate(free) if other == item]
        case "exact":
            right = [number for number, other in enumerate(free) if other[1:] == item[1:]]
        case "partial":
            right = [number for number in overlapping if free[number][1:] == item[1:]]
        case "ent_type":
            right = [number for number in overlapping if free[number].label == item.label]
            right.sort(key=lambda number: abs(free[number].start - item.start) + abs(free[number].end - item.end))
    if right:
        return "correct", right[0]
    if overlapping:
        return "partial" if mode == "partial" else "incorrect", overlapping[0]
    return "spurious", None


def _covered(gold: Span, item: Span) -> float:
    """Return how many percent of a gold span a prediction covers."""
    shared = min(gold.end, item.end) - max(gold.start, item.start)
    # In this order of operations, as rounding decides at the edge: 7 of 25 are more than 28 percent, 29 of 100 less
    # than 29.
    return shared / (gold.end - gold.start) * 100 if shared > 0 else 0.0
