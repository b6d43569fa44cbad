"""The CoNLL coreference scorer: `scorer.pl` of reference-coreference-scorers, version 8.01 (Pradhan et al. 2014).

MUC, B3, CEAF-m, CEAF-e and BLANC, and how many mentions were found. Numerators and denominators are added up over the
documents and divided at the end; a score with denominator 0 is 0. A mention that the response repeats counts where it
comes first, and more than ten such mentions in a run are refused. A mention that the key repeats belongs to the last
of its clusters, though it counts in the size of all. BLANC is the mean of its two kinds of link, but of one alone where
the key has none of the other. What is printed is cut off after two decimals, never rounded.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from math import fsum
from typing import TYPE_CHECKING, TypeAlias

from twicetold.errors import InputError
from twicetold.measures.alignment import align
from twicetold.measures.clusters import score_clusters
from twicetold.measures.compat._common import Score
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    Clusters: TypeAlias = Sequence[AbstractSet[Hashable]]

DIFFERS = "0 where undefined; repeated mentions are allowed; BLANC uses one kind of link where the key has no other"

METRICS = ("muc", "b3", "ceafm", "ceafe", "blanc.coreferent", "blanc.separate")
MOST_REPEATS = 10


def tallies(key: Clusters, response: Clusters) -> dict[str, Tally]:
    """Return the tallies of one document: "mentions" and the METRICS.

    The order of the response's clusters matters where they repeat a mention, and so does the key's.
    """
    key, response = [cluster for cluster in key if cluster], _first_kept(response)
    scored = _with_repeats_in_key(key, response) if repeated(key) else score_clusters(key, response)
    found, known = (frozenset().union(*clusters) for clusters in (response, key))
    common = len(known & found)
    return {"mentions": Tally(common, len(found), common, len(known))} | {name: scored[name] for name in METRICS}


def scores(totals: Mapping[str, Tally]) -> dict[str, Score]:
    """Return the final numbers from what `tallies` gave, added up: "mentions", four metrics, and "blanc"."""
    links = [totals["blanc.coreferent"], totals["blanc.separate"]]
    blanc = Score.mean([Score.of(tally) for tally in links if tally.recall_denominator] or [*map(Score.of, links)])
    return {name: Score.of(tally) for name, tally in totals.items() if "." not in name} | {"blanc": blanc}


def average(final: Mapping[str, Score]) -> float:
    """Return the score of the CoNLL shared tasks: the mean of the F1 of MUC, B3 and CEAF-e."""
    return fsum(final[name].f1 for name in ("muc", "b3", "ceafe")) / 3


def run(documents: Iterable[tuple[Clusters, Clusters]]) -> dict[str, Score]:
    """Score (key, response) pairs as one run of the scorer; InputError if it would refuse them."""
    documents = list(documents)
    repeats = sum(repeated(response) for _, response in documents)
    if repeats > MOST_REPEATS:
        raise InputError(f"The response repeats {repeats} mentions; scorer.pl refuses more than {MOST_REPEATS}.")
    per_document = [tallies(key, response) for key, response in documents]
    return scores({name: Tally.total(each[name] for each in per_document) for name in ("mentions", *METRICS)})


def repeated(clusters: Clusters) -> int:
    """Return how many mentions too many there are for each to be in one cluster."""
    return sum(map(len, clusters)) - len(set().union(*clusters))


def refuse_repeats(*sides: Clusters) -> None:
    """Raise InputError if a mention is in two clusters of one side."""
    for clusters in sides:
        if repeated(clusters):
            most = Counter(mention for cluster in clusters for mention in cluster).most_common(1)
            raise InputError(f"Mention {most[0][0]!r} is in {most[0][1]} clusters; put it into one.")


def in_common(key: Clusters, response: Clusters) -> dict[tuple[int, int], int]:
    """Return how much a set of the key, by its number, and one of the response share, where they share any."""
    sizes = {(row, column): len(mine & other) for row, mine in enumerate(key) for column, other in enumerate(response)}
    return {pair: size for pair, size in sizes.items() if size}


def _first_kept(response: Clusters) -> Clusters:
    seen: set[object] = set()
    kept = []
    for cluster in response:
        kept.append(cluster - seen)
        seen |= cluster
    return [cluster for cluster in kept if cluster]


def _with_repeats_in_key(key: Clusters, response: Clusters) -> dict[str, Tally]:
    """Score a document whose key repeats mentions: `last` is the cluster that counts for each."""
    last = {mention: cluster for cluster in key for mention in cluster}
    sizes = sum(map(len, response)), sum(map(len, key))
    cells = [(mention, found, last[mention]) for found in response for mention in found if mention in last]
    groups = Counter((id(found), id(cluster)) for _, found, cluster in cells)
    links = sum(size - 1 for size in groups.values())
    shared = in_common(key, response)
    dice = {pair: 2 * common / (len(key[pair[0]]) + len(response[pair[1]])) for pair, common in shared.items()}
    mentions = sum(shared[pair] for pair in align(shared))
    entities = fsum(dice[pair] for pair in align(dice))
    key_links, response_links = _links(key), _links(response)
    coreferent, separate = (len(mine & theirs) for mine, theirs in zip(key_links, response_links, strict=True))
    return {
        "muc": Tally(links, sizes[0] - len(response), links, sizes[1] - len(key)),
        "b3": Tally(
            fsum(len(found & cluster) / len(found) for _, found, cluster in cells),
            sizes[0],
            fsum(len(found & cluster) / len(cluster) for _, found, cluster in cells),
            sizes[1],
        ),
        "ceafm": Tally(mentions, sizes[0], mentions, sizes[1]),
        "ceafe": Tally(entities, len(response), entities, len(key)),
        "blanc.coreferent": Tally(coreferent, len(response_links[0]), coreferent, len(key_links[0])),
        "blanc.separate": Tally(separate, len(response_links[1]), separate, len(key_links[1])),
    }


def _links(clusters: Clusters) -> tuple[set[frozenset[Hashable]], set[frozenset[Hashable]]]:
    """Return the pairs within a cluster and across two; a repeated mention is linked to itself, and may be in both."""
    within = {frozenset(pair) for cluster in clusters for pair in combinations(cluster, 2)}
    across = {frozenset(pair) for one, other in combinations(clusters, 2) for pair in product(one, other)}
    return within, across
