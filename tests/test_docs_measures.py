"""The page of measures names every one of them; `test_docs_blocks.py` holds its examples to be true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from twicetold import measures
from twicetold.measures import compat
from twicetold.measures.compat.modes import MODES
from twicetold.measures.errors import KINDS

PAGE = Path(__file__).parents[1] / "docs" / "measures.md"
TEXT = PAGE.read_text(encoding="utf-8")


def section(heading: str) -> str:
    return re.split(r"^## ", TEXT.split(f"\n## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("name", [measure.name for measure in measures.ALL])
def test_every_measure_has_a_row(name: str) -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and f"`{name}`" in line.split(" | ")[0]]
    assert len(rows) == 1 or name == "twicetold"
    assert f"`{name}`" in TEXT


def test_every_compatibility_mode_has_a_row_with_its_scorer() -> None:
    table = section("The numbers of other scorers")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.+?) \| ", table, flags=re.MULTILINE)
    assert rows == [(mode.name, mode.scorer) for mode in MODES]
    files = {path.stem for path in Path(compat.__file__).parent.glob("[!_]*.py")} - {"modes"}
    assert {name for name, _ in rows} == {file.replace("_", "-") for file in files}


def test_every_kind_of_error_has_a_row() -> None:
    assert tuple(re.findall(r"^\| `([a-z ]+)` \|", section("Errors"), flags=re.MULTILINE)) == KINDS


def test_links_within_the_page_lead_to_a_section() -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", TEXT, flags=re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= headings


def test_lines_are_short() -> None:
    assert [line for line in TEXT.splitlines() if len(line) >= 120] == []
