"""INCEpTION: named entities and chains of coreference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formats.inception.making import CHAIN, LINK, NAMED_ENTITY, TEXT, TOKEN, Maker, gold, only, write
from twicetold.model import Date, Entity, Mention, span, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from formats.inception.making import Extract


def test_named_entities_are_entities_where_they_are_though_uima_counts_in_utf_16(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Vell Bank", value="ORG")
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    maker.add(NAMED_ENTITY, "😀", value="OTH")
    maker.add(NAMED_ENTITY, "5 May", value="DATE")
    maker.add(NAMED_ENTITY, "Oru", value="LOCpart")
    maker.add(NAMED_ENTITY, "Oru Bay", value="Lagoon")
    maker.add(NAMED_ENTITY, "mayor")
    maker.add(TOKEN, "Ada")
    found, notes = extracted(maker)
    assert found.entities == (
        Entity("e1", "PER", (Mention(span(0, 8)),)),
        Entity("e2", "MISC", (Mention(span(43, 44)),)),
        Entity("e3", "ORG", (Mention(span(49, 58)),)),
    )
    assert text_of(span(49, 58), TEXT) == "Vell Bank"
    assert found.dates == (Date("d1", span(37, 42), "DATE", ""),)
    assert notes == [
        "1 dates without a value",
        "1 entities: 'LOCpart' is left out by the map of labels",
        "1 entities: 'Lagoon' is not in the map of labels",
        "1 entities: 'NamedEntity' is not in the map of labels",
    ]
    assert found.events == ()


def test_units_are_those_of_utf_16_in_the_files_themselves(tmp_path: Path) -> None:
    maker = Maker("😀 Oru")
    maker.add(NAMED_ENTITY, "Oru", value="LOC")
    assert b'begin="3" end="6"' in maker.xmi()
    path = write(tmp_path, {"doc.json": maker.json()}) / "doc.json"
    assert gold(only(path)[0]).entities[0].mentions == (Mention(span(2, 5)),)


def test_entities_with_the_same_identifier_and_type_are_the_same(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER", identifier="kb:1")
    maker.add(NAMED_ENTITY, "she", value="PER", identifier="kb:1")
    maker.add(NAMED_ENTITY, "the mayor", value="PER", identifier="kb:2")
    maker.add(NAMED_ENTITY, "Oru Bay", value="LOC", identifier="kb:1")
    maker.add(NAMED_ENTITY, "Oru Bay", value="LOC")
    found, notes = extracted(maker)
    assert found.entities == (
        Entity("e1", "PER", (Mention(span(0, 8)), Mention(span(24, 27)))),
        Entity("e2", "PER", (Mention(span(13, 22)),)),
        Entity("e3", "LOC", (Mention(span(64, 71)),)),
    )
    assert notes == ["1 entities that are annotated twice"]


def test_an_identifier_that_says_what_something_is_does_not_say_which(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", identifier="kb:person")
    maker.add(NAMED_ENTITY, "the mayor", identifier="kb:person")
    found, notes = extracted(maker, {"entities": {"NamedEntity.identifier=kb:person": "PER"}})
    assert [len(entity.mentions) for entity in found.entities] == [1, 1]
    assert notes == []


def test_a_chain_is_an_entity_of_the_type_of_the_named_entities_in_it(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    maker.add(NAMED_ENTITY, "Oru Bay", value="LOC")
    maker.chain(
        maker.add(LINK, "Ada Lund", referenceType="nam"),
        maker.add(LINK, "she", referenceRelation="anaphoric"),
        maker.add(LINK, "the mayor"),
    )
    maker.chain(maker.add(LINK, "Vell Bank"))
    found, notes = extracted(maker)
    assert found.entities == (
        Entity("e1", "PER", (Mention(span(0, 8)), Mention(span(13, 22)), Mention(span(24, 27)))),
        Entity("e2", "LOC", (Mention(span(64, 71)),)),
    )
    assert notes == ["1 chains of which no link is an annotated entity or event"]


def test_a_chain_of_several_types_is_of_the_most_frequent_one(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="ORG")
    maker.add(NAMED_ENTITY, "the mayor", value="PER")
    maker.add(NAMED_ENTITY, "she", value="PER")
    maker.chain(maker.add(LINK, "Ada Lund"), maker.add(LINK, "the mayor"), maker.add(LINK, "she"))
    found, notes = extracted(maker)
    assert found.entities == (Entity("e1", "PER", tuple(Mention(span(*at)) for at in ((0, 8), (13, 22), (24, 27)))),)
    assert notes == ["1 mentions or triggers of another type than their chain"]


def test_two_chains_through_one_place_stay_two(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    maker.chain(maker.add(LINK, "Ada Lund"), maker.add(LINK, "she"))
    maker.chain(maker.add(LINK, "Ada Lund"), maker.add(LINK, "the mayor"))
    found, _ = extracted(maker)
    assert sorted([text_of(each.span, TEXT) for each in entity.mentions] for entity in found.entities) == [
        ["Ada Lund", "she"],
        ["Ada Lund", "the mayor"],
    ]


def test_the_map_names_the_type_of_a_chain_in_which_nothing_is_annotated(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Vell Bank", value="LOC")
    maker.chain(maker.add(LINK, "she"), maker.add(LINK, "Ada Lund", referenceType="human"))
    maker.chain(maker.add(LINK, "Vell Bank", referenceType="firm"))
    maker.chain(maker.add(LINK, "Oru Bay"))
    maker.chain(maker.add(LINK, "May", referenceType="never"))
    labels = {
        "entities": {
            "LOC": "LOC",
            "Coreference.referenceType=human": "PER",
            "Coreference.referenceType=firm": "ORG",  # but what is annotated says more
            "Coreference.referenceType=never": "",
            "Coreference": "MISC",
        }
    }
    found, notes = extracted(maker, labels)
    assert [(entity.type, len(entity.mentions)) for entity in found.entities] == [("PER", 2), ("LOC", 1), ("MISC", 1)]
    assert notes == ["1 entities: 'Coreference.referenceType=never' is left out by the map of labels"]


def test_broken_chains_are_noted_and_end(tmp_path: Path) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    one, other = maker.add(LINK, "Ada Lund"), maker.add(LINK, "she")
    one.next, other.next = other, one
    maker.cas.add(maker.make(CHAIN, first=one))
    maker.cas.add(maker.make(CHAIN))
    article, notes = only(write(tmp_path, {"doc.json": maker.json()}))
    assert [len(entity.mentions) for entity in gold(article).entities] == [2]
    assert any(note.startswith("1 chains without links") for note in notes)
