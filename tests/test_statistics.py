"""Intervals and paired tests over tables of tallies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from twicetold import Tally, statistics
from twicetold.statistics import (
    Interval,
    Statistic,
    bootstrap,
    compare,
    holm,
    numbers,
    smallest_detectable_difference,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

ONE = [Statistic("one", (0,))]
UNDEFINED = Interval(None, None, None)

counts = st.one_of(st.just(0), st.integers(0, 9))


@st.composite
def tables(draw: st.DrawFn, units: int, measures: int = 2) -> Array:
    """Tallies as measures give them: no numerator exceeds its denominator."""
    table = np.zeros((units, measures, 4))
    for unit, measure, half in np.ndindex(units, measures, 2):
        denominator = draw(counts)
        table[unit, measure, 2 * half : 2 * half + 2] = draw(st.integers(0, denominator)), denominator
    return table


def of_counts(right: list[int], predicted: list[int], gold: list[int]) -> Array:
    """Return the table of one measure whose numerators of precision and recall are the same."""
    return np.array([right, predicted, right, gold], dtype=np.float64).T[:, np.newaxis]


def corpus(random: np.random.Generator, units: int, share: float = 0.7) -> Array:
    """Return a measure of a corpus in which stories differ in size and in difficulty."""
    gold = 5 + random.poisson(15, units)
    right = random.binomial(gold, random.beta(10 * share, 10 * (1 - share), units))
    return of_counts(right.tolist(), (right + random.poisson(6, units)).tolist(), gold.tolist())


def number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


# Numbers


def test_numbers_by_hand() -> None:
    precision, recall, f1 = numbers(np.array([[[3, 4, 3, 6], [0, 0, 0, 5]], [[0, 5, 0, 0], [0, 0, 0, 0]]], dtype=float))
    np.testing.assert_array_equal(precision, [[0.75, np.nan], [0, np.nan]])
    np.testing.assert_array_equal(recall, [[0.5, 0], [np.nan, np.nan]])
    np.testing.assert_array_equal(f1, [[0.6, 0], [0, np.nan]])


@given(tables(3))
def test_numbers_are_those_of_tallies(table: Array) -> None:
    for unit, measure in np.ndindex(3, 2):
        tally = Tally(*table[unit, measure].tolist())
        assert [number(value) for value in numbers(table[unit, measure])] == [tally.precision, tally.recall, tally.f1]


@given(st.lists(st.builds(Tally, *[st.just(0.0) | st.floats(1e-3, 1e3)] * 4), min_size=1, max_size=6))
def test_estimates_are_those_of_the_total_to_the_last_bit(parts: list[Tally]) -> None:
    total = Tally.total(parts)
    found = bootstrap(np.array(parts)[:, np.newaxis], ONE, resamples=1)["one"]
    assert [interval.estimate for interval in found] == [total.precision, total.recall, total.f1]


def test_a_composite_is_the_mean_of_its_defined_parts() -> None:
    table = np.array([[[3, 4, 3, 6], [1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 2]]], dtype=float)
    means = [Statistic("all", (0, 1, 2, 3)), Statistic("two", (0, 1)), Statistic("none", (2, 2))]
    found = bootstrap(table, means)
    assert [found["two"][kind].estimate for kind in range(3)] == pytest.approx([0.875, 0.75, 0.8])
    assert [found["all"][kind].estimate for kind in range(3)] == pytest.approx([1.75 / 2, 1.5 / 3, 1.6 / 3])
    assert set(found["none"]) == {UNDEFINED}


# Intervals


@pytest.mark.parametrize("method", ["percentile", "bca"])
@pytest.mark.parametrize("kind", [0, 1, 2])
def test_limits_are_those_of_scipy_for_the_same_seed(method: Any, kind: int) -> None:
    """Of a corpus where no resample ties with the estimate: SciPy tells ties apart by their rounding."""
    table = corpus(np.random.default_rng(5), 25)
    theirs = scipy.stats.bootstrap(
        tuple(table[:, 0].T),
        lambda *fields, axis: numbers(np.stack([field.sum(axis=axis) for field in fields], axis=-1))[kind],
        paired=True,
        vectorized=True,
        n_resamples=2000,
        method=method,
        rng=np.random.Generator(np.random.PCG64(5)),
    ).confidence_interval
    ours = bootstrap(table, ONE, resamples=2000, seed=5, method=method)["one"][kind]
    assert [ours.low, ours.high] == pytest.approx([theirs.low, theirs.high], abs=1e-9)


def test_ties_with_the_estimate_count_half_however_they_are_rounded() -> None:
    resampled, left_out = np.array([0.4, 0.5 - 1e-16, 0.5 + 1e-16, 0.6]), np.array([0.45, 0.5, 0.55])
    assert statistics._corrected_tails(0.5, resampled, left_out, 0.95) == pytest.approx([0.025, 0.975])


def test_95_percent_intervals_hold_the_truth_about_95_times_in_100() -> None:
    random = np.random.default_rng(11)
    truth = 2 * (20 * 0.7) / (20 + 20 * 0.7 + 6)
    within = 0
    for _ in range(200):
        found = bootstrap(corpus(random, 50), ONE)["one"].f1
        assert found.low is not None
        assert found.high is not None
        within += found.low <= truth <= found.high
    assert 0.90 <= within / 200 <= 0.99


def test_units_that_are_all_alike_leave_no_doubt() -> None:
    for method in ("percentile", "bca"):
        found = bootstrap(of_counts([3] * 5, [4] * 5, [6] * 5), ONE, method=method)["one"]
        assert found.f1 == pytest.approx((0.6, 0.6, 0.6))


@pytest.mark.parametrize("method", ["percentile", "bca"])
@pytest.mark.parametrize("units", [0, 1, 2, 3])
def test_few_units_have_an_estimate_and_no_limits(units: int, method: Any) -> None:
    found = bootstrap(of_counts([3, 1, 1][:units], [4, 1, 2][:units], [6, 2, 3][:units]), ONE, method=method)["one"]
    assert (found.f1.estimate is None) == (units == 0)
    assert (found.f1.low, found.f1.high) == (None, None)


@pytest.mark.parametrize(("units_with_gold", "enough"), [(1, False), (2, False), (3, True), (30, True)])
def test_what_fewer_than_three_units_have_has_no_limits(units_with_gold: int, enough: bool) -> None:  # noqa: FBT001
    gold = [2] * units_with_gold + [0] * (30 - units_with_gold)
    found = bootstrap(of_counts([items // 2 for items in gold], [3] * 30, gold), ONE)["one"]
    assert found.recall.estimate == 0.5
    assert (found.recall.low is not None) == enough
    assert found.precision.low is not None


def test_bca_has_no_levels_where_all_resamples_are_on_one_side() -> None:
    left_out = np.array([0.5, 0.6])
    assert statistics._interval(0.4, np.array([0.5, 0.6]), 0.95, left_out) == (0.4, None, None)
    assert statistics._interval(0.4, np.array([0.3, 0.6]), 0.95, left_out).low is not None


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch, method: Any) -> None:
    table, other = corpus(np.random.default_rng(1), 12), corpus(np.random.default_rng(2), 12)
    at_once = bootstrap(table, ONE, method=method), compare(table, other, ONE)
    monkeypatch.setattr(statistics, "_CELLS", 84)
    assert (bootstrap(table, ONE, method=method), compare(table, other, ONE)) == at_once


def test_the_measures_beside_it_change_nothing() -> None:
    random = np.random.default_rng(1)
    table = np.concatenate([corpus(random, 12), corpus(random, 12)], axis=1)
    both = bootstrap(table, [Statistic("two", (1,)), *ONE])
    assert both["one"] == bootstrap(table[:, :1], ONE)["one"]


@given(tables(5), st.sampled_from(["percentile", "bca"]))
def test_limits_are_in_order_and_between_0_and_1(table: Array, method: Any) -> None:
    wanted = [*ONE, Statistic("mean", (0, 1))]
    found = bootstrap(table, wanted, resamples=50, method=method)
    assert found == bootstrap(table, wanted, resamples=50, method=method)
    for interval in (*found["one"], *found["mean"]):
        assert (interval.low is None) == (interval.high is None)
        if interval.low is not None and interval.high is not None:
            assert 0 <= interval.low <= interval.high <= 1


def test_intervals_print_per_cent() -> None:
    assert str(Interval(0.6132, 0.579, 0.6461)) == "61.3 [57.9, 64.6]"
    assert str(Interval(-1e-9, -0.02, 0.02)) == "0.0 [-2.0, 2.0]"
    assert str(Interval(0.5, None, None)) == "50.0"
    assert str(UNDEFINED) == "–"


# Comparisons


def test_three_units_by_hand() -> None:
    """Every unit has 4 gold and 4 predicted; the differences in right items are 2, 1 and 0.

    Of the 8 swaps, the 4 that leave or turn both of the first two units give 3 in size; the others give 1.
    """
    found = compare(of_counts([3, 2, 1], [4] * 3, [4] * 3), of_counts([1, 1, 1], [4] * 3, [4] * 3), ONE)["one"]
    assert found.difference == (0.25, None, None)
    assert found.randomisation_p == found.holm_p == 0.5
    assert (found.bootstrap_p, found.detectable) == (None, None)
    assert (found.wins, found.ties, found.losses) == (2, 1, 0)


def test_units_without_an_f1_are_in_none_of_wins_ties_and_losses() -> None:
    first, second = of_counts([0, 0, 2], [0, 0, 2], [0, 0, 2]), of_counts([0, 0, 1], [0, 3, 2], [0, 0, 2])
    found = compare(first, second, ONE)["one"]
    assert (found.wins, found.ties, found.losses) == (1, 0, 0)


@pytest.mark.parametrize("units", [8, 25])
def test_the_randomisation_p_is_that_of_scipy(units: int) -> None:
    """With the same denominators everywhere, F1 is a mean; 8 units are enumerated, 25 drawn."""
    random = np.random.default_rng(4)
    first, second = random.binomial(20, 0.7, units), random.binomial(20, 0.62, units)
    theirs = scipy.stats.permutation_test(
        (first, second),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=20_000,
        rng=np.random.default_rng(9),
    )
    twenty = [20] * units
    one, other = (of_counts(right.tolist(), twenty, twenty) for right in (first, second))
    ours = compare(one, other, ONE, resamples=20_000)["one"]
    assert 0.001 < theirs.pvalue < 0.9
    assert ours.difference.estimate == pytest.approx(theirs.statistic / 20)
    assert ours.randomisation_p == pytest.approx(theirs.pvalue, abs=1e-12 if units == 8 else 0.01)


def test_the_paired_interval_is_that_of_scipy_for_the_same_seed() -> None:
    random = np.random.default_rng(6)
    first, second = corpus(random, 20), corpus(random, 20, 0.6)

    def difference(*fields: Array, axis: int) -> Array:
        sums = np.stack([field.sum(axis=axis) for field in fields], axis=-1)
        return np.asarray(numbers(sums[..., :4])[2] - numbers(sums[..., 4:])[2])

    theirs = scipy.stats.bootstrap(
        (*first[:, 0].T, *second[:, 0].T),
        difference,
        paired=True,
        vectorized=True,
        n_resamples=2000,
        method="percentile",
        rng=np.random.Generator(np.random.PCG64(5)),
    )
    ours = compare(first, second, ONE, resamples=2000, seed=5)["one"]
    low, high = theirs.confidence_interval
    assert (ours.difference.low, ours.difference.high) == pytest.approx((low, high), abs=1e-12)
    errors = np.abs(theirs.bootstrap_distribution - ours.difference.estimate)
    assert ours.bootstrap_p == (np.sum(errors >= abs(ours.difference.estimate or 0)) + 1) / 2001
    assert ours.detectable == pytest.approx(280.16 * theirs.standard_error, rel=1e-3)


def test_systems_alike_are_wrongly_told_apart_about_5_times_in_100() -> None:
    random = np.random.default_rng(8)
    chances = [compare(corpus(random, 20), corpus(random, 20), ONE, resamples=400)["one"] for _ in range(200)]
    for name in ("randomisation_p", "bootstrap_p"):
        assert 0.01 <= np.mean([getattr(found, name) <= 0.05 for found in chances]) <= 0.10


def test_a_difference_as_great_as_the_detectable_one_is_found_about_8_times_in_10() -> None:
    random = np.random.default_rng(10)
    found = [compare(corpus(random, 40, 0.76), corpus(random, 40), ONE, resamples=400)["one"] for _ in range(200)]
    truth = 2 * 15.2 / (26 + 15.2) - 2 * 14 / (26 + 14)
    detectable = float(np.mean([one.detectable or 0 for one in found])) / 100
    power = np.mean([(one.randomisation_p or 0) <= 0.05 for one in found])
    shift = scipy.stats.norm.ppf(0.8) + 2.8 * (truth / detectable - 1)
    assert power == pytest.approx(scipy.stats.norm.cdf(shift), abs=0.08)


@given(tables(6))
def test_a_system_does_not_differ_from_itself(table: Array) -> None:
    for found in compare(table, table.copy(), [*ONE, Statistic("mean", (0, 1))], resamples=40).values():
        assert found.difference.estimate in (0, None)
        assert found.difference.low in (0, None)
        assert found.difference.high in (0, None)
        assert {found.bootstrap_p, found.randomisation_p, found.holm_p} <= {1, None}
        assert (found.wins, found.losses, found.detectable) == (0, 0, None)


@given(tables(6), tables(6), st.sampled_from(["precision", "recall", "f1"]))
def test_swapping_systems_turns_signs_and_nothing_else(first: Array, second: Array, which: Any) -> None:
    def turned(value: float | None) -> Any:
        return None if value is None else pytest.approx(-value, abs=1e-12)

    wanted = [*ONE, Statistic("mean", (0, 1))]
    forth = compare(first, second, wanted, number=which, resamples=40)
    back = compare(second, first, wanted, number=which, resamples=40)
    for name, found in forth.items():
        estimate, low, high = found.difference
        other = back[name]
        assert other.difference == (turned(estimate), turned(high), turned(low))
        assert (other.wins, other.ties, other.losses) == (found.losses, found.ties, found.wins)
        assert other[1:4] == found[1:4]
        assert (other.detectable, found.detectable) in [(None, None), (pytest.approx(found.detectable),) * 2]


@given(tables(5), tables(5), st.permutations(range(5)))
def test_enumerated_tests_do_not_depend_on_the_order_of_units(first: Array, second: Array, order: list[int]) -> None:
    found, other = (compare(first[rows], second[rows], ONE, resamples=32)["one"] for rows in (list(range(5)), order))
    assert found.randomisation_p == other.randomisation_p
    assert found.difference.estimate == other.difference.estimate
    assert (found.wins, found.ties, found.losses) == (other.wins, other.ties, other.losses)


@given(tables(7), tables(7))
def test_drawn_swaps_are_never_better_than_one_in_all(first: Array, second: Array) -> None:
    found = compare(first, second, ONE, resamples=100)["one"]
    for p in (found.bootstrap_p, found.randomisation_p):
        assert p is None or 1 / 101 <= p <= 1


def test_a_statistic_that_a_system_does_not_have_is_not_compared() -> None:
    nothing, something = of_counts([0] * 5, [0] * 5, [3] * 5), of_counts([1] * 5, [2] * 5, [3] * 5)
    found = compare(nothing, something, ONE, number="precision")["one"]
    assert found == (UNDEFINED, None, None, None, 0, 0, 0, None)


# Correction and power


def test_holm_by_the_textbook() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([None, 0.04, None]) == [None, 0.04, None]
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_keeps_the_order_and_is_between_nothing_and_bonferroni(p_values: list[float]) -> None:
    corrected = [p for p in holm(p_values) if p is not None]
    for p, holms in zip(p_values, corrected, strict=True):
        assert p <= holms <= min(1, len(p_values) * p)
    by_size = [holms for _, holms in sorted(zip(p_values, corrected, strict=True))]
    assert by_size == sorted(corrected)


def test_comparisons_are_corrected_over_the_statistics() -> None:
    random = np.random.default_rng(12)
    first = np.concatenate([corpus(random, 20, share) for share in (0.8, 0.7, 0.7)], axis=1)
    second = np.concatenate([corpus(random, 20) for _ in range(3)], axis=1)
    found = compare(first, second, [Statistic(str(part), (part,)) for part in range(3)]).values()
    assert [one.holm_p for one in found] == holm([one.randomisation_p for one in found])


def test_the_smallest_detectable_difference_is_2_8_standard_errors() -> None:
    assert smallest_detectable_difference(0.01) == pytest.approx(1.959964 + 0.841621, abs=1e-6)
    assert smallest_detectable_difference(0.01, power=0.5, alpha=0.01) == pytest.approx(2.575829, abs=1e-6)


# Faults


@pytest.mark.parametrize(
    ("table", "wanted", "options", "said"),
    [
        (np.zeros((5, 4)), ONE, {}, "shape"),
        (np.zeros((5, 1, 3)), ONE, {}, "shape"),
        (np.full((5, 1, 4), np.nan), ONE, {}, "finite"),
        (-np.ones((5, 1, 4)), ONE, {}, "not negative"),
        (np.ones((5, 1, 4)), ONE * 2, {}, "same name"),
        (np.ones((5, 1, 4)), [Statistic("far", (1,))], {}, "far has the parts"),
        (np.ones((5, 1, 4)), [Statistic("empty", ())], {}, "empty has the parts"),
        (np.ones((5, 1, 4)), ONE, {"resamples": 0}, "there must be resamples"),
        (np.ones((5, 1, 4)), ONE, {"level": 95}, "level between 0 and 1"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(table: Array, wanted: Any, options: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        bootstrap(table, wanted, **options)


def test_systems_must_have_the_same_units_and_measures() -> None:
    with pytest.raises(ValueError, match="one shape"):
        compare(np.ones((5, 1, 4)), np.ones((6, 1, 4)), ONE)
