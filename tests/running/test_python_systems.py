"""Python objects as systems: classes, functions, coroutines, batches; in this process and isolated in another."""

from __future__ import annotations

import gzip
import sys
from typing import TYPE_CHECKING

import pytest

from running.common import found, run, stories, story
from twicetold.errors import InputError
from twicetold.systems.protocol import batch_of
from twicetold.systems.registry import find_system

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import asyncio
import os
import time

FOUND = {"entities": [{"id": "e1", "type": "PER", "mentions": [{"span": [{"quote": "Ada Byron"}]}]}]}


class Plain:
    name, version = "plain", "1"

    def extract(self, article):
        print("to standard output")
        if article.outlet == "hang":
            time.sleep(600)
        if article.outlet == "die":
            os._exit(9)
        if article.outlet == "raise":
            raise ValueError("no such thing")
        if article.outlet == "object":
            return object()
        return FOUND


def function(article):
    return FOUND


async def later(article):
    await asyncio.sleep(0)
    return FOUND


class Later(Plain):
    async def extract(self, article):
        await asyncio.sleep(0)
        return FOUND


class Told(Plain):
    batch = 3

    def __init__(self):
        self.usage = {"calls": 0}

    async def extract(self, article):
        self.usage["calls"] += 1
        return FOUND

    async def extract_many(self, articles):
        self.usage["calls"] += 1
        return [FOUND] * len(articles)

    async def close(self):
        open("closed", "w").close()


class Many(Plain):
    batch = 4
    sizes = []

    def extract_many(self, articles):
        self.sizes.append(len(articles))
        if any(article.outlet == "raise" for article in articles):
            raise ValueError("one of them")
        return [FOUND] * len(articles)


class Short(Many):
    def extract_many(self, articles):
        return [FOUND]


class Linking(Plain):
    def link(self, story, extractions):
        members = [{"article": article.id, "id": "e1"} for article in story.articles]
        return {"entities": [{"members": members}]}


class Closing(Plain):
    def close(self):
        open("closed", "w").close()


class Broken:
    def __init__(self):
        raise RuntimeError("no model here")
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "mine.py").write_text(SOURCE)
    monkeypatch.chdir(tmp_path)
    return str(tmp_path / "mine.py")


@pytest.mark.parametrize("where", ["here", "isolated"])
@pytest.mark.parametrize("name", ["Plain", "function", "later", "Later", "Many", "Short", "Linking"])
def test_every_kind_finds_the_same_here_and_isolated(name: str, where: str, module: str, tmp_path: Path) -> None:
    told = [story(f"s{number}", "", "") for number in range(3)]
    manifest = run(f"{module}:{name}", told, tmp_path / "run", isolated=where == "isolated")
    assert manifest.failures == ()
    read = found(tmp_path / "run", told)
    assert {len(extraction.entities) for extraction in read.extractions.values()} == {1}
    assert len(read.extractions) == 6
    assert len(read.links) == (3 if name == "Linking" else 0)


def test_batches_are_as_large_as_asked_and_one_that_fails_is_tried_one_by_one(module: str, tmp_path: Path) -> None:
    system = find_system(f"{module}:Many")
    assert batch_of(system) == 4
    told = [*stories(4), story("bad", "raise", "")]
    manifest = run(system, told, tmp_path / "run", retries=0)
    assert system.sizes == [4, 4, 2]  # type: ignore[attr-defined]
    assert [failure.article for failure in manifest.failures] == ["bad/a"]


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("hang", "no answer within"),
        ("die", "ended with exit code 9 without an answer"),
        ("raise", "ValueError: no such thing"),
        ("object", "what it handed back cannot be written as JSON"),
    ],
)
def test_isolated_nothing_can_harm_the_run(order: str, reason: str, module: str, tmp_path: Path) -> None:
    told = [story("s", "", order, "")]
    (failure,) = run(f"{module}:Plain", told, tmp_path / "run", seconds=2, retries=0).failures
    assert failure.article == "s/b"
    assert reason in failure.reason
    assert set(found(tmp_path / "run", told).extractions) == {"s/a", "s/c"}


def test_two_workers_find_what_one_finds(module: str, tmp_path: Path) -> None:
    told = stories(10)
    run(f"{module}:Linking", told, tmp_path / "1")
    run(f"{module}:Linking", told, tmp_path / "2", workers=2, isolated=True)
    assert found(tmp_path / "1", told) == found(tmp_path / "2", told)


def test_what_cannot_be_made_ends_the_run_isolated_or_not(module: str, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no model here"):
        run(f"{module}:Broken", stories(1), tmp_path / "run")
    with pytest.raises(InputError, match="RuntimeError: no model here"):
        run(f"{module}:Broken", stories(1), tmp_path / "run", isolated=True)


def test_a_system_found_by_name_is_closed_and_one_that_is_given_is_not(module: str, tmp_path: Path) -> None:
    run(find_system(f"{module}:Closing"), stories(1), tmp_path / "given")
    assert not (tmp_path / "closed").exists()
    run(f"{module}:Closing", stories(1), tmp_path / "named")
    assert (tmp_path / "closed").exists()


def test_modules_beside_a_system_and_in_the_working_folder_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "besides.py").write_text("FOUND = {}\n")
    (tmp_path / "deep" / "uses.py").write_text("from besides import FOUND\ndef uses(article): return FOUND\n")
    (tmp_path / "inwork.py").write_text("def inwork(article): return {}\n")
    monkeypatch.chdir(tmp_path)
    assert find_system("deep/uses.py:uses").name == "uses"
    assert find_system("inwork:inwork").name == "inwork"


def test_an_asynchronous_system_counts_batches_and_closes_like_any_other(module: str, tmp_path: Path) -> None:
    manifest = run(f"{module}:Told", stories(3), tmp_path / "run")
    assert manifest.usage == {"calls": 2}
    assert (tmp_path / "closed").exists()


def test_recorded_predictions_are_a_system(module: str, tmp_path: Path) -> None:
    told = stories(3)
    run(f"{module}:Linking", told, tmp_path / "run")
    file = tmp_path / "mine.jsonl"
    file.write_bytes((tmp_path / "run" / "predictions.jsonl").read_bytes())
    again = run(str(file), told, tmp_path / "again")
    assert again.failures == ()
    assert found(tmp_path / "again", told) == found(tmp_path / "run", told)
    failures = run(str(file), stories(4), tmp_path / "more").failures
    assert {(each.article, each.reason) for each in failures[:2]} == {
        (name, "the file has no line for it") for name in ("s3/a", "s3/b")
    }
    lines = file.read_bytes().splitlines(keepends=True)
    packed = tmp_path / "mine.jsonl.gz"
    packed.write_bytes(gzip.compress(b"".join(lines)))
    assert find_system(str(packed)).version == find_system(str(file)).version
    run(str(packed), told, tmp_path / "packed")
    assert found(tmp_path / "packed", told) == found(tmp_path / "run", told)
    file.write_bytes(b"".join([*lines, lines[0]]))
    assert [each.reason for each in run(str(file), told, tmp_path / "twice").failures] == [
        "the file has 2 lines for it"
    ]
    file.write_text('{"dates": []}\n')
    with pytest.raises(InputError, match=r"mine.jsonl:1: /: neither a prediction nor links, nor LangExtract's"):
        find_system(str(file))
