"""The normal form of a story folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given

from strategies import extractions
from twicetold.cli import main
from twicetold.gold.link_lines import tidied
from twicetold.gold.source import read_story
from twicetold.gold.tidy import renumber, tidy

if TYPE_CHECKING:
    from twicetold.model import Extraction

SAMPLE = Path(__file__).parent / "data" / "stories"


def test_ids_come_in_the_order_of_the_text_and_links_follow(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "stories")) / "mayor"
    before = read_story(folder).story
    for name in ("entities", "events", "claims"):
        path = folder / "a" / f"{name}.txt"
        path.write_text(path.read_text(encoding="utf-8").replace("e1", "e77"), encoding="utf-8")
    links = folder / "links.txt"
    links.write_text(links.read_text(encoding="utf-8").replace("a:e1", "a:e77"), encoding="utf-8")
    assert tidy(read_story(folder))
    assert read_story(folder).story == before
    assert tidy(read_story(folder)) == []


def test_the_command_names_what_it_changed(tmp_path: Path, capsys: object) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "stories"))
    path = folder / "mayor" / "a" / "dates.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("d1", "d9"), encoding="utf-8")
    assert main(["gold", "tidy", str(folder)]) == 0
    assert main(["gold", "tidy", str(folder)]) == 0
    out = capsys.readouterr()  # type: ignore[attr-defined]
    assert "dates.txt" in out.out
    assert "0 files changed" in out.err


def test_links_are_aligned_with_new_ids_and_remarks_and_blank_lines_stay() -> None:
    written = "# a:e1 stays\nentities a:e1 b:e1\n\nAGREE   a:c10  b:c2 #claims-agree\nCONTRADICT a:c1 b:c2 #granularity"
    assert tidied(written, {"a": {"e1": "e2"}}).splitlines() == [
        "# a:e1 stays",
        "entities    a:e2   b:e1",
        "",
        "AGREE       a:c10  b:c2",
        "CONTRADICT  a:c1   b:c2  #granularity",
    ]
    assert tidied("", {}) == ""


def test_links_that_are_not_aligned_are_not_tidy(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "stories")) / "mayor"
    links = folder / "links.txt"
    tidy(read_story(folder))
    written = links.read_text(encoding="utf-8")
    links.write_text(written.replace("AGREE     ", "AGREE "), encoding="utf-8")
    assert tidy(read_story(folder)) == [links]
    assert links.read_text(encoding="utf-8") == written


@given(extractions("Ada Byron quit on Monday, she said. It rained."))
def test_renumbering_twice_changes_nothing_more(extraction: Extraction) -> None:
    once, names = renumber(extraction)
    assert renumber(once)[0] == once
    assert len({*names.values()}) == len(names)
    assert [len(getattr(once, layer)) for layer in ("entities", "dates", "events", "claims")] == [
        len(getattr(extraction, layer)) for layer in ("entities", "dates", "events", "claims")
    ]
