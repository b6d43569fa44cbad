"""The CorefUD scorer of the CRAC shared tasks: ufal/corefud-scorer as of January 2025.

MUC, B3, CEAF-m, CEAF-e, LEA and BLANC, as the CoNLL scorer has them, and MOR, the words of mentions that were found.
Clusters of one mention are dropped first, from each side for itself, unless asked for. Mentions are the same if their
words are (and, in head matching, their heads). The rest may still meet, one to one, in the assignment that covers most:
in head matching if the heads are the same, in partial matching if the response lies within the key's words and covers
its head. MOR pairs mentions by itself, whatever their heads. BLANC is the mean of its two kinds of link, but of one
alone where neither side has any of the other.

Zeros are mentions like others here, and split antecedents are left out. A mention in two clusters of one side is
refused; what the reference makes of it, after a warning, depends on the order of the clusters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
from scipy.optimize import linear_sum_assignment

from twicetold.measures.alignment import align
from twicetold.measures.clusters import score_clusters
from twicetold.measures.compat._common import Score
from twicetold.measures.compat.conll import in_common, refuse_repeats
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

DIFFERS = (
    "0 where undefined; singletons dropped; mentions may meet by head or in part; BLANC skips what both sides lack"
)

Matching = Literal["exact", "partial", "head"]


class Mention(NamedTuple):
    """A mention: the numbers of its words in the document, and of its head word."""

    words: frozenset[int]
    head: int | None = None


Clusters: TypeAlias = "Sequence[Sequence[Mention]]"


def tallies(
    key: Clusters, response: Clusters, *, matching: Matching = "head", singletons: bool = False
) -> dict[str, Tally]:
    """Return the tallies of one document, for each metric; those of BLANC are two."""
    key, response = (_prepared(clusters, matching, singletons=singletons) for clusters in (key, response))
    name_of = _aligned(key, response, matching) if matching != "exact" else {}
    names = [[{_identity(mention, matching) for mention in cluster} for cluster in side] for side in (key, response)]
    refuse_repeats(*names)
    renamed = [{name_of.get(name, name) for name in cluster} for cluster in names[1]]
    return score_clusters(names[0], renamed) | {"mor": _mention_overlap(key, response)}


def scores(totals: Mapping[str, Tally]) -> dict[str, Score]:
    """Return the final numbers from what `tallies` gave, added up; "blanc" is one of them."""
    links = totals["blanc.coreferent"], totals["blanc.separate"]
    blanc = Score.mean([Score.of(tally) for tally in links if tally.precision_denominator or tally.recall_denominator])
    return {name: Score.of(tally) for name, tally in totals.items() if "." not in name} | {"blanc": blanc}


def _identity(mention: Mention, matching: Matching) -> Hashable:
    return mention if matching == "head" else mention.words


def _prepared(clusters: Clusters, matching: Matching, *, singletons: bool) -> Clusters:
    """Drop what a cluster repeats, and then clusters of one."""
    fewest = 1 if singletons else 2
    prepared = []
    for cluster in clusters:
        unique: dict[Hashable, Mention] = {}
        for mention in cluster:
            unique.setdefault(_identity(mention, matching), mention)
        if len(unique) >= fewest:
            prepared.append(list(unique.values()))
    return prepared


def _aligned(key: Clusters, response: Clusters, matching: Matching) -> dict[Hashable, Hashable]:
    """Return which mention of the key each mention of the response stands for, of those that are not the same."""
    sides = [[mention for cluster in side for mention in cluster] for side in (key, response)]
    known, found = ({_identity(mention, matching) for mention in side} for side in sides)
    missed = sorted((mention for mention in sides[0] if _identity(mention, matching) not in found), key=_place)
    spurious = sorted((mention for mention in sides[1] if _identity(mention, matching) not in known), key=_place)
    covered = np.array([[_covered(mine, other, matching) for other in spurious] for mine in missed])
    pairs = zip(*linear_sum_assignment(covered, maximize=True), strict=True) if covered.size else ()
    return {
        _identity(spurious[column], matching): _identity(missed[row], matching)
        for row, column in pairs
        if covered[row, column]
    }


def _place(mention: Mention) -> tuple[int, int, int]:
    """Which of several alignments that cover the same is taken depends on this order."""
    return min(mention.words), max(mention.words), len(mention.words)


def _covered(key: Mention, response: Mention, matching: Matching) -> float:
    """Return the share of the key's words that the response has; 0 if the two may not meet."""
    if matching == "head":
        meet = key.head is not None and key.head == response.head
    else:
        meet = key.head in response.words and response.words <= key.words
    return len(key.words & response.words) / len(key.words) if meet else 0.0


def _mention_overlap(key: Clusters, response: Clusters) -> Tally:
    known, found = ([mention.words for cluster in side for mention in cluster] for side in (key, response))
    shared = in_common(known, found)
    common = sum(shared[pair] for pair in align(shared))
    return Tally(common, sum(map(len, found)), common, sum(map(len, known)))
