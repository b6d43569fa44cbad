"""Coreference: how well two clusterings of mentions agree.

Conventions are those of the CoNLL scorer, version 8.01 (Pradhan et al. 2014): mentions are identified by equality of
their keys; a mention that the other side lacks earns nothing; every metric gives numerators and denominators per
document, which are summed over documents before anything is divided. LEA is as in its paper.

All metrics are sums over the pairs of a gold and a predicted cluster that share mentions, so only these are stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from math import comb, fsum, lcm
from operator import mul
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from twicetold.measures.tally import Tally

Clustering: TypeAlias = Sequence[Collection[Hashable]]
"""The clusters of one document, an article or a whole story, each a collection of the keys of its mentions."""

METRICS = {
    "muc": "links within clusters (Vilain et al. 1995)",
    "b3": "clusters seen from each mention (Bagga and Baldwin 1998)",
    "ceafm": "clusters aligned one to one by common mentions (Luo 2005)",
    "ceafe": "clusters aligned one to one by likeness (Luo 2005)",
    "lea": "clusters weighted by size, links resolved (Moosavi and Strube 2016)",
    "blanc.coreferent": "pairs of mentions that corefer (Recasens and Hovy 2011)",
    "blanc.separate": "pairs of mentions that do not (Recasens and Hovy 2011)",
}
"""What each counts, by its name."""

_Clusters: TypeAlias = list[frozenset[Hashable]]

_Ints: TypeAlias = npt.NDArray[np.int64]
_Floats: TypeAlias = npt.NDArray[np.float64]

_Overlap: TypeAlias = tuple[int, int, int]
"""Two clusters that share mentions, seen from one of them: how many they share, its size and the other's."""

_DENSE = 40_000
"""Up to so many cells, gold clusters times predicted ones, a dense matrix is the faster way to align them."""


class _Table(NamedTuple):
    """What the metrics need to know of two clusterings.

    `gold` and `predicted` are the sizes of the clusters. `cells` tells how many mentions a gold cluster, its row, and
    a predicted cluster, its column, share; cells are numbered row by row, and only those above zero are there.
    """

    gold: list[int]
    predicted: list[int]
    cells: dict[int, int]


def score_clusters(gold: Clustering, predicted: Clustering, *, singletons: bool = True) -> dict[str, Tally]:
    """Score one document by every one of METRICS.

    Without `singletons`, clusters of one mention are first removed, on each side by itself. Empty clusters do not
    count, and a mention named twice in a cluster is there once.

    A clustering should have each mention in one cluster only. Where it has one in several, each occurrence counts as
    a mention of its own. Two occurrences, gold and predicted, are paired off if, of all clusters with the mention,
    each one's cluster is the only closest to the other's, by the Dice coefficient; in a tie none is. Copies of the
    same cluster are numbered, and a copy meets the copy with its number. So order never matters, a clustering agrees
    fully with itself, and if the gold has a mention once, it is never more precise to predict it in several clusters
    than in the best of them.
    """
    least = 1 if singletons else 2
    table = _tabulate(
        [cluster for cluster in map(frozenset, gold) if len(cluster) >= least],
        [cluster for cluster in map(frozenset, predicted) if len(cluster) >= least],
    )
    width = len(table.predicted)
    by_gold = [
        (shared, table.gold[cell // width], table.predicted[cell % width]) for cell, shared in table.cells.items()
    ]
    by_predicted = [(shared, own, other) for shared, other, own in by_gold]
    wanted, found = sum(table.gold), sum(table.predicted)
    ceafm, ceafe = _ceaf(table, by_gold)
    links = _muc(table.cells)
    coreferent, separate = _blanc_links(table)
    return {
        "muc": Tally(links, found - width, links, wanted - len(table.gold)),
        "b3": Tally(_b3(by_predicted), found, _b3(by_gold), wanted),
        "ceafm": Tally(ceafm, found, ceafm, wanted),
        "ceafe": Tally(ceafe, width, ceafe, len(table.gold)),
        "lea": Tally(_lea(by_predicted), found, _lea(by_gold), wanted),
        "blanc.coreferent": coreferent,
        "blanc.separate": separate,
    }


def _tabulate(gold: _Clusters, predicted: _Clusters) -> _Table:
    width = len(predicted)
    row_start = {mention: row * width for row, cluster in enumerate(gold) for mention in cluster}
    sizes, predicted_sizes = list(map(len, gold)), list(map(len, predicted))
    if len(row_start) < sum(sizes) or len(frozenset().union(*predicted)) < sum(predicted_sizes):
        return _tabulate(*_tell_apart(gold, predicted))
    cells = Counter(
        [
            row_start[mention] + column
            for column, cluster in enumerate(predicted)
            for mention in cluster
            if mention in row_start
        ]
    )
    return _Table(sizes, predicted_sizes, cells)


def _tell_apart(gold: _Clusters, predicted: _Clusters) -> tuple[_Clusters, _Clusters]:
    """Rename mentions so that each is in one cluster, and has one name on both sides if it is paired off."""
    sides = _number_copies(gold), _number_copies(predicted)
    homes: tuple[dict[Hashable, list[int]], ...] = ({}, {})
    for clusters, home in zip(sides, homes, strict=True):
        for number, cluster in enumerate(clusters):
            for mention in cluster:
                home.setdefault(mention, []).append(number)
    pairs: list[dict[tuple[Hashable, int], int]] = [{}, {}]
    for mention in homes[0].keys() & homes[1].keys():
        rows, columns = homes[0][mention], homes[1][mention]
        for row in rows:
            column = _closest(sides[0][row], sides[1], columns)
            if column is not None and _closest(sides[1][column], sides[0], rows) == row:
                pairs[0][mention, row] = column
                pairs[1][mention, column] = row
    return (
        [frozenset((m, row, pairs[0].get((m, row))) for m in cluster) for row, cluster in enumerate(sides[0])],
        [frozenset((m, pairs[1].get((m, column)), column) for m in cluster) for column, cluster in enumerate(sides[1])],
    )


def _number_copies(clusters: _Clusters) -> _Clusters:
    """Make the mentions of the second and further copies of a cluster other mentions than those of the first."""
    seen: Counter[frozenset[Hashable]] = Counter()
    numbered: _Clusters = []
    for cluster in clusters:
        seen[cluster] += 1
        numbered.append(frozenset((mention, seen[cluster]) for mention in cluster))
    return numbered


def _closest(cluster: frozenset[Hashable], others: _Clusters, candidates: list[int]) -> int | None:
    """Return which candidate has the greatest Dice coefficient with the cluster; None if several have."""
    dice = {number: len(cluster & others[number]) / (len(cluster) + len(others[number])) for number in candidates}
    best = max(dice.values())
    closest = [number for number, value in dice.items() if value == best]
    return closest[0] if len(closest) == 1 else None


def _muc(cells: dict[int, int]) -> int:
    """Return how many links both sides make (Vilain et al. 1995).

    A cluster of n mentions takes n - 1 links; if the other side splits it into p parts, where a mention it does not
    have is a part, p - 1 of them are missing. Seen from either side, the n - p left add up to the common mentions
    less the pairs of clusters that share some.
    """
    return sum(cells.values()) - len(cells)


def _b3(overlaps: list[_Overlap]) -> float:
    """Add up, over mentions, the share of the own cluster that is in the other one too (Bagga & Baldwin 1998)."""
    return fsum([shared * shared / own for shared, own, _ in overlaps])


def _lea(overlaps: list[_Overlap]) -> float:
    """Add up, over clusters, size times the share of links that the other side has (Moosavi & Strube 2016).

    A cluster of one has one link, of the mention with itself, and the other side has it in a cluster of one.
    """
    return fsum([shared * (shared - 1) / (own - 1) for shared, own, _ in overlaps if shared > 1]) + overlaps.count(
        (1, 1, 1)
    )


def _ceaf(table: _Table, overlaps: list[_Overlap]) -> tuple[int, float]:
    """Return the weights of the best one-to-one alignments of clusters (Luo 2005), by φ3 and by φ4.

    φ3 is the number of shared mentions and φ4 the Dice coefficient. The sum of the latter is rounded only once, so
    that alignments that are equally good have the same.
    """
    if not overlaps:
        return 0, 0.0
    height, width = len(table.gold), len(table.predicted)
    cells = np.array(list(table.cells))
    align = _align_dense if height * width <= _DENSE else _align_sparse
    by_size = align(cells, np.array(list(table.cells.values()), float), height, width)
    by_dice = align(cells, np.array([2 * shared / (own + other) for shared, own, other in overlaps]), height, width)
    overlap_at = dict(zip(table.cells, overlaps, strict=True))
    aligned = [overlap_at[cell] for cell in by_dice if cell in overlap_at]
    whole = lcm(*[own + other for _, own, other in aligned])
    dice = 2 * sum([shared * (whole // (own + other)) for shared, own, other in aligned]) / whole
    return sum([table.cells.get(cell, 0) for cell in by_size]), dice


def _align_dense(cells: _Ints, weights: _Floats, height: int, width: int) -> list[int]:
    """Return the cells of the one-to-one alignment of greatest weight, and maybe some of no weight."""
    matrix = np.zeros(height * width)
    matrix[cells] = weights
    rows, columns = linear_sum_assignment(matrix.reshape(height, width), maximize=True)
    chosen: list[int] = (rows * width + columns).tolist()
    return chosen


def _align_sparse(cells: _Ints, weights: _Floats, height: int, width: int) -> list[int]:
    """Return the cells of the one-to-one alignment of greatest weight.

    The solver wants every row aligned, so each has a column of its own besides, which stands for no partner.
    """
    alone = np.arange(height)
    nothing = weights.max() + 1
    costs = np.concatenate([nothing - weights, np.full(height, nothing)])
    places = np.concatenate([cells // width, alone]), np.concatenate([cells % width, width + alone])
    rows, columns = min_weight_full_bipartite_matching(csr_array((costs, places), shape=(height, width + height)))
    chosen: list[int] = (rows * width + columns)[columns < width].tolist()
    return chosen


def _blanc_links(table: _Table) -> tuple[Tally, Tally]:
    """Count pairs of mentions in one cluster, and in two (Recasens & Hovy 2011, extended by Luo et al. 2014).

    Both sides have in two clusters all pairs of common mentions but those that one side or the other has in one.
    """
    width = len(table.predicted)
    rows, columns = [0] * len(table.gold), [0] * width
    for cell, shared in table.cells.items():
        rows[cell // width] += shared
        columns[cell % width] += shared
    together = _pairs(table.cells.values())
    apart = comb(sum(rows), 2) - _pairs(rows) - _pairs(columns) + together
    gold, predicted = _pairs(table.gold), _pairs(table.predicted)
    gold_apart, predicted_apart = comb(sum(table.gold), 2) - gold, comb(sum(table.predicted), 2) - predicted
    return Tally(together, predicted, together, gold), Tally(apart, predicted_apart, apart, gold_apart)


def _pairs(sizes: Collection[int]) -> int:
    """Return how many pairs of mentions clusters of these sizes have."""
    squares: int = sum(map(mul, sizes, sizes))
    return (squares - sum(sizes)) // 2
