"""What `make release` holds a release against, tried on archives that are wrong; and what stands in two places."""

from __future__ import annotations

import io
import re
import runpy
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import twicetold

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
TRACKED = [
    "README.md",
    "dataset/README.md",
    "dataset/data/gold.json",
    "dataset/stories/mayor/a/text.txt",
    "baselines/leaderboard.json",
    "baselines/twicetold_baselines/cache.py",
    "harness/twicetold/py.typed",
    "schema/story.schema.json",
    "tests/conftest.py",
]
IN_WHEEL = [
    "twicetold_baselines/cache.py",
    "twicetold/py.typed",
    "twicetold/_data/dataset/README.md",
    "twicetold/_data/dataset/data/gold.json",
    "twicetold/_data/schema/story.schema.json",
]
DESCRIPTION = ["METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE", "licenses/dataset/LICENSE"]


@pytest.fixture(scope="module")
def release() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / ".ci" / "release.py"))


def archives(folder: Path, in_wheel: Iterable[str], in_source: Iterable[str]) -> tuple[Path, Path]:
    """A wheel and a source distribution with empty files of these names."""
    wheel, source = folder / "t-1-py3-none-any.whl", folder / "t-1.tar.gz"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in [*in_wheel, *(f"t-1.dist-info/{each}" for each in DESCRIPTION)]:
            archive.writestr(name, "")
    with tarfile.open(source, "w:gz") as pack:
        for name in in_source:
            pack.addfile(tarfile.TarInfo(f"t-1/{name}"), io.BytesIO())
    return wheel, source


def test_a_wheel_has_both_packages_the_release_and_the_schemas(release: dict[str, Any]) -> None:
    assert release["wheel_names"](TRACKED) == set(IN_WHEEL)


def test_archives_that_hold_just_that_are_let_through(release: dict[str, Any], tmp_path: Path) -> None:
    release["hold_contents"](*archives(tmp_path, IN_WHEEL, [*TRACKED, "PKG-INFO"]), TRACKED)


@pytest.mark.parametrize(
    ("in_wheel", "in_source", "named"),
    [
        ([*IN_WHEEL, "tests/conftest.py"], [*TRACKED, "PKG-INFO"], "does not belong there: ['tests/conftest.py']"),
        ([*IN_WHEEL, "twicetold/notes.txt"], [*TRACKED, "PKG-INFO"], "does not belong there: ['twicetold/notes.txt']"),
        (IN_WHEEL[:-1], [*TRACKED, "PKG-INFO"], "lacks: ['twicetold/_data/schema/story.schema.json']"),
        (IN_WHEEL, [*TRACKED, "PKG-INFO", "notes.md"], "does not belong there: ['notes.md']"),
        (IN_WHEEL, [*TRACKED[1:], "PKG-INFO"], "lacks: ['README.md']"),
    ],
)
def test_what_is_too_much_or_too_little_is_named(
    release: dict[str, Any], tmp_path: Path, in_wheel: list[str], in_source: list[str], named: str
) -> None:
    with pytest.raises(SystemExit, match=re.escape(named)):
        release["hold_contents"](*archives(tmp_path, in_wheel, in_source), TRACKED)


def test_what_is_pinned_is_read_without_hashes(release: dict[str, Any]) -> None:
    pins = release["pins"]()
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+", pin) for pin in pins)
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert len(pins) == sum("==" in line and not line.startswith((" ", "#")) for line in lines)


def test_the_version_is_the_same_wherever_it_stands() -> None:
    assert f"\nversion: {twicetold.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_python_that_is_promised_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [each for each in project["classifiers"] if each.startswith("Programming Language :: Python :: 3.")]
    oldest = project["requires-python"].removeprefix(">=")
    assert named[0].endswith(f" {oldest}")
