"""Label Studio: exports of other projects."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from formats import common
from formats.label_studio_story import STORY
from twicetold.errors import InputError
from twicetold.formats.label_studio import FORMAT
from twicetold.formats.label_studio.exports import rows_of
from twicetold.model import Argument, Date, Entity, Event, Extraction, Mention, span, text_of

if TYPE_CHECKING:
    from pathlib import Path


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
        (b"[" * 99_999 + b"]" * 99_999, r":1.*: no (JSON array of tasks: .*recursion|task of Label Studio)"),
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
