"""The page of one system: where it is good and where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from twicetold import measures
from twicetold.measures import HEADLINES, MAIN, layer_of
from twicetold.report.site import naming
from twicetold.report.site.confusion import confusion
from twicetold.report.site.error_pages import table, write_error_page
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.interval import interval_bar
from twicetold.report.site.plots.precision_recall import Dot, precision_recall
from twicetold.report.site.plots.whiskers import Row as Whisker
from twicetold.report.site.plots.whiskers import whiskers
from twicetold.statistics import Statistic, bootstrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from twicetold.measures.tally import Tally
    from twicetold.model import Story
    from twicetold.report.site.errors_data import Faults
    from twicetold.report.site.gathering import Run
    from twicetold.scoring import Scores
    from twicetold.statistics import Intervals

BY_TYPE = (
    "entities.strict", "dates.value", "events.trigger.class", "events.argument.class", "claims.attribution",
    "links.claims",
)  # fmt: skip
"""The measures that are shown type by type."""

BY_PHENOMENON = (
    "entities.strict", "dates.value", "events.trigger.class", "claims.attribution", "links.entities", "links.events",
    "links.claims",
)  # fmt: skip
"""The measures whose recall is shown for each phenomenon."""

_MOST_TYPES = 12
"""Types in a plot: those with the most gold."""

_LARGE, _SMALL = 340, 220
"""Pixels of the side of a plot."""


class Types(NamedTuple):
    """A measure type by type: the plot, and a row for each type with what stands in its dot."""

    measure: str
    layer: str
    rule: str
    plot: Markup
    rows: list[tuple[str, str, Tally]]
    left_out: int


class Slices(NamedTuple):
    """The recall of a measure by phenomenon, drawn, and the same as rows: phenomenon, recall, gold."""

    measure: str
    layer: str
    plot: Markup
    rows: list[Whisker]


def write_systems(runs: Sequence[Run], faults: Sequence[Faults], stories: Iterable[Story], folder: Path) -> None:
    """Write for every run its page, and that of its errors; `faults` are those of the runs, in their order."""
    story_of = {article.id: story.id for story in stories for article in story.articles}
    for number, (run, own) in enumerate(zip(runs, faults, strict=True)):
        write_error_page(run, own, folder)
        others = [
            (other, naming.comparison(*((other.slug, run.slug) if place < number else (run.slug, other.slug))))
            for place, other in enumerate(runs)
            if other is not run
        ]
        _write_system(run, story_of, own, others, folder)


def _write_system(
    run: Run, story_of: Mapping[str, str], faults: Faults, others: Sequence[tuple[Run, str]], folder: Path
) -> None:
    """Write the page of a run. `story_of` gives the story of an article; `others` are runs, and where it meets them."""
    context = {
        "run": run,
        "scores": run.scores,
        "overview": _overview(run.scores),
        "types": [_types(run.scores, name) for name in BY_TYPE if run.scores.by("type", name)],
        "measures": _measures(run.scores),
        "headlines": HEADLINES,
        "slices": slices(run.scores, story_of),
        "confusions": [confusion(layer, counts) for layer, counts in faults.types.items() if counts.total()],
        "taxonomy": table(run.slug, faults.counts),
        "total": faults.counts.total(),
        "others": others,
    }
    write_page("system.html", naming.system(run.slug), context, folder)


def _overview(scores: Scores) -> dict[str, Any]:
    """Return precision against recall of the headlines and links: the plot, and what stands in its dots."""
    names = [name for name in MAIN if name in scores.numbers and (name in HEADLINES or layer_of(name) == "links")]
    if not names:
        names = [name for name in scores.totals if name in scores.numbers]
    rows = [(str(number), name, scores.numbers[name]) for number, name in enumerate(names, 1)]
    dots = [
        Dot(name, mark, each.precision.estimate, each.recall.estimate, layer_of(name))
        for mark, name, each in rows
        if each.precision.estimate is not None and each.recall.estimate is not None
    ]
    plot = precision_recall("Precision against recall, by layer", dots, side=_LARGE)
    return {"plot": plot, "rows": [(mark, name, layer_of(name), numbers) for mark, name, numbers in rows]}


def _types(scores: Scores, name: str) -> Types:
    found = scores.by("type", name)
    with_gold = [label for label in found if label and found[label].recall_denominator]
    kept = sorted(with_gold, key=lambda label: (-found[label].recall_denominator, label))[:_MOST_TYPES]
    rows = [(str(number), label, found[label]) for number, label in enumerate(kept, 1)]
    layer = layer_of(name)
    dots = [
        Dot(label, mark, tally.precision, tally.recall, layer)
        for mark, label, tally in rows
        if tally.precision is not None and tally.recall is not None
    ]
    plot = precision_recall(f"Precision against recall by {name}, type by type", dots, side=_SMALL)
    return Types(name, layer, measures.get(name).rule, plot, rows, len(with_gold) - len(kept))


def _measures(scores: Scores) -> list[tuple[str, str, Intervals, Markup, Tally | None]]:
    """Return every measure: its layer, name and numbers, F1 drawn, and its tally unless it is a mean."""
    totals = scores.totals
    return [
        (layer_of(name), name, numbers, interval_bar(numbers.f1), totals.get(name))
        for name, numbers in scores.numbers.items()
    ]


def slices(scores: Scores, story_of: Mapping[str, str]) -> list[Slices]:
    """Return the recall of gold that shows a phenomenon, with 95 % intervals over resampled stories."""
    row_of = {story: row for row, story in enumerate(sorted(set(story_of.values())))}
    shown = [
        (name, phenomenon)
        for name in BY_PHENOMENON
        for phenomenon, tally in scores.by("phenomenon", name).items()
        if tally.recall_denominator
    ]
    if not shown:
        return []
    place = {pair: column for column, pair in enumerate(shown)}
    tallies = np.zeros((len(row_of), len(shown), 4))
    for cell in scores.cells():
        column = place.get((cell.measure, cell.facet))
        if column is not None:
            tallies[row_of[story_of.get(cell.unit, cell.unit)], column] += cell.tally
    chosen = scores.conventions
    statistics = [Statistic(f"{name} {phenomenon}", (column,)) for (name, phenomenon), column in place.items()]
    numbers = bootstrap(tallies, statistics, resamples=chosen.resamples, seed=chosen.seed, method=chosen.interval)
    found = []
    for name in dict.fromkeys(measure for measure, _ in shown):
        rows = [
            Whisker(phenomenon, numbers[f"{name} {phenomenon}"].recall, tallies[:, column, 3].sum())
            for (measure, phenomenon), column in place.items()
            if measure == name
        ]
        rows.sort(key=lambda row: (row.interval.estimate or 0.0, row.name))
        plot = whiskers(f"Recall of {name} by phenomenon", rows, layer=layer_of(name), axis="recall")
        found.append(Slices(name, layer_of(name), plot, rows))
    return found
