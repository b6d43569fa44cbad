"""spaCy pipelines as systems: blank ones with an entity ruler, saved to a folder."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import Doc

from twicetold import Article, Date, Entity, Mention, span, timex
from twicetold.errors import InputError
from twicetold.systems.labels import read_labels
from twicetold.systems.output import accept
from twicetold.systems.protocol import Batching, System, batch_of
from twicetold.systems.spacy_pipeline import DEFAULT_LABELS, Pipeline
from twicetold.timex import UNKNOWN_VALUES

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = {
    "Ada": "PERSON",
    "Ada Byron": "PERSON",
    "the Riga": "GPE",
    "Mercury": "ORG",
    "7": "CARDINAL",
    "Monday": "DATE",
}


def article(text: str) -> Article:
    return Article("s/a", text, "2024-03-04")


def saved(folder: Path, patterns: dict[str, str], **meta: str) -> str:
    """Save a blank pipeline with an entity ruler; return its folder, which is a MODEL."""
    nlp = spacy.blank("en", meta={"name": "ruled", "version": "1.2.3", **meta})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": words} for words, label in patterns.items()])  # type: ignore[attr-defined]
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture
def model(tmp_path: Path) -> str:
    return saved(tmp_path / "model", PATTERNS)


def labels(folder: Path, content: str, name: str = "labels.toml") -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return str(folder / name)


def test_it_is_a_batching_system_that_says_what_its_answers_depend_on(model: str) -> None:
    system = Pipeline(model, options={})
    assert isinstance(system, System)
    assert isinstance(system, Batching)
    assert batch_of(system) == 32
    assert (system.name, system.version) == ("en_ruled", "1.2.3")
    configuration = system.configuration
    assert configuration == {
        "model": model,
        "version": "1.2.3",
        "spacy": spacy.about.__version__,
        "components": ["entity_ruler"],
        "sha256": configuration["sha256"],
        "labels_sha256": configuration["labels_sha256"],
    }
    assert Pipeline(model, options={}).configuration == configuration


def test_another_model_or_map_is_another_configuration(model: str, tmp_path: Path) -> None:
    first = Pipeline(model, options={}).configuration
    mapped = Pipeline(model, options={"labels": labels(tmp_path, 'PERSON = "PER"')}).configuration
    assert mapped["sha256"] == first["sha256"]
    assert mapped["labels_sha256"] != first["labels_sha256"]
    other = Pipeline(saved(tmp_path / "model", {"Bob": "PERSON"}), options={}).configuration
    assert other["sha256"] != first["sha256"]
    assert other["labels_sha256"] == first["labels_sha256"]


def test_the_same_words_and_type_are_one_entity(model: str) -> None:
    text = "Ada Byron of Mercury met Ada. Ada\nByron won 7 on Monday."
    found = accept(article(text), Pipeline(model, options={}).extract(article(text)))
    assert found.entities == (
        Entity("e1", "PER", (Mention(span(0, 9)),), "Ada Byron"),
        Entity("e2", "ORG", (Mention(span(13, 20)),), "Mercury"),
        Entity("e3", "PER", (Mention(span(25, 28)), Mention(span(30, 33))), "Ada"),
    )
    assert (found.dates, found.events, found.claims) == ((), (), ())


def test_a_line_break_in_a_name_makes_no_other_entity(tmp_path: Path) -> None:
    model = saved(tmp_path / "model", {"Ada Byron": "PERSON", "Ada\nByron": "PERSON"})
    text = "Ada Byron. Ada\nByron."
    (entity,) = accept(article(text), Pipeline(model, options={}).extract(article(text))).entities
    assert entity == Entity("e1", "PER", (Mention(span(0, 9)), Mention(span(11, 20))), "Ada Byron")


@pytest.mark.parametrize("before", ["", "😀 ", "👩‍👩‍👧 e\u0301 ", "\ufeff𝒜 “", "\r\n\t "])
def test_offsets_are_code_points(before: str, model: str) -> None:
    text = f"{before}Ada met Mercury"
    found = accept(article(text), Pipeline(model, options={}).extract(article(text)))
    spans = [mention.span[0] for entity in found.entities for mention in entity.mentions]
    assert [text[part.start : part.end] for part in spans] == ["Ada", "Mercury"]


def test_many_at_once_are_what_each_is_alone(model: str) -> None:
    system = Pipeline(model, options={})
    articles = [article(text) for text in ("", "Ada met Ada Byron.", "Nobody.", "😀 Mercury")] * 20
    assert list(system.extract_many(articles)) == [system.extract(each) for each in articles]


def test_times_are_left_out_unless_the_map_asks_for_them(model: str, tmp_path: Path) -> None:
    text = "Ada won on Monday."
    path = labels(tmp_path, 'DATE = "DATE"')
    found = accept(article(text), Pipeline(model, options={"labels": path}).extract(article(text)))
    assert found.entities == ()
    assert found.dates == (Date("d1", span(11, 17), "DATE", "XXXX-XX-XX"),)


def test_an_unknown_value_is_one_of_its_type() -> None:
    assert all(timex.fits(kind, value) for kind, value in UNKNOWN_VALUES.items())


def test_a_map_changes_and_drops_labels(model: str, tmp_path: Path) -> None:
    text = "Ada of Mercury met 7."
    path = labels(tmp_path, '{"PERSON": "", "ORG": "MISC", "CARDINAL": "NORP"}', "labels.json")
    found = accept(article(text), Pipeline(model, options={"labels": path}).extract(article(text)))
    assert [(entity.type, entity.name) for entity in found.entities] == [("MISC", "Mercury"), ("NORP", "7")]


def test_the_head_is_the_name_without_what_stands_around_it(model: str) -> None:
    """Dependencies as spaCy's English models give them."""
    system = Pipeline(model, options={})
    words = ["the", "Riga", "Port", "'s", "Ada"]
    parsed = Doc(
        system._nlp.vocab,
        words,
        spaces=[True, True, False, True, False],
        heads=[2, 2, 4, 2, 4],
        deps=["det", "compound", "poss", "case", "ROOT"],
        ents=["B-GPE", "I-GPE", "I-GPE", "I-GPE", "B-PERSON"],
    )
    found = accept(article(parsed.text), system._extraction(parsed))
    assert [entity.mentions for entity in found.entities] == [
        (Mention(span(0, 15), span(4, 13)),),
        (Mention(span(16, 19)),),
    ]


def test_a_blank_pipeline_finds_nothing() -> None:
    system = Pipeline("blank:en", options={})
    assert (system.name, system.version, system.configuration["sha256"]) == ("en_pipeline", "0.0.0", None)
    assert accept(article("Ada."), system.extract(article("Ada."))).entities == ()


@pytest.mark.parametrize("model", ["no_such_model", "blank:tlh", "nonsense:en", "."])
def test_a_model_that_is_not_there(model: str) -> None:
    with pytest.raises(InputError, match=rf"^spacy:{model}: .*python -m spacy download"):
        Pipeline(model, options={})


def test_no_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(InputError, match=r"spaCy is not installed; pip install 'twicetold\[spacy\]'"):
        Pipeline("blank:en", options={})


def test_a_map_that_fits_no_label_of_the_pipeline(tmp_path: Path) -> None:
    model = saved(tmp_path / "model", {"Ada": "Human", "Riga": "City"})
    with pytest.raises(InputError, match=r"labels_spacy.toml maps none of its labels; map some of these: City, Human"):
        Pipeline(model, options={})


def test_an_unknown_option(model: str) -> None:
    with pytest.raises(InputError, match="takes the option labels, not label, x"):
        Pipeline(model, options={"label": "", "x": ""})


def test_the_default_map_knows_the_types() -> None:
    assert read_labels(DEFAULT_LABELS, {"PER", "ORG", "GPE", "LOC", "FAC", "NORP", "MISC"})["PERSON"] == "PER"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("m.toml", '# people\nPERSON = "PER"\n"WORK" = "WRK"\n', r"m.toml:3: WORK: no type is called 'WRK'"),
        ("m.toml", 'PERSON = "PER"\nORG = 3\n', r"m.toml:2: ORG: needs a type in quotation marks"),
        ("m.toml", 'PERSON = "PER"\n\n[labels]\nORG = "ORG"\n', r"m.toml:3: labels: needs a type in quotation marks"),
        ("m.toml", 'C-X = "PER"\n"C++" = "ORG"\nC = "X"\n', r"m.toml:3: C: no type"),
        ("m.toml", "PERSON = PER\n", r"m.toml: .*line 1"),
        ("m.json", '{\n "PERSON": "PER",\n "A/B~": "PERSON"\n}', r"m.json:3: A/B~: no type is called 'PERSON'"),
        ("m.json", '["PER"]', r"m.json:1: not a map of labels"),
        ("m.json", '{"PERSON": ', r"m.json: .*truncated"),
    ],
)
def test_what_is_wrong_with_a_map_is_said_with_its_place(name: str, content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        Pipeline("blank:en", options={"labels": labels(tmp_path, content, name)})


def test_a_map_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        Pipeline("blank:en", options={"labels": str(tmp_path / "none.toml")})
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(InputError, match="utf-8"):
        Pipeline("blank:en", options={"labels": str(tmp_path / "bytes.toml")})


def test_a_map_is_the_same_in_either_form(tmp_path: Path) -> None:
    content = {"PERSON": "PER", "WORK": ""}
    as_json = labels(tmp_path, json.dumps(content), "m.json")
    as_toml = labels(tmp_path, 'PERSON = "PER"\nWORK = ""\n', "m.toml")
    digests = {
        Pipeline("blank:en", options={"labels": path}).configuration["labels_sha256"] for path in (as_json, as_toml)
    }
    assert len(digests) == 1
