"""Give targets many mutated inputs, and print what became of them.

    .venv/bin/python tests/fuzz/run.py [TARGET …] [--inputs 100000] [--seed 1] [--save FOLDER]
    .venv/bin/python tests/fuzz/run.py [TARGET …] --guided --seconds 600
    .venv/bin/python tests/fuzz/run.py TARGET --replay FOLDER

Without a target all are run. An input is the same for the same seed and number. Inputs that fail are kept, five of a
kind, each in a folder with the traceback beside it; `--replay` gives such a folder to a target again. `--guided` is
led by coverage, and needs atheris (`pip install 'twicetold[fuzz]'`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz import inputs
from fuzz.batch import Counts, run
from fuzz.guided import run_guided
from fuzz.target import Target, judge
from fuzz.targets import ALL

HEAD = "| target | inputs | accepted | refused | failed | kinds | a second | slowest, ms | memory, MB |"


def main() -> int:
    """Run what is asked for; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(target.name for target in ALL))
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, default=Path(tempfile.gettempdir()) / "twicetold-fuzz", metavar="FOLDER")
    parser.add_argument("--guided", action="store_true", help="let coverage lead, with atheris")
    parser.add_argument("--seconds", type=int, default=600, help="of each target, with --guided")
    parser.add_argument("--replay", type=Path, metavar="FOLDER", help="a folder with the files of one input")
    given = parser.parse_args()
    names = {target.name: target for target in ALL}
    if unknown := [name for name in given.targets if name not in names]:
        parser.error(f"no target is called {unknown[0]!r}; there are {', '.join(names)}")
    chosen = [names[name] for name in given.targets] or list(ALL)
    if given.replay:
        return max(_replay(target, given.replay) for target in chosen)
    if given.guided:
        return max(run_guided(target.name, given.seconds, given.seed, given.save) for target in chosen)
    _say(HEAD)
    _say("|---|" + "--:|" * 8)
    failed = 0
    for target in chosen:
        counts = run(target.name, given.inputs, given.seed, given.save)
        _say(_row(target.name, counts))
        failed += counts.failed
    if failed:
        _say(f"\n{failed} failed; inputs and tracebacks are in {given.save}")
    return bool(failed)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - which is what a script does


def _row(name: str, counts: Counts) -> str:
    rate = counts.inputs / counts.seconds if counts.seconds else 0
    cells = (
        counts.inputs, counts.accepted, counts.refused, counts.failed, counts.kinds, f"{rate:.0f}",
        f"{1000 * counts.slowest:.0f}", f"{counts.memory / 2**20:.0f}",
    )  # fmt: skip
    return f"| {name} | " + " | ".join(map(str, cells)) + " |"


def _replay(target: Target, folder: Path) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        verdict = judge(target, inputs.read(folder), Path(scratch))
    _say(f"{target.name}: {verdict.outcome} after {verdict.seconds:.3f} s\n{verdict.problem}")
    return verdict.outcome == "failed"


if __name__ == "__main__":
    sys.exit(main())
