"""The leaderboard: systems by their headline measures, and which of them the tests do not separate."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from twicetold import measures
from twicetold.measures import HEADLINES, MAIN, layer_of
from twicetold.measures.measure import Mean, Measure, StoryMeasure
from twicetold.report.site import naming
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.interval import interval_bar
from twicetold.scoring.paired import letters, not_separated
from twicetold.statistics import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from twicetold.report.site.gathering import Run
    from twicetold.scoring import Scores
    from twicetold.scoring.paired import Compared

MEAN = "twicetold"
_NOTHING = Interval(None, None, None)
_SPLITS = ("train", "dev", "test")


class Column(NamedTuple):
    """A measure of the board."""

    name: str
    layer: str
    rule: str


class Cell(NamedTuple):
    """A system under a measure: F1, drawn, and the letters it shares with systems that are not told apart from it."""

    layer: str
    f1: Interval
    bar: Markup
    letters: str


class Row(NamedTuple):
    """A system of the board."""

    run: Run
    page: str
    cells: list[Cell]


class Board(NamedTuple):
    """The systems, best first, on the stories of a split, or on all where that is ""."""

    split: str
    rows: list[Row]


class Duel(NamedTuple):
    """Where two systems are compared, and by how much the one of the row is ahead in the first measure of the board."""

    page: str
    difference: Interval


def columns(scores: Scores) -> list[Column]:
    """Return the measures of the board: the mean, the headlines, links; another where a layer has none of these."""
    names = [name for name in (MEAN, *HEADLINES) if name in scores.numbers]
    names += [name for name in MAIN if layer_of(name) == "links" and name in scores.numbers]
    for name in (*MAIN, *scores.numbers):
        if name in scores.numbers and layer_of(name) not in map(layer_of, names):
            names.append(name)
    return [Column(name, layer_of(name), measures.get(name).rule) for name in names]


def write_leaderboard(runs: Sequence[Run], compared: Compared, folder: Path) -> None:
    """Write the first page of the site."""
    shown = columns(runs[0].scores)
    own = {column.name: _letters(runs, compared, column.name) for column in shown}
    board = _board("", (_row(run, shown, _on_all(run.scores), own) for run in runs))
    splits = [split for split in _SPLITS if any(split in runs[0].scores.by("split", each.name) for each in shown)]
    by_split = [_board(each, (_row(run, shown, _on(run.scores, each), {}) for run in runs)) for each in splits]
    context = {
        "boards": [board, *(by_split if len(splits) > 1 else ())],
        "columns": shown,
        "layers": list(dict.fromkeys(column.layer for column in shown if column.layer != MEAN)),
        "scores": runs[0].scores,
        "duels": _duels(board.rows, compared, shown[0].name),
    }
    write_page("index.html", naming.INDEX, context, folder)


def _letters(runs: Sequence[Run], compared: Compared, measure: str) -> Mapping[str, list[str]]:
    """Return the letters of systems under a measure; none for one alone."""
    order = sorted(runs, key=lambda run: -(run.scores.numbers[measure].f1.estimate or 0.0))
    return letters([run.slug for run in order], not_separated(compared, measure)) if compared else {}


def _board(split: str, rows: Iterable[Row]) -> Board:
    return Board(split, sorted(rows, key=lambda row: (-(row.cells[0].f1.estimate or 0.0), row.run.title)))


def _row(
    run: Run, shown: Sequence[Column], f1: Callable[[str], Interval], own: Mapping[str, Mapping[str, list[str]]]
) -> Row:
    cells = []
    for column in shown:
        if not _does(run.scores, column.layer):
            cells.append(Cell(column.layer, _NOTHING, Markup(""), ""))
            continue
        number = f1(column.name)
        bar = interval_bar(number) if number.low is not None else Markup("")
        cells.append(Cell(column.layer, number, bar, " ".join(own.get(column.name, {}).get(run.slug, ()))))
    return Row(run, naming.system(run.slug), cells)


def _does(scores: Scores, layer: str) -> bool:
    """Tell whether a system found anything in a layer.

    That is asked of measures of items where there are any: sums count clusters of one mention too, which are no find.
    """
    own = {name: tally for name, tally in scores.totals.items() if layer_of(name) == layer}
    of_items = [name for name in own if isinstance(measures.get(name), Measure | StoryMeasure)]
    return layer == MEAN or any(own[name].precision_denominator for name in of_items or own)


def _on_all(scores: Scores) -> Callable[[str], Interval]:
    return lambda name: scores.numbers[name].f1


def _on(scores: Scores, split: str) -> Callable[[str], Interval]:
    """Return the F1 of measures on a split; of a mean, the mean of those of its parts that have any."""

    def f1(name: str) -> Interval:
        measure = measures.get(name)
        tallies = [
            scores.by("split", part).get(split) for part in (measure.parts if isinstance(measure, Mean) else (name,))
        ]
        found = [tally.f1 for tally in tallies if tally and tally.f1 is not None]
        return Interval(fsum(found) / len(found) if found else None, None, None)

    return f1


def _duels(rows: Sequence[Row], compared: Compared, measure: str) -> list[list[Duel | None]]:
    """Return for each row how it fares against every row below it; None elsewhere."""
    return [
        [
            _duel(row.run.slug, other.run.slug, compared, measure) if number < place else None
            for place, other in enumerate(rows)
        ]
        for number, row in enumerate(rows)
    ]


def _duel(first: str, second: str, compared: Compared, measure: str) -> Duel:
    if (first, second) in compared:
        return Duel(naming.comparison(first, second), compared[first, second][measure].difference)
    estimate, low, high = compared[second, first][measure].difference
    turned = Interval(*(None if number is None else -number for number in (estimate, high, low)))
    return Duel(naming.comparison(second, first), turned)
