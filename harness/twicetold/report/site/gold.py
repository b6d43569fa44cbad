"""The gold browser: the stories with what they hold, what that is in all, and how far two annotators agree."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from twicetold.gold.stats import stats
from twicetold.ontology import SPLITS
from twicetold.report.site import naming
from twicetold.report.site.agreed import Annotated, agreed
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.bars import stacked_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from twicetold.gold.stats import Counts
    from twicetold.model import Story

_NONE = "–"
"""How `stats` writes that a story has no topic, or an article no genre."""

COLUMNS = ("words", "entities", "dates", "events", "claims", "links")
_LINKS = ("linked entities", "linked events", "claim relations")

_CHARTS: Mapping[str, Mapping[str, str]] = {
    "stories": {"topic": "Topics of stories", "genre": "Genres of articles"},
    "entities": {"mention": "Mentions by type", "level": "Mentions by level"},
    "dates": {"date": "Dates by type"},
    "events": {
        "event": "Events by type",
        "role": "Arguments by role",
        "realis": "Events by realis",
        "polarity": "Events by polarity",
    },
    "claims": {"stance": "Claims by stance", "mode": "Claims by mode"},
    "links": {"relation": "Relations between claims"},
}
"""For every layer, what of `Stats.labels` is drawn."""
_FILTERS = ("topic", "genre", "split", "phenomenon")


class Listed(NamedTuple):
    """A story of the table."""

    page: str
    story: Story
    genres: list[str]
    phenomena: Mapping[str, int]
    """How often each occurs; 0 for one that is said of the story as a whole."""
    counts: Mapping[str, int]


class Bar(NamedTuple):
    """A line of a chart: a label, how often it occurs in each split and in all, drawn, and the filter it leads to."""

    label: str
    parts: list[int]
    total: int
    drawn: Markup
    filter: str


class Chart(NamedTuple):
    """Counts by label."""

    title: str
    bars: list[Bar]


class _Gold:
    """What was found going through the stories once."""

    def __init__(self) -> None:
        self.listed: list[Listed] = []
        self.totals: Counts = {}
        self.labels: dict[str, Counts] = {}
        self.phenomena: Counts = {}
        self.lengths: list[int] = []
        self.annotated = Annotated()

    def take(self, story: Story, slug: str) -> None:
        """Count a story in."""
        found = stats([story])
        shown = {
            name: counts["all"] for name, counts in found.phenomena.items() if counts["all"] or name in story.phenomena
        }
        counts = {name: found.totals[name]["all"] for name in COLUMNS if name in found.totals}
        counts["links"] = sum(found.totals[name]["all"] for name in _LINKS)
        genres = sorted({article.genre for article in story.articles if article.genre})
        self.listed.append(Listed(naming.story(slug), story, list(genres), shown, counts))
        _add(self.totals, found.totals)
        _add(self.phenomena, found.phenomena)
        for kind, own in found.labels.items():
            _add(self.labels.setdefault(kind, {}), own)
        self.lengths += found.prose.words_by_article
        self.annotated.take(story)


def write_gold(stories: Iterable[Story], slugs: Mapping[str, str], signature: str, folder: Path) -> None:
    """Write the page with the stories, by id; `slugs` says what each is called in file names."""
    gold = _Gold()
    for story in stories:
        gold.take(story, slugs[story.id])
    choices = {name: _choices(gold.listed, name) for name in _FILTERS}
    splits = [split for split in SPLITS if any(counts[split] for counts in gold.totals.values())]
    context = {
        "listed": sorted(gold.listed, key=lambda each: (each.story.title.casefold(), each.story.id)),
        "columns": COLUMNS,
        "choices": choices,
        "splits": splits if len(splits) > 1 else [],
        "totals": gold.totals,
        "groups": {layer: charts for layer in _CHARTS if (charts := list(_charts(gold, layer, splits, choices)))},
        "phenomena": _chart("", gold.phenomena, splits, "phenomenon" if choices["phenomenon"] else ""),
        "shortest": min(gold.lengths, default=0),
        "longest": max(gold.lengths, default=0),
        "median": median(gold.lengths or [0]),
        "agreed": agreed(gold.annotated),
        "signature": signature,
    }
    write_page("gold.html", naming.GOLD, context, folder)


def _add(sums: Counts, counts: Counts) -> None:
    for label, by_split in counts.items():
        sums.setdefault(label, Counter()).update(by_split)


def _choices(listed: Iterable[Listed], name: str) -> list[str]:
    """Return what can be chosen of a kind: nothing where all that have one have the same."""
    of: Mapping[str, Callable[[Listed], Iterable[str | None]]] = {
        "topic": lambda each: [each.story.topic],
        "genre": lambda each: each.genres,
        "split": lambda each: [each.story.split],
        "phenomenon": lambda each: each.phenomena,
    }
    found = {value for each in listed for value in of[name](each) if value}
    order: dict[str, int] = {split: number for number, split in enumerate(SPLITS)}
    return sorted(found, key=lambda value: (order.get(value, 0), value)) if len(found) > 1 else []


def _charts(gold: _Gold, layer: str, splits: Sequence[str], choices: Mapping[str, Sequence[str]]) -> Iterator[Chart]:
    for kind, title in _CHARTS[layer].items():
        counts = {label: by_split for label, by_split in gold.labels.get(kind, {}).items() if label != _NONE}
        chart = _chart(title, counts, splits, kind if choices.get(kind) else "")
        if chart.bars:
            yield chart


def _chart(title: str, counts: Counts, splits: Sequence[str], kind: str) -> Chart:
    """Return a chart, the most frequent first; what does not occur is left out. `kind` is the filter labels lead to."""
    found = sorted(
        ((label, by_split) for label, by_split in counts.items() if by_split["all"]),
        key=lambda pair: (-pair[1]["all"], pair[0]),
    )
    greatest = found[0][1]["all"] if found else 0
    bars = []
    for label, by_split in found:
        parts = [by_split[split] for split in splits] if len(splits) > 1 else [by_split["all"]]
        drawn = stacked_bar(parts, greatest)
        bars.append(Bar(label, parts, by_split["all"], drawn, f"{kind}={label}" if kind else ""))
    return Chart(title, bars)
