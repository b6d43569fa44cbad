"""The same files give the same scores, to the byte, wherever and however they are scored; old runs still read."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import twicetold
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION
from twicetold.cli import main

TWICETOLD = (sys.executable, "-m", "twicetold")
RUNS = Path(__file__).parent / "data" / "runs"
OLD = sorted(each for each in RUNS.iterdir() if each.is_dir())
CORPUS = RUNS / "mayor.jsonl"
STORIES = 2

PLACES = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "TZ": "America/St_Johns", "OMP_NUM_THREADS": "1"},
)
"""Environments in which nothing may come out otherwise."""


def twice_told(*arguments: object, place: dict[str, str], folder: Path) -> None:
    done = subprocess.run(
        [*TWICETOLD, *map(str, arguments)], env={**os.environ, **place}, cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "few.jsonl"
    stories = twicetold.load("dev")[:STORIES]
    path.write_bytes(b"".join(twicetold.model.to_json(story) + b"\n" for story in stories))
    return path


def test_a_run_is_the_same_in_every_environment(corpus: Path, tmp_path: Path) -> None:
    found = []
    for number, place in enumerate(PLACES[:2]):
        run = tmp_path / str(number)
        twice_told("run", "rules", "--corpus", corpus.name, "--workers", 1 + number % 2, "-o", run, place=place,
                   folder=corpus.parent)  # fmt: skip
        lines = sorted((run / "predictions.jsonl").read_bytes().splitlines())
        found.append((lines, (run / "scores.json").read_bytes()))
    assert found[0][0]
    assert all(each == found[0] for each in found)


def test_scores_are_the_same_in_any_order_of_lines_and_files_and_with_any_number_of_workers(
    corpus: Path, tmp_path: Path
) -> None:
    twice_told("run", "noise:0.3", "--corpus", corpus.name, "-o", tmp_path / "run", place={}, folder=corpus.parent)
    lines = (tmp_path / "run" / "predictions.jsonl").read_bytes().splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    shuffled = tmp_path / "shuffled.jsonl"
    shuffled.write_bytes(b"".join(lines))
    parts = tmp_path / "parts"
    parts.mkdir()
    for number, line in enumerate(lines):
        (parts / f"{len(lines) - number}.jsonl").write_bytes(line)
    backwards = corpus.with_name("backwards.jsonl")
    backwards.write_bytes(b"".join(reversed(corpus.read_bytes().splitlines(keepends=True))))
    ways: list[tuple[Path, Path, int]] = [
        (shuffled, corpus, 1), (parts, corpus, 2), (tmp_path / "run", backwards, 3),
    ]  # fmt: skip
    found = []
    for (predictions, stories, workers), place in zip(ways, PLACES, strict=True):
        done = subprocess.run(
            [*TWICETOLD, "score", str(predictions), "--corpus", stories.name, "--workers", str(workers), "--json"],
            env={**os.environ, **place}, cwd=corpus.parent, capture_output=True, check=True,
        )  # fmt: skip
        found.append(done.stdout.replace(b"backwards.jsonl", b"few.jsonl"))
    assert found[0] == found[1] == found[2] != b""
    assert json.loads(found[0]) == json.loads((tmp_path / "run" / "scores.json").read_bytes())


class TestAnOldRunFolder:
    """Run folders are kept as the versions of the scorer left them; none is ever changed."""

    @pytest.mark.parametrize("run", OLD, ids=lambda run: run.name)
    def test_is_scored_as_it_was(self, run: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["score", str(run), "--corpus", str(CORPUS), "--json"]) == 0
        was, now = json.loads((run / "scores.json").read_bytes()), json.loads(capsys.readouterr().out)
        assert was["measures"]
        assert {name: now["measures"][name] for name in was["measures"]} == was["measures"]

    @pytest.mark.parametrize("run", OLD, ids=lambda run: run.name)
    def test_can_be_compared_and_reported(self, run: Path, tmp_path: Path) -> None:
        assert main(["compare", str(run), str(OLD[-1]), "--corpus", str(CORPUS)]) == 0
        assert main(["report", str(run), "--corpus", str(CORPUS), "-o", str(tmp_path / "report")]) == 0
        assert list((tmp_path / "report" / "systems").glob("*.html"))

    def test_of_another_version_is_not_gone_on_with(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run = shutil.copytree(OLD[0], tmp_path / "run")
        before = (run / "predictions.jsonl").read_bytes()
        assert main(["run", "rules", "--corpus", str(CORPUS), "-o", str(run)]) == 3
        assert "holds another run (configuration was" in capsys.readouterr().err
        assert (run / "predictions.jsonl").read_bytes() == before

    def test_there_is_one_of_this_version(self) -> None:
        signatures = [json.loads((run / "scores.json").read_bytes())["signature"] for run in OLD]
        assert signatures[-1].endswith(f"schema:{SCHEMA_VERSION}|scorer:{SCORER_VERSION}")
