"""The page that compares two systems: by measure, and story by story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.report.site import naming
from twicetold.report.site.data_files import write_data
from twicetold.report.site.leaderboard import MEAN
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.interval import interval_bar
from twicetold.report.site.plots.scatter import Point, scatter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from twicetold.report.site.gathering import Run
    from twicetold.scoring.paired import ByStory, Compared
    from twicetold.statistics import Comparison

    F1s = Mapping[str, Sequence[float | None]]


class StoryName(NamedTuple):
    """A story: its id, its title and its slug."""

    id: str
    title: str
    slug: str


class Row(NamedTuple):
    """A measure: F1 of both, and the paired tests, drawn on a scale that all rows share."""

    name: str
    first: float | None
    second: float | None
    comparison: Comparison
    bar: Markup


class StoryRow(NamedTuple):
    """A story with the F1 of both systems under the measure in view."""

    story: StoryName
    page: str
    first: float | None
    second: float | None
    difference: float | None


def write_comparisons(
    runs: Sequence[Run], compared: Compared, stories: ByStory, told: Sequence[StoryName], folder: Path
) -> None:
    """Write a page for every two runs, and their scores story by story; `told` are the stories in the order of ids."""
    by_slug = {run.slug: run for run in runs}
    f1 = {run.slug: _write_scores(run, stories, told, folder) for run in runs}
    for (first, second), found in compared.items():
        _write_comparison((by_slug[first], by_slug[second]), found, (f1[first], f1[second]), told, folder)


def _write_scores(run: Run, stories: ByStory, told: Sequence[StoryName], folder: Path) -> F1s:
    """Write a run's F1 of each story as a data file, and return it: by measure, in the order of the stories' ids."""
    found = stories.f1(run.slug)
    rounded = {name: [None if f1 is None else round(f1, 4) for f1 in column] for name, column in found.items()}
    write_data(naming.score_data(run.slug), {"stories": [each.slug for each in told], "f1": rounded}, folder)
    return found


def _write_comparison(
    pair: tuple[Run, Run],
    compared: Mapping[str, Comparison],
    f1: tuple[F1s, F1s],
    told: Sequence[StoryName],
    folder: Path,
) -> None:
    first, second = pair
    page = naming.comparison(first.slug, second.slug)
    names = list(compared)
    chosen = MEAN if MEAN in compared else names[0]
    shown = _stories(pair, (f1[0][chosen], f1[1][chosen]), told)
    context: dict[str, Any] = {
        "first": first,
        "second": second,
        "rows": _rows(pair, compared),
        "names": names,
        "chosen": chosen,
        "stories": shown,
        "plot": scatter(first.title, second.title, _points(shown, naming.to_top(page))),
    }
    write_page("compare.html", page, context, folder)


def _rows(pair: tuple[Run, Run], compared: Mapping[str, Comparison]) -> list[Row]:
    limits = [
        abs(number)
        for comparison in compared.values()
        for number in comparison.difference
        if number is not None
    ]  # fmt: skip
    scale = max([*limits, 0.01])
    return [
        Row(
            name,
            pair[0].scores.numbers[name].f1.estimate,
            pair[1].scores.numbers[name].f1.estimate,
            comparison,
            interval_bar(comparison.difference, low=-scale, high=scale),
        )
        for name, comparison in compared.items()
    ]


def _stories(
    pair: tuple[Run, Run], f1: tuple[Sequence[float | None], Sequence[float | None]], told: Sequence[StoryName]
) -> list[StoryRow]:
    """Return the stories, those first in which the first system is furthest ahead; those without a number last."""
    rows = [
        StoryRow(
            story,
            naming.two_predictions(story.slug, pair[0].slug, pair[1].slug),
            one,
            other,
            None if one is None or other is None else one - other,
        )
        for story, one, other in zip(told, *f1, strict=True)
    ]
    return sorted(rows, key=lambda row: (row.difference is None, -(row.difference or 0.0)))


def _points(rows: Sequence[StoryRow], top: str) -> list[Point]:
    return [
        Point(
            f"{row.story.title}: {100 * row.first:.1f}, {100 * row.second:.1f}", top + row.page, row.first, row.second
        )
        for row in rows
        if row.first is not None and row.second is not None
    ]
