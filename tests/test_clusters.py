"""Coreference: known answers of the field's scorers, the same numbers as scorch, and what must hold always.

Known answers are those of the Perl CoNLL scorer 8.01; LEA is coval's.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from coreference_speed import corpus, documents, score_corpus
from hypothesis import given
from hypothesis import strategies as st
from scorch import scores as scorch  # type: ignore[import-untyped]

from twicetold.measures import clusters
from twicetold.measures.clusters import METRICS, score_clusters
from twicetold.measures.compat import conll
from twicetold.measures.tally import Tally
from twicetold.statistics import Statistic, bootstrap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Clusters = list[set[int]]
Numbers = tuple[float, float, float]
Pair = tuple[Clusters, Clusters]


def recall_precision_f1(scores: dict[str, Tally], metric: str) -> Numbers:
    """Return the numbers in the order of the CoNLL scorer, which prints 0 where there is none."""
    precision, recall, f1 = conll.scores(scores)[metric]
    return recall, precision, f1


def average(scores: dict[str, Tally]) -> float | None:
    """Return the CoNLL F1 as the harness reports it."""
    sums = np.array([[scores["muc"], scores["b3"], scores["ceafe"]]], dtype=np.float64)
    return bootstrap(sums, [Statistic("conll", (0, 1, 2))])["conll"].f1.estimate


# Known answers, by the names of the survey of scorers: gold, predicted, and R/P/F of each metric.

KEYS = ("muc", "b3", "ceafm", "ceafe", "lea", "blanc")
ZERO, ONE, HALF = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.5, 0.5, 0.5)
KNOWN: dict[str, tuple[list[set[Hashable]], list[set[Hashable]], tuple[Numbers, ...]]] = {
    "C1": (
        [{0, 1, 2}, {3, 4, 5, 6}],
        [{0, 1}, {2, 3}, {5, 6, 7, 8}],
        (
            (0.4, 0.4, 0.4),
            (5 / 12, 0.5, 5 / 11),
            (4 / 7, 0.5, 8 / 15),
            (0.65, 13 / 30, 0.52),
            (5 / 21, 1 / 3, 5 / 18),
            (4 / 9, 0.325, 25 / 68),
        ),
    ),
    "C2": (
        [{0, 1, 2}, {3}, {4}],
        [{0, 1}, {2}, {3, 4}],
        (
            HALF,
            (11 / 15, 0.8, 88 / 115),
            (0.6, 0.6, 0.6),
            (22 / 45, 22 / 45, 22 / 45),
            (0.2, 0.4, 4 / 15),
            (25 / 42, 0.625, 0.6),
        ),
    ),
    "C3": ([{0}, {1}, {2}], [{0}, {1}, {2}], (ZERO, ONE, ONE, ONE, ONE, ONE)),
    "C4": ([{0}], [{0}], (ZERO, ONE, ONE, ONE, ONE, ZERO)),
    "C5": ([{0, 1}, {2}], [], (ZERO,) * 6),
    "C6": ([], [{0, 1}, {2}], (ZERO,) * 6),
    "C7": (
        [{0, 1, 2, 3}, {4, 5}],
        [{0, 1, 7}, {4, 8}, {9}],
        (
            (0.25, 1 / 3, 2 / 7),
            (0.25, 11 / 36, 0.275),
            HALF,
            (15 / 28, 5 / 14, 3 / 7),
            (1 / 9, 1 / 6, 2 / 15),
            (11 / 56, 19 / 88, 41 / 209),
        ),
    ),
    "C8": (
        [{0, 1, 2, 3}],
        [{0, 1}, {2, 3}],
        (
            (2 / 3, 1.0, 0.8),
            (0.5, 1.0, 2 / 3),
            HALF,
            (2 / 3, 1 / 3, 4 / 9),
            (1 / 3, 1.0, 0.5),
            (1 / 3, 1.0, 0.5),
        ),
    ),
    "C9": (
        [{(0, 2), (5, 5)}, {(8, 9)}],
        [{(1, 2), (5, 5)}, {(8, 9)}],
        (ZERO, HALF, (2 / 3,) * 3, (0.75,) * 3, (1 / 3,) * 3, (0.25,) * 3),
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_answer(name: str) -> None:
    gold, predicted, expected = KNOWN[name]
    scores = score_clusters(gold, predicted)
    for metric, numbers in zip(KEYS, expected, strict=True):
        assert recall_precision_f1(scores, metric) == pytest.approx(numbers, abs=1e-9), metric


def test_known_sums_of_two_hundred_documents() -> None:
    scores = score_corpus(documents(200))
    assert scores["muc"] == (4026, 6582, 4026, 6593)
    assert scores["b3"] == pytest.approx((6187.56907357348, 10_000, 6185.47178747895, 10_000), abs=1e-9)
    assert scores["ceafm"] == (7049, 10_000, 7049, 10_000)
    assert scores["ceafe"] == pytest.approx((2370.5458437361, 3418, 2370.5458437361, 3407), abs=1e-9)
    assert scores["lea"].f1 == pytest.approx(0.493124, abs=1e-6)
    assert recall_precision_f1(scores, "blanc")[:2] == pytest.approx((0.603995206844138, 0.603296628508502), abs=1e-12)


def test_known_answers_of_ten_thousand_mentions() -> None:
    gold, predicted = corpus(10_000)
    scores = score_clusters(gold, predicted)
    found = [recall_precision_f1(scores, metric)[2] for metric in KEYS]
    assert found == pytest.approx([0.763418, 0.714322, 0.8033, 0.780836, 0.641300, 0.820656], abs=1e-6)


# Across documents: one clustering of a whole corpus, of a story, or of an article.

GOLD = [["A1", "A4", "B1"], ["A2", "B3"], ["A3"], ["B2"], ["C1", "D1"], ["C2"], ["D2"]]
SYSTEM = [["A1", "B1"], ["A4"], ["A2"], ["B3", "B2"], ["A3"], ["C1", "D1", "C2"], ["D2"]]
MERGED = [["A4"], ["A2"], ["B3", "B2"], ["A3"], ["A1", "B1", "C1", "D1", "C2"], ["D2"]]


def split(clustering: list[list[str]], *parts: str) -> list[list[list[str]]]:
    """Return for each part, given by the letters of its documents, what is left of the clusters there."""
    return [[[mention for mention in cluster if mention[0] in part] for cluster in clustering] for part in parts]


def test_known_answers_across_documents() -> None:
    scores = score_clusters(GOLD, SYSTEM)
    assert average(scores) == pytest.approx(0.664214, abs=1e-6)
    found = [scores[metric].f1 for metric in ("muc", "b3", "ceafe", "lea")]
    assert found == pytest.approx([0.5, 0.787879, 0.704762, 0.454545], abs=1e-6)
    assert average(score_clusters(GOLD, MERGED)) == pytest.approx(0.604963, abs=1e-6)


def test_known_answers_across_documents_without_singletons() -> None:
    scores = score_clusters(GOLD, SYSTEM, singletons=False)
    assert average(scores) == pytest.approx(0.582540, abs=1e-6)
    found = [scores[metric].f1 for metric in ("muc", "b3", "ceafe", "lea")]
    assert found == pytest.approx([0.5, 0.547619, 0.7, 0.428571], abs=1e-6)


@pytest.mark.parametrize("system", [SYSTEM, MERGED])
def test_the_level_of_a_story_cannot_see_merges_across_stories(system: list[list[str]]) -> None:
    stories = zip(split(GOLD, "AB", "CD"), split(system, "AB", "CD"), strict=True)
    assert average(score_corpus(stories)) == pytest.approx(0.664214, abs=1e-6)


def test_known_answers_within_documents() -> None:
    articles = list(zip(split(GOLD, *"ABCD"), split(SYSTEM, *"ABCD"), strict=True))
    scores = score_corpus(articles)
    assert average(scores) == pytest.approx(0.532695, abs=1e-6)
    assert scores["muc"].f1 == 0
    assert scores["b3"].f1 == pytest.approx(0.861244, abs=1e-6)
    whole, within = score_clusters(GOLD, SYSTEM)["blanc.coreferent"], scores["blanc.coreferent"]
    across = [int(all_links - inside) for all_links, inside in zip(whole, within, strict=True)]
    assert across == [2, 3, 2, 4]


# What is not there.


def test_nothing_against_nothing_has_no_score() -> None:
    for scores in (score_clusters([], []), score_corpus([]), score_clusters([set()], [[], []])):
        assert scores == dict.fromkeys(METRICS, Tally())
        assert average(scores) is None


def test_empty_clusters_do_not_count() -> None:
    assert score_clusters([{1, 2}, set()], [set(), {1}, [], {2}]) == score_clusters([{1, 2}], [{1}, {2}])


def test_singletons_are_removed_on_each_side_by_itself() -> None:
    kept = score_clusters([{1, 2}, {3}, [4, 4]], [{1}, {2, 3}], singletons=False)
    assert kept == score_clusters([{1, 2}], [{2, 3}])


def test_the_average_leaves_out_what_is_undefined() -> None:
    singletons = score_clusters([{1}, {2}], [{1}, {2}])
    assert singletons["muc"].f1 is None
    assert average(singletons) == 1
    assert average(score_clusters([{1, 2}], [])) == 0


def test_ceafe_is_rounded_once() -> None:
    sizes = [
        (9, 15, 28), (25, 28, 30), (9, 15, 15), (7, 28, 19), (5, 6, 26), (6, 16, 21), (3, 4, 15), (3, 5, 3),
        (23, 26, 29), (2, 21, 2), (12, 15, 21), (6, 20, 21), (1, 20, 1),
    ]  # fmt: skip
    gold = [[(number, each) for each in range(own)] for number, (_, own, _) in enumerate(sizes)]
    found = [[(number, shared - 1 - each) for each in range(other)] for number, (shared, _, other) in enumerate(sizes)]
    exact = sum(Fraction(2 * shared, own + other) for shared, own, other in sizes)
    assert score_clusters(gold, found)["ceafe"].precision_numerator == float(exact)


# A mention in several clusters.


def test_a_mention_named_twice_in_a_cluster_is_there_once() -> None:
    assert score_clusters([[1, 2, 1], [3]], [[1, 2], [3, 3]]) == score_clusters([{1, 2}, {3}], [{1, 2}, {3}])


def test_a_mention_in_several_clusters_is_found_where_the_clusters_are_closest() -> None:
    shared_trigger = [{"sold", "sale"}, {"sold", "paid"}]
    assert score_clusters(shared_trigger, [{"sold", "paid"}])["b3"] == Tally(2, 2, 2, 4)
    assert score_clusters([{1, 2}], [{1, 2}, {1, 3}])["b3"] == Tally(2, 4, 2, 2)


def test_the_closest_cluster_is_the_likest_and_not_the_one_with_the_most_mentions() -> None:
    assert score_clusters([{1, 2}], [{1, 2, 3, 4, 5}, {1, 2}])["b3"] == Tally(2, 7, 2, 2)


def test_of_clusters_equally_close_none_is_it() -> None:
    assert score_clusters([{1, 2, 3}], [{1, 2}, {1, 3}])["ceafm"] == Tally(1, 4, 1, 3)


def test_a_second_copy_of_a_cluster_finds_a_second_copy_only() -> None:
    assert score_clusters([{1, 2}], [{1, 2}, {1, 2}])["b3"] == Tally(2, 4, 2, 2)
    assert score_clusters([{1}, {1}], [{1}, {1}, {1}])["ceafm"] == Tally(2, 3, 2, 2)


# Definitions, said in another way and slowly.


def links(clustering: Clusters) -> set[frozenset[int]]:
    return {frozenset(pair) for cluster in clustering for pair in combinations(cluster, 2)}


def lea_by_links(own: Clusters, other: Clusters) -> float:
    alone = [cluster for cluster in own if len(cluster) == 1]
    resolved = sum(len(c) * len(links([c]) & links(other)) / len(links([c])) for c in own if len(c) > 1)
    return resolved + sum(cluster in other for cluster in alone)


def separate_links(clustering: Clusters) -> set[frozenset[int]]:
    return links([set().union(*clustering)]) - links(clustering)


def best_alignment(gold: Clusters, predicted: Clusters, similarity: Callable[[set[int], set[int]], float]) -> float:
    short, long = sorted((gold, predicted), key=len)
    orders = permutations(long, len(short))
    return max(sum(similarity(a, b) for a, b in zip(short, order, strict=True)) for order in orders)


def side(cluster_of: list[int]) -> Clusters:
    """Turn the number of each mention's cluster into clusters; a mention with the number 0 is in none."""
    return [{m for m, c in enumerate(cluster_of) if c == wanted} for wanted in sorted(set(cluster_of) - {0})]


assignments = st.lists(st.integers(0, 5), max_size=12)
partitions = assignments.map(side)
clusterings = st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=5)
"""Anything: mentions named twice, in several clusters, and empty clusters."""


@given(partitions, partitions)
def test_ceaf_is_the_best_of_all_alignments(gold: Clusters, predicted: Clusters) -> None:
    scores = score_clusters(gold, predicted)
    most = best_alignment(gold, predicted, lambda a, b: len(a & b))
    assert scores["ceafm"].recall_numerator == most
    most = best_alignment(gold, predicted, lambda a, b: 2 * len(a & b) / (len(a) + len(b)))
    assert scores["ceafe"].recall_numerator == pytest.approx(most, abs=1e-12)


@given(partitions, partitions)
def test_lea_and_blanc_are_about_links(gold: Clusters, predicted: Clusters) -> None:
    scores = score_clusters(gold, predicted)
    assert scores["lea"].recall_numerator == pytest.approx(lea_by_links(gold, predicted), abs=1e-12)
    assert scores["lea"].precision_numerator == pytest.approx(lea_by_links(predicted, gold), abs=1e-12)
    for metric, kind in (("blanc.coreferent", links), ("blanc.separate", separate_links)):
        both = len(kind(gold) & kind(predicted))
        assert scores[metric] == (both, len(kind(predicted)), both, len(kind(gold)))


def random_pair(chance: random.Random) -> Pair:
    """Return two clusterings of up to 40 mentions, of which each side lacks some."""
    mentions, most = chance.randrange(41), chance.randrange(1, 20)
    gold = [chance.randrange(most) for _ in range(mentions)]
    predicted = [cluster if chance.random() < 0.7 else chance.randrange(most) for cluster in gold]
    return side(gold), side(predicted)


PAIRS = [random_pair(random.Random(seed)) for seed in range(400)]


@pytest.mark.parametrize(
    ("metric", "theirs"),
    [
        ("muc", scorch.muc),
        ("b3", scorch.b_cubed),
        ("ceafm", scorch.ceaf_m),
        ("ceafe", scorch.ceaf_e),
        ("blanc", scorch.blanc),
    ],
)
def test_the_numbers_are_those_of_scorch(metric: str, theirs: Callable[[Clusters, Clusters], Numbers]) -> None:
    """But for BLANC where the gold has no links at all: scorch then gives 1 if the prediction has none either."""
    for gold, predicted in PAIRS:
        if metric != "blanc" or len(set().union(*gold)) > 1:
            ours = recall_precision_f1(score_clusters(gold, predicted), metric)
            assert ours == pytest.approx(theirs(gold, predicted), abs=1e-9), (gold, predicted)


def test_scorch_gives_blanc_1_for_a_single_mention() -> None:
    assert scorch.blanc([{0}], [{0}]) == (1, 1, 1)
    assert conll.scores(score_clusters([{0}], [{0}]))["blanc"] == (0, 0, 0)


def test_many_clusters_are_aligned_as_well_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = [score_clusters(*pair) for pair in PAIRS]
    monkeypatch.setattr(clusters, "_DENSE", 0)
    assert [score_clusters(*pair) for pair in PAIRS] == dense


# What holds always, whatever is predicted.


@given(clusterings)
def test_a_clustering_agrees_with_itself(clustering: list[list[int]]) -> None:
    scores = score_clusters(clustering, clustering)
    assert {tally.f1 for tally in scores.values()} <= {1, None}
    assert average(scores) in {1, None}


@given(clusterings, clusterings)
def test_swapping_the_sides_swaps_precision_and_recall(gold: list[list[int]], predicted: list[list[int]]) -> None:
    swapped = score_clusters(predicted, gold)
    for metric, tally in score_clusters(gold, predicted).items():
        assert tally == (*swapped[metric][2:], *swapped[metric][:2]), metric


@given(clusterings, clusterings, st.randoms())
def test_order_and_names_never_matter(gold: list[list[int]], predicted: list[list[int]], chance: random.Random) -> None:
    names = [f"m{number}" for number in range(6)]
    chance.shuffle(names)

    def disguised(clustering: list[list[int]]) -> list[list[str]]:
        shuffled = [[names[mention] for mention in chance.sample(cluster, len(cluster))] for cluster in clustering]
        return chance.sample(shuffled, len(shuffled))

    assert score_clusters(disguised(gold), disguised(predicted)) == score_clusters(gold, predicted)


@given(clusterings, clusterings)
def test_numerators_never_exceed_denominators(gold: list[list[int]], predicted: list[list[int]]) -> None:
    for metric, tally in score_clusters(gold, predicted).items():
        assert 0 <= tally.precision_numerator <= tally.precision_denominator, metric
        assert 0 <= tally.recall_numerator <= tally.recall_denominator, metric


@given(partitions, partitions, st.data())
def test_naming_a_mention_in_two_clusters_is_never_better_than_the_better_of_them(
    gold: Clusters, predicted: Clusters, data: st.DataObject
) -> None:
    places = [(number, mention) for number, cluster in enumerate(predicted) for mention in cluster]
    if not places:
        return
    home, mention = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([number for number in range(len(predicted) + 1) if number != home]))
    bare = [cluster - {mention} for cluster in [*predicted, set()]]

    def with_mention_in(*numbers: int) -> dict[str, Tally]:
        filled = [cluster | {mention} if number in numbers else cluster for number, cluster in enumerate(bare)]
        return score_clusters(gold, filled)

    hedged, first, second = with_mention_in(home, other), with_mention_in(home), with_mention_in(other)
    for metric in METRICS:
        best = max(first[metric].precision or 0, second[metric].precision or 0)
        assert (hedged[metric].precision or 0) <= best + 1e-12, metric


@given(st.lists(st.tuples(partitions, partitions), max_size=4))
def test_but_for_separate_links_documents_can_be_put_together(pairs: list[Pair]) -> None:
    gold = [{(number, m) for m in cluster} for number, pair in enumerate(pairs) for cluster in pair[0]]
    predicted = [{(number, m) for m in cluster} for number, pair in enumerate(pairs) for cluster in pair[1]]
    together, apart = score_clusters(gold, predicted), score_corpus(pairs)
    for metric in set(METRICS) - {"blanc.separate"}:
        assert together[metric] == pytest.approx(apart[metric], abs=1e-12), metric
