"""Gold and predictions to scores: a table of tallies, unit by measure by label."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import starmap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from twicetold import corpus, measures
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION
from twicetold.errors import IncomparableError
from twicetold.measures import Mean, Measure, StoryMeasure, StorySums, Sums
from twicetold.measures.batch import Batch, Case
from twicetold.measures.errors import errors
from twicetold.measures.links import StoryCase
from twicetold.measures.tally import Tally
from twicetold.model import Extraction, Links, text_of
from twicetold.ontology import Level, Phenomenon
from twicetold.statistics import SEED, Statistic, bootstrap
from twicetold.statistics import compare as paired

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from twicetold.measures import AnyMeasure
    from twicetold.measures.measure import Tallies
    from twicetold.measures.outcome import Item
    from twicetold.model import Article, Story
    from twicetold.statistics import Comparison, Intervals


_NOTHING = Extraction()
_BATCH = 128
"""Stories measured together: enough for numpy, few enough for memory."""


class Cell(NamedTuple):
    """What one measure says of one unit under one label. The unit is an article, for links a story."""

    unit: str
    measure: str
    label: str
    tally: Tally


class Conventions(NamedTuple):
    """What may be chosen in scoring, and stands in the signature.

    How many resamples, from which seed, and the kind of interval; and whether coreference counts clusters of one
    mention or leaves them out, on each side by itself.
    """

    resamples: int = 1000
    seed: int = SEED
    interval: Literal["percentile", "bca"] = "percentile"
    singletons: bool = True


_DEFAULT = Conventions()


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
        stories: Mapping[str, Facts],
        missing: Sequence[str],
        signature: str,
        conventions: Conventions,
    ) -> None:
        self.cells = tuple(sorted(cells, key=lambda cell: cell[:3]))
        self.facets = tuple(sorted(facets, key=lambda cell: cell[:3]))
        self.articles = dict(sorted(articles.items()))
        self._facts = {**stories, **articles}
        self.missing = tuple(missing)
        self.signature = signature
        self.conventions = conventions

    @cached_property
    def _cells_of(self) -> dict[str, list[Cell]]:
        return _by_measure(self.cells)

    @cached_property
    def _facets_of(self) -> dict[str, list[Cell]]:
        return _by_measure(self.facets)

    @cached_property
    def totals(self) -> dict[str, Tally]:
        """The tally of each measure over everything, in the order of the table of measures. Means have none."""
        return {
            measure.name: Tally.total(cell.tally for cell in self._cells_of[measure.name])
            for measure in measures.ALL
            if measure.name in self._cells_of
        }

    @cached_property
    def numbers(self) -> dict[str, Intervals]:
        """Precision, recall and F1 of each measure and mean, with 95 % intervals over resampled stories."""
        statistics, tallies = self.table(list(self.totals))
        chosen = self.conventions
        return bootstrap(tallies, statistics, resamples=chosen.resamples, seed=chosen.seed, method=chosen.interval)

    def table(self, names: Sequence[str]) -> tuple[list[Statistic], NDArray[np.float64]]:
        """Return what `statistics` works on: every number that these measures give, and their tallies by story.

        The array has the shape (stories, measures, 4), stories in the order of their names.
        """
        place = {name: number for number, name in enumerate(names)}
        story = {name: number for number, name in enumerate(sorted({facts.story for facts in self._facts.values()}))}
        parts: dict[tuple[int, int], list[Tally]] = {}
        for cell in self.cells:
            if cell.measure in place:
                key = (story[self._facts[cell.unit].story], place[cell.measure])
                parts.setdefault(key, []).append(cell.tally)
        tallies = np.zeros((len(story), len(names), 4))
        for key, found in parts.items():
            tallies[key] = Tally.total(found)
        statistics = [
            Statistic(measure.name, tuple(place[part] for part in _parts(measure)))
            for measure in measures.ALL
            if all(part in place for part in _parts(measure))
        ]
        return statistics, tallies

    def by(self, name: str, measure: str) -> dict[str, Tally]:
        """Return the tallies of a measure sliced by type, level, phenomenon, topic, genre, outlet, split or length."""
        kinds: dict[str, tuple[dict[str, list[Cell]], Callable[[Cell], str]]] = {
            "type": (self._cells_of, lambda cell: cell.label),
            "level": (self._facets_of, lambda cell: cell.label if cell.label in get_args(Level) else ""),
            "phenomenon": (self._facets_of, lambda cell: cell.label if cell.label in get_args(Phenomenon) else ""),
        }
        cells, label_of = kinds.get(name, (self._cells_of, lambda cell: getattr(self._facts[cell.unit], name)))
        found: dict[str, list[Tally]] = {}
        for cell in cells.get(measure, ()):
            if label := label_of(cell):
                found.setdefault(label, []).append(cell.tally)
        return {label: Tally.total(found[label]) for label in sorted(found)}

    def to_json(self) -> dict[str, Any]:
        """Return everything as the like of JSON: totals, per type, and every article's tallies."""
        return {
            "signature": self.signature,
            "articles": len(self.articles),
            "missing": list(self.missing),
            "measures": {name: self._measure_to_json(name, found) for name, found in self.numbers.items()},
            "cells": [[cell.unit, cell.measure, cell.label, *cell.tally] for cell in self.cells],
        }

    def _measure_to_json(self, name: str, found: Intervals) -> dict[str, Any]:
        numbers = {kind: interval.estimate for kind, interval in found._asdict().items()}
        limits = {kind: [interval.low, interval.high] for kind, interval in found._asdict().items()}
        if name not in self.totals:
            return {**numbers, "intervals": limits}
        types = {label: _to_json(tally) for label, tally in self.by("type", name).items()}
        return {**numbers, "intervals": limits, "tally": list(self.totals[name]), "types": types}


def _by_measure(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.measure, []).append(cell)
    return found


def _to_json(tally: Tally) -> dict[str, Any]:
    return {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1, "tally": list(tally)}


def _parts(measure: AnyMeasure) -> tuple[str, ...]:
    return measure.parts if isinstance(measure, Mean) else (measure.name,)


def score(
    stories: Sequence[Story],
    extractions: Mapping[str, Extraction],
    links: Mapping[str, Links] = MappingProxyType({}),
    *,
    split: str,
    gold: str | None = None,
    chosen: Sequence[AnyMeasure] = measures.ALL,
    conventions: Conventions = _DEFAULT,
    executor: Executor | None = None,
) -> Scores:
    """Score extractions by article id, and links by story id, against the gold of the stories.

    An article without a prediction counts as an empty one and is listed in `missing`. `gold` is what the signature
    calls the gold: by default the version of ours. An executor, of processes or of a
    cluster, measures batches of stories side by side; the scores are the same to the bit.
    """
    articles = [article.id for article in _articles(stories)]
    missing = [article for article in articles if article not in extractions]
    names = [measure.name for measure in chosen]
    batches = [stories[begin : begin + _BATCH] for begin in range(0, len(stories), _BATCH)]
    work = [
        (
            some,
            {article.id: extractions[article.id] for article in _articles(some) if article.id in extractions},
            {story.id: links[story.id] for story in some if story.id in links},
        )
        for some in batches
    ]
    measured = partial(_measured, names=names, singletons=conventions.singletons)
    table = _Table([], [])
    for part in executor.map(measured, *zip(*work, strict=True)) if executor and work else starmap(measured, work):
        table.cells.extend(part.cells)
        table.facets.extend(part.facets)
    return Scores(
        table.cells,
        table.facets,
        articles={article.id: _facts(story, article) for story in stories for article in story.articles},
        stories={story.id: _story_facts(story) for story in stories},
        missing=missing,
        signature=_signature(
            f"{gold or corpus.gold_version().version}@{corpus.content_hash(stories)[:8]}",
            split,
            len(articles),
            len(missing),
            conventions,
        ),
        conventions=conventions,
    )


def compare(first: Scores, second: Scores, names: Collection[str] | None = None) -> dict[str, Comparison]:
    """Compare two systems on the same articles, by the measures named or by all that both have.

    The p-values are corrected over just these. Raises IncomparableError if the two were scored on other articles, other
    gold or with another scorer.
    """
    kinds = [_comparable(scores) for scores in (first, second)]
    if kinds[0] != kinds[1]:
        raise IncomparableError(first.signature, second.signature)
    both = [name for name in first.totals if name in second.totals]
    statistics, tallies = first.table(both)
    chosen = [statistic for statistic in statistics if names is None or statistic.name in names]
    other = second.table(both)[1]
    return paired(tallies, other, chosen, resamples=first.conventions.resamples, seed=first.conventions.seed)


def _comparable(scores: Scores) -> tuple[object, ...]:
    """Return what must be the same: the articles, and the signature but for what is missing."""
    signature = [part for part in scores.signature.split("|") if not part.startswith("missing:")]
    return tuple(scores.articles), *signature


def error_list(stories: Sequence[Story], extractions: Mapping[str, Extraction]) -> Iterator[dict[str, Any]]:
    """Yield every fault of the extractions as the like of JSON, with offsets and words."""
    articles = _articles(stories)
    for begin in range(0, len(articles), _BATCH):
        batch = articles[begin : begin + _BATCH]
        for error in errors(case_batch(batch, extractions)):
            article = batch[error.article]
            sides = {"gold": error.gold, "predicted": error.predicted}
            yield {
                "layer": error.layer,
                "kind": error.kind,
                "article": article.id,
                **{name: _item_to_json(item, article.text) for name, item in sides.items() if item},
            }


def _item_to_json(item: Item, text: str) -> dict[str, Any]:
    span = [{"start": part.start, "end": part.end} for part in item.span]
    return {"id": item.id, "label": item.label, "span": span, "text": text_of(item.span, text)}


class _Table(NamedTuple):
    """The cells being gathered, by type and by facet."""

    cells: list[Cell]
    facets: list[Cell]

    def add(self, measure: str, units: Sequence[str], tallies: Tallies, facets: Tallies) -> None:
        """Add what a measure gave for some articles or stories; where it counted nothing there is an empty cell."""
        empty = set(range(len(units))) - {number for number, _ in tallies}
        tallies = tallies | {(number, ""): Tally() for number in empty}
        for table, found in ((self.cells, tallies), (self.facets, facets)):
            table += [Cell(units[number], measure, label, tally) for (number, label), tally in found.items()]


def _measured(
    stories: Sequence[Story],
    extractions: Mapping[str, Extraction],
    links: Mapping[str, Links],
    *,
    names: Sequence[str],
    singletons: bool,
) -> _Table:
    """Return the cells of a batch of stories. What it is given and returns can be pickled."""
    table = _Table([], [])
    batch = case_batch(_articles(stories), extractions, singletons=singletons)
    _measure(stories, batch, _story_cases(stories, batch, links), [measures.get(name) for name in names], table)
    return table


def _measure(
    stories: Sequence[Story],
    batch: Batch,
    story_cases: Sequence[StoryCase],
    chosen: Sequence[AnyMeasure],
    table: _Table,
) -> None:
    """Measure a batch of stories and add its cells."""
    articles, names = [article.id for article in _articles(stories)], [story.id for story in stories]
    for measure in chosen:
        if isinstance(measure, Measure):
            outcome = measure.match(batch)
            table.add(measure.name, articles, outcome.tallies(), outcome.by_facet())
        elif isinstance(measure, Sums):
            table.add(measure.name, articles, measure.tallies(batch), {})
        elif isinstance(measure, StoryMeasure):
            outcome = measure.match(story_cases)
            table.add(measure.name, names, outcome.tallies(), outcome.by_facet())
        elif isinstance(measure, StorySums):
            table.add(measure.name, names, measure.tallies(story_cases), {})


def _articles(stories: Sequence[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def _story_cases(stories: Sequence[Story], batch: Batch, links: Mapping[str, Links]) -> list[StoryCase]:
    """Put the links of stories side by side, with the cases of their articles; what is missing is empty."""
    cases = iter(batch.cases)
    return [
        StoryCase(
            story.links,
            links.get(story.id, Links()),
            {article.id: next(cases) for article in story.articles},
            batch.singletons,
        )
        for story in stories
    ]


def case_batch(articles: Sequence[Article], extractions: Mapping[str, Extraction], *, singletons: bool = True) -> Batch:
    """Put articles and predictions side by side; what is missing on either side is empty."""
    cases = [Case(each.gold or _NOTHING, extractions.get(each.id, _NOTHING), each.text) for each in articles]
    return Batch(cases, singletons=singletons)


_LENGTHS = {250: "under 250 words", 500: "250 to 499 words"}
_LONGEST = "500 words or more"


def _facts(story: Story, article: Article) -> Facts:
    words = len(article.text.split())
    length = next((name for limit, name in _LENGTHS.items() if words < limit), _LONGEST)
    return Facts(story.id, story.topic or "", article.genre or "", article.outlet, story.split or "", length)


def _story_facts(story: Story) -> Facts:
    """Return what links can be sliced by; a story has no genre, outlet or length of its own."""
    return Facts(story.id, story.topic or "", "", "", story.split or "", "")


def _signature(gold: str, split: str, articles: int, missing: int, conventions: Conventions) -> str:
    """Return what two scores must have in common to be comparable, in the manner of sacrebleu."""
    parts = {
        "gold": gold,
        "split": split,
        "articles": articles,
        "missing": missing,
        "singletons": "kept" if conventions.singletons else "removed",
        "resamples": conventions.resamples,
        "seed": conventions.seed,
        "interval": conventions.interval,
        "schema": SCHEMA_VERSION,
        "scorer": SCORER_VERSION,
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())
