"""What is declared to be one and the same, pair by pair, as groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

_T = TypeVar("_T")


class Joined(Generic[_T]):
    """Things of which pairs are joined; what is joined with the same is in one group."""

    def __init__(self) -> None:
        self._leads_to: dict[_T, _T] = {}

    def join(self, first: _T, second: _T) -> None:
        """Join two things, and with them all that they are joined with."""
        self._leads_to[self._top(second)] = self._top(first)

    def groups(self, things: Iterable[_T]) -> list[list[_T]]:
        """Return things in groups of those that are joined, be it through others; all in their order."""
        found: dict[_T, list[_T]] = {}
        for each in things:
            found.setdefault(self._top(each), []).append(each)
        return list(found.values())

    def _top(self, thing: _T) -> _T:
        """Return what stands for all that something is joined with, with shorter ways to it for the next time."""
        leads_to = self._leads_to
        leads_to.setdefault(thing, thing)
        while leads_to[thing] != thing:
            leads_to[thing] = leads_to[leads_to[thing]]
            thing = leads_to[thing]
        return thing
