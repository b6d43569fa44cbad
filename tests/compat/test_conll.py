"""The CoNLL scorer, held to known answers: those printed by scorer.pl 8.01, and those of its own test suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twicetold import Tally
from twicetold.errors import InputError
from twicetold.measures.clusters import score_clusters
from twicetold.measures.compat import conll

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbers = tuple[float, float, float]
"""Recall, precision and F1, in the order in which scorer.pl prints them."""

SAME: Numbers = (1, 1, 1)
NONE: Numbers = (0, 0, 0)


def clusters(text: str) -> list[set[str]]:
    """Read clusters as the scorer's tests write them: a letter is a mention."""
    return [set(cluster) for cluster in text.split()]


def numbers(key: str, response: str, metric: str) -> Numbers:
    precision, recall, f1 = conll.run([(clusters(key), clusters(response))])[metric]
    return recall, precision, f1


def test_blanc_is_of_one_kind_of_link_where_the_key_has_none_of_the_other() -> None:
    def blanc(coreferent: Tally, separate: Tally) -> Numbers:
        return conll.scores({"blanc.coreferent": coreferent, "blanc.separate": separate})["blanc"]

    key_has_no_separate, response_has = Tally(2, 2, 2, 6), Tally(0, 4, 0, 0)
    assert blanc(key_has_no_separate, response_has) == (1, 1 / 3, 0.5)
    assert blanc(response_has, key_has_no_separate) == (1, 1 / 3, 0.5)
    assert blanc(Tally(3, 3, 3, 3), Tally(0, 0, 0, 3)) == (0.5, 0.5, 0.5)
    assert blanc(Tally(0, 1, 0, 0), Tally(0, 2, 0, 0)) == (0, 0, 0)
    assert blanc(Tally(0, 0, 0, 1), Tally(0, 0, 0, 2)) == (0, 0, 0)


# Of each metric: MUC, B3, CEAF-m, CEAF-e, BLANC. To six decimals.
PRINTED: dict[str, tuple[str, str, Sequence[Numbers]]] = {
    "C1 split, merged and spurious": (
        "012 3456",
        "01 23 5678",
        [
            (0.4, 0.4, 0.4),
            (0.416667, 0.5, 0.454545),
            (0.571429, 0.5, 0.533333),
            (0.65, 0.433333, 0.52),
            (0.444444, 0.325, 0.367647),
        ],
    ),
    "C2 singletons": (
        "012 3 4",
        "01 2 34",
        [(0.5,) * 3, (0.733333, 0.8, 0.765217), (0.6,) * 3, (0.488889,) * 3, (0.595238, 0.625, 0.6)],
    ),
    "C3 all singletons, identical": ("0 1 2", "0 1 2", [NONE, SAME, SAME, SAME, SAME]),
    "C4 one identical mention": ("0", "0", [NONE, SAME, SAME, SAME, NONE]),
    "C5 empty response": ("01 2", "", [NONE] * 5),
    "C6 empty key": ("", "01 2", [NONE] * 5),
    "C7 missed and spurious": (
        "0123 45",
        "017 48 9",
        [
            (0.25, 0.333333, 0.285714),
            (0.25, 0.305556, 0.275),
            (0.5,) * 3,
            (0.535714, 0.357143, 0.428571),
            (0.196429, 0.215909, 0.196172),
        ],
    ),
    "C8 one cluster, split": (
        "0123",
        "01 23",
        [
            (0.666667, 1, 0.8),
            (0.5, 1, 0.666667),
            (0.5,) * 3,
            (0.666667, 0.333333, 0.444444),
            (0.333333, 1, 0.5),
        ],
    ),
    # [0-2] and [5] are one entity and [8-9] another; the response starts the first mention a token late.
    "C9 a wrong boundary": ("ab c", "xb c", [NONE, (0.5,) * 3, (0.666667,) * 3, (0.75,) * 3, (0.25,) * 3]),
}


@pytest.mark.parametrize(("key", "response", "expected"), PRINTED.values(), ids=PRINTED)
def test_known_answers(key: str, response: str, expected: Sequence[Numbers]) -> None:
    found = [numbers(key, response, metric) for metric in ("muc", "b3", "ceafm", "ceafe", "blanc")]
    assert found == [pytest.approx(each, abs=5e-7) for each in expected]


KEYS = {"A": "a bc def", "B": "ab cde", "C": "ab cde fg", "M": "abcdef", "N": "a b c d e f"}

# The response, and what the scorer's test suite expects of some metrics.
SUITE: dict[str, tuple[str, dict[str, Numbers]]] = {
    "A1": ("a bc def", dict.fromkeys(("muc", "b3", "ceafm", "ceafe", "blanc"), SAME)),
    "A2": (
        "a de",
        {
            "muc": (1 / 3, 1, 1 / 2),
            "b3": (7 / 18, 1, 14 / 25),
            "ceafm": (1 / 2, 1, 2 / 3),
            "ceafe": (0.6, 0.9, 0.72),
            "blanc": (0.21591, 1, 0.35385),
        },
    ),
    "A3": (
        "a bcx defy z",
        {
            "muc": (1, 3 / 5, 3 / 4),
            "b3": (1, 55 / 108, 110 / 163),
            "ceafm": (1, 2 / 3, 0.8),
            "ceafe": (0.88571, 0.66429, 0.75918),
            "blanc": (1, 0.42593, 0.59717),
        },
    ),
    "A4": (
        "a bcx dy z",
        {
            "muc": (1 / 3, 1 / 3, 1 / 3),
            "b3": (5 / 9, 17 / 42, 170 / 363),
            "ceafm": (2 / 3, 4 / 7, 8 / 13),
            "ceafe": (0.73333, 0.55, 0.62857),
            "blanc": (0.35227, 0.27206, 0.30357),
        },
    ),
    "A8, a repeated mention, as A4": (
        "a bcx dy bz",
        {
            "muc": (1 / 3, 1 / 3, 1 / 3),
            "b3": (5 / 9, 17 / 42, 170 / 363),
            "ceafm": (2 / 3, 4 / 7, 8 / 13),
            "ceafe": (0.73333, 0.55, 0.62857),
            "blanc": (0.35227, 0.27206, 0.30357),
        },
    ),
    "A10": ("a b c d e f", {"muc": NONE, "b3": (1 / 2, 1, 2 / 3), "blanc": (0.5, 0.36667, 0.42308)}),
    "A11": ("abcdef", {"muc": (1, 3 / 5, 3 / 4), "b3": (1, 7 / 18, 14 / 25), "blanc": (0.5, 0.13333, 0.21053)}),
    "A12": ("a x y c d e z", {"muc": NONE, "b3": (13 / 36, 4 / 7, 52 / 117.5), "blanc": (0.22727, 0.11905, 0.15625)}),
    "A13": ("axycdez", {"muc": (1 / 3, 1 / 6, 2 / 9), "blanc": (0.125, 0.02381, 0.04)}),
    "B1": ("bcx de", {"blanc": ((1 / 4 + 1 / 3) / 2,) * 3}),
    "C1": ("bcx de fg", {"blanc": ((2 / 5 + 10 / 16) / 2,) * 3}),
    "M1": ("abcdef", dict.fromkeys(("muc", "b3", "ceafm", "ceafe", "blanc"), SAME)),
    "M2": ("a b c d e f", {"muc": NONE, "blanc": NONE}),
    "M3": ("ab cde f", {"blanc": (0.26667, 1, 0.42105)}),
    "M4": ("abcxyz", {"blanc": (0.2, 0.2, 0.2)}),
    "M5": ("a b c x y z", {"muc": NONE, "blanc": NONE}),
    "M6": ("ab cxy z", {"blanc": (0.06667, 0.25, 0.10526)}),
    "N1": ("a b c d e f", {"muc": NONE, "blanc": SAME}),
    "N2": ("abcdef", {"muc": NONE, "blanc": NONE}),
    "N3": ("ab cde f", {"blanc": (0.73333, 1, 0.84615)}),
    "N4": ("a b c x y z", {"muc": NONE, "blanc": (0.2, 0.2, 0.2)}),
    "N5": ("abcxyz", {"blanc": NONE}),
    "N6": ("ab cxy z", {"blanc": (0.13333, 0.18182, 0.15385)}),
}


@pytest.mark.parametrize("case", SUITE)
def test_the_scorers_own_test_suite(case: str) -> None:
    response, expected = SUITE[case]
    for metric, each in expected.items():
        assert numbers(KEYS[case[0]], response, metric) == pytest.approx(each, abs=5e-6), metric


MUC_CASES = {
    "D1": ("12345 67 89ABC", "12345 6789ABC", (1, 9 / 10, 18 / 19)),
    "E1": ("12345 67 89ABC", "1234589ABC 67", (1, 9 / 10, 18 / 19)),
    "F1": ("abcd", "ab cd", (2 / 3, 1, 4 / 5)),
    "G1": ("ab cd", "abcd", (1, 2 / 3, 4 / 5)),
    "J1": ("abc", "ac", (1 / 2, 1, 2 / 3)),
    "K1": ("bcdeghj", "abc def ghi", (1 / 2, 1 / 2, 1 / 2)),
    "L1": ("abc defg", "ab cd fgh", (2 / 5, 1 / 2, 4 / 9)),
}


@pytest.mark.parametrize(("key", "response", "expected"), MUC_CASES.values(), ids=MUC_CASES)
def test_muc_in_the_scorers_own_test_suite(key: str, response: str, expected: Numbers) -> None:
    assert numbers(key, response, "muc") == pytest.approx(expected, abs=1e-12)


# Mentions are written as document and number; A and B make one topic, C and D another.
GOLD = ["A1 A4 B1", "A2 B3", "A3", "B2", "C1 D1", "C2", "D2"]
SYSTEM = ["A1 B1", "A4", "A2", "B3 B2", "A3", "C1 D1 C2", "D2"]
MERGED = ["A1 B1 C1 D1 C2", "A4", "A2", "B3 B2", "A3", "D2"]

Clusters = list[set[str]]
Documents = list[tuple[Clusters, Clusters]]


def cut(clusters: Sequence[str], documents: str) -> Clusters:
    """Return clusters as they look from within some documents."""
    return [{mention for mention in cluster.split() if mention[0] in documents} for cluster in clusters]


def at(units: str, response: Sequence[str]) -> Documents:
    return [(cut(GOLD, unit), [*filter(None, cut(response, unit))]) for unit in units.split()]


CROSS = {
    "whole corpus": (at("ABCD", SYSTEM), 0.664214, {"muc": 0.5, "b3": 0.787879, "ceafe": 0.704762}),
    "topics": (at("AB CD", SYSTEM), 0.664214, {}),
    "single documents": (at("A B C D", SYSTEM), 0.532695, {"muc": 0, "b3": 0.861244}),
    "whole corpus, merged across topics": (at("ABCD", MERGED), 0.604963, {}),
    "topics cannot see a merge across them": (at("AB CD", MERGED), 0.664214, {}),
    "singletons removed": (
        [tuple([one for one in side if len(one) > 1] for side in pair) for pair in at("ABCD", SYSTEM)],
        0.582540,
        {"b3": 0.547619, "ceafe": 0.7},
    ),
}


@pytest.mark.parametrize(("documents", "average", "f1s"), CROSS.values(), ids=CROSS)
def test_across_documents_what_is_one_document_decides(
    documents: Documents, average: float, f1s: dict[str, float]
) -> None:
    final = conll.run(documents)
    assert conll.average(final) == pytest.approx(average, abs=5e-7)
    assert {metric: final[metric].f1 for metric in f1s} == pytest.approx(f1s, abs=5e-7)


def test_mentions_are_counted_once() -> None:
    assert conll.tallies(clusters("ab bc"), clusters("ax xc"))["mentions"] == Tally(2, 3, 2, 3)


def test_of_a_mention_repeated_in_the_response_the_first_is_kept() -> None:
    key = clusters("ab cd")
    assert conll.tallies(key, clusters("ab bcd a")) == conll.tallies(key, clusters("ab cd"))
    assert conll.tallies(key, clusters("bcd ab")) == conll.tallies(key, clusters("bcd a"))


def test_more_than_ten_repeated_mentions_in_a_run_are_refused() -> None:
    document = clusters("abcdef"), clusters("abcde abcde")
    assert conll.run([document] * 2)
    with pytest.raises(InputError, match=r"repeats 11 mentions; scorer\.pl refuses more than 10"):
        conll.run([*[document] * 2, (clusters("ab"), clusters("a a"))])


def test_a_mention_repeated_in_the_key_belongs_to_the_last_cluster_but_counts_in_both() -> None:
    # By hand. b is in {b, c}: only the response's {b, c} is a link of the key, and {a, b} is none.
    found = conll.tallies(clusters("ab bc"), clusters("ab c"))
    assert found == conll.tallies([set(), *clusters("ab bc")], clusters("ab c"))
    assert found["muc"] == Tally(0, 1, 0, 2)
    # a with its {a, b}: two of two; b with its {b, c}: one of two; c with {b, c}: one, of which it is half.
    assert found["b3"] == Tally(2 / 2 + 1 / 2 + 1 / 1, 3, 2 / 2 + 1 / 2 + 1 / 2, 4)
    assert found["ceafm"] == Tally(3, 3, 3, 4)
    assert found["ceafe"] == Tally(1 + 2 / 3, 2, 1 + 2 / 3, 2)
    # Across the key's clusters: a-b, a-c, b-b, b-c; across the response's: a-c, b-c.
    assert found["blanc.coreferent"] == Tally(1, 1, 1, 2)
    assert found["blanc.separate"] == Tally(2, 2, 2, 4)


partitions = st.lists(st.integers(0, 4), max_size=8).map(
    lambda numbers: [{place for place, number in enumerate(numbers) if number == one} for one in sorted(set(numbers))]
)


@given(partitions, partitions)
def test_the_way_of_repeated_mentions_is_the_ordinary_one_where_there_are_none(
    key: list[set[int]], response: list[set[int]]
) -> None:
    ordinary = score_clusters(key, response)
    for metric, tally in conll._with_repeats_in_key(key, response).items():
        assert tally == pytest.approx(ordinary[metric], abs=1e-12), metric
