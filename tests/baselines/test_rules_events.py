"""The rule baseline finds events: type, arguments by voice and preposition, polarity and realis."""

from __future__ import annotations

import pytest

from twicetold.model import Article, Event, text_of
from twicetold_baselines.rules import Rules


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
        ("Fuel prices rose 5%.", "Economy.Change", {"Amount": "5%"}),
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
    ],
)
def test_polarity_and_realis(text: str, polarity: str, realis: str) -> None:
    ((event, _),) = _events(text)
    assert (event.polarity, event.realis) == (polarity, realis)


def test_a_noun_that_comes_back_names_the_same_event() -> None:
    ((event, _),) = _events("Protests began in Almaty. The protests were peaceful.")
    assert len(event.triggers) == 2


def test_a_word_of_a_name_is_no_trigger() -> None:
    assert _events("She chairs the World Peace Agreement Foundation.") == []
