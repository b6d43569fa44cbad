"""The four layers of an article's gold, written as marked text and tables, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import extractions, texts
from twicetold import Argument, Claim, Date, Entity, Event, Mention, span
from twicetold.errors import InputError, MarkupError
from twicetold.gold import layers
from twicetold.gold.table import Allowance
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from twicetold import Extraction


def test_entities() -> None:
    source = (
        "[The |mayor|](e2 nom) of [Riga](e1) [he](e2 pro #title-for-name)\n\n----\n"
        "e1  GPE  Riga\ne2 PER the mayor #group\n"
    )
    layer = layers.read("entities", source)
    assert layer.text == "The mayor of Riga he\n"
    assert layer.items == (
        Entity("e1", "GPE", (Mention(span(13, 17)),), "Riga"),
        Entity(
            "e2",
            "PER",
            (Mention(span(0, 9), span(4, 9), "NOM"), Mention(span(18, 20), (), "PRO", ("title-for-name",))),
            "the mayor",
            ("group",),
        ),
    )


def test_a_mention_in_fragments_has_a_key() -> None:
    layer = layers.read(
        "entities", "[North](e1 +a) and [South [Korea](e1 +a)](e2)\n----\ne1 GPE North Korea\ne2 GPE South Korea"
    )
    assert layer.items[0] == Entity("e1", "GPE", (Mention(span(0, 5, 16, 21)),), "North Korea")
    assert layer.items[1] == Entity("e2", "GPE", (Mention(span(10, 21)),), "South Korea")


def test_dates() -> None:
    layer = layers.read(
        "dates",
        "[Monday](d1), [early the next day](d2)\n----\nd1 DATE 2022-01-10\nd2 DATE 2022-01-11 mod=START anchor=d1",
    )
    assert layer.items == (
        Date("d1", span(0, 6), "DATE", "2022-01-10"),
        Date("d2", span(8, 26), "DATE", "2022-01-11", "START", "d1"),
    )


def test_events() -> None:
    layer = layers.read(
        "events",
        "[[handed](v1)](v2) the [office](v1.Position), not [arrested](v3)\n----\n"
        "v1 Personnel.EndPosition Person=e1\nv2 Personnel.StartPosition Person=e2\n"
        "v3 Justice.ArrestJail NEGATIVE OTHER",
    )
    assert layer.items == (
        Event(
            "v1",
            "Personnel.EndPosition",
            (span(0, 6),),
            (Argument("Person", "e1"), Argument("Position", span=span(11, 17))),
        ),
        Event("v2", "Personnel.StartPosition", (span(0, 6),), (Argument("Person", "e2"),)),
        Event("v3", "Justice.ArrestJail", (span(23, 31),), (), "NEGATIVE", "OTHER"),
    )


def test_claims_join_the_pieces_of_a_part() -> None:
    source = (
        "[It is](c1.content), [he](c1.source) [[said](c2.cue)](c1.cue), [so](c1.content)\n----\n"
        "c1 e1 INDIRECT ASSERTS in=c2\nc2 - DIRECT DENIES\n"
    )
    layer = layers.read("claims", source)
    assert layer.items[0] == Claim(
        "c1", span(10, 14), span(0, 5, 16, 18), span(7, 9), "e1", "INDIRECT", "ASSERTS", "c2"
    )
    assert layer.items[1] == Claim("c2", span(10, 14), (), (), None, "DIRECT", "DENIES")


def test_remarks_are_passed_over_and_allowances_kept() -> None:
    layer = layers.read("dates", "May\n----\n# a remark\nallow unmarked May: a name here, not a month\n")
    assert layer.items == ()
    assert layer.allowances == (Allowance("unmarked", "May", "a name here, not a month"),)


@pytest.mark.parametrize(
    ("layer", "source", "problem", "line"),
    [
        ("dates", "[Monday](d1)", "needs a line '----'", 1),
        ("dates", "[Monday](d1)\n----\n", "d1 has a mark but no line", 1),
        ("dates", "Monday\n----\nd1 DATE 2022\n", "d1 has a line but no mark", 3),
        ("dates", "[Monday](d1)\n----\nd1 DATE 2022\nd1 DATE 2022\n", "d1 has a line already", 4),
        ("dates", "[Monday](d1)\n----\nd1 DAY 2022\n", "'DAY' - at `$.type`; it is one of DATE, TIME, DURATION", 3),
        ("dates", "[Monday](d1)\n----\nd1 DATE\n", "needs a type and a value", 3),
        ("dates", "[Monday](d1)\n----\nd1 DATE 2022 mood=START\n", "'mood=START' is not one of mod=…, anchor=…", 3),
        ("dates", "[A](d1) [B](d1)\n----\nd1 DATE 2022\n", "d1 is marked twice", 1),
        ("dates", "[A](d1.part)\n----\nd1 DATE 2022\n", "nothing here has a part 'part'", 1),
        ("dates", "[A](d1)\n----\nd1 DATE 2022\nallow this\n", "allow CHECK WORDS: REASON", 4),
        ("dates", "[Monday](d1)\n----\nd1 DATE 2022 mod=LATE\n", "it is one of BEFORE, AFTER, ON_OR_BEFORE", 3),
        ("entities", "[A](e1)\n----\ne1 PERSON A\n", "it is one of PER, ORG, GPE, LOC, FAC, NORP, MISC", 3),
        ("entities", "[A](e1 #tag)\n----\ne1 PER A\n", "it is one of relative-weekday, text-anchored", 3),
        ("entities", "[A](e1 adj)\n----\ne1 PER A\n", "'adj' means nothing in a label; it may have nam, nom, pro", 1),
        ("entities", "[A]( )\n----\n", "a label begins with an id", 1),
        ("entities", "[A](e1)\n----\ne1\n", "e1 needs a type", 3),
        ("entities", "[A [B](e1 +a)](e1 +a)\n----\ne1 PER A\n", "overlap", 1),
        ("events", "[A](v1.Crime)\n----\nv1 Life.Die\n", "no trigger", 1),
        ("events", "[A](v1)\n----\nv1 Die\n", "it is one of Business.End, Business.Start, Conflict.Attack", 3),
        ("events", "[A](v1)\n----\nv1 Life.Die MAYBE\n", "'MAYBE' is no polarity or realis (POSITIVE, NEGATIVE", 3),
        ("events", "[A](v1)\n----\nv1 Life.Die Killer=e1\n", "Invalid enum value 'Killer'", 3),
        ("claims", "[A](c1.cue) [B](c1.sauce)\n----\nc1 - DIRECT DENIES\n", "not 'sauce'", 1),
        ("claims", "[A](c1.cue)\n----\nc1 - DIRECT SAYS\n", "it is one of ASSERTS, DENIES, DOUBTS, PREDICTS", 3),
        ("claims", "[A](c1.content)\n----\nc1 - DIRECT DENIES\n", "c1 has no cue", 1),
        ("claims", "[A](c1.cue)\n----\nc1 e1 DIRECT\n", "needs source entity or '-', mode and stance", 3),
    ],
)  # fmt: skip
def test_a_fault_is_shown_with_its_line(layer: str, source: str, problem: str, line: int) -> None:
    with pytest.raises(MarkupError) as caught:
        layers.read(layer, source, "a/file.txt")
    assert problem in str(caught.value)
    assert str(caught.value).startswith(f"a/file.txt:{line}:")


def normal(extraction: Extraction) -> object:
    """What is the same for equal annotation: items by id, their places as sets."""
    return (
        {(item.id, item.type, item.name, frozenset(item.mentions), item.phenomena) for item in extraction.entities},
        set(extraction.dates),
        {
            (item.id, item.type, frozenset(item.triggers), frozenset(item.arguments), item.polarity, item.realis)
            for item in extraction.events
        },
        set(extraction.claims),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Extraction]:
    text = draw(texts)
    return text, draw(extractions(text))


@given(cases())
def test_any_gold_survives_being_written_and_read(case: tuple[str, Extraction]) -> None:
    text, gold = case
    try:
        sources = {name: layers.write(name, text, getattr(gold, name)) for name in LAYERS}
    except InputError as refused:
        assert "head" in str(refused)  # noqa: PT017 - the one thing bars cannot say
        return
    read = {name: layers.read(name, source) for name, source in sources.items()}
    assert {layer.text for layer in read.values()} == {text}
    assert normal(layers.extraction_of(read)) == normal(gold)


@given(st.sampled_from(LAYERS), st.text(alphabet="[](){}|\\e1dvc. +#-\nPER=cueontsr", max_size=60))
def test_any_source_is_read_or_refused_with_a_place(layer: str, source: str) -> None:
    try:
        layers.read(layer, source + "\n----\n")
    except MarkupError as refused:
        line = refused.line
    else:
        line = 1
    assert 1 <= line <= source.count("\n") + 3
