"""The rows of the board, from what the entrants predicted and how it scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold import measures
from twicetold.measures.measure import Measure, StoryMeasure
from twicetold.scoring.paired import by_story, compare_all
from twicetold_baselines.leaderboard.board import SHOWN, Row, Score
from twicetold_baselines.leaderboard.ranks import ranks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twicetold import Scores
    from twicetold_baselines.leaderboard.runs import Finished

_RANKED = tuple(dict.fromkeys((*SHOWN, *measures.MAIN)))


def rows(
    finished: Sequence[Finished], scores: Mapping[str, Scores], on_news: Mapping[str, Mapping[str, Scores]]
) -> tuple[Row, ...]:
    """Return a row for each entrant. Scores are by the name of the entrant; on real news by corpus first."""
    ranked = _ranks({each.entrant.name: scores[each.entrant.name] for each in finished if not each.entrant.is_bound})
    found = []
    for each in finished:
        name = each.entrant.name
        news = {corpus: _scores(of[name], layers_of(of[name])) for corpus, of in on_news.items() if name in of}
        found.append(_row(each, scores[name], ranked.get(name, {}), news))
    return tuple(found)


def layers_of(scores: Scores) -> tuple[str, ...]:
    """Return the layers of which a system found anything; one that does all four does `twicetold`, their mean, too.

    Only measures that pair items are asked, since clusters of a story are there without a link.
    """
    totals = scores.totals
    found = {
        measures.layer_of(each.name)
        for each in measures.ALL
        if isinstance(each, Measure | StoryMeasure) and each.name in totals and totals[each.name].precision_denominator
    }
    whole = found.issuperset(map(measures.layer_of, measures.HEADLINES))
    return (*(layer for layer in measures.LAYERS if layer in found), *(("twicetold",) if whole else ()))


def _scores(scores: Scores, layers: Collection[str]) -> dict[str, Score]:
    """Return the scores by measure, of some layers."""
    return {
        name: Score(precision.estimate, recall.estimate, f1.estimate, f1.low, f1.high)
        for name, (precision, recall, f1) in scores.numbers.items()
        if measures.layer_of(name) in layers
    }


def _ranks(competing: Mapping[str, Scores]) -> dict[str, dict[str, int]]:
    """Return by system and measure the rank among the systems that do the layer."""
    compared = compare_all(competing, by_story(competing, _RANKED))
    layers = {name: layers_of(of) for name, of in competing.items()}
    found: dict[str, dict[str, int]] = {name: {} for name in competing}
    for measure in _RANKED:
        able = [name for name in competing if measures.layer_of(measure) in layers[name]]
        for name, rank in ranks(able, compared, measure).items():
            found[name][measure] = rank
    return found


def _row(done: Finished, scores: Scores, ranked: dict[str, int], on_news: dict[str, dict[str, Score]]) -> Row:
    layers = (*measures.LAYERS, "twicetold") if done.entrant.is_bound else layers_of(scores)
    own = _scores(scores, layers)
    return Row(
        name=done.entrant.name,
        version=done.version,
        is_bound=done.entrant.is_bound,
        about=done.entrant.about,
        licence=done.entrant.licence,
        layers=layers,
        failures=done.failures,
        articles_per_second=done.articles_per_second,
        scores=own,
        ranks=ranked,
        phenomena={name: _recalls(scores, name) for name in measures.MAIN if name in own and name in scores.totals},
        news=on_news,
    )


def _recalls(scores: Scores, name: str) -> dict[str, float]:
    tallies = scores.by("phenomenon", name)
    return {label: tally.recall for label, tally in sorted(tallies.items()) if tally.recall is not None}
