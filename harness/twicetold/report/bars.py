"""Intervals drawn in characters, on a scale from 0 to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from twicetold.statistics import Interval

_LINES = {(False, False): "─", (True, True): "━", (False, True): "╼", (True, False): "╾"}
"""What a place is drawn with whose left and right half lie in the interval, or do not."""


def bar(interval: Interval, width: int, style: str = "") -> Text:
    """Return an estimate as ● and its interval as a heavy line, to half a place, on a thin one of `width` places.

    Without an estimate there is nothing, without limits the ● alone.
    """
    if interval.estimate is None:
        return Text()
    halves = [False] * (2 * width)
    if interval.low is not None and interval.high is not None:
        low, high = (_place(share, 2 * width) for share in (interval.low, interval.high))
        halves[low : high + 1] = [True] * (high + 1 - low)
    cells = list(zip(halves[::2], halves[1::2], strict=True))
    estimate = _place(interval.estimate, width)
    drawn = Text()
    for number, cell in enumerate(cells):
        heavy = number == estimate or any(cell)
        drawn.append("●" if number == estimate else _LINES[cell], style if heavy else "dim")
    return drawn


def scale(width: int) -> str:
    """Return what stands above a bar of this width."""
    return f"0{'100':>{width - 1}}"


def _place(share: float, places: int) -> int:
    return min(int(max(share, 0.0) * places), places - 1)
