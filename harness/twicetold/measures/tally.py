"""A score is four sums."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Tally(NamedTuple):
    """Numerators and denominators of precision and recall, over any number of articles.

    Tallies add; precision, recall and F1 are derived and never stored. Where a denominator is zero there is no
    such number, and the property is None.
    """

    precision_numerator: float = 0
    precision_denominator: float = 0
    recall_numerator: float = 0
    recall_denominator: float = 0

    def __add__(self, other: object) -> Tally:
        """Add two tallies, field by field."""
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """Add up tallies; the sums are rounded once, so that the order of the parts can never matter."""
        columns = list(zip(*tallies, strict=True))
        return cls(*(fsum(column) for column in columns))

    def to_json(self) -> dict[str, Any]:
        """Return the sums and what follows from them."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "tally": list(self)}

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right; None if nothing was predicted."""
        return self.precision_numerator / self.precision_denominator if self.precision_denominator else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; None if there is no gold."""
        return self.recall_numerator / self.recall_denominator if self.recall_denominator else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall.

        None if there is neither gold nor prediction; 0 if there is only one of them, or if nothing is right.
        """
        if not self.precision_denominator and not self.recall_denominator:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def exact(numbers: Iterable[float]) -> list[float]:
    """Return the few floats whose sum is exactly that of the numbers: a sum that can go on and is never rounded."""
    left, parts = list(numbers), []
    while part := fsum(left):
        parts.append(part)
        left.append(-part)
    return parts
