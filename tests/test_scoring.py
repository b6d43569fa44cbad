"""Scoring piece by piece: what is read, measured and added up in pieces is what it would be at once."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest

import twicetold
from twicetold import Story, corpus, executors, scoring
from twicetold.cli import main
from twicetold.errors import UnknownNameError, ValidationError
from twicetold.model import Article, Date, Extraction, Linking, Prediction, span
from twicetold.ontology import SLICES
from twicetold.predictions import Predictions, Stored
from twicetold.running.work import extract
from twicetold.scoring import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORIES = twicetold.load("dev")
RULES = twicetold.find_system("rules")
FOUND = {article.id: extract(RULES, article) for story in STORIES for article in story.articles}


def everything(scores: scoring.Scores) -> dict[str, Any]:
    slices = {name: {measure: scores.by(name, measure) for measure in scores.totals} for name in SLICES}
    return {**scores.to_json(), **slices, "cells": sorted(scores.cells())}


WHOLE = everything(scoring.score(STORIES, FOUND, split="dev"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "p.jsonl"
    lines = [Prediction(name, found) for name, found in reversed(FOUND.items())]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    return path


def test_what_cannot_be_sliced_by_is_an_error_that_says_what_can() -> None:
    with pytest.raises(UnknownNameError, match=r"no slice is called 'story'\. Known: genre, length, level, "):
        scoring.score(STORIES, FOUND, split="dev").by("story", "dates.value")


@pytest.mark.parametrize("stories", [1, 5, 1000])
def test_neither_the_size_of_the_pieces_nor_their_place_changes_a_bit(
    stories: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "_STORIES", stories)
    assert everything(scoring.score(iter(STORIES), FOUND, split="dev")) == WHOLE
    with Stored(file) as stored, executors.processes(2) as place:
        assert everything(scoring.score_predictions(STORIES, stored, split="dev", place=place)) == WHOLE


def test_a_table_that_goes_to_disk_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_IN_MEMORY", 1)
    monkeypatch.setattr(table, "_AT_A_TIME", 1)
    assert everything(scoring.score(STORIES, FOUND, split="dev")) == WHOLE


def test_the_order_of_the_stories_does_not_matter() -> None:
    turned = everything(scoring.score(STORIES[::-1], FOUND, split="dev"))
    assert turned == WHOLE


def test_stories_are_read_only_as_they_are_needed() -> None:
    asked: list[str] = []

    def told() -> Iterator[Story]:
        for story in STORIES:
            asked.append(story.id)
            yield story

    pieces = scoring.pieces(told(), Predictions(FOUND, {}))
    assert not asked
    next(pieces)
    assert len(asked) == min(len(STORIES), 16)


def test_no_more_work_is_handed_out_than_a_place_holds() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    found = executors.results(abs, numbers(), executors.Place(executors.HERE.executor, 3))
    assert next(found) == 0
    assert taken == [0, 1, 2]
    assert list(found) == list(range(1, 10))


def test_nothing_to_score_gives_no_numbers() -> None:
    scores = scoring.score([], {}, split="none")
    assert (scores.articles, scores.totals, scores.numbers, list(scores.cells())) == ((), {}, {}, [])
    assert scores.by("type", "entities.strict") == {}


def test_a_story_is_the_same_wherever_it_travelled() -> None:
    piece = next(scoring.pieces(STORIES, Predictions(FOUND, {})))
    there = pickle.loads(pickle.dumps(piece))
    assert there == piece
    assert corpus.content_hash(pickle.loads(pickle.dumps(STORIES))) == corpus.content_hash(STORIES)


class TestFaults:
    """Of predictions in a file."""

    def read(self, file: Path, *lines: object) -> str:
        file.write_bytes(b"\n".join(line if isinstance(line, bytes) else msgspec.json.encode(line) for line in lines))
        with pytest.raises(ValidationError) as caught, Stored(file) as stored:
            scoring.score_predictions(STORIES, stored, split="dev")
        return str(caught.value)

    def test_those_of_all_pieces_are_told_at_once(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scoring, "_STORIES", 1)
        first, last = STORIES[0].articles[0].id, STORIES[-1].articles[0].id
        bad = {"extraction": {"dates": [{"id": "d1"}]}}
        told = self.read(file, {"article": last, **bad}, {"article": "elsewhere/a", **bad}, {"article": first, **bad})
        assert [line.split(": ")[0] for line in told.splitlines()[::3]] == [f"{file}:3", f"{file}:1"]
        assert "elsewhere" not in told

    def test_what_is_about_nothing_is_a_fault_too(self, file: Path) -> None:
        told = self.read(file, b"nonsense", {"article": 5, "extraction": {}}, {"extraction": {}}, {"story": "s"}, [])
        assert sorted({line.split(":")[1] for line in told.splitlines()}) == ["1", "2", "3", "4", "5"]

    def test_a_second_line_about_the_same(self, file: Path) -> None:
        name = STORIES[0].id
        told = self.read(file, *[{"article": f"{name}/a", "extraction": {}}] * 2, *[{"story": name, "links": {}}] * 2)
        assert told.splitlines() == [
            f"{file}:2: /article: '{name}/a' has a line already",
            f"{file}:4: /story: '{name}' has a line already",
        ]


def test_links_may_stand_before_the_extractions_they_connect(file: Path) -> None:
    story = next(story for story in STORIES if story.links.events)
    golds = {article.id: article.gold for story in STORIES for article in story.articles if article.gold}
    lines = [Linking(story.id, story.links), *(Prediction(name, gold) for name, gold in golds.items())]
    file.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    with Stored(file) as stored:
        scores = scoring.score_predictions([story], stored, split="dev")
    assert scores.numbers["links.events"].f1.estimate == 1


def test_sums_by_key_leave_negative_keys_out() -> None:
    rows = np.zeros(4, table.ROW)
    rows["tally"] = [[1, 2, 3, 4], [0.1, 0, 0, 0], [0.2, 0, 0, 0], [9, 9, 9, 9]]
    rows["unit"] = [7, 3, 7, -1]
    found = table.Table()
    found.append(rows[:2])
    found.append(rows[2:])
    assert list(found.sums(lambda block: block["unit"]).items()) == [(3, (0.1, 0, 0, 0)), (7, (1.2, 2, 3, 4))]


def test_an_interrupt_while_a_run_is_scored_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> scoring.Scores:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(scoring, "score_predictions", interrupted)
        assert main(["run", "rules", "--split", "dev", "-o", str(tmp_path / "r")]) == 130
    assert "Go on with:\n  twicetold run rules --split dev" in capsys.readouterr().err
    assert main(["run", "rules", "--split", "dev", "-o", str(tmp_path / "r"), "--json"]) == 0
    assert msgspec.json.decode(capsys.readouterr().out)["articles"] == len(FOUND)


@pytest.mark.parametrize("slice_", ["split", "phenomenon", "topic", "level"])
def test_a_slice_that_nothing_shows_is_empty(slice_: str) -> None:
    gold = Extraction(dates=(Date("d1", span(0, 6), "DATE", "2024-01-01"),))
    story = Story("s", "s", (Article("s/a", "Monday.", "2024-01-02", gold=gold),))
    assert scoring.score([story], {"s/a": gold}, split="x").by(slice_, "dates.strict") == {}
