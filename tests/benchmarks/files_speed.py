"""How long it takes from two JSON Lines files to the printed table, next to reading the same files with orjson.

.venv/bin/python tests/benchmarks/files_speed.py [DOCUMENTS]

orjson parses line after line and keeps nothing, on one core. twicetold parses in two threads while it scores, which is
timed on two cores and on one. Both times are taken inside a running Python; the last rows are the whole command, with
starting Python and loading numpy and pyarrow, and the memory of a command on ten times as many documents.

Runs on Linux, where a process can be held to one core.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from clock import median_seconds

from twicetold.report.spans import print_span_scores
from twicetold.span_scoring import MODES, score_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TIMES = 10
"""How many times the documents are repeated for the measurement of memory."""
KNOWN = {20_000: {"strict": 0.699434, "exact": 0.799449, "type": 0.799344, "partial": 0.849404}}
"""F1 by mode, by the number of documents of the workload."""

PEAK = """
import resource, sys
from twicetold.cli import main
main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def parse(files: Sequence[Path]) -> None:
    """Parse every line with orjson and keep nothing."""
    for path in files:
        with path.open("rb") as lines:
            for line in lines:
                orjson.loads(line)


def score(files: Sequence[Path], modes: Sequence[str], cores: int) -> None:
    """Score and print, on so many cores."""
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_cores)[:cores])
    with redirect_stdout(io.StringIO()):
        scores = score_files(files[0], files[1], inclusive=True, modes=modes)
        print_span_scores(scores, title="", by_type=len(modes) > 2)
    os.sched_setaffinity(0, all_cores)
    for mode, known in KNOWN.get(scores.documents, {}).items():
        if mode in modes and scores.total(mode).f1 != known:
            raise ValueError(f"F1 of {mode} is {scores.total(mode).f1}, and not {known} as recorded")


def command(files: Sequence[Path]) -> list[str]:
    """Return the options of the command line that scores these files."""
    return ["score", str(files[1]), "--gold", str(files[0]), "--inclusive", "--by", "type"]


def run(files: Sequence[Path]) -> None:
    """Score in a process of its own."""
    subprocess.run([sys.executable, "-m", "twicetold", *command(files)], check=True, stdout=subprocess.DEVNULL)


def megabytes(files: Sequence[Path]) -> float:
    """Return how much memory a process needs that scores these files, at most."""
    program = [sys.executable, "-c", PEAK, *command(files)]
    done = subprocess.run(program, check=True, capture_output=True, text=True)
    return int(done.stderr) / 1024


def repeated(path: Path, folder: Path) -> Path:
    """Write the documents of a file several times, each time with other ids."""
    made = folder / f"long-{path.name}"
    with made.open("wb") as out:
        for number in range(TIMES):
            with path.open("rb") as lines:
                out.writelines(line.replace(b'{"id": "', b'{"id": "%d-' % number, 1) for line in lines)
    return made


def main(count: str = "20000") -> None:
    """Print a table of times and their ratio to orjson's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workload = Path(__file__).with_name("workload.py")
        subprocess.run([sys.executable, workload, folder, count], check=True, stdout=subprocess.DEVNULL)
        files = folder / "gold.jsonl", folder / "predicted.jsonl"
        tasks: dict[tuple[str, int], Callable[[], object]] = {
            ("orjson, parsing only", 1): lambda: parse(files),
            ("twicetold, strict and exact", 2): lambda: score(files, ("strict", "exact"), 2),
            ("twicetold, 5 modes, by type", 2): lambda: score(files, tuple(MODES), 2),
            ("twicetold, strict and exact", 1): lambda: score(files, ("strict", "exact"), 1),
            ("twicetold, 5 modes, by type", 1): lambda: score(files, tuple(MODES), 1),
            ("the same as a command", 2): lambda: run(files),
        }
        # Memory first: Linux counts what a parent had as the peak of a child that it starts.
        peak = megabytes([repeated(path, folder) for path in files])
        taken = median_seconds(*tasks.values())
    print(f"| {int(count):,} documents | cores | seconds | of orjson |")
    print("|---|--:|--:|--:|")
    for (what, cores), time_taken in zip(tasks, taken, strict=True):
        print(f"| {what} | {cores} | {time_taken:.3f} | {time_taken / taken[0]:.2f} |")
    print(f"\nPeak memory of the command on {TIMES * int(count):,} documents: {peak:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
