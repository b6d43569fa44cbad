"""Annotated documents of LangExtract, in the form in which LangExtract 1.7.1 writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from running.common import found, run, story
from twicetold import Argument, Article, Claim, Date, Entity, Event, Mention, span
from twicetold.errors import InputError, SystemFailure
from twicetold.model import Extraction, Ungrounded
from twicetold.systems.langextract import Documents, document_of, extraction_of, is_langextract
from twicetold.systems.output import accept
from twicetold.systems.registry import Named

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "😀 Ada Byron met Bob in Riga on Monday. She said the talks failed. Riga city was quiet."


def extraction(kind: str, words: str, place: tuple[int, int] | None = None, **attributes: Any) -> dict[str, Any]:
    """Write an extraction, with all the fields that LangExtract writes."""
    return {
        "extraction_class": kind,
        "extraction_text": words,
        "char_interval": place and {"start_pos": place[0], "end_pos": place[1]},
        "alignment_status": "match_exact" if place else None,
        "extraction_index": 1,
        "group_index": 0,
        "description": None,
        "attributes": attributes or None,
    }


def document(*extractions: dict[str, Any], text: str | None = TEXT, name: str = "s/a") -> dict[str, Any]:
    return {"extractions": list(extractions), "text": text, "document_id": name}


def article(text: str = TEXT, name: str = "s/a") -> Article:
    return Article(name, text, "2024-03-04")


def read(*extractions: dict[str, Any], labels: dict[str, str] | None = None, text: str = TEXT) -> Extraction:
    """Return what some extractions are, accepted as a system's answer is."""
    return accept(article(text), extraction_of(document_of(document(*extractions, text=text)), labels or {}))


def test_a_document_as_langextract_wrote_it() -> None:
    """Made with LangExtract 1.7.1 and a model that always gives the same answer."""
    raw = document(
        extraction("person", "Ada Byron", (2, 11), role="minister"),
        extraction("PER", "Mayor of Nowhere at all"),
        extraction("claim", "said", (43, 47), source="Ada Byron", content="the talks failed", stance="ASSERTS"),
        extraction("Contact.Meet", "met", (12, 15), Participant=["Ada Byron", "Bob"], Time="Monday"),
        extraction("DATE", "Monday", (31, 37), value="2024-03-04"),
        extraction("GPE", "Riga", (66, 70)),
        {**extraction("GPE", "Riga city hall building", (66, 75)), "alignment_status": "match_lesser"},
        extraction("MISC", "5"),
    )
    assert is_langextract(raw)
    assert accept(article(), extraction_of(document_of(raw), {"person": "PER"})) == Extraction(
        entities=(
            Entity("e1", "PER", (Mention(span(2, 11)),), "Ada Byron"),
            Entity("e3", "GPE", (Mention(span(66, 70)),), "Riga"),
            Entity("e4", "GPE", (Mention(span(66, 75)),), "Riga city hall building"),
        ),
        dates=(Date("d1", span(31, 37), "DATE", "2024-03-04"),),
        events=(Event("v1", "Contact.Meet", (span(12, 15),), (Argument("Participant", "e1"), Argument("Time", "d1"))),),
        claims=(Claim("c1", span(43, 47), span(48, 64), span(2, 11), "e1"),),
        ungrounded=(
            Ungrounded("argument", "Participant", "Bob"),
            Ungrounded("mention", "PER", "Mayor of Nowhere at all"),
            Ungrounded("mention", "MISC", "5"),
        ),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (document(), True),
        ({"document_id": "doc_1", "extractions": None, "text": None}, True),
        ({"article": "s/a", "extraction": {}}, False),
        ({"story": "s", "links": {}}, False),
        ([], False),
        (None, False),
    ],
)
def test_which_lines_are_langextracts(line: object, expected: bool) -> None:  # noqa: FBT001
    assert is_langextract(line) is expected


def test_classes_go_by_the_map_and_our_own_names_by_themselves() -> None:
    found = read(
        extraction("person", "Ada Byron", (2, 11)),
        extraction("gpe", "Riga", (23, 27)),
        extraction("PER", "Bob", (16, 19)),
        extraction("emotion", "quiet", (80, 85)),
        labels={"person": "PER", "PER": ""},
    )
    assert [(entity.type, entity.name) for entity in found.entities] == [("PER", "Ada Byron"), ("GPE", "Riga")]


def test_mentions_of_the_same_words_or_of_one_name_are_one_entity() -> None:
    found = read(
        extraction("GPE", "Riga", (23, 27)),
        extraction("PER", "Ada Byron", (2, 11)),
        extraction("PER", "She", (39, 42), name="Ada Byron", level="pro"),
        extraction("GPE", "Riga", (66, 70), level="senior"),
        extraction("ORG", "Riga", (66, 70)),
    )
    assert found.entities == (
        Entity("e1", "GPE", (Mention(span(23, 27)), Mention(span(66, 70))), "Riga"),
        Entity("e2", "PER", (Mention(span(2, 11)), Mention(span(39, 42), level="PRO")), "Ada Byron"),
        Entity("e3", "ORG", (Mention(span(66, 70)),), "Riga"),
    )


def test_what_has_no_interval_is_quoted_in_order() -> None:
    found = read(extraction("GPE", "Riga"), extraction("GPE", "Riga"))
    assert found.entities == (Entity("e1", "GPE", (Mention(span(23, 27)), Mention(span(66, 70))), "Riga"),)


@pytest.mark.parametrize("place", [(23, 23), (-3, 2), (23, 900)])
def test_an_interval_that_is_none_is_not_used(place: tuple[int, int]) -> None:
    assert read(extraction("GPE", "Riga", place)).entities[0].mentions == (Mention(span(23, 27)),)


def test_an_interval_without_an_end_and_nothing_at_all() -> None:
    half = {**extraction("GPE", "Riga"), "char_interval": {"start_pos": 23, "end_pos": None}}
    empty = [extraction(kind, "") for kind in ("GPE", "DATE", "Life.Die", "claim")]
    assert read(half, *empty) == Extraction((Entity("e1", "GPE", (Mention(span(23, 27)),), "Riga"),))


def test_a_date_without_a_value_has_one_that_says_so() -> None:
    found = read(
        extraction("date", "Monday", (31, 37)),
        extraction("SET", "Monday", (31, 37), value="XXXX-WXX-1", mod="approx"),
        extraction("DURATION", "quiet", (80, 85), value=["P1D", "P2D"], mod="nearly"),
    )
    assert found.dates == (
        Date("d1", span(31, 37), "DATE", "XXXX-XX-XX"),
        Date("d2", span(31, 37), "SET", "XXXX-WXX-1", "APPROX"),
        Date("d3", span(80, 85), "DURATION", "P1D"),
    )


def test_fillers_are_entities_that_the_role_takes_or_words_or_wrong() -> None:
    text = "Bob of Riga was charged with theft by Riga on Monday."
    found = read(
        extraction(
            "Justice.ChargeIndict", "charged", (16, 23),
            defendant="Bob", Crime=["theft", "arson"], Agent="Riga", Time="Tuesday", Victim="Riga",
            Place=None, Court=["", 3], note="by Bob", polarity="negative", realis="Maybe",
        ),
        extraction("MISC", "Riga", (7, 11)),
        extraction("PER", "Bob", (0, 3)),
        extraction("GPE", "Riga", (38, 42)),
        text=text,
    )  # fmt: skip
    (event,) = found.events
    assert (event.polarity, event.realis) == ("NEGATIVE", "ACTUAL")
    assert set(event.arguments) == {
        Argument("Defendant", "e2"),
        Argument("Agent", "e3"),
        Argument("Crime", None, span(29, 34)),
    }
    assert set(found.ungrounded) == {
        Ungrounded("argument", "Crime", "arson"),
        Ungrounded("argument", "Time", "Tuesday"),
        Ungrounded("argument", "Victim", "Riga"),
    }


def test_a_filler_that_is_not_in_the_text_is_wrong() -> None:
    found = read(extraction("Contact.Meet", "met", (12, 15), Participant="Eve"), extraction("PER", "Eve"))
    assert found.events == (Event("v1", "Contact.Meet", (span(12, 15),)),)
    assert found.ungrounded == (Ungrounded("mention", "PER", "Eve"), Ungrounded("argument", "Participant", "e1"))


SAID = "Ada said no. Ada said yes, Bob said."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # the extraction is the content
        (
            extraction("claim", "yes", (22, 25), cue="said", source="Ada"),
            Claim("c1", span(17, 21), span(22, 25), span(13, 16)),
        ),
        # the extraction is the cue
        (extraction("Claim", "said", (17, 21), content="yes"), Claim("c1", span(17, 21), span(22, 25))),
        # the extraction holds both
        (
            extraction("claim", "Ada said yes", (13, 25), cue="said", content="yes", source="Ada"),
            Claim("c1", span(17, 21), span(22, 25), span(13, 16)),
        ),
        # as far as both are in it
        (
            extraction("claim", "yes, Bob said", (22, 35), Cue="said", CONTENT="yes", source=["Ada", "Bob"]),
            Claim("c1", span(31, 35), span(22, 25), span(13, 16)),
        ),
        (
            extraction("claim", "no", mode="direct", stance="denies", content="no", cue="said"),
            Claim("c1", span(4, 8), span(9, 11), mode="DIRECT", stance="DENIES"),
        ),
        (extraction("claim", "no", stance="CONFIRMS", mode=3), Claim("c1", (), span(9, 11))),
    ],
)  # fmt: skip
def test_the_parts_of_a_claim(given: dict[str, Any], expected: Claim) -> None:
    assert read(given, text=SAID).claims == (expected,)


def test_the_source_of_a_claim_is_the_entity_of_the_same_words() -> None:
    said = extraction("claim", "yes", (22, 25), source="Ada")
    dated = extraction("DATE", "Ada", (0, 3))
    assert read(dated, said, text=SAID).claims[0].source_entity is None
    assert read(dated, said, extraction("PER", "Ada", (13, 16)), text=SAID).claims[0].source_entity == "e1"


def test_documents_are_found_by_id_and_else_by_text() -> None:
    documents = Documents(
        [
            document(extraction("PER", "Ada"), text="Ada.", name="s/a"),
            document(extraction("GPE", "Ada"), text="Ada.", name="doc_1"),
            document(extraction("PER", "Bob"), text="Bob.", name="doc_2"),
            document(extraction("PER", "Eve"), text=None, name="s/c"),
            document(text="Nobody.", name="s/d"),
            {"document_id": "doc_3", "extractions": None},
        ],
        {},
    )

    def names(name: str, text: str) -> list[str]:
        return [entity["name"] for entity in documents.extraction(article(text, name))["entities"]]

    assert names("s/a", "Ada.") == ["Ada"]
    assert names("s/b", "Bob.") == ["Bob"]
    assert names("s/c", "Whatever.") == ["Eve"]
    assert names("s/d", "Nobody.") == []
    assert names("s/a", "Bob.") == ["Bob"]
    with pytest.raises(SystemFailure, match="s/b: the file has no document with its id or its text"):
        names("s/b", "Bob. ")
    with pytest.raises(SystemFailure, match="s/a: the document with its id was made from another text"):
        names("s/a", "Ada. ")


def test_some_class_must_be_something_here() -> None:
    lines = [document(extraction("character", "Ada Byron"), extraction("mood", "quiet"), extraction("mood", "quiet"))]
    Documents(lines, {"character": "PER"})
    with pytest.raises(InputError, match="none of the classes is mapped to a type; map some of these: character, mood"):
        Documents(lines, {})


def test_an_id_is_used_once() -> None:
    with pytest.raises(InputError, match="document 's/a' is there twice"):
        Documents([document(), document()], {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extractions": [{"extraction_text": "Ada"}]}, r"missing required field `extraction_class`.*extractions\[0\]"),
        ({"extractions": [extraction("PER", "Ada") | {"char_interval": [0, 3]}]}, r"extractions\[0\].char_interval"),
        ({"document_id": 3}, r"document_id"),
    ],
)
def test_what_is_no_document_is_refused_with_the_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=f"^not an annotated document of LangExtract: .*{message}"):
        document_of({**document(), **change})


def test_a_file_of_documents_is_a_system(tmp_path: Path) -> None:
    told = [story("s", "")]
    document = {
        "document_id": "s/a",
        "text": told[0].articles[0].text,
        "extractions": [{"extraction_class": "person", "extraction_text": "Ada Byron", "char_interval": None}],
    }
    file, labels = tmp_path / "mine.jsonl", tmp_path / "labels.toml"
    file.write_text(json.dumps(document) + "\n")
    labels.write_text('person = "PER"\n')
    with pytest.raises(
        InputError, match=r"mine.jsonl: none of the classes is mapped to a type; map some of these: person"
    ):
        run(str(file), told, tmp_path / "run")
    system = Named(str(file), options=(("labels", str(labels)),))
    assert run(system, told, tmp_path / "run").failures == ()
    (entity,) = found(tmp_path / "run", told).extractions["s/a"].entities
    assert (entity.type, entity.name) == ("PER", "Ada Byron")
