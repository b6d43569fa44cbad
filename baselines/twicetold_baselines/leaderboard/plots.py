"""The plots of docs/findings.md, drawn from the board.

python -m twicetold_baselines.leaderboard.plots [-o FOLDER]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from twicetold.report.site.plots.svg import picture, tag
from twicetold_baselines.leaderboard.board import SHOWN, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.leaderboard.board import Board, Row

MEASURES = ("entities.strict", "dates.value", "events.trigger.class", "claims.attribution", "links.claims")
"""By which measure a phenomenon of each layer is looked at."""

_ROW, _TOP, _NAMES, _WIDTH, _EDGE = 22, 30, 220, 420, 20

# Legible on light and dark ground; every system has a form of its own besides. Text is as quiet as the report's.
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #5c574f }
@media (prefers-color-scheme: dark) { text { fill: #aaa398 } }
.grid { stroke: #8884; fill: none }
.whisker { stroke: #888; fill: none }
.form-0 { fill: #2f7fc4 }
.form-1 { fill: #c4622f }
.form-2 { fill: #4f9d3a }
.form-3 { fill: none; stroke: #8a8a8a; stroke-width: 2 }
"""


class Line(NamedTuple):
    """A line of a plot: its name, the place of each system on it, if it has one, and the limits of each."""

    name: str
    places: Sequence[float | None]
    limits: Sequence[tuple[float, float] | None] = ()


def overview(board: Board, names: Sequence[str]) -> Markup:
    """Draw F1 under every headline measure with its interval."""
    rows = [_row(board, name) for name in names]
    lines = []
    for measure in SHOWN:
        scores = [row.scores.get(measure) for row in rows]
        limits = [
            (score.low, score.high) if score and score.low is not None and score.high is not None else None
            for score in scores
        ]
        name = "mean of four layers" if measure == "twicetold" else measure
        lines.append(Line(name, [score.f1 if score else None for score in scores], limits))
    return _plot("F1 under the headline measures, per cent", names, lines)


def phenomena(board: Board, names: Sequence[str], measure: str) -> Markup:
    """Draw the recall of gold items by the phenomenon that they show, those that are hardest for all on top."""
    rows = [_row(board, name) for name in names]
    shown = sorted({label for row in rows for label in row.phenomena.get(measure, {})})
    lines = [Line(label, [row.phenomena.get(measure, {}).get(label) for row in rows]) for label in shown]
    systems = [number for number, row in enumerate(rows) if not row.is_bound]
    lines.sort(key=lambda line: max((line.places[number] or 0 for number in systems), default=0))
    return _plot(f"Recall by phenomenon, {measure}, per cent", names, lines)


def _row(board: Board, name: str) -> Row:
    return next(row for row in board.rows if row.name == name)


def _plot(title: str, names: Sequence[str], lines: Sequence[Line]) -> Markup:
    foot = _TOP + _ROW * len(lines)
    parts = [tag("style", Markup(_STYLE))]  # noqa: S704 - our own
    for number, name in enumerate(names):
        left = _NAMES + 105 * number
        parts += [_mark(number, left, 12), tag("text", name, x=left + 12, y=16)]
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _place(share)
        parts.append(tag("path", class_="grid", d=f"M{x:g} {_TOP}V{foot}"))
        parts.append(tag("text", f"{100 * share:g}", x=x, y=foot + 16, text_anchor="middle"))
    for number, line in enumerate(lines):
        y = _TOP + _ROW * (number + 0.5)
        parts.append(tag("text", line.name, x=_NAMES - 12, y=y + 4, text_anchor="end"))
        for limits in line.limits:
            if limits:
                parts.append(tag("path", class_="whisker", d=f"M{_place(limits[0]):.1f} {y:g}H{_place(limits[1]):.1f}"))
        parts += [_mark(form, _place(place), y) for form, place in enumerate(line.places) if place is not None]
    return picture(title, parts, width=_NAMES + _WIDTH + _EDGE, height=foot + 24, xmlns="http://www.w3.org/2000/svg")


def _place(share: float) -> float:
    return _NAMES + _WIDTH * share


def _mark(form: int, x: float, y: float) -> Markup:
    """Return the mark of a system: a disc, a square, a triangle, a ring."""
    name = f"form-{form}"
    if form == 1:
        return tag("rect", class_=name, x=x - 4.5, y=y - 4.5, width=9, height=9)
    if form == 2:  # noqa: PLR2004 - the third form
        return tag("path", class_=name, d=f"M{x:.1f} {y - 6:.1f}l5.5 10h-11z")
    return tag("circle", class_=name, cx=x, cy=y, r=5)


def plots(board: Board) -> dict[str, str]:
    """Return every plot by the name of its file."""
    names = ("rules", "learned", "assembled", "annotator")
    found = {"overview": overview(board, names)}
    found |= {measure.partition(".")[0]: phenomena(board, names, measure) for measure in MEASURES}
    return {f"{name}.svg": f"{plot}\n" for name, plot in found.items()}


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(prog="python -m twicetold_baselines.leaderboard.plots", description=main.__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/findings"), metavar="FOLDER")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name, plot in plots(read(Path("baselines/leaderboard.json"))).items():
        (arguments.output / name).write_text(plot, encoding="utf-8")


if __name__ == "__main__":
    main()
