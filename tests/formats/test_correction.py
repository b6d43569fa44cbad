"""The loop of correction: the gold goes to a tool, a person changes something there, and it comes back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from twicetold.cli import main
from twicetold.errors import InputError
from twicetold.gold.source import read_story
from twicetold.gold.take_in import take_in

SOURCES = Path(__file__).parents[2] / "dataset" / "stories"
NAMES = ("kazakhstan-2022", "lost-satellite")
TOOLS = {"label-studio": "tasks.json", "brat": "."}


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    for name in NAMES:
        shutil.copytree(SOURCES / name, tmp_path / "stories" / name)
    return tmp_path / "stories"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_nobody_changed_comes_back_the_same(
    tool: str, stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(stories)
    assert main(["gold", "export", str(stories), str(tmp_path / "tool"), "--to", tool]) == 0
    assert "links between the articles" in capsys.readouterr().err or tool == "brat"
    assert main(["gold", "import", str(tmp_path / "tool" / TOOLS[tool]), str(stories), "--from", tool]) == 0
    assert capsys.readouterr().out == ""
    assert contents(stories) == before


@pytest.mark.long
def test_the_whole_gold_set_comes_back_from_label_studio_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOURCES, tmp_path / "stories")
    before = contents(tmp_path / "stories")
    assert main(["gold", "export", str(tmp_path / "stories"), str(tmp_path / "tool"), "--to", "label-studio"]) == 0
    assert main(["gold", "import", str(tmp_path / "tool" / "tasks.json"), str(tmp_path / "stories")]) == 0
    assert "60 stories taken in" in capsys.readouterr().err
    assert contents(tmp_path / "stories") == before


def test_a_correction_is_in_the_marks_and_nothing_else_is_changed(
    stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["gold", "export", str(stories), str(tmp_path / "tool"), "--to", "brat"])
    before = contents(stories)
    (annotation,) = (tmp_path / "tool").rglob("lost-satellite/a.ann")
    lines = annotation.read_text(encoding="utf-8")
    assert re.search(r"^T\d+\tGPE ", lines, re.MULTILINE)
    annotation.write_text(re.sub(r"^(T\d+\t)GPE ", r"\1LOC ", lines, flags=re.MULTILINE), encoding="utf-8")
    capsys.readouterr()
    assert main(["gold", "import", str(tmp_path / "tool"), str(stories), "--from", "brat"]) == 0
    changed = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    after = contents(stories)
    assert changed == ["entities.txt"]
    assert [name for name in after if after[name] != before[name]] == ["lost-satellite/a/entities.txt"]
    assert "GPE" not in (stories / "lost-satellite" / "a" / "entities.txt").read_text(encoding="utf-8")


def test_what_an_editor_on_windows_saved_comes_back_the_same(stories: Path, tmp_path: Path) -> None:
    before = contents(stories)
    main(["gold", "export", str(stories), str(tmp_path / "tool"), "--to", "brat"])
    for file in (tmp_path / "tool").glob("*/?.*"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["gold", "import", str(tmp_path / "tool"), str(stories), "--from", "brat"]) == 0
    assert contents(stories) == before


def test_links_go_with_what_they_connected(stories: Path) -> None:
    source = read_story(stories / "lost-satellite")
    article = source.articles["a"].article
    assert article.gold is not None
    members = [member for cluster in source.story.links.entities for member in cluster.members]
    linked = {member.id for member in members if member.article == article.id}
    gone = next(entity for entity in article.gold.entities if entity.id in linked)
    kept = {event.id: tuple(a for a in event.arguments if a.filler != gone.id) for event in article.gold.events}
    gold = replace(
        article.gold,
        entities=tuple(each for each in article.gold.entities if each is not gone),
        events=tuple(replace(event, arguments=kept[event.id]) for event in article.gold.events),
        claims=tuple(
            replace(each, source_entity=None if each.source_entity == gone.id else each.source_entity)
            for each in article.gold.claims
        ),
    )
    taken = take_in(source, {article.id: replace(article, gold=gold)})
    assert taken.links_lost == 1
    assert len(read_story(stories / "lost-satellite").story.links.entities) == len(source.story.links.entities) - 1


def test_another_text_is_refused_before_anything_is_written(stories: Path) -> None:
    before = contents(stories)
    source = read_story(stories / "lost-satellite")
    other = replace(source.articles["a"].article, text="Another.")
    with pytest.raises(InputError, match="only marks may change"):
        take_in(source, {other.id: other})
    assert contents(stories) == before


def test_what_has_nothing_of_the_folder_is_said(
    stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["gold", "export", str(stories / "lost-satellite"), str(tmp_path / "tool"), "--to", "label-studio"])
    there = str(tmp_path / "tool" / "tasks.json")
    assert main(["gold", "import", there, str(stories / "kazakhstan-2022"), "--from", "label-studio"]) == 3
    assert "has no article of the stories in" in capsys.readouterr().err
