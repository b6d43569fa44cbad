"""What there is to learn: for each model, rows of features with the right label."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twicetold_baselines.learned.linear import Linear

Models: TypeAlias = "dict[str, Linear]"
Lessons: TypeAlias = "Iterator[Lesson]"
YES, NO = "yes", "no"
FIRST = "^"


class Lesson(NamedTuple):
    """A row of features, the model that learns from it, and its label.

    In a sequence also the label of the row before it, and FIRST at its beginning; elsewhere that is empty.
    """

    model: str
    features: Sequence[str]
    label: str
    previous: str = ""


def decision(model: str, features: Sequence[str], *, right: bool) -> Lesson:
    """Return the lesson of a yes or no."""
    return Lesson(model, features, YES if right else NO)


def in_sequence(
    model: str, rows: Sequence[Sequence[str]], labels: Sequence[str], sequences: Iterable[tuple[int, int]]
) -> Lessons:
    """Yield the lessons of labelled sequences, given as ranges of the rows."""
    for first, last in sequences:
        previous = FIRST
        for k in range(first, last):
            yield Lesson(model, rows[k], labels[k], previous)
            previous = labels[k]
