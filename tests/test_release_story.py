"""A first story: what its author is told when something is wrong, and what the guide lists."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from twicetold.errors import InputError
from twicetold.gold.lint import lint
from twicetold.gold.source import read_story
from twicetold.ontology import Genre, Topic

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "adding-a-story.md").read_text(encoding="utf-8")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "data" / "stories" / "mayor", tmp_path / "mayor"))


def change(path: Path, old: str, new: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("field", "values"), [("topic", get_args(Topic)), ("genre", get_args(Genre))])
def test_a_value_that_is_not_on_the_list_is_answered_with_the_list(
    story: Path, field: str, values: tuple[str, ...]
) -> None:
    lines = (story / "story.toml").read_text(encoding="utf-8").splitlines()
    (old, *_) = [line for line in lines if line.startswith(f"{field} = ")]
    change(story / "story.toml", old, f'{field} = "gossip"')
    with pytest.raises(InputError, match=f"'gossip' .*; it is one of {', '.join(values)}$"):
        read_story(story)


def test_a_fault_of_sense_is_told_with_its_file_its_line_and_its_item(story: Path) -> None:
    change(story / "a" / "events.txt", "Person=e1", "Person=d1")
    (found,) = [each for each in lint([read_story(story)]) if each.check == "sense"]
    line = (story / "a" / "events.txt").read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert (Path(found.file).name, line.split()[0], found.words) == ("events.txt", "v1", "v1")


def test_a_link_to_nothing_is_told_of_the_links(story: Path) -> None:
    with (story / "links.txt").open("a", encoding="utf-8") as file:
        file.write("AGREE a:c9 b:c1\n")
    (found,) = [each for each in lint([read_story(story)]) if each.check == "sense"]
    assert Path(found.file).name == "links.txt"
    assert "has no c9 among its claims" in found.problem


def test_the_guide_lists_every_topic_and_genre() -> None:
    assert f"`topic` is one of {', '.join(get_args(Topic))}." in GUIDE
    assert f"`genre` is one of {', '.join(get_args(Genre))}." in GUIDE
