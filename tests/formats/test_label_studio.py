"""Label Studio: gold goes there and comes back, as it was and as a person corrected it; exports of other projects."""

from __future__ import annotations

import json
import re
import tracemalloc
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings

import strategies
import twicetold
from formats import common
from twicetold.errors import InputError
from twicetold.formats.label_studio import FORMAT
from twicetold.formats.label_studio.convention import RELATIONS
from twicetold.formats.label_studio.exports import rows_of
from twicetold.model import (
    Argument,
    Article,
    Claim,
    Date,
    Entity,
    Event,
    Extraction,
    Links,
    Mention,
    Story,
    Ungrounded,
    span,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.formats.format import Notes

Results = list[dict[str, Any]]

TEXT = "Ada Brill, the mayor, said on Monday 🎪 that she would sue Orlo. “We will,” Brill said."


def at(words: str, after: int = 0) -> int:
    return TEXT.index(words, after)


def run(words: str, after: int = 0) -> Any:
    return span(at(words, after), at(words, after) + len(words))


GOLD = Extraction(
    entities=(
        Entity(
            "e1",
            "PER",
            (
                Mention(run("Ada Brill, the mayor"), run("Ada Brill"), phenomena=("name-variant",)),
                Mention(run("she"), level="PRO"),
                Mention(run("Brill", 20)),
            ),
            name="Ada Brill",
            phenomena=("pronoun",),
        ),
        Entity("e.2", "ORG", (Mention(run("Orlo")),)),
    ),
    dates=(
        Date("d1", run("Monday"), "DATE", "2031-05-05", "APPROX", anchor="d2"),
        Date("d2", run("on Monday"), "DATE", "2031-05-06", phenomena=("duration",)),
    ),
    events=(
        Event(
            "v1",
            "Justice.Sue",
            (run("sue"), run("will")),
            (
                Argument("Plaintiff", "e1"),
                Argument("Crime", span=span(at("Monday"), at("Monday") + 3, at("that"), at("that") + 4)),
                Argument("Time", "d1"),
                Argument("Defendant", "e1"),
            ),
            polarity="NEGATIVE",
            realis="OTHER",
            phenomena=("future-event",),
        ),
    ),
    claims=(
        Claim(
            "c1",
            run("said"),
            span(at("on Monday"), at("on Monday") + 9, at("that"), at("Orlo") + 4),
            run("Ada Brill"),
            "e1",
            stance="INTENDS",
        ),
        Claim("c2", run("said", 40), run("“We will,”"), mode="DIRECT", nested_in="c1", phenomena=("direct-speech",)),
    ),
)

STORY = Story(
    "brill",
    "Brill & Orlo <again>",
    (
        Article("brill/a", TEXT, "2031-05-06T09:00:00Z", "The Plumb Line", "She will", "wire", span(0, 30), GOLD),
        Article("brill/b", "Not annotated.", "2031-05-07"),
        Article("brill/c", "Nothing in it.", "2031-05-07", gold=Extraction()),
    ),
    topic="politics",
    split="dev",
    phenomena=("granularity",),
)


def tasks(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((path / "tasks.json").read_bytes())
    return found


def corrected(path: Path, correct: Callable[[Results], Results | None]) -> tuple[Extraction, list[str]]:
    """Return what is read when a person has corrected the first article, and the notes without their places."""
    common.write("label-studio", [STORY], path)
    exported = tasks(path)
    result = exported[0]["annotations"][0]["result"]
    exported[0]["annotations"][0]["result"] = correct(result) or result
    (path / "tasks.json").write_text(json.dumps(exported, indent=1), encoding="utf-8")
    (story,), notes = common.read("label-studio", path)
    gold = story.articles[0].gold
    assert gold is not None
    return gold, kinds_of(notes)


def kinds_of(notes: Notes) -> list[str]:
    return [kind for kind in notes.counts if not kind.startswith("tasks without an annotation")]


def regions(results: Results, words: str, label: str = "") -> Results:
    return [
        each
        for each in results
        if each["type"] == "labels"
        and each["value"]["text"] == words
        and (not label or label in each["value"]["labels"])
    ]


def mark(results: Results, control: str, label: str, words: str, name: str) -> str:
    """Mark a region as a person does in the tool, where ids are made by chance and nothing is in `meta`."""
    place = {"start": at(words), "end": at(words) + len(words), "text": words}
    value = {**place, "labels": [label]}
    marked = {"id": name, "from_name": control, "to_name": "text", "type": "labels", "value": value}
    results.append({**marked, "origin": "manual"})
    return name


def link(results: Results, first: str, second: str, *labels: str, direction: str = "right") -> None:
    found = {"type": "relation", "from_id": first, "to_id": second, "direction": direction, "labels": list(labels)}
    results.append(found)


def choose(results: Results, name: str, control: str, *choices: str) -> None:
    results.append({"id": name, "from_name": control, "type": "choices", "value": {"choices": list(choices)}})


def without(results: Results, *names: str) -> Results:
    """Delete regions as the tool does: with the relations that they have."""
    return [each for each in results if not {each.get("id"), each.get("from_id"), each.get("to_id")} & set(names)]


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


# Our gold there and back


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


# What a person does in the tool


def test_a_mention_that_is_added_and_linked_is_one_of_its_entity(tmp_path: Path) -> None:
    def correct(results: Results) -> None:
        name = mark(results, "entity", "PER", "We", "-dX_7")
        link(results, name, regions(results, "she")[0]["id"], "same")  # from the new one, to any of them

    gold, notes = corrected(tmp_path, correct)
    assert [text_of(each.span, TEXT) for each in gold.entities[0].mentions][-1] == "We"
    assert (gold.entities[0].id, gold.entities[0].mentions[-1].level, notes) == ("e1", "NAM", [])
    assert msgspec.structs.replace(gold, entities=()) == msgspec.structs.replace(GOLD, entities=())


def test_items_that_are_added_get_ids_that_are_free(tmp_path: Path) -> None:
    def correct(results: Results) -> None:
        mark(results, "entity", "GPE", "mayor", "r1")
        mark(results, "date", "TIME", "Monday", "r2")
        event = mark(results, "event", "Contact.Meet", "would", "r3")
        link(results, "r1", event, "Place")  # drawn the other way round
        link(results, event, mark(results, "part", "Argument", "Orlo", "r4"), "Topic")
        cue = mark(results, "claim", "Cue", "will", "r5")
        link(results, cue, mark(results, "claim", "Content", "We", "r6"), "content")
        results.append({**results[-1], "from_id": "r1", "labels": []})
        choose(results, "r3", "polarity", "NEGATIVE")
        choose(results, "r3", "tags", "event-noun")
        results.append(
            {"id": "r2", "from_name": "value", "type": "textarea", "value": {"text": ["T1", "2031-05-05T09"]}}
        )

    gold, notes = corrected(tmp_path, correct)
    assert gold.entities[-1] == Entity("e2", "GPE", (Mention(run("mayor")),))
    assert gold.dates[-1] == Date("d3", run("Monday"), "TIME", "2031-05-05T09")
    assert gold.events[-1] == Event(
        "v2", "Contact.Meet", (run("would"),),
        (Argument("Place", "e2"), Argument("Topic", span=run("Orlo"))), "NEGATIVE", phenomena=("event-noun",),
    )  # fmt: skip
    assert gold.claims[-1] == Claim("c3", run("will"), run("We"))
    assert notes == ["relations without a label", "value: written several times, of which the last counts"]


def test_an_entity_is_split_and_joined_by_relations(tmp_path: Path) -> None:
    def split(results: Results) -> Results:
        she = regions(results, "she")[0]["id"]
        kept = [each for each in results if not (each["type"] == "relation" and each["to_id"] == she)]
        link(kept, she, regions(results, "Orlo")[0]["id"], "same")
        return kept

    gold, notes = corrected(tmp_path, split)
    assert [(each.id, len(each.mentions)) for each in gold.entities] == [("e1", 2), ("e.2", 2)]
    assert notes == ["entity: a region has another type than the first of its entity"]
    assert gold.entities[1].type == "ORG"

    def cut_off(results: Results) -> Results:
        she = regions(results, "she")[0]["id"]
        return [each for each in results if not (each["type"] == "relation" and each["to_id"] == she)]

    gold, notes = corrected(tmp_path, cut_off)
    assert [(each.id, len(each.mentions)) for each in gold.entities] == [("e1", 2), ("e2", 1), ("e.2", 1)]


def test_what_a_deleted_first_region_leaves_stays_together(tmp_path: Path) -> None:
    def delete(results: Results) -> Results:
        gone = [regions(results, words)[0]["id"] for words in ("Ada Brill, the mayor", "sue")]
        return without(results, *gone, *(each["id"] for each in regions(results, "said", "Cue")[:1]))

    gold, notes = corrected(tmp_path, delete)
    assert [(each.id, len(each.mentions)) for each in gold.entities] == [("e1", 2), ("e.2", 1)]
    assert [(each.id, each.triggers) for each in gold.events] == [("v1", (run("will"),))]
    assert [each.id for each in gold.claims] == ["c1", "c2"]
    assert (gold.claims[0].cue, gold.claims[0].content) == ((), GOLD.claims[0].content)
    assert gold.claims[0].source == GOLD.claims[0].source
    assert notes == [
        "regions called Head to which no relation leads", "regions called Argument to which no relation leads",
    ]  # fmt: skip


def test_a_cue_that_is_marked_anew_takes_over_its_claim(tmp_path: Path) -> None:
    def correct(results: Results) -> Results:
        (old,) = (each["id"] for each in regions(results, "said", "Cue")[:1])
        content, source = (each["id"] for each in results if each.get("meta") == {"of": "c1"})
        kept = without(results, old)
        cue = mark(kept, "claim", "Cue", "said on", "new")
        link(kept, cue, content, "content")
        link(kept, source, cue, "source")  # drawn the other way round
        return kept

    gold, notes = corrected(tmp_path, correct)
    assert gold.claims[0] == msgspec.structs.replace(GOLD.claims[0], cue=run("said on"), stance="ASSERTS")
    assert notes == []


def test_a_claim_without_a_cue_has_its_content_and_source_whichever_was_marked_first(tmp_path: Path) -> None:
    def correct(results: Results) -> None:
        source = mark(results, "claim", "Source", "Ada", "first")
        link(results, mark(results, "claim", "Content", "We", "second"), source, "source")

    gold, notes = corrected(tmp_path, correct)
    assert gold.claims == (*GOLD.claims, Claim("c3", (), run("We"), run("Ada")))
    assert notes == []


def test_parts_may_be_linked_several_times_and_shared(tmp_path: Path) -> None:
    def correct(results: Results) -> None:
        first, second = (each["id"] for each in regions(results, "said", "Cue"))
        (source,) = (each["id"] for each in regions(results, "Ada Brill", "Source"))
        link(results, second, source, "source")
        link(results, second, mark(results, "claim", "Content", "Brill said", "more"), "content")
        link(results, first, mark(results, "claim", "Content", "sue", "within"), "content")

    gold, notes = corrected(tmp_path, correct)
    assert gold.claims[0] == GOLD.claims[0]  # "sue" lies within its content
    assert gold.claims[1].source == run("Ada Brill")
    assert gold.claims[1].source_entity == "e1"
    assert [TEXT[each.start : each.end] for each in gold.claims[1].content] == ["“We will,”", "Brill said"]
    assert notes == []


def test_a_type_is_corrected_at_the_first_region_and_said_of_the_others(tmp_path: Path) -> None:
    def correct(results: Results) -> None:
        regions(results, "Ada Brill, the mayor")[0]["value"]["labels"] = ["NORP"]
        regions(results, "sue")[0]["value"]["labels"] = ["Life.Die"]

    gold, notes = corrected(tmp_path, correct)
    assert (gold.entities[0].type, gold.events[0].type) == ("NORP", "Life.Die")
    assert gold.events[0].arguments == (Argument("Time", "d1"),)
    assert notes == [
        "entity: a region has another type than the first of its entity",
        "event: a region has another type than the first of its event",
        "arguments: no Plaintiff of Life.Die is NORP",
        "arguments: no Crime of Life.Die is SPAN",
        "arguments: no Defendant of Life.Die is NORP",
    ]


@pytest.mark.parametrize(
    ("correct", "note"),
    [
        (lambda found: link(found, "d1", "d2", "same"), "relations: same from date to date"),
        (lambda found: link(found, "d1", "e1-0", "fragment"), "relations: fragment from date to entity"),
        (lambda found: link(found, "e1-0", "e1-1", "Agent"), "relations: Agent from entity to entity"),
        (lambda found: link(found, "d1", "d1", "anchor"), "relations: anchor from date to date"),
        (lambda found: link(found, "c1-Cue", "c2-Cue", "nested"), "claims nested in themselves"),
        (
            lambda found: link(found, "e_2-0", mark(found, "part", "Head", "Ada", "h"), "head"),
            "heads outside their mentions",
        ),
        (lambda found: mark(found, "part", "Head", "Ada", "h"), "regions called Head to which no relation leads"),
        (lambda found: mark(found, "claim", "Source", "Ada", "h"), "parts of claims that stand alone"),
        (lambda found: mark(found, "claim", "Boast", "Ada", "h"), "entities: 'Boast' is not in the map of labels"),
        (lambda found: link(found, "d1", "d2", "likes"), "roles: 'likes' is not in the map of labels"),
        (
            lambda found: choose(found, "d1", "mod", "?"),
            "mod: other than one of its labels",
        ),
        (
            lambda found: choose(found, "d1", "tags", "?"),
            "tags: other than its labels",
        ),
        (
            lambda found: choose(found, "x", "tags", "?"),
            "results that are about no run of plain text",
        ),
        (
            lambda found: found.append({"id": "x", "type": "choices", "value": {"start": 0, "end": 3, "text": "Ada"}}),
            "regions without a label",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_noted_and_costs_nothing_else(
    correct: Callable[[Results], object], note: str, tmp_path: Path
) -> None:
    def do(results: Results) -> None:
        correct(results)

    gold, notes = corrected(tmp_path, do)
    assert notes == [note]
    if note.startswith("mod:"):  # which replaced another
        assert gold.dates[0] == msgspec.structs.replace(GOLD.dates[0], mod=None)
    else:
        assert gold == GOLD


def test_results_of_odd_shapes_cost_nothing(tmp_path: Path) -> None:
    odd: Results = [
        {"id": "d1", "from_name": "mod", "type": "choices", "value": {"choices": 5}},
        {"id": "d1", "from_name": "mod", "type": "choices", "value": None},
        {"id": "d1", "from_name": ["mod"], "type": ["choices"], "value": {"choices": []}},
        {"id": "d1", "from_name": None, "type": "labels", "value": {"labels": "DATE"}, "meta": 1},
        {"type": "relation", "from_id": "d1", "to_id": "gone", "labels": ["anchor"]},
        {"type": "relation", "from_id": 4, "labels": "anchor"},
    ]
    gold, notes = corrected(tmp_path, lambda found: [*found, *odd])
    assert gold == GOLD
    assert notes == ["relations of regions that are not there or left out", "relations without a label"]


def test_fragments_are_joined_by_hand(tmp_path: Path) -> None:
    def correct(results: Results) -> None:
        link(
            results, mark(results, "entity", "PER", "Orlo.", "y"), mark(results, "entity", "ORG", "We", "x"), "fragment"
        )

    gold, notes = corrected(tmp_path, correct)
    assert gold.entities[-1] == Entity("e2", "PER", (Mention((*run("Orlo."), *run("We"))),))
    assert notes == ["entity: a fragment has another type than the first"]


def test_of_several_annotations_the_true_or_the_latest_counts(tmp_path: Path) -> None:
    common.write("label-studio", [STORY], tmp_path)
    exported = tasks(tmp_path)
    written = exported[0]["annotations"][0]

    def gold(*annotations: dict[str, Any], **others: Any) -> tuple[Extraction | None, Notes]:
        exported[0] |= {"annotations": list(annotations), **others}
        (tmp_path / "tasks.json").write_text(json.dumps(exported))
        ((story,), notes) = common.read("label-studio", tmp_path)
        return story.articles[0].gold, notes

    empty = {"result": [], "updated_at": "2031-05-09T00:00:00Z"}
    older = {**written, "updated_at": "2031-05-08T00:00:00Z"}
    found, notes = gold(empty, older)
    assert (found, notes.counts["further annotations of a task"]) == (Extraction(), 1)
    assert gold(empty, {**older, "ground_truth": True})[0] == GOLD
    assert gold({**empty, "was_cancelled": True}, older)[0] == GOLD
    assert gold({"result": []}, written)[0] == GOLD  # as late as each other
    assert gold({**empty, "was_cancelled": True})[0] is None
    assert gold(written, drafts=[{"result": []}])[1].counts["drafts, which were not submitted"] == 1


def test_tasks_of_a_story_may_stand_apart_but_not_in_two_files(tmp_path: Path) -> None:
    other = Story("other", "Other", (Article("other/a", "Else.", "2031-05-06", gold=Extraction()),))
    common.write("label-studio", [STORY, other], tmp_path)
    exported = tasks(tmp_path)
    (tmp_path / "tasks.json").write_text(json.dumps([*exported[:1], exported[3], *exported[1:3], exported[0]]))
    stories, notes = common.read("label-studio", tmp_path)
    assert stories == [STORY, other]
    assert notes.counts["tasks of an article that has one already"] == 1
    (tmp_path / "again.json").write_text(json.dumps(exported[:1]))
    with pytest.raises(InputError, match=r"tasks\.json:1 \(task 1\): story 'brill' stands in two files"):
        common.read("label-studio", tmp_path)


def test_data_that_is_not_as_written_is_an_error(tmp_path: Path) -> None:
    common.write("label-studio", [STORY], tmp_path)
    exported = tasks(tmp_path)
    for change, problem in (({"published": "May"}, r"published"), ({"topic": "gossip"}, r"topic")):
        broken = [{**exported[0], "data": {**exported[0]["data"], **change}}]
        (tmp_path / "tasks.json").write_text(json.dumps(broken))
        with pytest.raises(InputError, match=rf"tasks\.json:1 \(task 1\): not as we wrote it: .*{problem}"):
            common.read("label-studio", tmp_path)


# Exports of other projects


def region(start: Any, end: Any, label: str, name: str = "", words: str | None = None, **value: Any) -> dict[str, Any]:
    place = {"start": start, "end": end, **({} if words is None else {"text": words}), **value}
    made = {"from_name": "ner", "to_name": "t", "type": "labels", "value": {**place, "labels": [label]}}
    return {**made, **({"id": name} if name else {})}


def export(path: Path, *results: dict[str, Any], text: str = "Ada met Orlo 🎪 in Hix", **task: Any) -> Path:
    """Write an export with one task."""
    made = {"id": 7, "annotations": [{"result": list(results)}], "data": {"text": text}, **task}
    path = path / "project-1.json"
    path.write_text(json.dumps([made]), encoding="utf-8")
    return path


def found_in(path: Path, text: str | None = None) -> tuple[list[tuple[str, str]], list[str]]:
    """Return type and words of the entities of the one article, and the notes without their places."""
    ((story,), notes) = common.read("label-studio", path)
    (article,) = story.articles
    assert article.gold is not None
    assert text is None or article.text == text
    entities: list[tuple[str, str]] = [
        (each.type, text_of(each.mentions[0].span, article.text)) for each in article.gold.entities
    ]
    return entities, [each for each in notes.counts if each != common.UNDATED]


def test_an_export_of_named_entities_is_read_with_the_map(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        region(0, 3, "Person", "a", "Ada"),
        region(8, 12, "ORG", "b", "Orlo"),
        region(8, 12, "MONEY", "c", "Orlo"),
        region(18, 21, "Village", words="Hix"),
        region(4, 7, "Contact.Meet", "d", "met"),
        region(18, 21, "DATE", "e", "Hix"),
        {"type": "relation", "from_id": "d", "to_id": "a", "direction": "right", "labels": ["Participant"]},
        {"type": "relation", "from_id": "b", "to_id": "d", "direction": "left", "labels": ["Participant"]},
        {"type": "relation", "from_id": "d", "to_id": "a", "direction": "right", "labels": ["Score"]},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["same"]},
        {"type": "relation", "from_id": "d", "to_id": "c", "direction": "right", "labels": ["Topic"]},
        {"id": "a", "from_name": "sure", "to_name": "t", "type": "choices", "value": {"choices": ["yes"]}},
    )
    ((story,), notes) = common.read("label-studio", path)
    assert (story.id, story.articles[0].id) == ("project-1-7", "project-1-7/a")
    assert story.articles[0].gold == Extraction(
        (Entity("e1", "PER", (Mention(span(0, 3)),)), Entity("e2", "ORG", (Mention(span(8, 12)),))),
        (Date("d1", span(18, 21), "DATE", ""),),
        (Event("v1", "Contact.Meet", (span(4, 7),), (Argument("Participant", "e1"), Argument("Participant", "e2"))),),
    )
    assert notes.counts == {
        common.UNDATED: 1,
        "entities: 'MONEY' is left out by the map of labels": 1,
        "entities: 'Village' is not in the map of labels": 1,
        "roles: 'same' is not in the map of labels": 1,
        "arguments: no Score of Contact.Meet is PER": 1,
        "relations of regions that are not there or left out": 1,
    }


def test_regions_of_one_id_in_several_places_are_several(tmp_path: Path) -> None:
    entities, notes = found_in(export(tmp_path, region(0, 3, "PER", "a"), region(8, 12, "ORG", "a")))
    assert (entities, notes) == ([("PER", "Ada"), ("ORG", "Orlo")], [])


@pytest.mark.parametrize(
    ("start", "found"),
    [(18, [("PER", "Ada"), ("LOC", "Hix")]), (19, [("PER", "Ada"), ("LOC", "Hix")]), (17, [("PER", "Ada")])],
)
def test_code_points_and_utf16_are_told_by_the_words(start: int, found: list[Any], tmp_path: Path) -> None:
    path = export(tmp_path, region(0, 3, "PER", words="Ada"), region(start, start + 3, "LOC", words="Hix"))
    entities, notes = found_in(path)
    assert entities == found
    assert notes == ["regions whose words are not those of the text there"] * (2 - len(found))


@pytest.mark.parametrize("start", [12, 13, 10, 11])
def test_windows_line_ends_may_count_as_one_character(start: int, tmp_path: Path) -> None:
    text = "Ada 🎪\r\nmet\r\nHix"
    found = region(0, 3, "PER", words="Ada"), region(start, start + 3, "LOC", words="Hix")
    assert found_in(export(tmp_path, *found, text=text)) == ([("PER", "Ada"), ("LOC", "Hix")], [])


def test_offsets_without_words_are_code_points(tmp_path: Path) -> None:
    assert found_in(export(tmp_path, region(3, 6, "LOC"), text="🎪🎪 Hix"))[0] == [("LOC", "Hix")]


def test_words_that_differ_in_blanks_only_are_those_of_the_text(tmp_path: Path) -> None:
    text = "Ada\r\nBrill, 2"
    path = export(tmp_path, region(0, 10, "PER", words="Ada\\nBrill"), region(5, 10, "ORG", words="Brill "), text=text)
    assert found_in(path, text) == ([("PER", "Ada\r\nBrill"), ("ORG", "Brill")], [])


def test_regions_elsewhere_are_noted(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        region(0, 3, "PER"),
        region(0, 99, "PER"),
        region(-2, 3, "PER"),
        region(3, 3, "PER"),
        region(0, 3, "PER", words="Orlo"),
        region("/p[1]/text()[1]", "/p[1]/text()[1]", "PER", startOffset=0, endOffset=3),
        region("0", "1", "PER", startOffset=0, endOffset=3, words="Ada"),
        {"type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["PER"]}},
        {"type": "labels", "value": None},
        {**region(0, 3, "PER", "x"), "value": {"start": 0, "end": 3, "labels": []}},
    )
    ((story,), notes) = common.read("label-studio", path)
    assert story.articles[0].gold == Extraction((Entity("e1", "PER", (Mention(span(0, 3)),)),))
    assert notes.counts == {
        common.UNDATED: 1,
        "results that are about no run of plain text": 4,
        "regions that are empty or not in the text": 3,
        "regions whose words are not those of the text there": 1,
        "regions without a label": 1,
    }


def test_hypertext_is_read_where_its_global_offsets_lead_to_its_words(tmp_path: Path) -> None:
    value = {"start": "/text()[1]", "end": "/text()[1]", "startOffset": 0, "endOffset": 3}
    hyper = {"from_name": "ner", "to_name": "t", "type": "hypertextlabels"}
    results = [
        {**hyper, "id": name, "value": {**value, "globalOffsets": {"start": start, "end": start + 3}, **said}}
        for name, start, said in (
            ("a", 8, {"text": "Orl", "hypertextlabels": ["ORG"]}),
            ("b", 5, {"text": "Orl", "hypertextlabels": ["PER"]}),
        )
    ]
    assert found_in(export(tmp_path, *results)) == (
        [("ORG", "Orl")], ["regions whose words are not those of the text there"],
    )  # fmt: skip


def test_a_region_with_several_labels_is_several_things(tmp_path: Path) -> None:
    both = region(0, 3, "PER", "a")
    both["value"]["labels"].append("ORG")
    assert found_in(export(tmp_path, both))[0] == [("PER", "Ada"), ("ORG", "Ada")]


def test_older_exports_and_other_names_of_the_text_are_read(tmp_path: Path) -> None:
    data = {"title": "Hix", "body": "Ada met Orlo", "n": 4}
    made = {"id": "x/1", "completions": [{"result": [region(0, 3, "PER")], "skipped": False}], "data": data}
    path = tmp_path / "Größe (2).json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([made], indent=2).encode())
    ((story,), _) = common.read("label-studio", path)
    assert story.id == "Groe-2--x-1"
    assert story.articles[0].text == "Ada met Orlo"
    assert story.articles[0].gold is not None
    assert len(story.articles[0].gold.entities) == 1


def test_json_min_has_a_row_for_each_annotation(tmp_path: Path) -> None:
    spans = [
        {"start": 0, "end": 3, "text": "Ada", "labels": ["PER"]},
        {"start": 3, "end": 6, "text": "🎪 H", "labels": ["LOC"]},
    ]
    row = {"text": "Ada 🎪 Hix", "id": 3, "annotator": 1, "annotation_id": 9, "lead_time": 2.5}
    rows = [{**row, "ner": spans, "sure": "yes"}, {**row, "ner": spans[:1]}, {**row, "id": 4}]
    path = tmp_path / "min.json"
    path.write_text(json.dumps(rows))
    stories, notes = common.read("label-studio", path)
    first, second = (story.articles[0].gold for story in stories)
    assert first is not None
    assert [each.type for each in first.entities] == ["PER"]
    assert second == Extraction()
    assert notes.counts == {
        common.UNDATED: 2,
        "regions whose words are not those of the text there": 1,
        "further annotations of a task": 1,
    }


def test_tasks_without_annotation_or_text_and_other_things_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    tasks = [{"data": {"text": "Ada"}}, {"data": {"image": 4}, "annotations": []}, {"x": 1}, 5]
    path.write_text("[\n" + ",\n".join(map(json.dumps, tasks)) + "\n]")
    ((story,), notes) = common.read("label-studio", path)
    assert (story.id, story.articles[0].gold) == ("x-1", None)
    assert list(notes) == [
        f"2 things that are no tasks (first: {path}:4 (task 3))",
        f"1 {common.UNDATED} (first: {path}:2 (task 1))",
        f"1 tasks without a text, or with its address only (first: {path}:3 (task 2))",
        f"1 tasks without an annotation (first: {path}:2 (task 1))",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"text": "/data/upload/1/flood.txt", "title": "Flood"},
        {"image": "/data/upload/29/a.png"},
        {"audio": "s3://bucket/a.wav"},
    ],
)
def test_a_text_that_is_elsewhere_is_no_text(data: dict[str, str], tmp_path: Path) -> None:
    path = export(tmp_path, region(204, 209, "PER"), data=data)
    stories, notes = common.read("label-studio", path)
    assert stories == []
    assert notes.counts == {"tasks without a text, or with its address only": 1}


def test_times_in_json_min_are_no_text(tmp_path: Path) -> None:
    row = {"id": 3, "annotator": 1, "annotation_id": 9, "created_at": "2031-05-08T00:00:00.000000Z", "sentence": "Ada"}
    path = tmp_path / "min.json"
    path.write_text(json.dumps([row]))
    ((story,), _) = common.read("label-studio", path)
    assert story.articles[0].text == "Ada"


def test_files_of_one_stem_and_tasks_of_one_id_have_different_names(tmp_path: Path) -> None:
    for folder in ("a b", "a-b"):
        export(tmp_path, region(0, 3, "PER")).rename(tmp_path / f"{folder}.json")
    (tmp_path / "config.xml").write_text("<View/>")
    stories, _ = common.read("label-studio", tmp_path)
    assert [story.id for story in stories] == ["a-b-7", "a-b-7-2"]
    for number, last in ((2, 3), (3, 2)):  # another has a name that the last might have
        export(tmp_path, region(0, 3, "PER"), id=number).rename(tmp_path / "a b-7.json")
        stories, _ = common.read("label-studio", tmp_path)
        assert [story.id for story in stories] == [f"a-b-7-{number}", "a-b-7", f"a-b-7-{last}"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'[\n{"data": {"text": "A"}},\n{"data": ', r":3: no JSON array of tasks: .*truncated"),
        (b'[\n{"data": {"text": "A"}}\n}', r":3: no JSON array of tasks"),
        (
            b'{"data": {"text": "A"}}\n{"data": {"text": "B"}}\n',
            r":1: no JSON array of tasks: .*; export as JSON or JSON-",
        ),
        (b"[" * 9999 + b"]" * 9999, r":1: no JSON array of tasks: .*recursion"),
        (b"", r":1: no JSON array of tasks"),
        (b'[{"images": []},\n{}]', r":1 \(task 1\): no task of Label Studio"),
        (b'[\n{"data": {"text": "\xff"}}]', r":2: not UTF-8: .*; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_export_is_an_error(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(InputError, match=rf"x\.json{problem}"):
        common.read("label-studio", tmp_path)


def test_an_empty_export_has_no_stories_and_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.json file"):
        common.read("label-studio", tmp_path)
    with pytest.raises(InputError, match="No such file"):
        common.read("label-studio", tmp_path / "none.json")
    common.write("label-studio", [], tmp_path)
    assert common.read("label-studio", tmp_path)[0] == []


def test_a_large_export_is_not_held_in_memory(tmp_path: Path) -> None:
    task = json.dumps({"data": {"text": "word " * 10_000}, "annotations": []})
    file = tmp_path / "large.json"
    file.write_text(f"[{','.join([task] * 400)}]")
    tracemalloc.start()
    for row in rows_of(file):
        row.task()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < file.stat().st_size / 4


def test_it_is_recognised_by_its_keys(tmp_path: Path) -> None:
    recognises = FORMAT.recognises
    assert not recognises(tmp_path)
    assert recognises(export(tmp_path, region(0, 3, "PER")))
    assert recognises(tmp_path)
    assert not recognises(tmp_path / "none.json")
    common.write("label-studio", [STORY], tmp_path / "ours")
    assert recognises(tmp_path / "ours")
    other = tmp_path / "other.json"
    for content, expected in (
        ('[{"id": 1, "text": "A", "annotator": 1, "annotation_id": 2}]', True),
        ('\ufeff [ {"completions": [], "data": {}}]', True),
        ('{"data": [], "annotations": []}', False),
        ('[{"data": "\\"annotations\\": []"}]', False),
        ('["data"]', False),
        ("", False),
    ):
        other.write_text(content, encoding="utf-8")
        assert recognises(other) is expected
