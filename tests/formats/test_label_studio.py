"""Label Studio: gold goes there and comes back as it was."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

import strategies
import twicetold
from formats import common
from formats.label_studio_story import STORY, TEXT, Results, at, tasks
from twicetold.errors import InputError
from twicetold.formats.label_studio.convention import RELATIONS
from twicetold.model import Argument, Article, Claim, Entity, Event, Extraction, Links, Mention, Story, Ungrounded, span


def through_the_tool(results: Results, config: ET.Element) -> Results:
    """Return results as the editor of Label Studio keeps them: by region, one relation a pair, what is configured."""
    controls = {each.get("name"): each for each in config.iter() if each.get("toName")}
    known = {each.get("value") for each in config.iter("Relation")}
    areas: dict[str, Results] = {}
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    for each in results:
        if each["type"] == "relation":
            labels = [label for label in each["labels"] if label in known]
            pairs.setdefault((each["from_id"], each["to_id"]), {**each, "labels": labels})
        elif each["from_name"] in controls:
            areas.setdefault(each["id"].split("#")[0], []).append(each)
    kept = {ends: each for ends, each in pairs.items() if ends[0] in areas and ends[1] in areas}
    return [each for area in areas.values() for each in area] + list(kept.values())


def test_all_of_a_story_but_its_links_comes_back(tmp_path: Path) -> None:
    notes = common.write("label-studio", [STORY], tmp_path / "out")
    assert list(notes) == []
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["config.xml", "tasks.json"]
    stories, notes = common.read("label-studio", tmp_path / "out")
    assert stories == [STORY]
    assert notes.counts == {"tasks without an annotation": 1}
    assert list(notes.first.values()) == [f"{tmp_path}/out/tasks.json:3 (task 2)"]


def test_a_task_is_an_article_and_offsets_are_code_points(tmp_path: Path) -> None:
    common.write("label-studio", [STORY], tmp_path)
    first, second, third = tasks(tmp_path)
    assert first["data"] == {
        "id": "brill/a", "text": TEXT, "published": "2031-05-06T09:00:00Z", "outlet": "The Plumb Line",
        "headline": "She will", "genre": "wire", "scored": [{"start": 0, "end": 30}], "story": "brill",
        "story_title": "Brill & Orlo <again>", "topic": "politics", "split": "dev", "story_tags": ["granularity"],
    }  # fmt: skip
    assert second["annotations"] == []
    assert third["annotations"] == [{"result": []}]
    placed = [each["value"] for each in first["annotations"][0]["result"] if each["type"] == "labels"]
    assert placed
    assert all(TEXT[each["start"] : each["end"]] == each["text"] for each in placed)
    assert max(each["end"] for each in placed) > at("🎪")


def test_the_gold_set_comes_back(tmp_path: Path) -> None:
    stories = list(twicetold.load())
    notes = common.write("label-studio", stories, tmp_path)
    links = sum(len(getattr(story.links, layer)) for story in stories for layer in ("entities", "events", "claims"))
    assert notes.counts == {"links between the articles of a story": links}
    back, notes = common.read("label-studio", tmp_path)
    assert back == [msgspec.structs.replace(story, links=Links()) for story in stories]
    assert list(notes) == []


@settings(max_examples=150, deadline=None)
@given(story=strategies.stories())
def test_any_story_comes_back_also_through_the_tool(story: Story) -> None:
    bare = msgspec.structs.replace(story, links=Links())
    with TemporaryDirectory() as folder:
        path = Path(folder)
        common.write("label-studio", [story], path)
        assert common.read("label-studio", path)[0] == [bare]
        config = ET.fromstring((path / "config.xml").read_bytes())
        exported = tasks(path)
        for number, task in enumerate(exported):
            task |= {"id": number, "drafts": [], "predictions": []}
            task["annotations"][0]["result"] = through_the_tool(task["annotations"][0]["result"], config)
        (path / "tasks.json").write_text(json.dumps(exported), encoding="utf-8")
        stories, notes = common.read("label-studio", path)
        assert stories == [bare]
        assert list(notes) == []


def test_what_has_no_place_is_noted(tmp_path: Path) -> None:
    twice = Event("v1", "Life.Die", (span(0, 2),), (Argument("Victim", "e1"), Argument("Victim", "e1")))
    gold = Extraction(
        (Entity("e1", "PER", (Mention(span(3, 4)),)),),
        events=(twice,),
        claims=(Claim("c1", ()), Claim("c2", span(0, 2), nested_in="c1")),
        ungrounded=(Ungrounded("cue", "cue", "says"),),
    )
    story = Story("s", "S", (Article("s/a", "Abc d", "2031-05-06", gold=gold),))
    assert list(common.write("label-studio", [story], tmp_path)) == [
        "1 arguments that an event has twice (first: s/a)",
        "1 claims without any words (first: s/a)",
        "1 quotations that are not in the text (first: s/a)",
    ]
    ((back,), _) = common.read("label-studio", tmp_path)
    assert back.articles[0].gold == msgspec.structs.replace(
        gold,
        events=(msgspec.structs.replace(twice, arguments=twice.arguments[:1]),),
        claims=(Claim("c2", span(0, 2)),),
        ungrounded=(),
    )


def test_ids_of_regions_can_be_names_of_classes_and_relations_are_one_a_pair(tmp_path: Path) -> None:
    ids = ("a.1", "a:1", "a_1")
    gold = Extraction(tuple(Entity(each, "PER", (Mention(span(0, 1)),)) for each in ids))
    story = Story("s", "S", (Article("s/a", "Abc", "2031-05-06", gold=gold),))
    common.write("label-studio", [story, STORY], tmp_path)
    for task in tasks(tmp_path):
        for annotation in task["annotations"]:
            marks = [each for each in annotation["result"] if each["type"] != "relation"]
            pairs = [(each["from_id"], each["to_id"]) for each in annotation["result"] if each["type"] == "relation"]
            assert all(re.fullmatch("[A-Za-z0-9_-]+", each["id"]) for each in marks)
            assert len({(each["id"], each["from_name"]) for each in marks}) == len(marks)
            assert len(set(pairs)) == len(pairs)
    assert common.read("label-studio", tmp_path)[0][0] == story


def test_the_configuration_has_whatever_is_written(tmp_path: Path) -> None:
    common.write("label-studio", [STORY], tmp_path)
    config = ET.fromstring((tmp_path / "config.xml").read_bytes())
    controls = {each.get("name"): each for each in config.iter() if each.get("toName") == "text"}
    (text,) = config.iter("Text")
    assert (text.get("name"), text.get("value")) == ("text", "$text")
    assert len(controls) == len([each for each in config.iter() if each.get("name")]) - 1
    assert {each.get("value") for each in config.iter("Relation")} == set(RELATIONS)
    for result in tasks(tmp_path)[0]["annotations"][0]["result"]:
        if result["type"] == "relation":
            assert set(result["labels"]) <= set(RELATIONS)
            continue
        control = controls[result["from_name"]]
        assert control.tag.lower() == result["type"]
        if result["type"] != "textarea":
            assert set(result["value"][result["type"]]) <= {each.get("value") for each in control}
        if result["type"] != "labels":
            assert control.get("perRegion") == "true"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="file"):
        common.write("label-studio", [STORY], tmp_path / "file")
