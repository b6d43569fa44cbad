"""Shares with their intervals, one under another: a dot and its whiskers on a common scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.report.site.plots.svg import picture, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from twicetold.statistics import Interval

_ROW, _TOP, _BELOW = 22, 6, 26
_NAMES, _WIDTH, _COUNTS = 166, 196, 46


class Row(NamedTuple):
    """A line of the plot; `gold` is how much of that it rests on."""

    name: str
    interval: Interval
    gold: float


def whiskers(title: str, rows: Sequence[Row], *, layer: str, axis: str) -> Markup:
    """Return the plot, in the colour of a layer; rows without an estimate keep their line."""
    foot = _TOP + _ROW * len(rows)
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _NAMES + _WIDTH * share
        parts += [
            tag("path", class_="grid", d=f"M{x:g} {_TOP}V{foot}"),
            tag("text", f"{100 * share:.0f}", class_="scale", x=x, y=foot + 13, text_anchor="middle"),
        ]
    parts += [
        tag("text", axis, class_="scale", x=_NAMES - 8, y=foot + 13, text_anchor="end"),
        tag("text", "gold", class_="scale", x=_NAMES + _WIDTH + _COUNTS, y=foot + 13, text_anchor="end"),
    ]
    parts += [_line(row, _TOP + _ROW * (number + 0.5)) for number, row in enumerate(rows)]
    width = _NAMES + _WIDTH + _COUNTS + 2
    return picture(title, parts, width=width, height=foot + _BELOW, class_=f"whiskers {layer}")


def _line(row: Row, y: float) -> Markup:
    parts = [
        tag("title", f"{row.name}: {row.interval}, gold {row.gold:g}"),
        tag("text", row.name, x=_NAMES - 8, y=y + 4, text_anchor="end"),
        tag("text", f"{row.gold:g}", class_="scale", x=_NAMES + _WIDTH + _COUNTS, y=y + 4, text_anchor="end"),
    ]
    estimate, low, high = row.interval
    if low is not None and high is not None:
        ends = [_NAMES + _WIDTH * share for share in (low, high)]
        caps = "".join(f"M{end:.1f} {y - 4:g}v8" for end in ends)
        parts.append(tag("path", class_="whisker", d=f"M{ends[0]:.1f} {y:g}H{ends[1]:.1f}{caps}"))
    if estimate is not None:
        parts.append(tag("circle", class_="dot", cx=_NAMES + _WIDTH * estimate, cy=y, r=4.5))
    return tag("g", *parts)
