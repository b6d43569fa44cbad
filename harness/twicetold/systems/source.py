"""Where a worker gets its system from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

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


class Named(NamedTuple):
    """Systems by what is written on the command line, opened anew for each worker, wherever it is."""

    spec: str
    seconds: float | None = None
    """What one answer may take; a worker that takes longer is ended."""
    isolated: bool = False
    """Whether a Python system has a process of its own. With a time limit it always has."""
    logs: str | None = None
    """The folder for what programs write to standard error."""
    options: tuple[tuple[str, str], ...] = ()
    """What else the system is told: keyword arguments of a Python class, settings of an adapter."""

    def open(self) -> System:
        """Find the system. Raises as `find_system`."""
        from twicetold.systems import registry  # noqa: PLC0415 - which imports every adapter

        return registry.open_system(self)

    def close(self, system: System) -> None:
        """Close a system that was opened here."""
        if close := getattr(system, "close", None):
            close()


class Given:
    """A system that somebody has: every worker gets the same, and it is theirs to close."""

    def __init__(self, system: System) -> None:
        self._system = system

    def open(self) -> System:
        """Return it."""
        return self._system

    def close(self, system: System) -> None:
        """Leave it open."""
