"""Gold and predictions to scores: a table of tallies, article by measure by label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from twicetold import corpus, measures
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION
from twicetold.measures.batch import Batch, Case
from twicetold.measures.tally import Tally
from twicetold.model import Extraction
from twicetold.ontology import Level, Phenomenon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from twicetold.measures.measure import Measure
    from twicetold.model import Article, Story

_NOTHING = Extraction()
_BATCH = 256
"""Articles measured together: enough for numpy, few enough for memory."""

HEADLINES = ("entities.strict", "dates.value", "events.argument.class", "claims.attribution")
"""The measure that stands for each layer. The Twicetold score is the plain mean of their F1."""

SLICES = ("type", "level", "phenomenon", "topic", "genre", "outlet", "split", "length")


class Cell(NamedTuple):
    """What one measure says of one article under one label."""

    article: str
    measure: str
    label: str
    tally: Tally


class Facts(NamedTuple):
    """What an article can be sliced by."""

    story: str
    topic: str
    genre: str
    outlet: str
    split: str
    length: str


class Scores:
    """The tallies of one system. Everything that is reported is computed from them.

    `cells` hold every article, measure and type; `facets` the same by level and phenomenon, for which gold items are
    restricted to those that show it, and predictions to those that were paired with them.
    """

    def __init__(
        self,
        cells: Iterable[Cell],
        facets: Iterable[Cell],
        *,
        articles: Mapping[str, Facts],
        missing: Sequence[str],
        signature: str,
    ) -> None:
        self.cells = tuple(sorted(cells, key=lambda cell: cell[:3]))
        self.facets = tuple(sorted(facets, key=lambda cell: cell[:3]))
        self.articles = dict(sorted(articles.items()))
        self.missing = tuple(missing)
        self.signature = signature

    @property
    def measures(self) -> list[str]:
        """The names of the measures, in the order of the table of measures."""
        have = {cell.measure for cell in self.cells}
        return [measure.name for measure in measures.ALL if measure.name in have]

    def total(self, measure: str) -> Tally:
        """Return the tally of a measure over everything."""
        return Tally.total(cell.tally for cell in self.cells if cell.measure == measure)

    def by(self, name: str, measure: str) -> dict[str, Tally]:
        """Return the tallies of a measure sliced by type, level, phenomenon, topic, genre, outlet, split or length."""
        kinds: dict[str, tuple[tuple[Cell, ...], Callable[[Cell], str]]] = {
            "type": (self.cells, lambda cell: cell.label),
            "level": (self.facets, lambda cell: cell.label if cell.label in get_args(Level) else ""),
            "phenomenon": (self.facets, lambda cell: cell.label if cell.label in get_args(Phenomenon) else ""),
        }
        cells, label_of = kinds.get(name, (self.cells, lambda cell: getattr(self.articles[cell.article], name)))
        found: dict[str, list[Tally]] = {}
        for cell in cells:
            if cell.measure == measure and (label := label_of(cell)):
                found.setdefault(label, []).append(cell.tally)
        return {label: Tally.total(found[label]) for label in sorted(found)}

    def per_story(self, measure: str) -> dict[str, Tally]:
        """Return the tally of a measure for each story: the unit that is resampled."""
        found: dict[str, list[Tally]] = {facts.story: [] for facts in self.articles.values()}
        for cell in self.cells:
            if cell.measure == measure:
                found[self.articles[cell.article].story].append(cell.tally)
        return {story: Tally.total(tallies) for story, tallies in sorted(found.items())}

    def twicetold_score(self) -> float | None:
        """Return the mean of the headline F1 of the four article layers, or None if any of them is undefined."""
        numbers = [self.total(name).f1 for name in HEADLINES]
        defined = [number for number in numbers if number is not None]
        return sum(defined) / len(defined) if len(defined) == len(HEADLINES) else None

    def to_json(self) -> dict[str, Any]:
        """Return everything as the like of JSON: totals, per type, and every article's tallies."""
        return {
            "signature": self.signature,
            "twicetold_score": self.twicetold_score(),
            "articles": len(self.articles),
            "missing": list(self.missing),
            "measures": {
                name: {
                    **_numbers(self.total(name)),
                    "types": {label: _numbers(tally) for label, tally in self.by("type", name).items()},
                }
                for name in self.measures
            },
            "cells": [[cell.article, cell.measure, cell.label, *cell.tally] for cell in self.cells],
        }


def _numbers(tally: Tally) -> dict[str, Any]:
    return {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1, "tally": list(tally)}


def score(
    stories: Sequence[Story],
    predictions: Mapping[str, Extraction],
    *,
    split: str,
    chosen: Sequence[Measure] = measures.ALL,
) -> Scores:
    """Score predictions, by article id, against the gold of the stories.

    An article without a prediction counts as an empty one and is listed in `missing`.
    """
    articles = [article for story in stories for article in story.articles]
    missing = [article.id for article in articles if article.id not in predictions]
    cells: list[Cell] = []
    facets: list[Cell] = []
    for begin in range(0, len(articles), _BATCH):
        _measure(articles[begin : begin + _BATCH], predictions, chosen, cells, facets)
    return Scores(
        cells,
        facets,
        articles={article.id: _facts(story, article) for story in stories for article in story.articles},
        missing=missing,
        signature=_signature(stories, split, len(articles), len(missing)),
    )


def _measure(
    articles: Sequence[Article],
    predictions: Mapping[str, Extraction],
    chosen: Sequence[Measure],
    cells: list[Cell],
    facets: list[Cell],
) -> None:
    """Measure a batch of articles and add its cells. A measure that counts nothing in an article has an empty cell."""
    batch = case_batch(articles, predictions)
    for measure in chosen:
        outcome = measure.match(batch)
        tallies = outcome.tallies()
        nothing = set(range(len(articles))) - {number for number, _ in tallies}
        tallies |= {(number, ""): Tally() for number in nothing}
        for table, found in ((cells, tallies), (facets, outcome.by_facet())):
            table += [Cell(articles[number].id, measure.name, label, tally) for (number, label), tally in found.items()]


def case_batch(articles: Sequence[Article], predictions: Mapping[str, Extraction]) -> Batch:
    """Put articles and predictions side by side; what is missing on either side is empty."""
    return Batch(
        [Case(article.gold or _NOTHING, predictions.get(article.id, _NOTHING), article.text) for article in articles]
    )


_LENGTHS = {250: "under 250 words", 500: "250 to 499 words"}
_LONGEST = "500 words or more"


def _facts(story: Story, article: Article) -> Facts:
    words = len(article.text.split())
    length = next((name for limit, name in _LENGTHS.items() if words < limit), _LONGEST)
    return Facts(story.id, story.topic or "", article.genre or "", article.outlet, story.split or "", length)


def _signature(stories: Sequence[Story], split: str, articles: int, missing: int) -> str:
    """Return what two scores must have in common to be comparable, in the manner of sacrebleu."""
    parts = {
        "gold": f"{corpus.gold_version().version}@{corpus.content_hash(stories)[:8]}",
        "split": split,
        "articles": articles,
        "missing": missing,
        "schema": SCHEMA_VERSION,
        "scorer": SCORER_VERSION,
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())
