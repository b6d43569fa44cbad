"""Gold and predictions to scores: a table of tallies, article by measure by label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold import corpus, measures
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION
from twicetold.measures.tally import Tally
from twicetold.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twicetold.measures.matching import Measure
    from twicetold.model import Article, Story

_NOTHING = Extraction()


class Cell(NamedTuple):
    """What one measure says of one article under one label."""

    article: str
    measure: str
    label: str
    tally: Tally


class Scores:
    """The table of tallies of one system on a number of articles. Every total is computed from it."""

    def __init__(
        self, cells: Iterable[Cell], *, articles: Sequence[str], missing: Sequence[str], signature: str
    ) -> None:
        self.cells = tuple(sorted(cells, key=lambda cell: cell[:3]))
        self.articles = tuple(articles)
        self.missing = tuple(missing)
        self.signature = signature

    @property
    def measures(self) -> list[str]:
        """The names of the measures, in the order of the table of measures."""
        have = {cell.measure for cell in self.cells}
        return [measure.name for measure in measures.ALL if measure.name in have]

    def total(self, measure: str, *, label: str | None = None, article: str | None = None) -> Tally:
        """Add up the tallies of a measure: over all labels and articles, or of one."""
        return Tally.total(
            cell.tally
            for cell in self.cells
            if cell.measure == measure and label in (None, cell.label) and article in (None, cell.article)
        )

    def labels(self, measure: str) -> list[str]:
        """Return the labels under which a measure counted anything, sorted."""
        return sorted({cell.label for cell in self.cells if cell.measure == measure})

    def to_json(self) -> dict[str, Any]:
        """Return everything as the like of JSON: totals, per label, and every article's tallies."""
        return {
            "signature": self.signature,
            "articles": len(self.articles),
            "missing": list(self.missing),
            "measures": {
                name: {
                    **_numbers(self.total(name)),
                    "labels": {label: _numbers(self.total(name, label=label)) for label in self.labels(name)},
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
    cells = [cell for article in articles for cell in _score_article(article, predictions, chosen)]
    return Scores(
        cells,
        articles=[article.id for article in articles],
        missing=missing,
        signature=_signature(stories, split, len(articles), len(missing)),
    )


def _score_article(
    article: Article, predictions: Mapping[str, Extraction], chosen: Sequence[Measure]
) -> Iterable[Cell]:
    gold = article.gold or _NOTHING
    predicted = predictions.get(article.id, _NOTHING)
    for measure in chosen:
        tallies = measure.match(gold, predicted, article.text).by_label()
        for label, tally in (tallies or {"": Tally()}).items():
            yield Cell(article.id, measure.name, label, tally)


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
