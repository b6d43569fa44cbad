"""Precision against recall, with curves on which F1 is the same."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from twicetold.report.site.plots.svg import picture, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

_CURVES = (0.2, 0.4, 0.6, 0.8)
_LEFT, _TOP, _REST, _BELOW = 34, 10, 16, 34
_STEPS = 24


class Dot(NamedTuple):
    """A point of the plot: its name, what stands in it, both numbers as shares of one, the layer that colours it."""

    name: str
    mark: str
    precision: float
    recall: float
    layer: str


def precision_recall(title: str, dots: Sequence[Dot], *, side: float) -> Markup:
    """Return the plot, `side` pixels wide inside its axes. Dots that would hide one another stand side by side."""
    parts = [*_ground(side)]
    for dot, (x, y) in zip(dots, _apart([_place(dot, side) for dot in dots], side), strict=True):
        said = f"{dot.name}: precision {100 * dot.precision:.1f}, recall {100 * dot.recall:.1f}"
        parts.append(
            tag(
                "g",
                tag("title", said),
                tag("circle", cx=x, cy=y, r=_RADIUS),
                tag("text", dot.mark, x=x, y=y + 3.5, text_anchor="middle"),
                class_=f"dot {dot.layer}",
            )
        )
    width, height = _LEFT + side + _REST, _TOP + side + _BELOW
    return picture(title, parts, width=width, height=height, class_="precision-recall")


_RADIUS = 8.5

_STEPS_ASIDE = sorted(product(range(-2, 3), repeat=2), key=lambda step: (abs(step[0]) + abs(step[1]), step))
"""Where a dot may go, in diameters: nearest first."""


def _place(dot: Dot, side: float) -> tuple[float, float]:
    return _LEFT + side * dot.recall, _TOP + side * (1 - dot.precision)


def _apart(places: Sequence[tuple[float, float]], side: float) -> list[tuple[float, float]]:
    """Move dots that lie on others aside, by no more than is needed to read both, within the axes."""
    kept: list[tuple[float, float]] = []
    for x, y in places:
        free = (
            (x + across * 2 * _RADIUS, y + down * 2 * _RADIUS)
            for across, down in _STEPS_ASIDE
            if _LEFT <= x + across * 2 * _RADIUS <= _LEFT + side and _TOP <= y + down * 2 * _RADIUS <= _TOP + side
        )
        kept.append(next((place for place in free if all(_far(place, other) for other in kept)), (x, y)))
    return kept


def _far(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= (1.6 * _RADIUS) ** 2


def _ground(side: float) -> Iterator[Markup]:
    """Yield axes with their scales, and the curves."""
    foot, right = _TOP + side, _LEFT + side
    yield tag("path", class_="axis", d=f"M{_LEFT} {_TOP}V{foot:g}H{right:g}")
    for share in (0, 0.25, 0.5, 0.75, 1):
        label = f"{100 * share:.0f}"
        yield tag("text", label, class_="scale", x=_LEFT + side * share, y=foot + 14, text_anchor="middle")
        yield tag("text", label, class_="scale", x=_LEFT - 5, y=foot - side * share + 4, text_anchor="end")
    yield tag("text", "recall", class_="scale", x=_LEFT + side / 2, y=foot + 29, text_anchor="middle")
    turned = f"rotate(-90 9 {_TOP + side / 2:g})"
    yield tag(
        "text", "precision", class_="scale", x=9, y=_TOP + side / 2 + 2, text_anchor="middle", transform=turned,
    )  # fmt: skip
    for f1 in _CURVES:
        shares = [f1 / (2 - f1) + (1 - f1 / (2 - f1)) * step / _STEPS for step in range(_STEPS + 1)]
        points = [
            f"{_LEFT + side * recall:.1f} {_TOP + side * (1 - f1 * recall / (2 * recall - f1)):.1f}"
            for recall in shares
        ]
        yield tag("path", class_="curve", d=f"M{'L'.join(points)}")
        yield tag(
            "text", f"F1 {100 * f1:.0f}", class_="curve-name", x=right - 2,
            y=_TOP + side * (1 - f1 / (2 - f1)) - 3, text_anchor="end",
        )  # fmt: skip
