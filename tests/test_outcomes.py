"""What a measure says of its items: of which article they are, where they stand, what they count under and by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from twicetold import Argument, Claim, Date, Entity, Event, Extraction, Mention, Tally, measures, span
from twicetold.measures.batch import Batch, Case
from twicetold.measures.outcome import Item, Outcome, Pairs, pairs_of
from twicetold.model import Ungrounded

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234567
TEXT = "Ada Byron of Riga said on Monday that the mayor had quit."
ADA_BYRON, BYRON, RIGA, SAID, MONDAY = span(0, 9), span(4, 9), span(13, 17), span(18, 22), span(26, 32)
CLAUSE, MAYOR, QUIT = span(33, 56), span(38, 47), span(52, 56)

PERSON, TIME = Argument("Person", "e2"), Argument("Time", "d1")
GOLD = Extraction(
    entities=(
        Entity("e1", "PER", (Mention(ADA_BYRON, level="NAM", phenomena=("nested-name",)),), phenomena=("group",)),
        Entity("e2", "PER", (Mention(MAYOR, level="NOM"),)),
    ),
    dates=(Date("d1", MONDAY, "DATE", "2022-01-10", phenomena=("relative-weekday",)),),
    events=(
        Event("v1", "Contact.Meet", (SAID,)),
        Event("v2", "Personnel.EndPosition", (QUIT,), (PERSON, TIME), phenomena=("event-in-claim",)),
    ),
    claims=(
        Claim("c1", span(23, 25), MONDAY, phenomena=("hedged",)),
        Claim("c2", SAID, CLAUSE, ADA_BYRON, "e1", phenomena=("source-after",)),
    ),
)
"""Two of each, so that a right one is never the first."""

FOUND = Extraction(
    entities=(Entity("p2", "PER", (Mention(MAYOR),)), Entity("p1", "PER", (Mention(ADA_BYRON),))),
    dates=(Date("q1", MONDAY, "DATE", "2022-01-10"),),
    events=(
        Event("w1", "Life.Die", (RIGA,)),
        Event("w2", "Personnel.EndPosition", (QUIT,), (Argument("Time", "q1"), Argument("Person", "p2"))),
    ),
    claims=(Claim("b1", RIGA, BYRON), Claim("b2", SAID, CLAUSE, ADA_BYRON, "p1")),
    ungrounded=(
        Ungrounded("mention", "LOC", "never said"), Ungrounded("date", "TIME", "never said"),
        Ungrounded("trigger", "Life.Die", "never said"), Ungrounded("event", "Life.Die", "never said"),
        Ungrounded("argument", "Agent", "never said"), Ungrounded("source", "MIXED", "never said"),
        Ungrounded("cue", "MIXED", "never said"), Ungrounded("content", "MIXED", "never said"),
        Ungrounded("claim", "MIXED", "never said"),
    ),
)  # fmt: skip


def outcome(name: str) -> Outcome:
    """Measure two articles, of which the first has gold only."""
    return measures.of_items(name).match(Batch([Case(GOLD, Extraction(), TEXT), Case(GOLD, FOUND, TEXT)]))


WHOLE_EVENTS = [("v1", "Contact.Meet", SAID, ()), ("v2", "Personnel.EndPosition", QUIT, ("event-in-claim",))]
MENTIONS = [("e1", "PER", ADA_BYRON, ("NAM", "nested-name", "group")), ("e2", "PER", MAYOR, ("NOM",))]
DATES = [("d1", "DATE", MONDAY, ("relative-weekday",))]
ARGUMENTS = [("v2", "Person", QUIT, ("event-in-claim",)), ("v2", "Time", QUIT, ("event-in-claim",))]
WHOLE_CLAIMS = [("c1", "INDIRECT", span(23, 25), ("hedged",)), ("c2", "INDIRECT", SAID, ("source-after",))]
EVERY_GOLD_ITEM: dict[str, list[Any]] = {
    "entities.strict": MENTIONS,
    "dates.strict": DATES,
    "dates.value": DATES,
    "events.trigger.class": WHOLE_EVENTS,
    "events.argument.class": ARGUMENTS,
    "events.whole": WHOLE_EVENTS,
    "claims.source.exact": [("c2", "INDIRECT", ADA_BYRON, ("source-after",))],
    "claims.cue.exact": WHOLE_CLAIMS,
    "claims.content.exact": [("c1", "INDIRECT", MONDAY, ("hedged",)), ("c2", "INDIRECT", CLAUSE, ("source-after",))],
    "claims.attribution": WHOLE_CLAIMS,
}
"""For each measure the gold items of one article: id, label, place and what they can be sliced by."""


@pytest.mark.parametrize("name", EVERY_GOLD_ITEM)
def test_every_article_has_its_gold_items_with_place_label_and_facets(name: str) -> None:
    found = [(item.article, item.id, item.label, item.span, item.facets) for item in outcome(name).gold]
    assert found == [(number, *item) for number in (0, 1) for item in EVERY_GOLD_ITEM[name]]


@pytest.mark.parametrize(("name", "layer"), [("dates.strict", "dates"), ("events.trigger.class", "events")])
def test_an_item_brings_along_what_it_is_of(name: str, layer: str) -> None:
    assert [item.key for item in outcome(name).gold] == [*getattr(GOLD, layer)] * 2


NOWHERE = ("", "MIXED", ())
BY_PLACE = [("w1", "Life.Die", RIGA), ("w2", "Personnel.EndPosition", QUIT)]
WHOLE_PREDICTIONS = [("b1", "INDIRECT", RIGA), ("b2", "INDIRECT", SAID), NOWHERE]
EVERY_PREDICTED_ITEM: dict[str, list[Any]] = {
    "entities.strict": [("", "LOC", ()), ("p1", "PER", ADA_BYRON), ("p2", "PER", MAYOR)],
    "dates.strict": [("", "TIME", ()), ("q1", "DATE", MONDAY)],
    "dates.value": [("", "TIME", ()), ("q1", "DATE", MONDAY)],
    "events.trigger.class": [("", "Life.Die", ()), *BY_PLACE],
    "events.argument.class": [("w2", "Time", QUIT), ("w2", "Person", QUIT), ("", "Agent", ())],
    "events.whole": [*BY_PLACE, ("", "Life.Die", ())],
    "claims.source.exact": [("b2", "INDIRECT", ADA_BYRON), NOWHERE],
    "claims.cue.exact": WHOLE_PREDICTIONS,
    "claims.content.exact": [("b1", "INDIRECT", BYRON), ("b2", "INDIRECT", CLAUSE), NOWHERE],
    "claims.attribution": WHOLE_PREDICTIONS,
}
"""The same of the predictions for the second article; what is not in the text is an item without a place."""


@pytest.mark.parametrize("name", EVERY_PREDICTED_ITEM)
def test_every_prediction_is_an_item_and_so_is_a_quotation_that_is_not_in_the_text(name: str) -> None:
    found = [(item.article, item.id, item.label, item.span) for item in outcome(name).predicted]
    assert found == [(1, *item) for item in EVERY_PREDICTED_ITEM[name]]


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("entities.strict", [("e1", "p1"), ("e2", "p2")]),
        ("dates.value", [("d1", "q1")]),
        ("dates.value.given", [("d1", "q1")]),
        ("events.trigger.class", [("v2", "w2")]),
        ("events.argument.class", [("v2", "w2"), ("v2", "w2")]),
        ("events.argument.given", [("v2", "w2"), ("v2", "w2")]),
        ("events.polarity", [("v2", "w2")]),
        ("events.whole", [("v2", "w2")]),
        ("claims.source.exact", [("c2", "b2")]),
        ("claims.content.overlap", [("c2", "b2")]),
        ("claims.entity", [("c2", "b2")]),
        ("claims.stance", [("c2", "b2")]),
        ("claims.attribution", [("c2", "b2")]),
        ("claims.whole", [("c2", "b2")]),
    ],
)
def test_items_meet_in_their_own_article(name: str, pairs: list[tuple[str, str]]) -> None:
    found = outcome(name)
    met = [(found.gold[row], found.predicted[column]) for row, column, *_ in found.rows()]
    assert [(gold.id, predicted.id) for gold, predicted in met] == pairs
    assert {item.article for pair in met for item in pair} == {1}
    assert all(gold.label == predicted.label for gold, predicted in met)


@pytest.mark.parametrize(
    ("name", "gold", "predicted"),
    [
        ("dates.value.given", [("d1", "DATE", MONDAY, ("relative-weekday",))], [("q1", "DATE", MONDAY)]),
        ("events.argument.given", ARGUMENTS, [("w2", "Time", QUIT), ("w2", "Person", QUIT)]),
        ("events.polarity", [("v2", "POSITIVE", QUIT, ("event-in-claim",))], [("w2", "POSITIVE", QUIT)]),
        ("claims.entity", [("c2", "INDIRECT", SAID, ("source-after",))], [("b2", "INDIRECT", SAID)]),
        ("claims.stance", [("c2", "ASSERTS", SAID, ("source-after",))], [("b2", "ASSERTS", SAID)]),
    ],
)
def test_what_is_compared_among_what_was_found_has_no_other_items(
    name: str, gold: list[Any], predicted: list[Any]
) -> None:
    found = outcome(name)
    assert [(item.id, item.label, item.span, item.facets) for item in found.gold] == gold
    assert [(item.id, item.label, item.span) for item in found.predicted] == predicted
    assert {item.article for item in (*found.gold, *found.predicted)} == {1}


def mixed() -> Outcome:
    """Three gold items of two articles against three predictions; every number is another one."""
    gold = [
        Item(1, "a", "PER", weight=2, facets=("pronoun",)),
        Item(0, "b", "PER", weight=3, facets=("pronoun", "group")),
        Item(0, "c", "ORG", weight=5, facets=("pronoun",)),
    ]
    predicted = [Item(1, "x", "PER", weight=7), Item(0, "y", "ORG", weight=11), Item(0, "z", "PER", weight=13)]
    pairs = Pairs(np.array([0, 1, 2]), np.array([0, 2, 1]), np.array([0.5, 1.5, 2.5]), np.array([0.25, 1.25, 2.25]))
    return Outcome(gold, predicted, pairs)


def test_tallies_are_of_one_article_and_label_in_their_order() -> None:
    assert list(mixed().tallies().items()) == [
        ((0, "ORG"), Tally(2.5, 11, 2.25, 5)),
        ((0, "PER"), Tally(1.5, 13, 1.25, 3)),
        ((1, "PER"), Tally(0.5, 7, 0.25, 2)),
    ]
    assert mixed().tally() == Tally(4.5, 31, 3.75, 10)


def test_what_is_paired_twice_earns_both_credits() -> None:
    twice = Outcome([Item(0, "a", "PER", weight=2)], [Item(0, "x", "PER", weight=2)], pairs_of([(0, 0), (0, 0)]))
    assert twice.tally() == Tally(2, 2, 2, 2)


def test_a_facet_counts_all_gold_that_has_it_and_all_that_is_paired_with_it() -> None:
    assert list(mixed().by_facet().items()) == [
        ((0, "group"), Tally(1.5, 13, 1.25, 3)),
        ((0, "pronoun"), Tally(1.5 + 2.5, 13 + 11, 1.25 + 2.25, 3 + 5)),
        ((1, "pronoun"), Tally(0.5, 7, 0.25, 2)),
    ]


def test_some_of_the_items_keep_the_pairs_among_them() -> None:
    some = mixed().only([2, 1], [0, 2])
    assert ([item.id for item in some.gold], [item.id for item in some.predicted]) == (["c", "b"], ["x", "z"])
    assert list(some.rows()) == [(1, 1, 1.5, 1.25)]
    assert ([item.id for item in some.missed], [item.id for item in some.spurious]) == (["c"], ["x"])
    first = mixed().only([0], [0])
    assert list(first.rows()) == [(0, 0, 0.5, 0.25)]
