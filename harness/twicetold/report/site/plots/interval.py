"""An estimate with its interval, as a bar of fixed scale: the same down a column of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from twicetold.report.site.plots.svg import tag

if TYPE_CHECKING:
    from twicetold.statistics import Interval

_WIDTH, _HEIGHT = 100, 12
_MIDDLE, _WHISKER, _TICK = _HEIGHT / 2, 3, 5


def interval_bar(interval: Interval, *, low: float = 0, high: float = 1) -> Markup:
    """Return an estimate as a tick, its limits as whiskers, on a scale from `low` to `high`; nothing without number.

    The number stands beside it, so that a screen reader passes the picture by. Tables have hundreds: it has no title.
    """
    if interval.estimate is None:
        return Markup("")

    def place(share: float) -> float:
        return _WIDTH * (min(max(share, low), high) - low) / (high - low)

    parts = [tag("path", class_="axis", d=f"M0 {_MIDDLE:g}H{_WIDTH}")]
    if low < 0 < high:
        parts.append(tag("path", class_="zero", d=f"M{place(0):.1f} 0v{_HEIGHT}"))
    if interval.low is not None and interval.high is not None:
        ends = [place(interval.low), place(interval.high)]
        whiskers = "".join(f"M{end:.1f} {_MIDDLE - _WHISKER:g}v{2 * _WHISKER}" for end in ends)
        parts.append(tag("path", class_="whisker", d=f"M{ends[0]:.1f} {_MIDDLE:g}H{ends[1]:.1f}{whiskers}"))
    parts.append(tag("path", class_="tick", d=f"M{place(interval.estimate):.1f} {_MIDDLE - _TICK:g}v{2 * _TICK}"))
    return tag("svg", *parts, width=_WIDTH, height=_HEIGHT, class_="interval", aria_hidden="true")
