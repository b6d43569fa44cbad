"""The same stories scored for two systems, one against the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.report.site.plots.svg import shortened, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

SIDE, LEFT, TOP, BELOW, REST = 340, 44, 10, 38, 14
"""The square inside the axes, and what stands around it; `static/compare.js` places points in the same."""


class Point(NamedTuple):
    """A story: what it says, where it leads, and both numbers as shares of one, across and up."""

    title: str
    address: str
    across: float
    up: float


def scatter(across: str, up: str, points: Sequence[Point]) -> Markup:
    """Return the plot. Each point is a link; tables beside it hold the same links for those who use no pointer."""
    foot, right = TOP + SIDE, LEFT + SIDE
    ground = [
        tag("path", class_="axis", d=f"M{LEFT} {TOP}V{foot}H{right}"),
        tag("path", class_="curve", d=f"M{LEFT} {foot}L{right} {TOP}"),
        tag("text", f"{shortened(across)} →", class_="scale", x=LEFT + SIDE / 2, y=foot + 31, text_anchor="middle"),
        tag(
            "text", f"{shortened(up)} →", class_="scale", x=12, y=TOP + SIDE / 2, text_anchor="middle",
            transform=f"rotate(-90 12 {TOP + SIDE / 2:g})",
        ),
    ]  # fmt: skip
    for share in (0, 0.25, 0.5, 0.75, 1):
        label = f"{100 * share:.0f}"
        ground += [
            tag("text", label, class_="scale", x=LEFT + SIDE * share, y=foot + 15, text_anchor="middle"),
            tag("text", label, class_="scale", x=LEFT - 6, y=foot - SIDE * share + 4, text_anchor="end"),
        ]
    dots = [
        tag(
            "a",
            tag("title", point.title),
            tag("circle", class_="dot", cx=LEFT + SIDE * point.across, cy=foot - SIDE * point.up, r=5.5),
            href=point.address,
            tabindex=-1,
        )
        for point in points
    ]
    width, height = LEFT + SIDE + REST, TOP + SIDE + BELOW
    return tag(
        "svg", tag("title", f"F1 of each story: {across} across, {up} up"), *ground,
        tag("g", *dots, id="points") if dots else tag("g", "", id="points"),
        role="group", class_="scatter", width=width, height=height, viewBox=f"0 0 {width} {height}",
        data_side=SIDE, data_left=LEFT, data_foot=foot,
    )  # fmt: skip
