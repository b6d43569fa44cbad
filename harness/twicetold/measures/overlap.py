"""How much two spans share, in tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twicetold.model import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Tokens:
    """The tokens of a text: runs of letters and digits, and every other visible character by itself."""

    def __init__(self, text: str) -> None:
        bounds = [match.span() for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in bounds]
        self._ends = [end for _, end in bounds]
        self.count = len(bounds)

    def inside(self, where: Span) -> frozenset[int]:
        """Return the numbers of the tokens that a span touches."""
        touched: set[int] = set()
        for part in where:
            touched.update(range(bisect_right(self._ends, part.start), bisect_left(self._starts, part.end)))
        return frozenset(touched)


def share_half(first: frozenset[int], second: frozenset[int]) -> bool:
    """Tell whether two sets share half of what they hold or more, by the Dice coefficient."""
    return 2 * dice(first, second) >= 1


def dice(first: frozenset[int], second: frozenset[int]) -> float:
    """Return twice what two sets share over what they hold together: 1 for the same, 0 for nothing shared."""
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0
