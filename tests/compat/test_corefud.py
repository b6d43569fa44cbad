"""The CorefUD scorer, held to known answers: those of its evaluator, and those of its own test suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twicetold import Tally
from twicetold.errors import InputError
from twicetold.measures.compat import conll, corefud
from twicetold.measures.compat.corefud import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbers = tuple[float, float, float]
"""Recall, precision and F1, in the order of the reference."""


def clusters(text: str) -> list[list[Mention]]:
    """Read clusters of mentions of one word each, written as a letter."""
    return [[Mention(frozenset([ord(letter)])) for letter in cluster] for cluster in text.split()]


def mention(first: int, last: int, head: int | None = None) -> Mention:
    return Mention(frozenset(range(first, last + 1)), head)


def numbers(totals: dict[str, Tally], metric: str) -> Numbers:
    precision, recall, f1 = corefud.scores(totals)[metric]
    return recall, precision, f1


# Key, response, LEA, and BLANC where it is not that of the CoNLL scorer; then cases of the scorer's test suite.
KNOWN: dict[str, tuple[str, str, Numbers, Numbers | None]] = {
    "C1": ("012 3456", "01 23 5678", (0.238095, 0.333333, 0.277778), None),
    "C2": ("012 3 4", "01 2 34", (0.2, 0.4, 0.266667), None),
    "C3": ("0 1 2", "0 1 2", (1, 1, 1), None),
    "C4": ("0", "0", (1, 1, 1), None),
    "C5": ("01 2", "", (0, 0, 0), None),
    "C6": ("", "01 2", (0, 0, 0), None),
    "C7": ("0123 45", "017 48 9", (0.111111, 0.166667, 0.133333), None),
    "C8": ("0123", "01 23", (0.333333, 1, 0.5), (0.166667, 0.5, 0.25)),
    "C9": ("ab c", "xb c", (0.333333, 0.333333, 0.333333), None),
    "A2": ("a bc def", "a de", (2 / 6, 1, 1 / 2), None),
    "A3": ("a bc def", "a bcx defy z", (1, 4 / 9, 8 / 13), None),
    "A4": ("a bc def", "a bcx dy z", (1 / 2, 2 / 7, 4 / 11), None),
    "A13": ("a bc def", "axycdez", (1 / 6, 1 / 21, 2 / 27), None),
    "B1": ("ab cde", "bcx de", (1 / 5, 2 / 5, 4 / 15), None),
    "K1": ("bcdeghj", "abc def ghi", (3 / 21, 3 / 9, 1 / 5), (3 / 42, 3 / 18, 1 / 10)),
    "M3": ("abcdef", "ab cde f", (4 / 15, 5 / 6, 40 / 99), (0.133333, 1 / 2, 0.210526)),
    "M6": ("abcdef", "ab cxy z", (1 / 15, 1 / 3, 1 / 9), (0.033333, 0.125, 0.052632)),
    "N3": ("a b c d e f", "ab cde f", (1 / 6, 1 / 6, 1 / 6), (0.366667, 1 / 2, 0.423077)),
    "N6": ("a b c d e f", "ab cxy z", (0, 0, 0), (0.066667, 0.090909, 0.076923)),
}


@pytest.mark.parametrize(("key", "response", "lea", "blanc"), KNOWN.values(), ids=KNOWN)
def test_known_answers(key: str, response: str, lea: Numbers, blanc: Numbers | None) -> None:
    found = corefud.tallies(clusters(key), clusters(response), matching="exact", singletons=True)
    assert numbers(found, "lea") == pytest.approx(lea, abs=5e-7)
    reference = conll.run([([set(one) for one in key.split()], [set(one) for one in response.split()])])
    for metric in ("muc", "b3", "ceafm", "ceafe"):
        assert corefud.scores(found)[metric] == pytest.approx(reference[metric], abs=1e-12)
    if blanc is None:
        assert corefud.scores(found)["blanc"] == pytest.approx(reference["blanc"], abs=1e-12)
    else:
        assert numbers(found, "blanc") == pytest.approx(blanc, abs=5e-7)


def test_singletons_are_dropped_on_each_side_unless_asked_for() -> None:
    key, response = clusters("ab c"), clusters("a bc")
    dropped = corefud.tallies(key, response)
    assert dropped == corefud.tallies(clusters("ab"), clusters("bc"))
    assert dropped["b3"].recall_denominator == 2
    assert corefud.tallies(key, response, singletons=True)["b3"].recall_denominator == 3


def test_what_a_cluster_repeats_is_dropped_before_its_size_is_looked_at() -> None:
    twice = [[mention(1, 2, 1), mention(1, 2, 2)]]
    assert corefud.tallies(twice, twice, matching="exact")["b3"].recall_denominator == 0
    assert corefud.tallies(twice, twice, matching="head")["b3"].recall_denominator == 2


# The key's last four mentions are found by all responses; its first, a, is of the first cluster, and b of the second.
D, C, E, F = mention(48, 48, 48), mention(30, 32, 30), mention(63, 64, 63), mention(67, 67, 67)
APART = mention(2, 13, 10), mention(2, 5, 3)
CROSSED = mention(2, 13, 2), mention(2, 5, 3)
SAME_HEAD = mention(2, 13, 4), mention(2, 5, 4)
ALL: Numbers = (1, 1, 1)
HALF_MUC, HALF_B3 = (3 / 4, 3 / 4, 3 / 4), (17 / 24, 17 / 24, 17 / 24)
ONE_MUC, ONE_B3 = (3 / 4, 1, 6 / 7), (17 / 24, 1, 34 / 41)
NO_MUC, NO_B3 = (1 / 2, 2 / 3, 4 / 7), (11 / 24, 7 / 10, 77 / 139)

# The key's a and b, the response's, MUC, B3, and MOR's recall, of 23 words.
PARTIAL: dict[str, tuple[tuple[Mention, Mention], Sequence[Mention | None], Numbers, Numbers, float]] = {
    "OLMA1 the same": (APART, APART, ALL, ALL, 23),
    "OLMA2 heads only": (APART, [mention(10, 10), mention(3, 3)], ALL, ALL, 9),
    "OLMA3 crossing": (APART, [mention(4, 11), mention(3, 5)], ALL, ALL, 18),
    "OLMA4 b without its head": (APART, [mention(9, 11), mention(4, 5)], HALF_MUC, HALF_B3, 12),
    "OLMA5 a alone": (APART, [mention(4, 11), None], ONE_MUC, ONE_B3, 15),
    "OLMA6 without a's head": (APART, [mention(4, 5), None], NO_MUC, NO_B3, 9),
    "OLMB2 heads only": (CROSSED, [mention(2, 2), mention(3, 3)], ALL, ALL, 9),
    "OLMB3 the assignment finds both": (CROSSED, [mention(2, 4), mention(3, 5)], ALL, ALL, 13),
    "OLMB4 b too long": (CROSSED, [mention(2, 2), mention(3, 7)], HALF_MUC, HALF_B3, 13),
    "OLMB5 a alone": (CROSSED, [mention(2, 11), None], ONE_MUC, ONE_B3, 17),
    "OLMB6 without a's head": (CROSSED, [mention(4, 5), None], NO_MUC, NO_B3, 9),
    "OLMC2 meets b": (SAME_HEAD, [mention(4, 4), None], (1 / 2, 2 / 3, 4 / 7), (1 / 2, 4 / 5, 8 / 13), 8),
    "OLMC3 meets a": (SAME_HEAD, [mention(4, 6), None], ONE_MUC, ONE_B3, 10),
    "OLMC4 a's covers more of it": (SAME_HEAD, [mention(4, 9), mention(2, 4)], ALL, ALL, 16),
}


def nested(first: Mention | None, second: Mention | None) -> list[list[Mention]]:
    return [[one for one in cluster if one] for cluster in ([first, D], [second, C, E, F])]


@pytest.mark.parametrize(("key", "response", "muc", "b3", "words"), PARTIAL.values(), ids=PARTIAL)
def test_partial_matching(
    key: tuple[Mention, Mention], response: Sequence[Mention | None], muc: Numbers, b3: Numbers, words: float
) -> None:
    found = corefud.tallies(nested(*key), nested(*response), matching="partial", singletons=True)
    assert numbers(found, "muc") == pytest.approx(muc, abs=1e-12)
    assert numbers(found, "b3") == pytest.approx(b3, abs=1e-12)
    assert found["mor"].precision == 1
    assert found["mor"].recall == pytest.approx(words / 23, abs=1e-12)


HEAD = {
    "HMA3 other words, same heads": ([mention(2, 11, 10), mention(3, 9, 3), mention(29, 32, 30)], ALL, ALL),
    "HMA4 b has a wrong head": ([mention(9, 11, 10), mention(4, 5, 4), C], HALF_MUC, HALF_B3),
    "HMA5 and covers the right one": ([mention(9, 11, 10), mention(3, 5, 4), C], HALF_MUC, HALF_B3),
}


@pytest.mark.parametrize(("response", "muc", "b3"), HEAD.values(), ids=HEAD)
def test_head_matching(response: list[Mention], muc: Numbers, b3: Numbers) -> None:
    a, b, c = response
    found = corefud.tallies(nested(*APART), [[a, D], [b, c, E, F]])
    assert numbers(found, "muc") == pytest.approx(muc, abs=1e-12)
    assert numbers(found, "b3") == pytest.approx(b3, abs=1e-12)


def test_a_key_without_heads_is_matched_exactly_only() -> None:
    key = [[mention(1, 3), mention(5, 5)]]
    for matching in ("head", "partial"):
        assert corefud.tallies(key, [[mention(1, 2, 1), mention(5, 5)]], matching=matching)["muc"].recall == 0


def test_mor_pairs_mentions_whatever_their_heads_and_counts_what_each_side_has_alone() -> None:
    # By hand: 3 of 4 words and 2 of 3, one mention left over on each side.
    key = [[mention(1, 4, 1), mention(8, 10, 8), mention(20, 21, 20)]]
    response = [[mention(2, 4, 4), mention(9, 12, 12), mention(30, 30, 30)]]
    assert corefud.tallies(key, response)["mor"] == Tally(5, 8, 5, 9)


def test_a_mention_in_two_clusters_is_refused() -> None:
    with pytest.raises(InputError, match="is in 2 clusters"):
        corefud.tallies(clusters("ab bc"), clusters("ab"), singletons=True)


def test_blanc_is_0_where_there_are_no_links() -> None:
    assert corefud.scores(corefud.tallies([], []))["blanc"] == (0, 0, 0)


labels = st.lists(st.integers(0, 4), max_size=8)


def partition(labels: list[int]) -> list[list[Mention]]:
    return [
        [mention(place, place) for place, label in enumerate(labels) if label == one] for one in sorted(set(labels))
    ]


@given(labels, labels)
def test_with_singletons_and_exact_mentions_it_is_the_conll_scorer_but_for_blanc(
    key: list[int], response: list[int]
) -> None:
    sides = partition(key), partition(response)
    found = corefud.scores(corefud.tallies(*sides, matching="exact", singletons=True))
    known = conll.run([([set(one) for one in sides[0]], [set(one) for one in sides[1]])])
    for metric in ("muc", "b3", "ceafm", "ceafe"):
        assert found[metric] == pytest.approx(known[metric], abs=1e-12)
