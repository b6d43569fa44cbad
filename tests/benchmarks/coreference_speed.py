"""How fast coreference is scored, next to scorch, on the same data in the same run.

.venv/bin/python tests/benchmarks/coreference_speed.py [DOCUMENTS [MENTIONS]]

Times are CPU seconds, the least of three runs; memory is the most that was allocated on top of the data. scorch counts
MUC, B3, CEAF-m, CEAF-e and BLANC; twicetold counts these and LEA, in every row.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from functools import partial
from typing import TYPE_CHECKING

from clock import least_seconds
from scorch import scores as scorch  # type: ignore[import-untyped]

from twicetold.measures.clusters import METRICS, score_clusters
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from twicetold.measures.clusters import Clustering

Clusters = list[set[int]]

SLOTS = 50
OF_SCORCH = (scorch.muc, scorch.b_cubed, scorch.ceaf_m, scorch.ceaf_e, scorch.blanc)

seconds = partial(least_seconds, clock=time.process_time)
"""CPU time: scorch runs on one core."""


def documents(number: int) -> list[tuple[Clusters, Clusters]]:
    """Return gold and predicted clusterings of 50 mentions each; 85% of the mentions are in both.

    For each mention its span, its label and what becomes of them are drawn first, and not used here.
    """
    chance = random.Random(7)
    made = []
    for _ in range(number):
        gold, predicted = {}, {}
        for slot in range(SLOTS):
            chance.randrange(10), chance.randrange(5), chance.randrange(6)
            if chance.random() >= 0.9:
                chance.randrange(6)
            gold[slot] = _draw(chance, 20)
            mention = slot if chance.random() < 0.85 else slot + 20_000
            predicted[mention] = gold[slot] if chance.random() < 0.8 else _draw(chance, 20)
        made.append((_clusters(gold), _clusters(predicted)))
    return made


def corpus(mentions: int) -> tuple[Clusters, Clusters]:
    """Return a gold and a predicted clustering of the same mentions, a fifth as many clusters; 80% keep theirs."""
    chance = random.Random(11)
    gold, predicted = {}, {}
    for mention in range(mentions):
        gold[mention] = _draw(chance, mentions // 5)
        predicted[mention] = gold[mention] if chance.random() < 0.8 else _draw(chance, mentions // 5)
    return _clusters(gold), _clusters(predicted)


def _draw(chance: random.Random, clusters: int) -> int:
    return int(clusters * chance.random() ** 2)


def _clusters(cluster_of: dict[int, int]) -> Clusters:
    members: dict[Hashable, set[int]] = {}
    for mention, cluster in cluster_of.items():
        members.setdefault(cluster, set()).add(mention)
    return list(members.values())


def score_corpus(documents: Iterable[tuple[Clustering, Clustering]]) -> dict[str, Tally]:
    """Score pairs of a gold and a predicted clustering, and add up their tallies."""
    scores = [score_clusters(gold, predicted) for gold, predicted in documents]
    return {metric: Tally.total(score[metric] for score in scores) for metric in METRICS}


def megabytes(run: Callable[[], object]) -> float:
    """Return how much memory a run allocates at most."""
    tracemalloc.start()
    run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def row(what: str, theirs: float, ours: float, unit: str) -> None:
    """Print what both need, and how many times less is ours."""
    print(f"{what:<50}{theirs:>9.3f} {unit:<2}{ours:>9.3f} {unit:<2}{theirs / ours:>8.1f}")


def main() -> None:
    """Print a table of both scorers."""
    arguments = argparse.ArgumentParser(description="Coreference scoring, next to scorch.")
    arguments.add_argument("documents", type=int, nargs="?", default=2_000)
    arguments.add_argument("mentions", type=int, nargs="?", default=10_000)
    sizes = arguments.parse_args()
    number, mentions = sizes.documents, sizes.mentions
    print(f"{'':<50}{'scorch':>12}{'twicetold':>12}{'ratio':>8}")
    batch = documents(number)

    def all_of_scorch() -> None:
        for gold, predicted in batch:
            for metric in OF_SCORCH:
                metric(gold, predicted)

    row(f"{number} documents of {SLOTS} mentions", seconds(all_of_scorch), seconds(lambda: score_corpus(batch)), "s")
    pair = corpus(mentions)
    ours = seconds(lambda: score_clusters(*pair))
    size = f"{mentions} mentions, {len(pair[0])} x {len(pair[1])} clusters"
    row(f"{size}, CEAF-e", seconds(lambda: scorch.ceaf_e(*pair)), ours, "s")
    row(f"{size}, BLANC", seconds(lambda: scorch.blanc(*pair)), ours, "s")
    ours = megabytes(lambda: score_clusters(*pair))
    row(f"{size}, CEAF-e", megabytes(lambda: scorch.ceaf_e(*pair)), ours, "MB")
    row(f"{size}, BLANC", megabytes(lambda: scorch.blanc(*pair)), ours, "MB")


if __name__ == "__main__":
    main()
