"""INCEpTION's CASes: every file is made here with cassis, of invented text."""

from __future__ import annotations

import sys
import warnings
import zipfile
from importlib import resources
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cassis import Cas, TypeSystem, load_typesystem  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.format import Reading, labels_of, read_labels
from twicetold.formats.inception import FORMAT
from twicetold.formats.inception.reading import read as read_export
from twicetold.model import Argument, Date, Entity, Event, Extraction, Mention, span, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.formats.format import Labels, Notes
    from twicetold.model import Article, Story

    Extract = Callable[..., tuple[Extraction, list[str]]]

CORE = "de.tudarmstadt.ukp.dkpro.core.api"
NAMED_ENTITY = f"{CORE}.ner.type.NamedEntity"
CHAIN = f"{CORE}.coref.type.CoreferenceChain"
LINK = f"{CORE}.coref.type.CoreferenceLink"
TOKEN = f"{CORE}.segmentation.type.Token"
ANNOTATION = "uima.tcas.Annotation"
STRING = "uima.cas.String"

TEXT = "Ada Lund met the mayor, she said. On 5 May 😀 the Vell Bank sued Oru Bay."
"""Has an emoji, which is two units in UTF-16, before the bank."""

LABELS: Labels = {
    "entities": {**labels_of("inception")["entities"], "custom.Span.label=Person": "PER", "custom.Thing": "MISC"},
    "dates": {**labels_of("inception")["dates"], "custom.Date": "DATE", "custom.Date.kind=length": "DURATION"},
    "events": {
        "custom.Event.type=meeting": "Contact.Meet",
        "custom.Event.type=lawsuit": "Justice.Sue",
        "custom.Event.type=idle": "",
        "custom.Event": "Unknown",
    },
    "roles": {
        "who": "Participant",
        "suing": "Plaintiff",
        "custom.Event.when": "Time",
        "sued": "Defendant",
        "place": "Place",
    },
}


def type_system() -> Any:
    """Return the types that INCEpTION has for its own layers and for layers of a project."""
    types = TypeSystem()

    def make(name: str, parent: str, **features: str) -> None:
        made = types.create_type(name, parent)
        for feature, kind in features.items():
            with warnings.catch_warnings(action="ignore"):  # `type` is another thing in Python
                types.create_feature(made, feature, kind)

    make(TOKEN, ANNOTATION)
    make(NAMED_ENTITY, ANNOTATION, value=STRING, identifier=STRING)
    make(LINK, ANNOTATION, referenceType=STRING, referenceRelation=STRING)
    types.create_feature(types.get_type(LINK), "next", LINK)
    make(CHAIN, "uima.cas.AnnotationBase", first=LINK)
    make("webanno.custom.SagaLink", ANNOTATION, referenceType=STRING)
    types.create_feature(types.get_type("webanno.custom.SagaLink"), "next", "webanno.custom.SagaLink")
    make("webanno.custom.SagaChain", "uima.cas.AnnotationBase", first="webanno.custom.SagaLink")
    make("webanno.custom.Odd", ANNOTATION, first=STRING, next=STRING, Governor=STRING, Dependent=STRING)
    make("webanno.custom.EventArgumentsLink", "uima.cas.TOP", role=STRING, target=ANNOTATION)
    make("webanno.custom.Event", ANNOTATION, type=STRING)
    for slot in ("arguments", "when"):
        types.create_feature(
            types.get_type("webanno.custom.Event"), slot, "uima.cas.FSArray", "webanno.custom.EventArgumentsLink"
        )
    make("webanno.custom.Date", ANNOTATION, kind=STRING, value=STRING)
    make("webanno.custom.Thing", ANNOTATION, identifier=STRING)
    make("custom.Span", ANNOTATION, label=STRING)
    for layer in ("webanno.custom.Role", "custom.Relation"):
        make(layer, ANNOTATION, Governor=ANNOTATION, Dependent=ANNOTATION, label=STRING)
    return types


class Maker:
    """A CAS in the making; annotations are placed by the words they cover."""

    def __init__(self, text: str = TEXT) -> None:
        self.types = type_system()
        self.cas = Cas(self.types, sofa_string=text)
        self.text = text

    def make(self, name: str, **features: Any) -> Any:
        """Return a structure that is not in the index."""
        full = name if name.count(".") > 1 or name.startswith("custom.") else f"webanno.custom.{name}"
        slots = {each.name for each in self.types.get_type(full).all_features if each.rangeType.name.endswith("Array")}
        return self.types.get_type(full)(
            **{
                {"type": "type_"}.get(key, key): self.array(value) if key in slots else value
                for key, value in features.items()
            }
        )

    def array(self, elements: list[Any]) -> Any:
        return self.types.get_type("uima.cas.FSArray")(elements=elements)

    def add(self, name: str, words: str | None = None, occurrence: int = 0, **features: Any) -> Any:
        """Return an annotation of some words, or of the document as a whole."""
        if words is not None:
            start = -1
            for _ in range(occurrence + 1):
                start = self.text.index(words, start + 1)
            features |= {"begin": start, "end": start + len(words)}
        made = self.make(name, **features)
        self.cas.add(made)
        return made

    def chain(self, *links: Any, name: str = CHAIN) -> None:
        for link, following in pairwise(links):
            link.next = following
        self.cas.add(self.make(name, first=links[0]))

    def slot(self, target: Any, role: str | None = None) -> Any:
        return self.make("EventArgumentsLink", role=role, target=target)

    def relate(self, one: Any, other: Any, label: str | None = None, name: str = "Role") -> None:
        self.cas.add(self.make(name, begin=0, end=3, Governor=one, Dependent=other, label=label))

    def xmi(self) -> bytes:
        written: str = self.cas.to_xmi()
        return written.encode()

    def json(self) -> bytes:
        written: str = self.cas.to_json(pretty_print=True)
        return written.encode()

    def types_xml(self) -> bytes:
        written: str = self.types.to_xml()
        return written.encode()

    def zip(self, name: str = "anna.xmi") -> bytes:
        """Return what INCEpTION exports for one document."""
        return zipped({name: self.xmi(), "TypeSystem.xml": self.types_xml()})


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def read(path: Path, labels: Labels = LABELS) -> tuple[list[Story], Notes]:
    return common.read("inception", path, labels)


def only(path: Path, labels: Labels = LABELS) -> tuple[Article, list[str]]:
    """Return the only article at a path, and the notes."""
    stories, notes = read(path, labels)
    (article,) = common.articles(stories)
    return article, list(notes)


def gold(article: Article) -> Extraction:
    assert article.gold is not None
    return article.gold


@pytest.fixture(params=["json", "xmi", "zip"])
def extracted(request: pytest.FixtureRequest, tmp_path: Path) -> Extract:
    """Return a function that writes a CAS in one of the three ways, and reads it."""

    def extract(maker: Maker, labels: Labels = LABELS) -> tuple[Extraction, list[str]]:
        if request.param == "json":
            path = write(tmp_path, {"doc.json": maker.json()}) / "doc.json"
        elif request.param == "xmi":
            path = write(tmp_path, {"doc.xmi": maker.xmi(), "TypeSystem.xml": maker.types_xml()}) / "doc.xmi"
        else:
            path = write(tmp_path, {"doc.zip": maker.zip()}) / "doc.zip"
        article, notes = only(path, labels)
        assert article.id == "doc/a"
        assert article.text == maker.text
        return gold(article), [note.partition(" (first: ")[0] for note in notes if "day of publication" not in note]

    return extract


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


def test_layers_are_what_the_map_says_by_feature_and_value_or_else_as_a_whole(extracted: Extract) -> None:
    maker = Maker()
    maker.add("custom.Span", "Ada Lund", label="Person")
    maker.add("custom.Span", "mayor", label="Office")
    maker.add("Thing", "Bay")
    maker.add("Date", "5 May", value="XXXX-05-05")
    maker.add("Date", "May", value="P1M", kind="length")
    maker.add("Event", "met", type="meeting")
    maker.add("Event", "sued", type="something")
    maker.add("Event", "said", type="idle")
    found, notes = extracted(maker)
    assert [(entity.type, text_of(entity.mentions[0].span, TEXT)) for entity in found.entities] == [
        ("PER", "Ada Lund"),
        ("MISC", "Bay"),
    ]
    assert found.dates == (
        Date("d1", span(37, 42), "DATE", "XXXX-05-05"),
        Date("d2", span(39, 42), "DURATION", "P1M"),
    )
    assert found.events == (
        Event("v1", "Contact.Meet", (span(9, 12),)),
        Event("v2", "Unknown", (span(59, 63),)),
    )
    assert sorted(notes) == [
        "1 entities: 'custom.Span.label=Office' is not in the map of labels",
        "1 events: 'custom.Event.type=idle' is left out by the map of labels",
    ]


def test_layers_that_the_map_does_not_name_are_noted_but_not_those_of_grammar(extracted: Extract) -> None:
    maker = Maker()
    maker.add("Thing", "Bay")
    maker.add("Thing", "Oru")
    maker.add(TOKEN, "Oru")
    found, notes = extracted(maker, labels_of("inception"))
    assert found == Extraction()
    assert notes == ["2 annotations of custom.Thing, a layer for which the map of labels has no key"]


def test_slots_hold_arguments(extracted: Extract) -> None:
    maker = Maker()
    ada = maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    mayor = maker.add("Thing", "the mayor")
    may = maker.add("Date", "5 May", value="XXXX-05-05")
    bank = maker.add("custom.Span", "Vell Bank", label="Firm")  # no entity, so its words are the argument
    maker.add(
        "Event",
        "met",
        type="meeting",
        arguments=[maker.slot(ada, "who"), maker.slot(ada, "who"), maker.slot(mayor, "place"), maker.slot(None, "who")],
    )
    maker.add(
        "Event",
        "sued",
        type="lawsuit",
        arguments=[maker.slot(ada, "suing"), maker.slot(bank, "why"), maker.slot(bank, "suing")],
        when=[maker.slot(may)],
    )
    found, notes = extracted(maker)
    assert [event.arguments for event in found.events] == [
        (Argument("Participant", "e1"),),
        (Argument("Plaintiff", "e1"), Argument("Time", "d1")),
    ]
    assert sorted(notes) == [
        "1 arguments: no Place of Contact.Meet is MISC",
        "1 arguments: no Plaintiff of Justice.Sue is SPAN",
        "1 roles: 'why' is not in the map of labels",
        "1 slots with nothing in them",
    ]


def test_slots_may_be_empty(extracted: Extract) -> None:
    maker = Maker()
    maker.add("Event", "met", type="meeting", arguments=[], when=[])
    found, notes = extracted(maker)
    assert found.events == (Event("v1", "Contact.Meet", (span(9, 12),)),)
    assert notes == []


def test_who_fills_a_role_is_found_by_place_where_the_slot_leads_to_something_else(extracted: Extract) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    plain = maker.add("custom.Span", "Ada Lund", label="Actor")
    said = maker.add("Event", "said")
    words = maker.add(TOKEN, "mayor")
    maker.add(
        "Event",
        "met",
        type="meeting",
        arguments=[maker.slot(plain, "who"), maker.slot(said, "who"), maker.slot(words, "topic")],
    )
    labels = {**LABELS, "roles": {**LABELS["roles"], "topic": "Topic"}}
    found, notes = extracted(maker, labels)
    assert found.events[0].arguments == (Argument("Participant", "e1"), Argument("Topic", span=span(17, 22)))
    assert notes == ["1 arguments that are events"]


def test_relations_hold_arguments_whichever_way_they_are_drawn(extracted: Extract) -> None:
    maker = Maker()
    ada = maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    bank = maker.add(NAMED_ENTITY, "Vell Bank", value="ORG")
    bay = maker.add(NAMED_ENTITY, "Oru Bay", value="GPE")
    met = maker.add("Event", "met", type="meeting")
    sued = maker.add("Event", "sued", type="lawsuit")
    maker.relate(sued, bay, "sued")
    maker.relate(ada, met, "who")
    maker.relate(met, bay, "place", name="custom.Relation")
    maker.relate(sued, bank)
    maker.relate(ada, bank, "who")
    maker.relate(ada, None, "who")
    found, notes = extracted(maker)
    assert [event.arguments for event in found.events] == [
        (Argument("Place", "e3"), Argument("Participant", "e1")),
        (Argument("Defendant", "e3"),),
    ]
    assert sorted(notes) == [
        "1 relations of custom.Role between what is no event",
        "1 relations without two ends",
        "1 roles: 'custom.Role' is not in the map of labels",
    ]


def test_a_chain_of_events_is_one_event_with_all_triggers_and_arguments(extracted: Extract) -> None:
    maker = Maker()
    ada = maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    mayor = maker.add(NAMED_ENTITY, "the mayor", value="PER")
    maker.add("Event", "met", type="meeting", arguments=[maker.slot(ada, "who")])
    maker.add("Event", "said", type="meeting", arguments=[maker.slot(mayor, "who")])
    maker.chain(maker.add(LINK, "met"), maker.add(LINK, "said"))
    found, notes = extracted(maker)
    assert found.events == (
        Event(
            "v1",
            "Contact.Meet",
            (span(9, 12), span(28, 32)),
            (Argument("Participant", "e1"), Argument("Participant", "e2")),
        ),
    )
    assert notes == []


def test_a_layer_of_chains_may_be_one_of_events(extracted: Extract) -> None:
    maker = Maker()
    links = [maker.add("SagaLink", "met", referenceType="fight"), maker.add("SagaLink", "said")]
    maker.chain(*links, name="SagaChain")
    maker.chain(maker.add("SagaLink", "sued"), name="SagaChain")
    found, notes = extracted(
        maker, {"events": {"custom.Saga.referenceType=fight": "Conflict.Attack", "custom.Saga": "Unknown"}}
    )
    assert found.events == (
        Event("v1", "Conflict.Attack", (span(9, 12), span(28, 32))),
        Event("v2", "Unknown", (span(59, 63),)),
    )
    assert notes == []


def test_features_may_be_called_like_those_that_chains_and_relations_are_made_of(extracted: Extract) -> None:
    maker = Maker()
    maker.add("Odd", "met", first="fight", next="x", Governor="y", Dependent="z")
    found, notes = extracted(maker, {"events": {"custom.Odd.first=fight": "Conflict.Attack"}})
    assert found.events == (Event("v1", "Conflict.Attack", (span(9, 12),)),)
    assert notes == []


def test_annotations_without_text_and_what_leads_to_deleted_ones_are_noted(extracted: Extract) -> None:
    maker = Maker()
    maker.cas.add(maker.make(NAMED_ENTITY, begin=4, end=4, value="PER"))
    deleted = maker.make(NAMED_ENTITY, begin=0, end=8, value="PER", sofa=maker.cas.get_sofa())
    maker.add("Event", "met", type="meeting", arguments=[maker.slot(deleted, "who")])
    ada = maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    maker.add("Thing", "Bay")
    holder = maker.add("Date", "5 May", value="")
    maker.relate(holder, ada, "who")
    found, notes = extracted(maker)
    assert [event.arguments for event in found.events] == [()]
    assert sorted(notes) == [
        "1 annotations without text",
        "1 dates without a value",
        "1 relations of custom.Role between what is no event",
        "1 slots and relations that lead to what has been deleted",
    ]


def test_without_a_day_of_publication_it_is_the_one_given(tmp_path: Path) -> None:
    path = write(tmp_path, {"doc.json": Maker().json()}) / "doc.json"
    reading = Reading(LABELS, "2030-01-02")
    (story,) = read_export(path, reading)
    assert story.articles[0].published == "2030-01-02"
    assert list(reading.notes) == [
        f"1 articles without a day of publication, taken to be of 2030-01-02 (first: {path})"
    ]


def test_text_is_what_it_is_in_the_cas(extracted: Extract) -> None:
    maker = Maker("\ufeffOru\r\n\tBay & <b>\u2028“𝔘𝔫”\n")
    maker.add(NAMED_ENTITY, "𝔘𝔫", value="ORG")
    found, _ = extracted(maker)
    assert text_of(found.entities[0].mentions[0].span, maker.text) == "𝔘𝔫"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30), st.data())
def test_wherever_an_annotation_is_it_is_found_there(tmp_path: Path, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    maker = Maker("".join(character if character not in "\ufffe\uffff" else "?" for character in text))
    maker.cas.add(maker.make(NAMED_ENTITY, begin=start, end=end, value="PER"))
    for name, content in (("doc.json", maker.json()), ("doc.zip", maker.zip())):
        article, _ = only(write(tmp_path, {name: content}) / name)
        assert article.text == maker.text
        assert gold(article).entities == (Entity("e1", "PER", (Mention(span(start, end)),)),)


def project(**extra: bytes) -> dict[str, bytes]:
    """Return the files of a project: of each document a version by each annotator, one curated."""

    def version(words: str, kind: str = "json") -> bytes:
        maker = Maker()
        maker.add(NAMED_ENTITY, words, value="MISC")
        return maker.json() if kind == "json" else maker.zip()

    return {
        "exportedproject.json": b"{}",
        "source/one.txt": b"Ada",
        "annotation/one.txt/INITIAL_CAS.json": version("Ada"),
        "annotation/one.txt/bert.json": version("mayor"),
        "annotation/one.txt/anna.json": version("she"),
        "annotation/two.txt/bert.zip": version("mayor", "zip"),
        "annotation/two.txt/INITIAL_CAS.zip": version("Ada", "zip"),
        "annotation/four.txt/INITIAL_CAS.zip": version("Ada", "zip"),
        "annotation_ser/one.txt/anna.ser": b"\xac\xed",
        "curation/two.txt/CURATION_USER123.zip": version("Vell Bank", "zip"),
        "curation/three.txt/CURATION_USER.json": version("Oru Bay"),
        **extra,
    }


@pytest.mark.parametrize("kind", ["folder", "zip", "annotation"])
def test_of_a_project_one_version_of_each_document_is_read_the_curated_one_first(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "project", project())
    path = tmp_path / "project"
    if kind == "zip":
        path = write(tmp_path, {"project.zip": zipped(project())}) / "project.zip"
    elif kind == "annotation":
        path /= "annotation"
    stories, notes = read(path)
    read_as = {story.title: text_of(gold(story.articles[0]).entities[0].mentions[0].span, TEXT) for story in stories}
    assert [story.id for story in stories] == ["one", "two"] if kind == "annotation" else ["one", "three", "two"]
    if kind == "annotation":
        assert read_as == {"one.txt": "she", "two.txt": "mayor"}
    else:
        assert read_as == {"one.txt": "she", "two.txt": "Vell Bank", "three.txt": "Oru Bay"}
    assert notes.counts["further versions of documents"] == (1 if kind == "annotation" else 2)
    assert notes.counts["documents that nobody annotated"] == 1
    assert FORMAT.recognises(path)


def test_a_project_of_one_document_is_named_after_the_document(tmp_path: Path) -> None:
    version = Maker().zip()
    write(tmp_path, {"project.zip": zipped({"annotation/one.txt/anna.zip": version, "exportedproject.json": b"{}"})})
    stories, _ = read(tmp_path / "project.zip")
    assert [story.title for story in stories] == ["one.txt"]


def test_a_folder_may_hold_files_of_every_kind(tmp_path: Path) -> None:
    maker = Maker()
    write(
        tmp_path,
        {
            "a.xmi": maker.xmi(),
            "more/b.xmi": maker.xmi(),
            "TypeSystem.xml": maker.types_xml(),
            "c.zip": maker.zip(),
            "d.json": b"\xef\xbb\xbf" + maker.json(),
            "many.zip": zipped({"e.json": maker.json(), "f.json": maker.json(), "__MACOSX/._f.json": b"?"}),
            "notes.json": b"{}",
            "empty.zip": zipped({"annotation/g.txt/anna.tsv": b"#FORMAT=WebAnno TSV 3.3"}),
            "annotation/h/anna.zip": zipped({"anna.tsv": b"#FORMAT=WebAnno TSV 3.3"}),
            "j.json": Maker("").json(),
        },
    )
    stories, notes = read(tmp_path)
    assert [story.id for story in stories] == ["a", "c", "d", "e", "f", "b"]
    assert [story.title for story in stories] == ["a.xmi", "c.zip", "d.json", "e.json", "f.json", "b.xmi"]
    assert notes.counts["files that are no UIMA CAS"] == 1
    assert notes.counts["zips without a UIMA CAS"] == 2
    assert notes.counts["documents without text"] == 1
    assert notes.first["files that are no UIMA CAS"] == str(tmp_path / "notes.json")


def test_ids_are_made_of_names_and_stay_different(tmp_path: Path) -> None:
    maker = Maker()
    names = ["Öl & Gas.txt.json", "Ol-Gas.json", "_x.json", "новости.json", f"{'y' * 140}.json", f"{'y' * 141}.json"]
    stories, _ = read(write(tmp_path, {name: maker.json() for name in names}))
    assert {story.title: story.id for story in stories} == {
        "Ol-Gas.json": "Ol-Gas",
        "_x.json": "x",
        f"{'y' * 140}.json": "y" * 128,
        f"{'y' * 141}.json": "y" * 126 + "-2",
        "Öl & Gas.txt.json": "Ol-Gas-2",
        "новости.json": "document",
    }


@pytest.mark.parametrize(
    ("files", "read_at", "message"),
    [
        ({"doc.xmi": lambda maker: maker.xmi()}, "doc.xmi", "doc.xmi: no TypeSystem.xml is beside it"),
        (
            {"doc.xmi": lambda maker: maker.xmi()[:-40], "TypeSystem.xml": lambda maker: maker.types_xml()},
            "doc.xmi",
            r"doc.xmi:\d+: .*; this is no XML, or not all of it",
        ),
        (
            {"doc.xmi": lambda maker: maker.xmi(), "TypeSystem.xml": lambda _: b"<types>"},
            "doc.xmi",
            r"TypeSystem.xml:1: .*; this is no XML",
        ),
        (
            {"doc.xmi": lambda maker: maker.xmi(), "TypeSystem.xml": lambda _: TypeSystem().to_xml().encode()},
            "doc.xmi",
            r"doc.xmi: Type with name \[.*NamedEntity\] not found! Is TypeSystem.xml the one exported with it",
        ),
        (
            {
                "doc.xmi": lambda maker: maker.xmi().replace(b"sofa=", b"couch="),
                "TypeSystem.xml": lambda maker: maker.types_xml(),
            },
            "doc.xmi",
            "doc.xmi: .*; this is no UIMA CAS, or not all of it",
        ),
        (
            {
                "doc.xmi": lambda maker: maker.xmi().replace(b'end="3"', b'end="300"'),
                "TypeSystem.xml": lambda maker: maker.types_xml(),
            },
            "doc.xmi",
            r"doc.xmi: an annotation begins or ends where the text has no character: .*\[300\]",
        ),
        (
            {"doc.json": lambda maker: maker.json().replace(b'"end": 3', b'"end": -3')},
            "doc.json",
            r"doc.json: an annotation begins or ends where the text has no character: .*\[-3\]",
        ),
        ({"doc.json": lambda maker: maker.json()[:-40]}, "doc.json", r"doc.json:\d\d+: .*; this is no JSON, or not"),
        ({"doc.json": lambda _: b'{"%TYPES": {}, "%VIEWS": {,}}'}, "doc.json", "doc.json:1: .*; this is no JSON, or n"),
        ({"doc.json": lambda _: b'{"%FEATURE_STRUCTURES": []}'}, "doc.json", "doc.json: has no %TYPES; export it with"),
        ({"doc.json": lambda _: b'{"%TYPES": {}}'}, "doc.json", "doc.json: .*; this is no UIMA CAS, or not all of it"),
        (
            {"doc.json": lambda _: b'{"_views": {}}'},
            "doc.json",
            "doc.json: no UIMA CAS is there as XMI or JSON; export",
        ),
        ({"doc.zip": lambda maker: maker.zip()[:-40]}, "doc.zip", "doc.zip: cannot be read as a zip"),
        ({"doc.txt": lambda _: b"Ada"}, "doc.txt", "doc.txt: no UIMA CAS is there"),
        ({"doc.txt": lambda _: b"Ada"}, "", "no UIMA CAS is there"),
        (
            {"doc.json": lambda maker: maker.json().replace(b"Ada", b"\xcbda")},
            "doc.json",
            r"doc.json:\d+: not UTF-8: .*; save",
        ),
        ({}, "gone.json", "gone.json: cannot be read: No such file or directory$"),
        ({}, "gone/gone.xmi", "gone.xmi: cannot be read: No such file or directory$"),
        ({}, "gone.zip", "gone.zip: cannot be read as a zip: .*No such file"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(
    tmp_path: Path, files: dict[str, Callable[[Maker], bytes]], read_at: str, message: str
) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada", value="PER")
    write(tmp_path, {name: made(maker) for name, made in files.items()})
    with pytest.raises(InputError, match=message):
        read(tmp_path / read_at)


def test_an_offset_within_a_character_is_refused(tmp_path: Path) -> None:
    maker = Maker("😀 Oru")
    maker.add(NAMED_ENTITY, "Oru", value="LOC")
    path = write(tmp_path, {"doc.json": maker.json().replace(b'"begin": 3', b'"begin": 1')}) / "doc.json"
    with pytest.raises(InputError, match="where the text has no character"):
        read(path)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(Maker().zip())
    at = data.index(b"anna.xmi") + len("anna.xmi") + 20
    data[at : at + 20] = bytes(20)
    path = write(tmp_path, {"doc.zip": bytes(data)}) / "doc.zip"
    with pytest.raises(InputError, match=r"anna\.xmi: cannot be read"):
        read(path)


def test_xml_1_1_is_read_too(tmp_path: Path) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    xmi = maker.xmi().replace(b"version='1.0'", b"version='1.1'")
    assert b"version='1.1'" in xmi
    article, _ = only(write(tmp_path, {"doc.xmi": xmi, "typesystem.xml": maker.types_xml()}) / "doc.xmi")
    assert len(gold(article).entities) == 1


AS_JAVA_WRITES = """{
  "%TYPES" : {
    "webanno.custom.Event" : { "%NAME" : "webanno.custom.Event", "%SUPER_TYPE" : "uima.tcas.Annotation",
      "type" : { "%NAME" : "type", "%RANGE" : "uima.cas.String" },
      "arguments" : { "%NAME" : "arguments", "%RANGE" : "webanno.custom.EventArgumentsLink[]" } },
    "webanno.custom.EventArgumentsLink" : {
      "%NAME" : "webanno.custom.EventArgumentsLink", "%SUPER_TYPE" : "uima.cas.TOP",
      "role" : { "%NAME" : "role", "%RANGE" : "uima.cas.String" },
      "target" : { "%NAME" : "target", "%RANGE" : "uima.tcas.Annotation" } },
    "webanno.custom.Thing" : { "%NAME" : "webanno.custom.Thing", "%SUPER_TYPE" : "uima.tcas.Annotation" }
  },
  "%FEATURE_STRUCTURES" : [
    { "%ID" : 5, "%TYPE" : "webanno.custom.EventArgumentsLink[]", "%ELEMENTS" : [ 6 ] },
    { "%ID" : 6, "%TYPE" : "webanno.custom.EventArgumentsLink", "role" : "who", "@target" : 4 },
    { "%ID" : 3, "%TYPE" : "webanno.custom.Event", "@sofa" : 1, "begin" : 7, "end" : 11, "type" : "meeting",
      "@arguments" : 5 },
    { "%ID" : 4, "%TYPE" : "webanno.custom.Thing", "@sofa" : 1, "begin" : 0, "end" : 6 },
    { "%ID" : 1, "%TYPE" : "uima.cas.Sofa", "sofaNum" : 1, "sofaID" : "_InitialView", "mimeType" : "text",
      "sofaString" : "Oru 😀 sues." }
  ],
  "%VIEWS" : { "_InitialView" : { "%SOFA" : 1, "%MEMBERS" : [ 3, 4 ] } }
}"""


def test_json_is_read_as_java_writes_it(tmp_path: Path) -> None:
    labels = {**LABELS, "entities": {"custom.Thing": "ORG"}}
    article, notes = only(write(tmp_path, {"doc.json": AS_JAVA_WRITES.encode()}), labels)
    assert gold(article).events == (Event("v1", "Contact.Meet", (span(6, 10),), (Argument("Participant", "e1"),)),)
    assert gold(article).entities == (Entity("e1", "ORG", (Mention(span(0, 5)),)),)
    assert len(notes) == 1  # of the day of publication


def test_types_of_earlier_documents_do_not_matter(tmp_path: Path) -> None:
    """Type systems are kept from one document to the next; one with fewer features is another."""
    small = TypeSystem()
    small.create_feature(small.create_type(NAMED_ENTITY, ANNOTATION), "value", STRING)
    cas = Cas(small, sofa_string="Oru")
    cas.add(small.get_type(NAMED_ENTITY)(begin=0, end=3, value="LOC"))
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER", identifier="kb:1")
    maker.add(NAMED_ENTITY, "she", value="PER", identifier="kb:1")
    files = {"1.json": cas.to_json().encode(), "2.json": maker.json(), "3.json": cas.to_json().encode()}
    stories, _ = read(write(tmp_path, files))
    assert [[len(entity.mentions) for entity in gold(each).entities] for each in common.articles(stories)] == [
        [1],
        [2],
        [1],
    ]


def test_without_cassis_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"doc.json": Maker().json()}) / "doc.json"
    monkeypatch.setitem(sys.modules, "cassis", None)
    monkeypatch.delitem(sys.modules, "twicetold.formats.inception.loading", raising=False)
    with pytest.raises(InputError, match=r"pip install 'twicetold\[inception\]'"):
        next(iter(read_export(path, Reading({}))))


@pytest.mark.parametrize(
    ("name", "content", "known"),
    [
        ("doc.json", lambda maker: maker.json(), True),
        ("doc.json", lambda maker: b"\xef\xbb\xbf" + maker.json(), True),
        ("doc.xmi", lambda maker: maker.xmi(), True),
        ("doc.zip", lambda maker: maker.zip(), True),
        ("doc.json", lambda _: b'{"text": "%TYPES"}', False),
        ("doc.json", lambda _: b"", False),
        ("doc.xmi", lambda _: b"<xmi/>", False),
        ("doc.xml", lambda maker: maker.xmi(), False),
        ("doc.zip", lambda _: b"PK", False),
        ("doc.zip", lambda _: zipped({"a.json": b"{}"}), False),
        ("doc.zip", lambda _: zipped({"annotation/a.txt/anna.tsv": b"?"}), False),
        ("doc.txt", lambda _: b"Ada", False),
    ],
)
def test_what_it_is_is_recognised(tmp_path: Path, name: str, content: Callable[[Maker], bytes], *, known: bool) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada", value="PER")
    path = write(tmp_path, {name: content(maker)}) / name
    assert FORMAT.recognises(path) is known
    assert FORMAT.recognises(tmp_path) is known
    assert not FORMAT.recognises(tmp_path / "gone.json")


def test_the_map_is_one_and_its_example_is_too(tmp_path: Path) -> None:
    path = Path(formats.__file__).with_name("labels") / "inception.toml"
    assert set(read_labels(path)) == {"entities", "dates", "events", "roles"}
    example = "".join(
        f"{line.removeprefix('#   ')}\n"
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("#   ")
    )
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    labels = read_labels(tmp_path / "example.toml")
    assert labels["events"] == {"custom.Event.category=attack": "Conflict.Attack", "custom.Event": "Unknown"}
    assert labels["roles"] == {"attacker": "Attacker", "custom.Event.place": "Place"}


def test_types_that_cassis_comes_with_are_known_by_their_names() -> None:
    """The names used here are those of DKPro Core, which INCEpTION builds on."""
    types = load_typesystem((resources.files("cassis") / "resources" / "dkpro-core-types.xml").read_text("utf-8"))
    assert {each.name for each in types.get_type(NAMED_ENTITY).features} == {"value", "identifier"}
    assert {each.name for each in types.get_type(LINK).features} == {"next", "referenceType", "referenceRelation"}
    assert [each.name for each in types.get_type(CHAIN).features] == ["first"]
