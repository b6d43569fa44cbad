"""What several scorers have alike: labelled spans, items that are compared as sets, and final numbers."""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence


class Span(NamedTuple):
    """A labelled run of characters or tokens, half-open."""

    label: str
    start: int
    end: int


def by_label(gold: Iterable[Span], predicted: Iterable[Span]) -> dict[str, tuple[list[Span], list[Span]]]:
    """Return the gold and the predicted spans of each label, in their order."""
    sides: defaultdict[str, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((gold, predicted)):
        for item in items:
            sides[item.label][side].append(item)
    return dict(sides)


def tally_of_sets(gold: Collection[Hashable], predicted: Collection[Hashable]) -> Tally:
    """Score items as sets: what is repeated collapses."""
    wanted, found = set(gold), set(predicted)
    right = len(wanted & found)
    return Tally(right, len(found), right, len(wanted))


class Score(NamedTuple):
    """The final numbers of a scorer that gives 0 where there is no such number."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, tally: Tally) -> Score:
        """Divide at last; 0 where a denominator is 0."""
        return cls(tally.precision or 0.0, tally.recall or 0.0, tally.f1 or 0.0)

    @classmethod
    def mean(cls, scores: Sequence[Score]) -> Score:
        """Return the mean of precisions, of recalls and of F1s, each by itself; 0 if there are no scores."""
        return cls(*(fsum(column) / len(scores) for column in zip(*scores, strict=True))) if scores else cls(0, 0, 0)
