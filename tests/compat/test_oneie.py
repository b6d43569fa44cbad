"""The event scorer of OneIE and DyGIE++, held to known answers, and to metametric where that agrees."""

from __future__ import annotations

import random
import warnings
from importlib import import_module
from typing import Any

import pytest

from twicetold import Tally
from twicetold.measures.compat import oneie
from twicetold.measures.compat._common import Score
from twicetold.measures.compat.oneie import Argument, Sentence, Trigger

DIE, ATTACK = Trigger((4, 5), "Life.Die"), Trigger((11, 12), "Conflict.Attack")


def sentence(triggers: list[Trigger], *arguments: tuple[int, str, str]) -> Sentence:
    """An argument is written as the place of its word, the event's type and the role."""
    return Sentence(triggers, [Argument((place, place + 1), event_type, role) for place, event_type, role in arguments])


TWO_EVENTS = sentence(
    [DIE, ATTACK],
    (1, "Life.Die", "Agent"),
    (2, "Life.Die", "Victim"),
    (3, "Life.Die", "Instrument"),
    (7, "Life.Die", "Place"),
    (1, "Conflict.Attack", "Attacker"),
    (2, "Conflict.Attack", "Target"),
    (3, "Conflict.Attack", "Instrument"),
)
CASES = {
    "E1 a wrong role and a wrong place": (
        TWO_EVENTS,
        sentence(
            [DIE, ATTACK],
            (1, "Life.Die", "Victim"),
            (2, "Life.Die", "Victim"),
            (7, "Life.Die", "Place"),
            (3, "Conflict.Attack", "Instrument"),
            (9, "Conflict.Attack", "Target"),
        ),
    ),
    "E2 a wrong type": (
        TWO_EVENTS,
        sentence(
            [Trigger((4, 5), "Life.Injure"), ATTACK],
            (2, "Life.Injure", "Victim"),
            (1, "Conflict.Attack", "Attacker"),
        ),
    ),
    "E3 the right type at the wrong place": (
        sentence([ATTACK], (2, "Conflict.Attack", "Target")),
        sentence([Trigger((8, 9), "Conflict.Attack")], (2, "Conflict.Attack", "Target")),
    ),
    "E4 one of two events that share an argument": (
        sentence(
            [ATTACK, Trigger((14, 15), "Conflict.Attack")],
            (2, "Conflict.Attack", "Target"),
            (2, "Conflict.Attack", "Target"),
        ),
        sentence([ATTACK], (2, "Conflict.Attack", "Target")),
    ),
    "E5 the same trigger twice": (sentence([ATTACK]), sentence([ATTACK, ATTACK])),
}

# Precision, recall and F1 of trigger.id, trigger.class, argument.id and argument.class.
ONE, NONE = (1, 1, 1), (0, 0, 0)
ONEIE: dict[str, list[tuple[float, float, float]]] = {
    "E1": [ONE, ONE, (0.8, 0.571429, 0.666667), (0.6, 0.428571, 0.5)],
    "E2": [ONE, (0.5, 0.5, 0.5), (0.5, 0.142857, 0.222222), (0.5, 0.142857, 0.222222)],
    "E3": [NONE, NONE, ONE, ONE],
    "E4": [(1, 0.5, 0.666667), (1, 0.5, 0.666667), ONE, ONE],
    "E5": [(1, 2, 1.333333), (1, 2, 1.333333), NONE, NONE],
}


@pytest.mark.parametrize("case", CASES)
def test_known_answers(case: str) -> None:
    gold, predicted = CASES[case]
    found = {name: Score.of(tally) for name, tally in oneie.tallies([gold], [predicted]).items()}
    assert list(found) == ["trigger.id", "trigger.class", "argument.id", "argument.class"]
    assert list(found.values()) == [pytest.approx(each, abs=5e-7) for each in ONEIE[case[:2]]]


def test_dygiepp_counts_the_shared_argument_of_two_events_twice() -> None:
    gold, predicted = CASES["E4 one of two events that share an argument"]
    assert oneie.tallies([gold], [predicted], repeats=True)["argument.class"] == Tally(1, 1, 1, 2)


def test_of_two_gold_triggers_at_one_place_the_first_gives_the_type() -> None:
    first, second = Trigger((0, 1), "Life.Die"), Trigger((0, 1), "Conflict.Attack")
    assert oneie.tallies([Sentence([first, second])], [Sentence([first])])["trigger.class"] == Tally(1, 1, 1, 2)
    assert oneie.tallies([Sentence([second, first])], [Sentence([first])])["trigger.class"] == Tally(0, 1, 0, 2)


def test_sentences_are_scored_each_by_itself() -> None:
    one, other = sentence([ATTACK], (2, "Conflict.Attack", "Target")), sentence([DIE])
    assert set(oneie.tallies([one, other], [one, other]).values()) == {Tally(2, 2, 2, 2), Tally(1, 1, 1, 1)}
    assert oneie.tallies([one, other], [other, one])["trigger.id"] == Tally(0, 2, 0, 2)
    with pytest.raises(ValueError, match="zip"):
        oneie.tallies([one], [one, other])


METAMETRIC = {
    "trigger.id": "trigger_identification",
    "trigger.class": "trigger_classification",
    "argument.id": "argument_identification",
    "argument.class": "argument_classification",
}


def metametric(gold: Sentence, predicted: Sentence) -> dict[str, tuple[float, float, float]]:
    """Score by metametric's event suite; an argument goes to every event of its type."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            suite = import_module("metametric.metrics.event_extraction").event_extraction_suite
        except ImportError:
            pytest.skip("metametric is not installed")
        ie = import_module("metametric.structures.ie")

    def at(span: Any) -> Any:
        return ie.Mention(*span)

    def events(sentence: Sentence) -> Any:
        return ie.EventSet(
            [
                ie.Event(
                    ie.Trigger(at(trigger.span), trigger.type),
                    [
                        ie.Argument(at(argument.span), argument.role)
                        for argument in dict.fromkeys(sentence.arguments)
                        if argument.event_type == trigger.type
                    ],
                )
                for trigger in sentence.triggers
            ]
        )

    aggregate = suite.new()
    aggregate.update_single(events(predicted), events(gold))
    found = aggregate.compute()
    return {
        ours: (found[f"{theirs}-precision"], found[f"{theirs}-recall"], found[f"{theirs}-f1"])
        for ours, theirs in METAMETRIC.items()
    }


@pytest.mark.parametrize(
    ("case", "metric", "f1"),
    [
        ("E3 the right type at the wrong place", "argument.class", 0),
        ("E4 one of two events that share an argument", "argument.class", 2 / 3),
        ("E5 the same trigger twice", "trigger.class", 2 / 3),
    ],
)
def test_metametric_aligns_events_and_so_differs(case: str, metric: str, f1: float) -> None:
    assert metametric(*CASES[case])[metric][2] == pytest.approx(f1)


def test_metametric_agrees_where_a_sentence_has_one_event_of_a_type_and_all_triggers_are_at_their_places() -> None:
    chance = random.Random(1)
    types = ["Life.Die", "Life.Injure", "Conflict.Attack", "Contact.Meet"]
    for _ in range(25):
        sides = []
        for _ in range(2):
            present = chance.sample(types, chance.randint(1, 4))
            arguments = [
                Argument((place, place + 1), name, chance.choice(("Agent", "Place")))
                for name in present
                for place in chance.sample(range(6), chance.randint(1, 4))
            ]
            sides.append(Sentence([Trigger((10 + types.index(name), 20), name) for name in present], arguments))
        gold, predicted = sides
        expected = metametric(gold, predicted)
        for metric, tally in oneie.tallies([gold], [predicted]).items():
            assert Score.of(tally) == pytest.approx(expected[metric], abs=1e-9), metric
