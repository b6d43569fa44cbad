"""Many inputs of one target, in a process of their own, which another takes over from where it ends or hangs."""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import signal
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from fuzz import inputs
from fuzz.target import judge, limit_memory, mutated
from fuzz.targets import ALL

if TYPE_CHECKING:
    from collections.abc import MutableSequence

    from fuzz.inputs import Files
    from fuzz.target import Target

_KEPT = 5
"""Inputs that are kept of each kind of failure."""

_PATIENCE = 120.0
"""Seconds on the wall that an input may take, if the limit of the processor's time does not end it."""

_NEXT, _ACCEPTED, _REFUSED, _FAILED, _SLOWEST, _MEMORY = range(6)
"""What the numbers are that the process shares."""


class Counts(NamedTuple):
    """What became of the inputs of a target; seconds are those of the slowest input, and of all; memory in bytes."""

    inputs: int
    accepted: int
    refused: int
    failed: int
    kinds: int
    slowest: float
    seconds: float
    memory: int


def run(name: str, number: int, seed: int, save: Path) -> Counts:
    """Give a target so many inputs, and keep in a folder those that fail."""
    own = save / name
    shutil.rmtree(own, ignore_errors=True)
    context = multiprocessing.get_context("spawn")
    shared = context.Array("d", 6, lock=False)
    begin = time.monotonic()
    while shared[_NEXT] < number:
        process = context.Process(target=_work, args=(name, number, seed, save, shared))
        process.start()
        _watch(process, shared)
        if shared[_NEXT] < number:  # the process is gone, and this input is why
            _blame(_target(name), seed, own, shared, process.exitcode or 0)
    kinds = len(list(own.glob("*"))) if own.is_dir() else 0
    accepted, refused, failed = map(int, shared[_ACCEPTED : _FAILED + 1])
    seconds = time.monotonic() - begin
    return Counts(number, accepted, refused, failed, kinds, shared[_SLOWEST], seconds, int(shared[_MEMORY]))


def _blame(target: Target, seed: int, own: Path, shared: MutableSequence[float], code: int) -> None:
    """Count the input at which a process ended as failed."""
    number = int(shared[_NEXT])
    kind = f"the process ended: {signal.Signals(-code).name if code < 0 else code}"
    keep(own, input_of(target, seed, number), kind, kind, number)
    shared[_FAILED] += 1
    shared[_NEXT] += 1


def input_of(target: Target, seed: int, number: int) -> Files:
    """Return an input by its number."""
    return mutated(target, Random(f"{target.name} {seed} {number}"))


def keep(folder: Path, files: Files, kind: str, problem: str, number: int) -> None:
    """Keep an input that failed, if there are not enough of its kind, with its traceback."""
    own = folder / "".join(character if character.isalnum() else "-" for character in kind)[:100]
    if own.is_dir() and len(list(own.glob("*.txt"))) >= _KEPT:
        return
    (own / str(number)).mkdir(parents=True, exist_ok=True)
    inputs.write(files, own / str(number))
    (own / f"{number}.txt").write_text(f"{kind}\n{problem}", encoding="utf-8", errors="backslashreplace")


def _target(name: str) -> Target:
    return next(target for target in ALL if target.name == name)


def _watch(process: multiprocessing.process.BaseProcess, shared: MutableSequence[float]) -> None:
    """Wait until a process ends, and end it if it does not come to its next input."""
    last, since = shared[_NEXT], time.monotonic()
    while process.is_alive():
        process.join(1)
        if shared[_NEXT] != last:
            last, since = shared[_NEXT], time.monotonic()
        elif time.monotonic() - since > _PATIENCE:
            process.kill()


def _work(name: str, number: int, seed: int, save: Path, shared: MutableSequence[float]) -> None:
    """Judge the inputs that are left, and count them."""
    target = _target(name)
    limit_memory()
    warnings.simplefilter("error")
    seen: Counter[str] = Counter()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="fuzz-") as scratch:
        for files in target.seeds():  # what is loaded or compiled at first is no fault of the first input
            judge(target, files, Path(scratch))
        for current in range(int(shared[_NEXT]), number):
            files = input_of(target, seed, current)
            verdict = judge(target, files, Path(scratch))
            shared[{"accepted": _ACCEPTED, "refused": _REFUSED, "failed": _FAILED}[verdict.outcome]] += 1
            shared[_SLOWEST] = max(shared[_SLOWEST], verdict.seconds)
            if verdict.outcome == "failed":
                seen[verdict.kind] += 1
                if seen[verdict.kind] <= _KEPT:
                    keep(save / name, files, verdict.kind, verdict.problem, current)
            shared[_NEXT] = current + 1
    shared[_MEMORY] = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
