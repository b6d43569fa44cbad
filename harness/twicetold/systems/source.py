"""Where a worker gets its system from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from twicetold.systems.protocol import System


class Source(Protocol):
    """Something hashable that opens systems, and closes what it opened."""

    def open(self) -> System:
        """Return a system that one worker at a time may use."""

    def close(self, system: System) -> None:
        """Close a system."""

    def __hash__(self) -> int:
        """Two equal sources open the like systems."""


class Given:
    """A system that somebody has: every worker gets the same, and it is theirs to close."""

    def __init__(self, system: System) -> None:
        self._system = system

    def open(self) -> System:
        """Return it."""
        return self._system

    def close(self, system: System) -> None:
        """Leave it open."""
