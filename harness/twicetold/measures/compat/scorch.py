"""scorch 0.2.0 (PyPI): MUC, B3, CEAF-m, CEAF-e and BLANC of one document, and of a directory of documents.

A document's scores are those of the CoNLL scorer, 0 where undefined, except for BLANC: a kind of link that neither side
has is perfect, and the key's one mention of a document is right or wrong although it has no link at all. A directory's
scores are no ratio of sums but weighted means of the documents' scores: recall weighs as many mentions as the key has,
precision as many as the response has, F1 both. Before that the command line, for a directory as for one file, gives the
key every mention that only the response has, as a cluster of one.

Where both sides have mentions and none in common, CEAF-e is 0; scorch may stop with a StatisticsError, by the sign of a
zero. A mention in two clusters of one side is refused; what scorch makes of it depends on the order of the clusters.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from twicetold.measures.clusters import score_clusters
from twicetold.measures.compat._common import Score
from twicetold.measures.compat.conll import refuse_repeats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.measures.compat.conll import Clusters
    from twicetold.measures.tally import Tally

DIFFERS = "0 where undefined (1 for links that neither side has); a corpus is the weighted mean of its documents"

METRICS = ("muc", "b3", "ceafm", "ceafe", "blanc")


def scores(key: Clusters, response: Clusters) -> dict[str, Score]:
    """Return the scores of one document, for each of METRICS, as the functions of scorch.scores do."""
    refuse_repeats(key, response)
    scored = score_clusters(key, response)
    blanc = _blanc(scored["blanc.coreferent"], scored["blanc.separate"])
    known, found = set().union(*key), set().union(*response)
    if len(known) == len(found) == 1 and known != found:
        blanc = Score(0, 0, 0)
    return {name: Score.of(scored[name]) for name in METRICS[:-1]} | {"blanc": blanc}


def completed(key: Clusters, response: Clusters) -> Clusters:
    """Return the key as the command line scores it: with what only the response mentions, as clusters of one."""
    return [*key, *({mention} for mention in set().union(*response) - set().union(*key))]


def directory(documents: Iterable[tuple[Clusters, Clusters]]) -> dict[str, Score]:
    """Return the scores of (key, response) pairs as the command line does for two directories.

    StatisticsError if there is no mention to weigh with, where scorch raises ZeroDivisionError.
    """
    pairs = [(completed(key, response), response) for key, response in documents]
    each = [scores(key, response) for key, response in pairs]
    known, found = ([sum(map(len, pair[side])) for pair in pairs] for side in (0, 1))
    both = [sum(sizes) for sizes in zip(known, found, strict=True)]
    return {
        name: Score(
            fmean((document[name].precision for document in each), found),
            fmean((document[name].recall for document in each), known),
            fmean((document[name].f1 for document in each), both),
        )
        for name in METRICS
    }


def _blanc(coreferent: Tally, separate: Tally) -> Score:
    if not coreferent.recall_denominator:
        return _links(separate)
    if not separate.recall_denominator:
        return _links(coreferent)
    return Score.mean([_links(coreferent), _links(separate)])


def _links(tally: Tally) -> Score:
    return Score.of(tally) if tally.precision_denominator or tally.recall_denominator else Score(1, 1, 1)
