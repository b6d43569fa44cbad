"""A count as a bar, stacked of its parts: on one scale down a column of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.report.site.plots.svg import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

_WIDTH, _HEIGHT, _GAP = 160, 12, 1


def stacked_bar(parts: Sequence[int], greatest: int) -> Markup:
    """Return the parts of a count side by side; a bar of the count `greatest` has the whole width.

    Nothing is said of it to screen readers: the numbers stand beside. It is as wide as the page lets it be.
    """
    drawn = []
    left = 0.0
    for number, count in enumerate(parts, start=1):
        width = _WIDTH * count / max(1, greatest)
        if count:
            drawn.append(tag("rect", class_=f"part-{number}", x=left, y=1, width=max(width - _GAP, 0.75), height=10))
        left += width
    return tag(
        "svg", *drawn, class_="stack", aria_hidden="true", width=_WIDTH, height=_HEIGHT,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}", preserveAspectRatio="none",
    )  # fmt: skip
