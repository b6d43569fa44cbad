"""On an installation that cannot be written, by a user without a home, the work is done where one says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import twicetold
from twicetold.cli import main
from twicetold.errors import InputError
from twicetold_baselines import cache
from twicetold_baselines.learned import store
from twicetold_baselines.tools import event_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file where the home folder should be: nothing can be made in it, by nobody, root included."""
    home = tmp_path / "home"
    home.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    for name in ("TWICETOLD_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return home


def test_what_cannot_be_set_up_says_what_to_set(nowhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup", "dateparser"]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"dateparser: {nowhere}/.cache/twicetold/tools: ")
    assert said.endswith("; name another folder in TWICETOLD_CACHE")


@pytest.mark.parametrize("make", [store.stored, event_words.file_from_train], ids=["models", "words"])
def test_what_is_made_of_the_gold_says_so_too(make: Callable[[], object], nowhere: Path) -> None:
    with pytest.raises(InputError, match=f"^{nowhere}/.cache/twicetold/.* TWICETOLD_CACHE$"):
        make()


def test_a_cache_that_is_there_and_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(InputError, match="cannot be written; name another folder in TWICETOLD_CACHE"):
        cache.make(tmp_path)


def test_where_no_run_folder_can_be_made_another_is_to_be_named(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "empty", "--split", "dev", "--output", str(nowhere / "run")]) == 3
    assert capsys.readouterr().err.strip().endswith("; name another folder with --output")


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Path]:
    """Both packages and the data as a wheel lays them out, in folders without a write bit (which root passes over)."""
    site = tmp_path / "site"
    for package in ("twicetold", "twicetold_baselines"):
        source = Path(sys.modules[package].__file__ or "").parent
        shutil.copytree(source, site / package, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    data = site / "twicetold" / "_data"
    shutil.copytree(twicetold.data_root() / "schema", data / "schema")
    shutil.copytree(twicetold.data_root() / "dataset" / "data", data / "dataset" / "data")
    folders = [site, *(path for path in site.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield site
    for folder in folders:
        folder.chmod(0o755)


@pytest.mark.long
def test_the_work_is_done_without_writing_into_the_installation(installed: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from twicetold.cli import main; import twicetold\n"
        "assert main('run twicetold_baselines.bounds:Empty --split dev --output run'.split()) == 0\n"
        "assert main('score run/predictions.jsonl --split dev'.split()) == 0\n"
        "assert main('report run --split dev --output report'.split()) == 0\n"
        "assert len(twicetold.load('dev')) == 12 and sys.argv[1] in twicetold.__file__"
    )
    out = tmp_path / "out"
    out.mkdir()
    before = sorted(installed.rglob("*"))
    own = {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(installed)],
        cwd=out,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(installed.rglob("*")) == before
    assert (out / "report" / "index.html").is_file()
