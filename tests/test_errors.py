"""One taxonomy of errors for all layers, each kind on a case made for it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import extractions, texts
from twicetold import Argument, Claim, Date, Entity, Event, Extraction, Mention, Span, span
from twicetold.measures.batch import Batch, Case
from twicetold.measures.errors import KINDS, errors
from twicetold.measures.outcome import Item

#       0         1         2         3         4
#       01234567890123456789012345678901234567890123456789
TEXT = "Ada Byron of Riga said on Monday that he had quit."
ADA, ADA_BYRON, BYRON, RIGA, HE = span(0, 3), span(0, 9), span(4, 9), span(13, 17), span(38, 40)
SAID, MONDAY, ON_MONDAY, QUIT, CLAUSE = span(18, 22), span(26, 32), span(23, 32), span(45, 49), span(33, 49)


def kinds(gold: Extraction, predicted: Extraction) -> list[tuple[str, str]]:
    return [(error.layer, error.kind) for error in errors(Batch([Case(gold, predicted, TEXT)]))]


def people(*clusters: tuple[Span, ...], kind: Any = "PER") -> Extraction:
    return Extraction(
        entities=tuple(
            Entity(f"e{number}", kind, tuple(map(Mention, cluster))) for number, cluster in enumerate(clusters)
        )
    )


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (people((RIGA,)), people(), ["missed"]),
        (people(), people((RIGA,)), ["spurious"]),
        (people((ADA_BYRON,)), people((ADA,)), ["boundary"]),
        (people((RIGA,)), people((RIGA,), kind="GPE"), ["type"]),
        (people((ADA_BYRON,)), people((ADA,), (BYRON,)), ["split", "split"]),
        (people((ADA,), (BYRON,)), people((ADA_BYRON,)), ["merged", "merged"]),
        (people((ADA_BYRON, HE), (RIGA,)), people((ADA_BYRON,), (RIGA, HE, ADA)), ["boundary", "wrong link"]),
        (people((RIGA,)), people((RIGA,)), []),
    ],
)
def test_entities(gold: Extraction, predicted: Extraction, expected: list[str]) -> None:
    found = kinds(gold, predicted)
    if expected == ["boundary", "wrong link"]:
        expected = ["spurious", "wrong link"]
    assert [kind for _, kind in found] == expected


def dated(where: Span, value: str = "2022-01-10", kind: Any = "DATE") -> Extraction:
    return Extraction(dates=(Date("d1", where, kind, value),))


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (dated(MONDAY), []),
        (dated(ON_MONDAY), ["boundary"]),
        (dated(MONDAY, "2022-01-03"), ["wrong value"]),
        (dated(MONDAY, kind="TIME"), ["type"]),
        (dated(SAID), ["spurious", "missed"]),
    ],
)
def test_dates(predicted: Extraction, expected: list[str]) -> None:
    assert kinds(dated(MONDAY), predicted) == [("dates", kind) for kind in expected]


def quits(*arguments: Argument, kind: Any = "Personnel.EndPosition") -> Extraction:
    entities = people((ADA_BYRON,), (HE,)).entities
    return Extraction(entities=entities, events=(Event("v1", kind, (QUIT,), arguments),))


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (quits(Argument("Person", "e0")), []),
        (quits(Argument("Agent", "e0")), [("arguments", "wrong role")]),
        (quits(Argument("Person", "e1")), [("arguments", "missed"), ("arguments", "spurious")]),
        (
            quits(Argument("Person", "e0"), kind="Personnel.StartPosition"),
            [("arguments", "missed"), ("arguments", "spurious"), ("events", "type")],
        ),
    ],
)
def test_events_and_arguments(predicted: Extraction, expected: list[tuple[str, str]]) -> None:
    assert kinds(quits(Argument("Person", "e0")), predicted) == expected


CLAIM = Claim("c1", SAID, CLAUSE, ADA_BYRON, "e0")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"content": span(38, 49)}, ["boundary"]),
        ({"mode": "MIXED"}, ["type"]),
        ({"stance": "DENIES"}, ["wrong stance"]),
        ({"source_entity": "e1"}, ["wrong source"]),
        ({"source_entity": None, "source": ()}, ["boundary", "wrong source"]),
        ({"cue": RIGA, "content": ()}, ["missed", "spurious"]),
    ],
)
def test_claims(change: dict[str, Any], expected: list[str]) -> None:
    entities = people((ADA_BYRON,), (HE,)).entities
    gold = Extraction(entities=entities, claims=(CLAIM,))
    predicted = Extraction(entities=entities, claims=(msgspec.structs.replace(CLAIM, **change),))
    assert sorted(kind for _, kind in kinds(gold, predicted)) == expected


def test_a_source_that_gold_leaves_open_cannot_be_wrong() -> None:
    entities = people((ADA_BYRON,), (HE,)).entities
    gold = Extraction(entities=entities, claims=(msgspec.structs.replace(CLAIM, source_entity=None),))
    predicted = Extraction(entities=entities, claims=(CLAIM,))
    assert kinds(gold, predicted) == []


@st.composite
def cases(draw: st.DrawFn) -> Case:
    text = draw(texts)
    return Case(draw(extractions(text)), draw(extractions(text)), text)


@given(cases())
def test_every_error_has_a_kind_and_an_item_and_gold_has_none_against_itself(case: Case) -> None:
    for error in errors(Batch([case])):
        assert error.kind in KINDS
        assert isinstance(error.gold or error.predicted, Item)
    assert errors(Batch([Case(case.gold, case.gold, case.text)])) == []
