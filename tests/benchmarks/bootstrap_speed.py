"""How long intervals and comparisons take, on tallies drawn at random.

.venv/bin/python tests/benchmarks/bootstrap_speed.py

The peer's figure was recorded and is not measured here: neleval 3.1.1 under Python 3.9 on a machine of two cores, one
measure on 2,000 documents, `Confidence` with 1,000 trials, about 1.8 s beyond reading the two files (2.1 s).
"""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import numpy as np
from clock import least_seconds

from twicetold.statistics import Statistic, bootstrap, compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

NELEVAL_SECONDS = 1.8


def system(units: int, measures: int, seed: int) -> NDArray[np.float64]:
    """Return tallies of about fifty items a unit, seven in ten of them right."""
    random = np.random.default_rng(seed)
    gold = random.integers(30, 70, size=(units, measures))
    predicted = random.integers(30, 70, size=(units, measures))
    right = random.binomial(np.minimum(gold, predicted), 0.7)
    return np.stack([right, predicted, right, gold], axis=-1).astype(np.float64)


def statistics(measures: int, composites: int) -> list[Statistic]:
    """Return every base measure, and means of three or four of them."""
    base = [Statistic(f"measure {part}", (part,)) for part in range(measures)]
    means = [Statistic(f"mean {first}", tuple(range(first, first + 3 + first % 2))) for first in range(composites)]
    return base + means


def main() -> None:
    """Print a table."""
    print(f"{'what':<9} {'units':>6} {'measures':>9} {'composites':>11} {'resamples':>10} {'seconds':>8}")

    def row(what: str, units: int, measures: int, composites: int, resamples: int) -> float:
        wanted, first, second = statistics(measures, composites), system(units, measures, 1), system(units, measures, 2)
        work: dict[str, Callable[[], object]] = {
            "interval": lambda: bootstrap(first, wanted, resamples=resamples),
            "BCa": lambda: bootstrap(first, wanted, resamples=resamples, method="bca"),
            "compare": lambda: compare(first, second, wanted, resamples=resamples),
        }
        taken = least_seconds(work[what], time.perf_counter)
        print(f"{what:<9} {units:>6,} {measures:>9} {composites:>11} {resamples:>10,} {taken:>8.3f}")
        return taken

    row("interval", 30, 60, 10, 10_000)
    row("BCa", 30, 60, 10, 10_000)
    row("compare", 30, 60, 10, 10_000)
    one = row("interval", 2_000, 1, 0, 1_000)
    row("compare", 2_000, 1, 0, 1_000)
    row("interval", 2_000, 40, 0, 10_000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of all this: {peak:.0f} MB")
    print(f"recorded neleval 3.1.1, one measure, 2,000 units, 1,000 resamples: {NELEVAL_SECONDS} s beyond reading,")
    print(f"{NELEVAL_SECONDS / one:.0f} times as long")


if __name__ == "__main__":
    main()
