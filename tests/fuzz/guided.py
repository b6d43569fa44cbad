"""Inputs led by coverage: what reaches new code is kept and mutated on. atheris instruments the package, and libFuzzer
chooses what to mutate, with the mutations that all targets share."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

HARNESS = "twicetold"
"""The package that is instrumented."""


def run_guided(name: str, seconds: int, seed: int, save: Path) -> int:
    """Fuzz a target for some seconds in a process of its own; return 1 if an input failed.

    The corpus that was found stays in `save/TARGET-corpus`, and is gone on from the next time.
    """
    corpus = save / f"{name}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, name, str(save), str(corpus), f"-max_total_time={seconds}", f"-seed={seed}"]
    ended = subprocess.run([*command, "-max_len=65536", "-timeout=60", "-print_final_stats=1"], check=False)
    return int(ended.returncode != 0)


def _fuzz(name: str, save: Path, arguments: list[str]) -> None:
    """Hand over to libFuzzer, which does not come back."""
    import atheris  # type: ignore[import-untyped] # noqa: PLC0415 - an extra

    with atheris.instrument_imports(include=[HARNESS]):
        from fuzz import inputs  # noqa: PLC0415 - imported so that it is instrumented
        from fuzz.batch import keep  # noqa: PLC0415
        from fuzz.mutation import mutate  # noqa: PLC0415
        from fuzz.target import judge  # noqa: PLC0415
        from fuzz.targets import ALL  # noqa: PLC0415
    target = next(target for target in ALL if target.name == name)
    seeds = target.seeds()
    memory = Path("/dev/shm")
    scratch = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None, prefix="fuzz-"))
    corpus = Path(arguments[0])
    for number, files in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(inputs.pack(files))

    def one_input(data: bytes) -> None:
        files = inputs.unpack(data)
        if files is None or any(not part.strip(".") for each in files for part in each.split("/")):
            return
        verdict = judge(target, files, scratch)
        if verdict.outcome == "failed":
            keep(save / name, files, verdict.kind, verdict.problem, abs(hash(data)))
            shutil.rmtree(scratch)
            raise RuntimeError(verdict.problem)

    def mutated(data: bytes, most: int, number: int) -> bytes:
        rng = Random(number)
        files = inputs.unpack(data)
        if files is None:
            files = rng.choice(seeds)
        changed = inputs.pack(mutate(files, seeds, target.tokens, rng))
        return changed if len(changed) <= most else data[:most]

    atheris.Setup([sys.argv[0], *arguments], one_input, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    _fuzz(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
