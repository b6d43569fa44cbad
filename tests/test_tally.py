"""A score is four sums."""

from __future__ import annotations

from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from twicetold import Tally
from twicetold.measures.tally import exact

if TYPE_CHECKING:
    import random

numbers = st.integers(0, 50)
tallies = st.builds(Tally, numbers, numbers, numbers, numbers)


def test_precision_recall_and_f1_are_derived() -> None:
    tally = Tally(3, 4, 3, 6)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, 0.6)


def test_where_a_denominator_is_zero_there_is_no_number() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    nothing_predicted = Tally(0, 0, 0, 5)
    assert (nothing_predicted.precision, nothing_predicted.recall, nothing_predicted.f1) == (None, 0, 0)
    no_gold = Tally(0, 5, 0, 0)
    assert (no_gold.precision, no_gold.recall, no_gold.f1) == (0, None, 0)


def test_tallies_add_field_by_field() -> None:
    assert Tally(1, 2, 3, 4) + Tally(10, 20, 30, 40) == Tally(11, 22, 33, 44)
    assert Tally.total([Tally(1, 2, 3, 4), Tally(10, 20, 30, 40), Tally(5, 5, 5, 5)]) == Tally(16, 27, 38, 49)


def test_where_one_side_earns_nothing_f1_is_zero() -> None:
    assert (Tally(0, 4, 3, 6).f1, Tally(3, 4, 0, 6).f1) == (0, 0)


@given(tallies, tallies, tallies)
def test_tallies_add(first: Tally, second: Tally, third: Tally) -> None:
    assert first + second == second + first
    assert (first + second) + third == first + (second + third)
    assert first + Tally() == first
    assert Tally.total([first, second, third]) == first + second + third


def test_a_tally_adds_to_tallies_only() -> None:
    with pytest.raises(TypeError):
        _ = Tally() + (1, 2, 3, 4)  # noqa: RUF005 - it is the plus that is tested


@given(st.lists(st.builds(Tally, *[st.floats(0, 1e9)] * 4), max_size=12), st.randoms())
def test_a_total_does_not_depend_on_the_order_to_the_last_bit(parts: list[Tally], chance: random.Random) -> None:
    shuffled = parts.copy()
    chance.shuffle(shuffled)
    assert Tally.total(parts) == Tally.total(shuffled)


def test_the_total_of_nothing_is_nothing() -> None:
    assert Tally.total([]) == Tally()


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_the_numbers_are_those_of_scikit_learn(pairs: list[tuple[bool, bool]]) -> None:
    gold, predicted = zip(*pairs, strict=True)
    right = sum(a and b for a, b in pairs)
    tally = Tally(right, sum(predicted), right, sum(gold))
    theirs = precision_recall_fscore_support(gold, predicted, average="binary", zero_division=0.0)
    ours = [value or 0.0 for value in (tally.precision, tally.recall, tally.f1)]
    assert ours == pytest.approx(theirs[:3], abs=1e-12)


@given(st.lists(st.lists(st.floats(0, 1e300), max_size=8), max_size=8))
def test_an_exact_sum_can_be_added_to_and_is_that_of_all_numbers_at_once(blocks: list[list[float]]) -> None:
    parts: list[float] = []
    for block in blocks:
        parts = exact(parts + block)
    numbers = [number for block in blocks for number in block]
    assert sum(map(Fraction, parts)) == sum(map(Fraction, numbers))
    assert fsum(parts) == fsum(numbers)
    assert len(parts) <= 45


def test_an_exact_sum_keeps_what_rounding_would_lose() -> None:
    assert exact([]) == []
    assert exact([1e16, 1.0]) == [1e16, 1.0]
    # 0.1 is 3602879701896397 / 2**55, and ten times that is 1 and two parts of 2**55 more.
    assert exact([0.1] * 10) == [1.0, 2.0**-54]
