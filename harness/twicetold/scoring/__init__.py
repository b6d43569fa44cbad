"""Gold and predictions to scores.

    scores = scoring.score(stories, extractions, split="test")
    scores.numbers["entities.strict"].f1, scores.by("phenomenon", "claims.attribution")

Stories are measured in pieces, here or wherever a place puts them, and what comes back is added to one table. Neither
the place nor the number of stories changes a bit of the scores, and a corpus of any size can be scored.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from twicetold import corpus, executors, measures
from twicetold.errors import IncomparableError
from twicetold.measures.errors import errors
from twicetold.model import text_of
from twicetold.predictions import Predictions
from twicetold.scoring.measuring import Piece, case_batch, measure
from twicetold.scoring.scores import Cell, Conventions, Scores
from twicetold.statistics import compare as compare_tallies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from twicetold.executors import Place
    from twicetold.measures import AnyMeasure
    from twicetold.measures.outcome import Item
    from twicetold.model import Extraction, Links, Story
    from twicetold.scoring.measuring import Unread
    from twicetold.statistics import Comparison

_DEFAULT = Conventions()

_STORIES = 16
"""Stories measured together: enough for numpy, few enough for memory and for several workers."""


class Predicted(Protocol):
    """What a system predicted for a corpus, in memory or on disk."""

    def of(self, stories: Sequence[Story]) -> Unread:
        """Return what it predicted for some stories."""


def score(
    stories: Iterable[Story],
    extractions: Mapping[str, Extraction],
    links: Mapping[str, Links] = MappingProxyType({}),
    *,
    split: str,
    gold: str | None = None,
    chosen: Sequence[AnyMeasure] = measures.ALL,
    conventions: Conventions = _DEFAULT,
) -> Scores:
    """Score extractions by article id, and links by story id, against the gold of the stories.

    An article without a prediction counts as an empty one and is listed in `missing`. `gold` is what the signature
    calls the gold: by default the version of ours.
    """
    predicted = Predictions(dict(extractions), dict(links))
    return score_predictions(stories, predicted, split=split, gold=gold, chosen=chosen, conventions=conventions)


def score_predictions(
    stories: Iterable[Story],
    predicted: Predicted,
    *,
    split: str,
    gold: str | None = None,
    chosen: Sequence[AnyMeasure] = measures.ALL,
    held_only: bool = False,
    conventions: Conventions = _DEFAULT,
    place: Place = executors.HERE,
) -> Scores:
    """Score what a system predicted, in memory or on disk, against the gold of the stories; both are read as needed.

    With `held_only`, layers and measures of which there is no gold at all are left out: it is not annotated there.
    Pieces of the work are measured at a place: here, in processes, or on a cluster. Raises ValidationError with every
    fault of the predictions.
    """
    names = [each.name for each in chosen]
    work = partial(measure, names=names, singletons=conventions.singletons)
    parts = executors.results(work, pieces(stories, predicted), place)
    version = gold or corpus.gold_version().version
    return Scores(parts, gold=version, split=split, names=names, held_only=held_only, conventions=conventions)


def pieces(stories: Iterable[Story], predicted: Predicted) -> Iterator[Piece]:
    """Yield the work in pieces."""
    left = iter(stories)
    while some := list(islice(left, _STORIES)):
        yield Piece(some, predicted.of(some))


def compare(first: Scores, second: Scores, names: Collection[str] | None = None) -> dict[str, Comparison]:
    """Compare two systems on the same articles, by the measures named or by all that both have.

    The p-values are corrected over just these. Raises IncomparableError if the two were scored on other articles, other
    gold or with another scorer.
    """
    kinds = [_comparable(scores) for scores in (first, second)]
    if kinds[0] != kinds[1]:
        raise IncomparableError(first.signature, second.signature)
    both = [name for name in first.totals if name in second.totals]
    statistics, tallies = first.by_story(both)
    chosen = [statistic for statistic in statistics if names is None or statistic.name in names]
    other = second.by_story(both)[1]
    return compare_tallies(tallies, other, chosen, resamples=first.conventions.resamples, seed=first.conventions.seed)


def _comparable(scores: Scores) -> tuple[object, ...]:
    """Return what must be the same: the articles, and the signature but for what is missing."""
    signature = [part for part in scores.signature.split("|") if not part.startswith("missing:")]
    return sorted(scores.articles), signature


def error_list(stories: Iterable[Story], predicted: Predicted) -> Iterator[dict[str, Any]]:
    """Yield every fault of what was predicted as the like of JSON, with offsets and words."""
    for piece in pieces(stories, predicted):
        articles = [article for story in piece.stories for article in story.articles]
        for error in errors(case_batch(articles, piece.predicted.read(piece.stories).extractions)):
            article = articles[error.article]
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


__all__ = [
    "Cell",
    "Conventions",
    "Predicted",
    "Scores",
    "case_batch",
    "compare",
    "error_list",
    "pieces",
    "score",
    "score_predictions",
]
