"""The rule baseline finds events: type, arguments by voice and preposition, polarity and realis."""

from __future__ import annotations

import pytest

from twicetold.model import Article, Event, text_of
from twicetold.ontology import EVENT_TYPES, ROLES
from twicetold_baselines.rules import Rules
from twicetold_baselines.rules.events.entries import ENTRIES


def _events(text: str) -> list[tuple[Event, dict[str, str]]]:
    found = Rules().extract(Article(id="a/a", text=text, published="2022-01-10"))
    spans = {e.id: e.mentions[0].span for e in found.entities} | {d.id: d.span for d in found.dates}
    return [
        (event, {a.role: text_of(spans[a.filler] if a.filler else a.span, text) for a in event.arguments})
        for event in found.events
    ]


@pytest.mark.parametrize(
    ("text", "event_type", "arguments"),
    [
        ("Police arrested Ivan Petrov in Moscow on Friday.", "Justice.ArrestJail",
         {"Agent": "Police", "Person": "Ivan Petrov", "Place": "Moscow", "Time": "Friday"}),
        ("Ivan Petrov was arrested by police on suspicion of treason.", "Justice.ArrestJail",
         {"Person": "Ivan Petrov", "Agent": "police", "Crime": "treason"}),
        ("Ivan Petrov, a former minister, has been arrested.", "Justice.ArrestJail", {"Person": "Ivan Petrov"}),
        ("The arrest of Ivan Petrov was announced.", "Justice.ArrestJail", {"Person": "Ivan Petrov"}),
        ("Protesters stormed the airport.", "Conflict.Attack", {"Attacker": "Protesters", "Target": "the airport"}),
        ("Rebels took control of the airport.", "Conflict.Seize", {"Agent": "Rebels", "Target": "the airport"}),
        ("President Ruto fired the minister.", "Personnel.EndPosition",
         {"Agent": "President Ruto", "Person": "the minister"}),
        ("The minister stepped down.", "Personnel.EndPosition", {"Person": "The minister"}),
        ("Angela Merkel met Emmanuel Macron in Berlin.", "Contact.Meet", {"Place": "Berlin"}),
        ("Fuel prices rose 5%.", "Economy.Change", {"Subject": "Fuel prices", "Amount": "5%"}),
        ("Charged with treason, Ivan Petrov denied it.", "Justice.ChargeIndict",
         {"Defendant": "Ivan Petrov", "Crime": "treason"}),
        ("The minister left Paris.", "Movement.Transport", {"Passenger": "The minister", "Origin": "Paris"}),
        ("The minister lost the post of governor.", "Personnel.EndPosition", {"Position": "post of governor"}),
        ("The minister lost the chair of the Sava Council.", "Personnel.EndPosition",
         {"Position": "chair", "Organization": "the Sava Council"}),
        ("The road was closed by police.", "Operation.Suspend", {"Artifact": "The road", "Agent": "police"}),
        ("The price of bread was raised on Friday.", "Economy.Change", {"Subject": "price of bread", "Time": "Friday"}),
        ("The company paid $3 million to the minister.", "Transaction.TransferMoney",
         {"Giver": "The company", "Amount": "$3 million", "Recipient": "the minister"}),
        ("Police arrested the man at 10:30 on Friday.", "Justice.ArrestJail", {"Time": "10:30"}),
        ("Angela Merkel chaired a long session.", "Contact.Meet", {"Participant": "Angela Merkel"}),
        ("In Paris, police arrested the man.", "Justice.ArrestJail", {"Place": "Paris"}),
    ],
)  # fmt: skip
def test_roles_follow_from_voice_and_preposition(text: str, event_type: str, arguments: dict[str, str]) -> None:
    ((event, found),) = _events(text)
    assert event.type == event_type
    assert arguments.items() <= found.items()


@pytest.mark.parametrize(
    ("text", "polarity", "realis"),
    [
        ("Police arrested the man.", "POSITIVE", "ACTUAL"),
        ("Police did not arrest the man.", "NEGATIVE", "ACTUAL"),
        ("Police failed to arrest the man.", "NEGATIVE", "ACTUAL"),
        ("Police will arrest the man.", "POSITIVE", "OTHER"),
        ("If police arrested the man, he was lucky.", "POSITIVE", "OTHER"),
        ("The minister denied that police arrested the man.", "POSITIVE", "OTHER"),
        ("The minister will open an inquiry.", "POSITIVE", "OTHER"),
        ("The protests could spread.", "POSITIVE", "OTHER"),
    ],
)
def test_polarity_and_realis(text: str, polarity: str, realis: str) -> None:
    ((event, _),) = _events(text)
    assert (event.polarity, event.realis) == (polarity, realis)


def test_a_noun_that_comes_back_names_the_same_event() -> None:
    ((event, _),) = _events("Protests began in Almaty. The protests were peaceful.")
    assert len(event.triggers) == 2


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The general fired the minister.", "Personnel.EndPosition"),
        ("The soldiers fired at the village.", "Conflict.Attack"),
        ("The ministry released the man.", "Justice.Release"),
        ("The ministry released the report.", "Publication.Release"),
        ("The ministry suspended the licence.", "Government.Decree"),
        ("The ministry suspended the ferry.", "Operation.Suspend"),
        ("Soldiers fled as shells fell. The blast was heard for miles.", "Conflict.Attack"),
        ("The gas pipe broke. The blast was heard for miles.", "Disaster.Occur"),
        ("In the election every vote was counted. Ana Torres won.", "Personnel.Elect"),
        ("The team was tired. Ana Torres won.", "Contest.Win"),
    ],
)
def test_object_matter_and_topic_tell_the_senses_of_a_word_apart(text: str, event_type: str) -> None:
    assert event_type in {event.type for event, _ in _events(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The fire chief spoke.",
        "A protest note arrived too late.",
        "They won by 41 votes to 6.",
        "The shop is closed.",
        "The hired crane stood still.",
        "The minister tried to sleep.",
        "The helicopter lifted the skull.",
        "The minister signed the book.",
        "The minister appealed for calm.",
    ],
)
def test_other_senses_states_and_modifiers_are_no_triggers(text: str) -> None:
    types = {event.type for event, _ in _events(text)}
    assert types.isdisjoint(
        {
            "Conflict.Demonstrate",
            "Disaster.Occur",
            "Government.Agreement",
            "Government.Decree",
            "Government.Election",
            "Justice.Appeal",
            "Justice.TrialHearing",
            "Operation.Suspend",
            "Personnel.StartPosition",
        }
    )


def test_a_date_of_speech_is_not_the_time_of_what_is_said_while_a_nearer_one_is_there() -> None:
    ((_, found),) = _events("The minister said on Friday that police arrested the man on Monday.")
    assert found["Time"] == "Monday"


def test_nobody_fills_no_role() -> None:
    ((_, found),) = _events("No member sold the house.")
    assert "Seller" not in found


def test_british_and_american_spelling_name_the_same_event() -> None:
    british, american = (_events(f"The flight was {word}.") for word in ("cancelled", "canceled"))
    assert [event.type for event, _ in british] == [event.type for event, _ in american] == ["Operation.Suspend"]


def test_every_role_of_an_entry_is_a_role_of_its_type() -> None:
    for entry in ENTRIES:
        roles = {entry.subject, entry.object, entry.possessor, *entry.needs} - {None}
        assert roles <= set(ROLES[entry.type]), entry


def test_the_words_of_an_entry_are_sorted_and_stand_there_once() -> None:
    for entry in ENTRIES:
        verbs, nouns = entry.verbs.split(), [noun.split(":")[-1] for noun in entry.nouns.split()]
        assert verbs == sorted(set(verbs)), entry
        assert nouns == sorted(set(nouns)), entry


def test_every_event_type_has_words() -> None:
    assert {entry.type for entry in ENTRIES} == set(EVENT_TYPES)


def test_a_word_of_a_name_is_no_trigger() -> None:
    assert _events("She chairs the World Peace Agreement Foundation.") == []
