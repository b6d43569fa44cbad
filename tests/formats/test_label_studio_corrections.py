"""Label Studio: gold comes back as a person corrected it in the tool."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from formats import common
from formats.label_studio_story import GOLD, STORY, TEXT, Results, at, run, tasks
from twicetold.errors import InputError
from twicetold.model import Argument, Article, Claim, Date, Entity, Event, Extraction, Mention, Story, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from twicetold.formats.format import Notes


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
