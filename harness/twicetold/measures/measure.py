"""What a measure is: of items, of sums, or a mean of others. Its name prints as it is written on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twicetold.measures.batch import Batch, StoryCase
    from twicetold.measures.outcome import Outcome
    from twicetold.measures.tally import Tally

Tallies: TypeAlias = "dict[tuple[int, str], Tally]"
"""A tally for each (article of the batch, label)."""


class Measure(NamedTuple):
    """A measure that pairs gold items with predicted ones."""

    name: str
    rule: str
    match: Callable[[Batch], Outcome]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Sums(NamedTuple):
    """A measure that gives the four sums of an article at once, with no pairs of items behind them."""

    name: str
    rule: str
    tallies: Callable[[Batch], Tallies]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class StoryMeasure(NamedTuple):
    """A measure that pairs links of stories. The `article` of its items is the number of the story."""

    name: str
    rule: str
    match: Callable[[Sequence[StoryCase]], Outcome]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class StorySums(NamedTuple):
    """A measure that gives the four sums of a story at once."""

    name: str
    rule: str
    tallies: Callable[[Sequence[StoryCase]], Tallies]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Mean(NamedTuple):
    """A number that is the mean of those of other measures."""

    name: str
    rule: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


AnyMeasure: TypeAlias = Measure | Sums | StoryMeasure | StorySums | Mean
