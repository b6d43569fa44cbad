"""The example plug-in: installed as a user would, it is found by its name, behaves, and is scored."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "dates-and-quotations"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the plug-in is installed, beside what is there."""
    target = tmp_path_factory.mktemp("installed")
    words = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *words, "--target", str(target), str(EXAMPLE)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return {**os.environ, "PYTHONPATH": str(target)}


def twicetold(environment: dict[str, str], folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "twicetold", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True, encoding="utf-8"
    ).stdout


def test_it_is_listed_under_its_name(installed: dict[str, str], tmp_path: Path) -> None:
    offers = {each["name"]: each for each in json.loads(twicetold(installed, tmp_path, "systems", "--json"))}
    own = offers["dates-and-quotations"]
    assert (own["package"], own["missing"]) == ("dates-and-quotations", None)
    assert own["about"] == "Calendar dates, and quotations with their speaker, by patterns."


def test_it_is_run_by_its_name_and_finds_what_it_is_for(installed: dict[str, str], tmp_path: Path) -> None:
    printed = twicetold(installed, tmp_path, "run", "dates-and-quotations", "--split", "dev", "--json")
    found = {name: measure["f1"] or 0 for name, measure in json.loads(printed)["measures"].items()}
    assert found["dates.strict"] > 0.3
    assert found["claims.cue.overlap"] > 0
    assert found["events.trigger.class"] == 0


@pytest.mark.long
def test_its_own_tests_pass(installed: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
    done = subprocess.run(command, cwd=EXAMPLE, env=installed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_says_that_it_is_typed() -> None:
    assert (EXAMPLE / "src" / "dates_and_quotations" / "py.typed").is_file()
