"""What a measure is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.measures.batch import Batch
    from twicetold.measures.outcome import Outcome


class Measure(NamedTuple):
    """A way to compare predictions with gold. Its name prints as it is written on the command line."""

    name: str
    rule: str
    match: Callable[[Batch], Outcome]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def layer(self) -> str:
        """The layer that is measured: entities, dates, events, claims."""
        return self.name.partition(".")[0]
