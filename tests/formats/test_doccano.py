"""doccano: lines of texts with spans, older and newer; and in what their offsets count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from formats import common
from twicetold import measures
from twicetold.errors import InputError
from twicetold.formats.doccano import FORMAT
from twicetold.model import Argument, Date, Entity, Event, Extraction, Mention, Story, span, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Notes

TEXT = "Ada met Orlo in Hix on Monday"


def read(folder: Path, *lines: object, labels: Any = None) -> tuple[list[Story], Notes]:
    path = folder / "all.jsonl"
    made = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in lines]
    path.write_text("".join(f"{each}\n" for each in made), encoding="utf-8")
    return common.read("doccano", path, labels)


def words(story: Story) -> list[str]:
    (article,) = story.articles
    assert article.gold is not None
    return [text_of(each.mentions[0].span, article.text) for each in article.gold.entities]


def entity(name: int, label: str, start: int, end: int) -> dict[str, Any]:
    return {"id": name, "label": label, "start_offset": start, "end_offset": end}


def relation(first: int, second: int, label: str) -> dict[str, Any]:
    return {"id": 0, "from_id": first, "to_id": second, "type": label}


@pytest.mark.parametrize(("key", "text"), [("label", "text"), ("labels", "text"), ("label", "data")])
def test_older_lines_have_triples(key: str, text: str, tmp_path: Path) -> None:
    spans = [[0, 3, "PER"], [8, 12, "ORG"], [23, 29, "DATE"], [4, 7, "Contact.Meet"]]
    line = {"id": 12, text: TEXT, key: spans, "meta": {}, "Comments": ["sure?"]}
    ((story,), notes) = read(tmp_path, line, "")
    assert (story.id, story.articles[0].id, story.articles[0].text) == ("all-12", "all-12/a", TEXT)
    assert story.articles[0].gold == Extraction(
        (Entity("e1", "PER", (Mention(span(0, 3)),)), Entity("e2", "ORG", (Mention(span(8, 12)),))),
        (Date("d1", span(23, 29), "DATE", ""),),
        (Event("v1", "Contact.Meet", (span(4, 7),)),),
    )
    assert list(notes) == [f"1 {common.UNDATED} (first: {tmp_path}/all.jsonl:1)"]


def test_newer_lines_have_entities_and_relations(tmp_path: Path) -> None:
    entities = [
        entity(31, "Person", 0, 3), entity(32, "ORG", 8, 12), entity(33, "Contact.Meet", 4, 7),
        entity(34, "DATE", 23, 29), entity(35, "MONEY", 16, 19), entity(36, "Village", 16, 19),
    ]  # fmt: skip
    relations = [
        relation(33, 31, "Participant"),
        relation(32, 33, "Participant"),  # drawn the other way round
        relation(33, 31, "Participant"),
        relation(33, 34, "Time"),
        relation(33, 31, "Score"),
        relation(31, 32, "Participant"),
        relation(33, 33, "Participant"),
        relation(33, 35, "Place"),
        relation(31, 32, "knows"),
    ]
    ((story,), notes) = read(tmp_path, {"id": 1, "text": TEXT, "entities": entities, "relations": relations})
    gold = story.articles[0].gold
    assert gold is not None
    assert words(story) == ["Ada", "Orlo"]
    assert [event.arguments for event in gold.events] == [
        (Argument("Participant", "e1"), Argument("Participant", "e2"), Argument("Time", "d1"))
    ]
    assert notes.counts == {
        common.UNDATED: 1,
        "entities: 'MONEY' is left out by the map of labels": 1,
        "entities: 'Village' is not in the map of labels": 1,
        "arguments: no Score of Contact.Meet is PER": 1,
        "relations: roles between others than an event and what fills it": 2,
        "relations of spans that are not there or left out": 1,
        "roles: 'knows' is not in the map of labels": 1,
    }


def test_the_map_is_the_users(tmp_path: Path) -> None:
    labels = {"entities": {"Village": "GPE"}, "events": {"PER": "Unknown"}}
    ((story,), _) = read(
        tmp_path, {"id": 1, "text": TEXT, "label": [[16, 19, "Village"], [0, 3, "PER"]]}, labels=labels
    )
    gold = story.articles[0].gold
    assert gold is not None
    assert [each.type for each in gold.entities] == ["GPE"]
    assert [each.type for each in gold.events] == ["Unknown"]


@pytest.mark.parametrize(
    ("text", "spans", "expected", "unit"),
    [
        ("🎪 Ada met Orlo", [[3, 6, "PER"], [11, 15, "ORG"]], ["Ada", "Orlo"], "UTF-16 code units"),
        ("🎪 Ada met Orlo", [[2, 5, "PER"], [10, 14, "ORG"]], ["Ada", "Orlo"], "code points"),
        ("Orlo 🎪 Ada", [[7, 10, "PER"]], ["Ada"], "code points"),  # in UTF-16 it would begin within a character
        ("Orlo 🎪 Ada", [[8, 11, "PER"]], ["Ada"], "UTF-16 code units"),  # in code points it would end outside
        ("Orlo 🎪", [[0, 4, "PER"]], ["Orlo"], "UTF-16 code units"),
        ("🎪🎪", [[2, 4, "PER"]], ["🎪"], "UTF-16 code units"),
        ("🎪🎪", [[1, 2, "PER"]], ["🎪"], "code points"),
    ],
)
def test_offsets_are_utf16_unless_code_points_fit_better(
    text: str, spans: list[list[Any]], expected: list[str], unit: str, tmp_path: Path
) -> None:
    ((story,), notes) = read(tmp_path, {"id": 1, "text": text, "label": spans})
    assert words(story) == expected
    assert f"texts with characters beyond U+FFFF or \\r\\n, whose offsets are taken as {unit}" in notes.counts


@pytest.mark.parametrize(
    ("text", "start", "unit"),
    [
        ("Größe\r\n\r\nAda, Orlo", 9, "code points"),
        ("Größe\r\n\r\nAda, Orlo", 7, "code points but for \\r"),
        ("🎪 Hix\r\n\r\nAda, Orlo", 9, "code points"),
        ("🎪 Hix\r\n\r\nAda, Orlo", 10, "UTF-16 code units"),
        ("🎪 Hix\r\n\r\nAda, Orlo", 8, "UTF-16 code units but for \\r"),
        ("🎪 Hix\r\n\r\nAda, Orlo", 7, "code points but for \\r"),
    ],
)
def test_windows_line_ends_count_as_two_characters_unless_one_fits_better(
    text: str, start: int, unit: str, tmp_path: Path
) -> None:
    spans = [[start, start + 3, "PER"], [start + 5, start + 9, "ORG"]]
    ((story,), notes) = read(tmp_path, {"id": 1, "text": text, "label": spans})
    assert words(story) == ["Ada", "Orlo"]
    assert f"texts with characters beyond U+FFFF or \\r\\n, whose offsets are taken as {unit}" in notes.counts


def test_other_texts_need_no_guess(tmp_path: Path) -> None:
    ((story,), notes) = read(tmp_path, {"id": 1, "text": "Größe\ne\u0301 Ada", "label": [[9, 12, "PER"]]})
    assert words(story) == ["Ada"]
    assert list(notes.counts) == [common.UNDATED]


def test_spans_elsewhere_and_nested_ones(tmp_path: Path) -> None:
    spans = [[0, 3, "PER"], [0, 12, "ORG"], [0, 99, "PER"], [-1, 3, "PER"], [3, 3, "PER"], [5, 4, "PER"]]
    ((story,), notes) = read(tmp_path, {"id": 1, "text": TEXT, "label": spans})
    assert words(story) == ["Ada", "Ada met Orlo"]
    assert notes.counts["spans that are empty or not in the text"] == 4


def test_bad_lines_are_noted_and_cost_no_others(tmp_path: Path) -> None:
    good = {"id": 1, "text": TEXT, "label": []}
    bad = [
        {"id": 3, "text": "x"}, {"id": 4, "text": "", "label": []}, [1],
        {"id": 5, "text": "x", "label": ["politics"]}, {"id": 6, "text": "x", "label": [["0", 1, "PER"]]},
    ]  # fmt: skip
    stories, notes = read(tmp_path, *bad[:2], good, *bad[2:])
    assert [story.id for story in stories] == ["all-1"]
    assert stories[0].articles[0].gold == Extraction()
    assert notes.counts["lines that are no text with spans"] == 5
    assert notes.first["lines that are no text with spans"] == f"{tmp_path}/all.jsonl:1"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'\n{"id": 1, "text": "A", "label": ["politics"]}\n', r":2: Expected `array`.*; export a project of"),
        (b'{"tokens": ["A"]}\n', r":1: no text, or no label, labels or entities; export"),
        (b'{"id": 1, "text": "A", "annotations": [{"label": 2, "start_offset": 0}]}\n', r":1: labels by their numbers"),
        (
            b'{"id": 1, "text": "A", "label": []}\n{"id": 2, "text": "cut',
            r":2: no line of JSON: .*truncated; export it",
        ),
        (
            b'{"id": 1, "text": "A", "label": []}\n{"id": 2, "text": "\xff", "label": []}\n',
            r":2: no line of JSON: .*utf-8",
        ),
        (b'{"id": 1, "meta": ' + b"[" * 99_999 + b"]" * 99_999 + b"}", r":1: no (line of JSON: .*recursion|text, or)"),
    ],
)
def test_a_broken_file_and_one_with_no_line_of_doccano_are_errors(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=rf"x\.jsonl{problem}"):
        common.read("doccano", tmp_path)


def test_of_a_folder_with_a_file_for_each_annotator_the_first_of_each_text_is_read(tmp_path: Path) -> None:
    for name, label in (("b.jsonl", "ORG"), ("a.jsonl", "PER")):
        lines = [{"id": number, "text": TEXT, "label": [[0, 3, label]]} for number in (1, 2)]
        (tmp_path / name).write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    stories, notes = common.read("doccano", tmp_path)
    assert [story.id for story in stories] == ["a-1", "a-2"]
    assert [article.gold.entities[0].type for article in common.articles(stories) if article.gold] == ["PER", "PER"]
    assert notes.counts["further annotations of a text"] == 2
    assert notes.first["further annotations of a text"] == f"{tmp_path}/b.jsonl:1"


def test_names_are_never_used_twice(tmp_path: Path) -> None:
    for name in ("Zoë.jsonl", "admin.jsonl"):
        lines = [json.dumps({"id": 1, "text": f"{TEXT} {name} {number}", "label": []}) for number in range(2)]
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode())
    (tmp_path / "no-id.jsonl").write_text(json.dumps({"text": TEXT, "labels": []}))
    (tmp_path / "notes.txt").write_text("x")
    stories, _ = common.read("doccano", tmp_path)
    assert [story.id for story in stories] == ["Zoe-1", "Zoe-1-2", "admin-1", "admin-1-2", "no-id-1"]


def test_names_of_any_length_end_in_numbers_that_tell_them_apart(tmp_path: Path) -> None:
    for part in ("a", "b", "c"):
        name = f"{'project-' * 10}{part}.jsonl"
        (tmp_path / name).write_text(json.dumps({"id": "4f" * 32, "text": part, "label": []}))
    stories, _ = common.read("doccano", tmp_path)
    assert [story.id[126:] for story in stories] == ["f4", "-2", "-3"]


def test_no_file_is_an_error_and_an_empty_one_has_no_stories(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.jsonl file"):
        common.read("doccano", tmp_path)
    with pytest.raises(InputError, match="No such file"):
        common.read("doccano", tmp_path / "none.jsonl")
    assert read(tmp_path)[0] == []


def test_it_is_recognised_by_ids_and_spans(tmp_path: Path) -> None:
    assert not FORMAT.recognises(tmp_path)
    path = tmp_path / "x.jsonl"
    for lines, expected in (
        ([{"id": 1, "text": "A", "label": []}, {"id": 2, "text": "A", "label": [[0, 1, "PER"]]}], True),
        ([{"id": 1, "text": "A", "entities": [], "relations": []}], True),
        ([{"id": 1, "text": "A", "label": []}], False),
        ([{"id": 1, "text": "A", "label": [[0, 1, "PER"]]}, {"id": 2, "text": "A", "label": ["politics"]}], False),
        ([{"id": "s", "title": "S", "articles": []}], False),
        ([{"id": "s/a", "text": "A", "published": "2031-05-06"}], False),
        ([], False),
    ):
        path.write_text("".join(json.dumps(each) + "\n" for each in lines))
        assert FORMAT.recognises(path) is expected
        assert FORMAT.recognises(tmp_path) is expected
    path.write_bytes(b"\xff{\n")
    assert not FORMAT.recognises(path)
    assert not FORMAT.recognises(tmp_path / "none.jsonl")


def test_its_measures_are_measures() -> None:
    names = [measure.name for measure in measures.ALL]
    for each in FORMAT.measures:
        assert any(name == each or (each.endswith("*") and name.startswith(each[:-1])) for name in names)
