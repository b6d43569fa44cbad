"""How the benchmarks take time: side by side in turns, or the least of some runs."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 5
RUNS = 3


def median_seconds(*tasks: Callable[[], object]) -> list[float]:
    """Return the median wall time of each task over several runs, in which they take turns."""
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(TURNS):
        for times, task in zip(taken, tasks, strict=True):
            times.append(_seconds(task, time.perf_counter))
    return [median(times) for times in taken]


def least_seconds(task: Callable[[], object], clock: Callable[[], float], runs: int = RUNS) -> float:
    """Return the least time of some runs, by `time.perf_counter` or `time.process_time`."""
    return min(_seconds(task, clock) for _ in range(runs))


def _seconds(task: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    task()
    return clock() - start
