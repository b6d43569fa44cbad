"""What the documents say is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import twicetold
from docs_blocks import Block, blocks_of
from twicetold.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "dataset").glob("*.md")),
    *sorted((ROOT / "baselines").glob("*.md")),
]


README = blocks_of(ROOT / "README.md")


def test_every_block_of_the_readme_is_known_here() -> None:
    """The first is run below, and so is the last; the second is what CI does, the third is run next."""
    begins = [(block.language, block.code.splitlines()[0]) for block in README]
    assert begins == [
        ("console", "$ make demo"),
        ("console", "$ make test"),
        ("python", "from datasets import load_dataset"),
        ("python", "import re"),
    ]


@pytest.mark.parametrize("block", [block for block in README if block.language == "python"], ids=str)
def test_every_snippet_of_the_readme_runs(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    exec(compile(block.code, str(block), "exec"), {"__name__": "snippet"})


def test_the_readme_shows_what_the_demo_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^demo:.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE)
    for command in recipe.splitlines():
        assert main(command.removeprefix("\t@$(BIN)/twicetold ").split()) == 0
    printed = capsys.readouterr()
    assert README[0].code == f"$ make demo\n{printed.out}{printed.err}"


def test_the_system_of_the_readme_has_under_ten_lines_and_is_scored(tmp_path: Path) -> None:
    code = README[-1].code
    assert "class Capitals" in code
    assert len([line for line in code.splitlines() if line.strip()]) < 10
    (tmp_path / "capitals.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "twicetold", "run", "capitals.py:Capitals", "--split", "train"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "capitals 1" in done.stdout
    assert done.stderr.startswith("run folder: runs/capitals-1-")


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"| `twicetold {name}" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
        if re.fullmatch(r"[\w./-]*[./][\w./-]*", target) and not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_design_names_every_room() -> None:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    package = Path(twicetold.__file__).parent
    rooms = {path.stem for path in package.iterdir() if not path.name.startswith("_") and path.name != "py.typed"}
    assert {room for room in rooms if f"`{room}" not in design} == set()


def test_nothing_names_an_index_or_a_place_of_one_machine() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    index = re.compile(r"(py[p]i\.|python[h]osted|registry[.]npm|--(extra-)?index-url|--find-links)\b")
    home = re.compile(r"(?<![\w.])/(home|root|Users)/")
    for name in done.stdout.split():
        path = ROOT / name
        if path.suffix not in {".parquet", ".png", ".xz"} and path.is_file() and path != Path(__file__):
            text = path.read_text(encoding="utf-8")
            assert not index.search(text), name
            assert not home.search(text), name
