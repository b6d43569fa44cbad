"""INCEpTION: a project's own layers, their slots and relations."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from cassis import load_typesystem  # type: ignore[import-untyped]

from formats.inception.making import CHAIN, LABELS, LINK, NAMED_ENTITY, TEXT, TOKEN, Maker
from twicetold import formats
from twicetold.formats.format import labels_of, read_labels
from twicetold.model import Argument, Date, Event, Extraction, span, text_of

if TYPE_CHECKING:
    from formats.inception.making import Extract


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
