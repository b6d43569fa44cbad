"""The leaderboard: systems by their headline measures, and which of them the tests do not separate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from twicetold import measures
from twicetold.measures import HEADLINES, MAIN, layer_of
from twicetold.measures.measure import Measure, StoryMeasure
from twicetold.ontology import SPLITS
from twicetold.report.site import naming
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.interval import interval_bar
from twicetold.scoring.paired import compare_all, letters, not_separated
from twicetold.statistics import Interval, bootstrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from twicetold.report.site.gathering import Run
    from twicetold.scoring import Scores
    from twicetold.scoring.paired import ByStory, Compared
    from twicetold.statistics import Intervals

MEAN = "twicetold"
_NOTHING = Interval(None, None, None)


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


class Part(NamedTuple):
    """Some of the stories: those of a split, or all where that is "".

    `numbers` are those of systems and measures on these stories, by slug and by name; `compared` tells systems apart.
    """

    split: str
    numbers: Mapping[str, Mapping[str, Intervals]]
    compared: Compared


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


def by_split(runs: Sequence[Run], scored: ByStory, splits: Mapping[str, str]) -> list[Part]:
    """Return the splits of stories apart, where there are several; `splits` gives that of each story by its id."""
    parts = [split for split in SPLITS if split in splits.values()]
    own = {run.slug: run.scores for run in runs}
    found = []
    for split in parts if len(parts) > 1 else ():
        rows = [row for row, story in enumerate(sorted(splits)) if splits[story] == split]
        there = scored._replace(tallies={slug: tallies[rows] for slug, tallies in scored.tallies.items()})
        found.append(Part(split, _numbers(own, there), compare_all(own, there)))
    return found


def _numbers(scores: Mapping[str, Scores], scored: ByStory) -> dict[str, dict[str, Intervals]]:
    return {
        slug: bootstrap(
            scored.tallies[slug],
            scored.statistics,
            resamples=own.conventions.resamples,
            seed=own.conventions.seed,
            method=own.conventions.interval,
        )
        for slug, own in scores.items()
    }


def write_leaderboard(runs: Sequence[Run], compared: Compared, parts: Sequence[Part], folder: Path) -> None:
    """Write the first page of the site; `parts` are what can be seen apart from the rest."""
    shown = columns(runs[0].scores)
    whole = Part("", {run.slug: run.scores.numbers for run in runs}, compared)
    board, *others = (_board(runs, shown, part) for part in (whole, *parts))
    context = {
        "boards": [board, *others],
        "columns": shown,
        "layers": list(dict.fromkeys(column.layer for column in shown if column.layer != MEAN)),
        "scores": runs[0].scores,
        "duels": _duels(board.rows, compared, shown[0].name),
    }
    write_page("index.html", naming.INDEX, context, folder)


def _letters(part: Part, measure: str) -> Mapping[str, list[str]]:
    """Return the letters of systems under a measure; none for one alone."""
    order = sorted(part.numbers, key=lambda slug: -(part.numbers[slug][measure].f1.estimate or 0.0))
    return letters(order, not_separated(part.compared, measure)) if part.compared else {}


def _board(runs: Sequence[Run], shown: Sequence[Column], part: Part) -> Board:
    own = {column.name: _letters(part, column.name) for column in shown}
    rows = [_row(run, shown, part.numbers[run.slug], own) for run in runs]
    return Board(part.split, sorted(rows, key=lambda row: (-(row.cells[0].f1.estimate or 0.0), row.run.title)))


def _row(
    run: Run, shown: Sequence[Column], numbers: Mapping[str, Intervals], own: Mapping[str, Mapping[str, list[str]]]
) -> Row:
    cells = []
    for column in shown:
        if not _does(run.scores, column.layer):
            cells.append(Cell(column.layer, _NOTHING, Markup(""), ""))
            continue
        number = numbers[column.name].f1
        bar = interval_bar(number) if number.low is not None else Markup("")
        cells.append(Cell(column.layer, number, bar, _told(number, own[column.name].get(run.slug, ()))))
    return Row(run, naming.system(run.slug), cells)


def _told(number: Interval, own: Sequence[str]) -> str:
    """Return letters as they are shown: none beside a dash."""
    return "" if number.estimate is None else " ".join(own)


def _does(scores: Scores, layer: str) -> bool:
    """Tell whether a system found anything in a layer.

    That is asked of measures of items where there are any: sums count clusters of one mention too, which are no find.
    """
    own = {name: tally for name, tally in scores.totals.items() if layer_of(name) == layer}
    of_items = [name for name in own if isinstance(measures.get(name), Measure | StoryMeasure)]
    return layer == MEAN or any(own[name].precision_denominator for name in of_items or own)


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
