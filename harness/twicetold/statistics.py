"""Intervals and paired tests for any number that is derived from tallies.

A system's scores are an array of shape (units, measures, 4): for each unit and base measure the four sums of a tally,
in the order of its fields. Units are what is resampled: stories, since the two articles of a story are dependent.
Every corpus score is a function of sums over units, so a resample is a vector of weights on the units, and all
measures of many resamples are one matrix product.

The order of the units is the caller's duty: resamples are drawn by row number, so units go in sorted by name. Then the
interval of one measure does not depend on the measures that stand beside it, and swapping two systems turns every sign
and nothing else. Estimates, jackknife and exactly enumerated tests depend on the order in nothing but rounding.

Sources: Efron and Tibshirani, An Introduction to the Bootstrap (1993); Efron, Better Bootstrap Confidence Intervals
(1987); Noreen, Computer-Intensive Methods for Testing Hypotheses (1989); Yeh (COLING 2000); Berg-Kirkpatrick, Burkett
and Klein (EMNLP 2012); Holm (Scandinavian Journal of Statistics 1979); Bloom (Evaluation Review 1995).
"""

from __future__ import annotations

from math import fsum
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SEED = 12345

FEWEST_UNITS = 4
"""With fewer units there is no interval: of three, the worst alone would be 1/27 of all resamples, and so the limit."""

MOST_UNDEFINED = 0.05
"""Resamples in which a number is undefined are left out; if they are a greater share than this, there is no interval.
Of many units, this asks that three have the phenomenon at all (exp(-3) = 0.0498)."""

_CLOSE = 1e-12
"""Differences below this are rounding: scores that near are equal."""

_CELLS = 2**19
"""About how many floats an array may hold while resamples are drawn."""

_NORMAL = NormalDist()


class Statistic(NamedTuple):
    """A number to report: the mean of precision, of recall and of F1 over some base measures.

    A base measure has one part; the CoNLL score has three; BLANC has two, links and non-links.
    """

    name: str
    parts: tuple[int, ...]


class Interval(NamedTuple):
    """An estimate and its confidence limits, as shares of one; None where there is no such number."""

    estimate: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """Write per cent, as 61.3 [57.9, 64.6]; without limits the estimate alone."""
        estimate, low, high = ("–" if number is None else f"{100 * number:z.1f}" for number in self)
        return estimate if self.low is None else f"{estimate} [{low}, {high}]"


class Intervals(NamedTuple):
    """The three numbers of one statistic."""

    precision: Interval
    recall: Interval
    f1: Interval


class Comparison(NamedTuple):
    """The first system less the second under one statistic; p-values are two-sided.

    Wins, ties and losses of the first count the units in which both systems have a number. Detectable is the smallest
    true difference that so many units would show, in points; None where the systems never differ.
    """

    difference: Interval
    bootstrap_p: float | None
    randomisation_p: float | None
    holm_p: float | None
    wins: int
    ties: int
    losses: int
    detectable: float | None


def numbers(sums: Array) -> Array:
    """Return precision, recall and F1 of tallies of shape (..., 4), stacked on a new first axis; nan where undefined.

    The definitions are those of `Tally`: precision is undefined without predictions, recall without gold, F1 without
    both; F1 is 0 where there is only one of them or nothing is right.
    """
    right, predicted, found, gold = np.moveaxis(np.asarray(sums, dtype=np.float64), -1, 0)
    precision, recall = _ratio(right, predicted, np.nan), _ratio(found, gold, np.nan)
    known_precision, known_recall = np.nan_to_num(precision), np.nan_to_num(recall)
    f1 = _ratio(2 * known_precision * known_recall, known_precision + known_recall, 0.0)
    return np.stack([precision, recall, np.where((predicted == 0) & (gold == 0), np.nan, f1)])


def bootstrap(
    tallies: Array,
    statistics: Sequence[Statistic],
    *,
    resamples: int = 1000,
    seed: int = SEED,
    level: float = 0.95,
    method: Literal["percentile", "bca"] = "percentile",
) -> dict[str, Intervals]:
    """Return confidence intervals of statistics by name, resampling units with replacement.

    Percentile: the quantiles of the resampled numbers (Efron and Tibshirani 1993, chapter 13), interpolated linearly.
    BCa: the same with corrected levels (Efron 1987; chapter 14), the acceleration from leaving out each unit in turn.
    There are no limits with fewer than FEWEST_UNITS units, with more than MOST_UNDEFINED of the resamples undefined,
    or where BCa has no levels (all resamples on one side of the estimate).
    Raises ValueError if the arguments make no sense.
    """
    _check([tallies], statistics, resamples, level)
    estimates = _estimates(tallies, statistics)
    (resampled,) = _resampled([tallies], statistics, resamples, seed)
    left_out = None
    if method == "bca" and len(tallies):
        (left_out,) = _evaluated([tallies], statistics, _leaving_one_out(tallies))

    def interval(kind: int, row: int) -> Interval:
        jackknife = None if left_out is None else left_out[kind, row]
        return _interval(estimates[kind, row], _defined(resampled[kind, row]), level, jackknife)

    return {
        statistic.name: Intervals(interval(0, row), interval(1, row), interval(2, row))
        for row, statistic in enumerate(statistics)
    }


def compare(
    first: Array,
    second: Array,
    statistics: Sequence[Statistic],
    *,
    number: Literal["precision", "recall", "f1"] = "f1",
    resamples: int = 1000,
    seed: int = SEED,
    level: float = 0.95,
) -> dict[str, Comparison]:
    """Compare two systems on the same units, by name of statistic.

    Interval: paired percentile bootstrap; both systems get the same resamples.
    Bootstrap p: the share of resamples whose difference departs from the observed one by no less than that is from
    zero: |d* - d| >= |d| (Berg-Kirkpatrick et al. 2012, section 2, made two-sided), as (count + 1) / (resamples + 1).
    Randomisation p: the share of random swaps of whole units between the systems that give a difference as great in
    size, as (count + 1) / (trials + 1) (Noreen 1989; Yeh 2000). Where all the 2 ** units swaps are no more than
    `resamples` they are enumerated, and p is exact. A swap that leaves the difference undefined counts against it.
    Holm p: the randomisation p-values, corrected over the statistics given.
    Raises ValueError if the arguments make no sense.
    """
    tables, kind = [first, second], Intervals._fields.index(number)
    _check(tables, statistics, resamples, level)
    observed = np.subtract(*(_estimates(table, statistics)[kind] for table in tables))
    by_unit = np.subtract(*(_evaluate(np.swapaxes(table, 0, 1), statistics)[kind] for table in tables))
    resampled = np.subtract(*_resampled(tables, statistics, resamples, seed)[:, kind])
    swapped = np.subtract(*_swapped(first, second, statistics, resamples, seed)[:, kind])
    exact = swapped.shape[-1] == 2 ** len(first)
    chances = [_chance(observed[row], swapped[row], exact=exact) for row in range(len(statistics))]
    corrected = holm(chances)
    result = {}
    for row, statistic in enumerate(statistics):
        known = _defined(resampled[row])
        spread = float(np.std(known)) if known.size else 0.0
        result[statistic.name] = Comparison(
            difference=_interval(observed[row], known, level),
            bootstrap_p=_chance(observed[row], known - observed[row]),
            randomisation_p=chances[row],
            holm_p=corrected[row],
            wins=int(np.sum(by_unit[row] > _CLOSE)),
            ties=int(np.sum(np.abs(by_unit[row]) <= _CLOSE)),
            losses=int(np.sum(by_unit[row] < -_CLOSE)),
            detectable=smallest_detectable_difference(spread) if spread > _CLOSE else None,
        )
    return result


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Correct p-values for their number, step by step down (Holm 1979); a None is no test, and stays None.

    The k-th smallest of m becomes the greatest of (m - j + 1) * p_j over j <= k, and at most 1.
    """
    known = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    corrected: list[float | None] = [None] * len(p_values)
    greatest = 0.0
    for rank, (p, place) in enumerate(known):
        greatest = max(greatest, min(1.0, (len(known) - rank) * p))
        corrected[place] = greatest
    return corrected


def smallest_detectable_difference(standard_error: float, *, power: float = 0.8, alpha: float = 0.05) -> float:
    """Return the smallest true difference, in points, that a two-sided test would find with this power.

    100 * (z(1 - alpha / 2) + z(power)) * standard error, by default 2.80 standard errors (Bloom 1995; the normal
    approximation). The standard error is that of the paired difference over these units, as a share of one: `compare`
    takes the standard deviation of its resamples.
    """
    return 100 * (_NORMAL.inv_cdf(1 - alpha / 2) + _NORMAL.inv_cdf(power)) * standard_error


def _check(tables: Sequence[Array], statistics: Sequence[Statistic], resamples: int, level: float) -> None:
    shape = tables[0].shape
    for table in tables:
        if table.shape != shape or table.shape[2:] != (4,):
            raise ValueError(f"tallies must have one shape (units, measures, 4), not {[t.shape for t in tables]}")
        if not (np.isfinite(table) & (table >= 0)).all():
            raise ValueError("tallies must be finite and not negative")
    if len({statistic.name for statistic in statistics}) < len(statistics):
        raise ValueError("two statistics have the same name")
    for statistic in statistics:
        if not statistic.parts or not all(0 <= part < shape[1] for part in statistic.parts):
            raise ValueError(f"{statistic.name} has the parts {statistic.parts}, and there are {shape[1]} measures")
    if resamples < 1 or not 0 < level < 1:
        raise ValueError(f"there must be resamples ({resamples}), and a level between 0 and 1 ({level})")


def _ratio(above: Array, below: Array, otherwise: float) -> Array:
    result = np.full(np.shape(below), otherwise)
    np.divide(above, below, out=result, where=below != 0)
    return result


def _evaluate(sums: Array, statistics: Sequence[Statistic]) -> Array:
    """Turn sums of shape (measures, samples, 4) into numbers of shape (3, statistics, samples)."""
    of_measures = numbers(sums)
    result = np.empty((3, len(statistics), sums.shape[1]))
    for row, statistic in enumerate(statistics):
        parts = of_measures[:, list(statistic.parts)]
        result[:, row] = _ratio(np.nansum(parts, axis=1), np.sum(~np.isnan(parts), axis=1, dtype=np.float64), np.nan)
    return result


def _estimates(tallies: Array, statistics: Sequence[Statistic]) -> Array:
    """Return the numbers over all units, from the same sums to the last bit as `Tally.total`."""
    sums = np.apply_along_axis(fsum, 0, tallies) if tallies.size else tallies.sum(axis=0)
    return _evaluate(sums[:, np.newaxis], statistics)[..., 0]


def _weighted(tallies: Array, weights: Array) -> Array:
    """Return sums of shape (measures, samples, 4) for weights of shape (samples, units).

    Nothing is ever subtracted, so that a denominator of zero is zero exactly.
    """
    units, measures, fields = tallies.shape
    columns = tallies.transpose(2, 1, 0).reshape(fields * measures, units)
    return np.moveaxis((columns @ weights.T).reshape(fields, measures, -1), 0, -1)


def _evaluated(tables: Sequence[Array], statistics: Sequence[Statistic], weights: Iterable[Array]) -> Array:
    """Return numbers of shape (tables, 3, statistics, samples) for weights that come in chunks."""
    parts = [[_evaluate(_weighted(table, chunk), statistics) for table in tables] for chunk in weights]
    result: Array = np.concatenate(parts, axis=-1)
    return result


def _chunks(tallies: Array, samples: int) -> Iterator[NDArray[np.int64]]:
    """Cut the numbers of the samples into columns so short that neither weights nor sums take more than _CELLS."""
    units, measures, fields = tallies.shape
    step = max(1, _CELLS // max(1, units, fields * measures))
    return (np.arange(start, min(start + step, samples))[:, np.newaxis] for start in range(0, samples, step))


def _resampled(tables: Sequence[Array], statistics: Sequence[Statistic], resamples: int, seed: int) -> Array:
    """Return bootstrap numbers of shape (tables, 3, statistics, resamples); one undefined one if units are too few."""
    units = len(tables[0])
    if units < FEWEST_UNITS:
        return np.full((len(tables), 3, len(statistics), 1), np.nan)
    random = np.random.Generator(np.random.PCG64(seed))

    def weights() -> Iterator[Array]:
        """Count how often each unit was drawn: a multinomial sample, and faster than drawing from a multinomial."""
        for chunk in _chunks(tables[0], resamples):
            drawn = random.integers(units, size=(len(chunk), units)) + units * (chunk - chunk[0])
            yield np.bincount(drawn.ravel(), minlength=drawn.size).reshape(drawn.shape).astype(np.float64)

    return _evaluated(tables, statistics, weights())


def _leaving_one_out(tallies: Array) -> Iterator[Array]:
    units = np.arange(len(tallies))
    return ((units != chunk).astype(np.float64) for chunk in _chunks(tallies, len(tallies)))


def _swapped(first: Array, second: Array, statistics: Sequence[Statistic], trials: int, seed: int) -> Array:
    """Return numbers of shape (2, 3, statistics, trials) after swaps of units: all there are, if that is no more."""
    units = len(first)
    exact = 2**units <= trials
    random = np.random.Generator(np.random.PCG64(seed))

    def weights() -> Iterator[Array]:
        for chunk in _chunks(first, 2**units if exact else trials):
            swap = chunk >> np.arange(units) & 1 if exact else random.integers(2, size=(len(chunk), units))
            yield np.hstack([1 - swap, swap]).astype(np.float64)

    return _evaluated([np.concatenate([first, second]), np.concatenate([second, first])], statistics, weights())


def _defined(resampled: Array) -> Array:
    """Return the resampled numbers that are defined, or none of them if too many are not."""
    known = resampled[~np.isnan(resampled)]
    return known if len(known) >= (1 - MOST_UNDEFINED) * len(resampled) else known[:0]


def _chance(observed: float, differences: Array, *, exact: bool = False) -> float | None:
    """Return the share of differences by chance that are as great in size as the one observed."""
    if np.isnan(observed) or not differences.size:
        return None
    extreme = differences.size - int(np.sum(np.abs(differences) < np.abs(observed) - _CLOSE))
    return extreme / differences.size if exact else (extreme + 1) / (differences.size + 1)


def _interval(estimate: float, resampled: Array, level: float, left_out: Array | None = None) -> Interval:
    """Return the percentile interval, or BCa if numbers with each unit left out are given."""
    tails: list[float] | None = [(1 - level) / 2, (1 + level) / 2]
    if left_out is not None and resampled.size:
        tails = _corrected_tails(estimate, resampled, left_out, level)
    low, high = np.quantile(resampled, tails).tolist() if tails and resampled.size else (None, None)
    return Interval(None if np.isnan(estimate) else float(estimate), low, high)


def _corrected_tails(estimate: float, resampled: Array, left_out: Array, level: float) -> list[float] | None:
    """Return the two levels of BCa (Efron and Tibshirani 1993, equations 14.10, 14.14 and 14.15), or None.

    Ties with the estimate count half, as they do in SciPy. Where leaving out changes nothing, the acceleration is 0.
    """
    share = float(np.mean(resampled < estimate - _CLOSE) + np.mean(resampled <= estimate + _CLOSE)) / 2
    if not 0 < share < 1:
        return None
    spread = np.nanmean(left_out) - left_out[~np.isnan(left_out)]
    squares = float(np.sum(spread**2))
    acceleration = float(np.sum(spread**3)) / (6 * squares**1.5) if squares > _CLOSE**2 else 0.0
    bias, width = _NORMAL.inv_cdf(share), _NORMAL.inv_cdf((1 + level) / 2)
    shifts = (bias - width, bias + width)
    return [_NORMAL.cdf(bias + shift / max(1 - acceleration * shift, _CLOSE)) for shift in shifts]
