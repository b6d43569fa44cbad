"""Several numbers as marks on one line: on one scale down a column of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.report.site.plots.svg import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from twicetold.statistics import Interval

_WIDTH, _EDGE, _MIDDLE = 208, 12, 16
_STEPS = 4


def dots(interval: Interval, others: Sequence[float | None] = (), *, low: float) -> Markup:
    """Return an estimate as a dot with its limits as whiskers, on a scale from `low` to 1.

    Of up to two others, each is its number, 1 above the line and 2 below. What is less than `low` stands at the end of
    the scale. The numbers stand beside, so nothing is said to screen readers.
    """
    middle = _MIDDLE if others else _MIDDLE - 6
    ticks = "".join(f"M{_place(step / _STEPS, 0):.1f} {middle - 2}v4" for step in range(_STEPS + 1))
    parts = [tag("path", class_="axis", d=f"M{_EDGE} {middle}H{_WIDTH - _EDGE}{ticks}")]
    if interval.low is not None and interval.high is not None:
        ends = [_place(share, low) for share in (interval.low, interval.high)]
        caps = "".join(f"M{end:.1f} {middle - 3}v6" for end in ends)
        parts.append(tag("path", class_="whisker", d=f"M{ends[0]:.1f} {middle}H{ends[1]:.1f}{caps}"))
    if interval.estimate is not None:
        parts.append(tag("circle", class_="dot", cx=_place(interval.estimate, low), cy=middle, r=4))
    for number, (share, y) in enumerate(zip(others, (middle - 6, middle + 14), strict=False), start=1):
        if share is not None:
            parts.append(tag("text", f"{number}", class_="other", x=_place(share, low), y=y, text_anchor="middle"))
    return _picture(parts, 2 * middle)


def scale(low: float) -> Markup:
    """Return the numbers of the scale, in per cent, to stand above."""
    parts = []
    for step in range(_STEPS + 1):
        share = low + (1 - low) * step / _STEPS
        parts.append(tag("text", f"{100 * share:g}", class_="scale", x=_place(share, low), y=11, text_anchor="middle"))
    return _picture(parts, 14)


def _place(share: float, low: float) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * (min(max(share, low), 1) - low) / (1 - low)


def _picture(parts: Sequence[Markup], height: int) -> Markup:
    return tag(
        "svg", *parts, class_="dots", aria_hidden="true", width=_WIDTH, height=height, viewBox=f"0 0 {_WIDTH} {height}",
    )  # fmt: skip
