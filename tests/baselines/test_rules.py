"""What the rule baseline hands back is well formed, whatever the text."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twicetold
from twicetold.model import Article, Extraction, Span
from twicetold.ontology import ROLES
from twicetold.running.work import extract
from twicetold_baselines.rules import Rules

PUBLISHED = "2022-01-10T08:00:00Z"
WORDS = """
President Ivan Petrov , said that police had arrested the minister on Friday in Paris . " \u201c \u201d ' 's he it
according to The Bank of Japan ( BoJ ) denied January 31 , 2022 3 years ago last Monday night every 8 p.m. \u2022 \u2014
who was killed by rebels and promised protests will rise 5% if Nazarbayev family
\U0001f600 \u0645\u0631\u062d\u0628\u0627
"""
NEWS = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=60).map(" ".join)


def _spans(extraction: Extraction) -> list[Span]:
    return [
        *(span for e in extraction.entities for m in e.mentions for span in (m.span, m.head)),
        *(date.span for date in extraction.dates),
        *(trigger for event in extraction.events for trigger in event.triggers),
        *(argument.span for event in extraction.events for argument in event.arguments),
        *(span for claim in extraction.claims for span in (claim.cue, claim.source, claim.content)),
    ]


@given(st.one_of(st.text(max_size=200), NEWS))
def test_any_text_yields_a_well_formed_extraction(text: str) -> None:
    extraction = Rules().extract(Article(id="a/a", text=text, published=PUBLISHED))
    for span in _spans(extraction):
        bounds = [bound for part in span for bound in (part.start, part.end)]
        assert bounds == sorted(set(bounds)), "fragments are in order and not empty"
        assert all(0 <= bound <= len(text) for bound in bounds)
    types = {e.id: e.type for e in extraction.entities} | dict.fromkeys((d.id for d in extraction.dates), "DATE")
    claims = {claim.id for claim in extraction.claims}
    assert len(types) == len(extraction.entities) + len(extraction.dates)
    for event in extraction.events:
        for argument in event.arguments:
            assert (argument.filler is None) != (argument.span == ())
            kind = types[argument.filler] if argument.filler else "SPAN"
            assert kind in ROLES[event.type][argument.role]
    assert all(date.anchor is None or date.anchor in types for date in extraction.dates)
    assert all(claim.source_entity is None or claim.source_entity in types for claim in extraction.claims)
    assert all(claim.nested_in is None or claim.nested_in in claims - {claim.id} for claim in extraction.claims)


def test_an_empty_text_yields_nothing() -> None:
    assert Rules().extract(Article(id="a/a", text="", published=PUBLISHED)) == Extraction()


def test_offsets_are_code_points() -> None:
    text = "\U0001f600\U0001f600 Ivan Petrov left."
    (petrov,) = Rules().extract(Article(id="a/a", text=text, published=PUBLISHED)).entities
    (fragment,) = petrov.mentions[0].span
    assert text[fragment.start : fragment.end] == "Ivan Petrov"


def test_a_long_text_is_read_to_its_end() -> None:
    paragraph = "Police arrested Ivan Petrov on Friday, the minister said. \u201cHe is safe,\u201d she said.\n\n"
    text = paragraph * (200_000 // len(paragraph))
    extraction = Rules().extract(Article(id="a/a", text=text, published=PUBLISHED))
    assert extraction.claims[-1].content[-1].end > len(text) - len(paragraph)


_PIECES = ['"', "“", "”", "‘", "’", "(", ")", ",", ".", ";", ":", "—", "\n\n", "\n", "🎪", "\u202e", " said ", " and "]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_broken_in_a_text_what_is_found_makes_sense(seed: int) -> None:
    dice = random.Random(seed)
    article = dice.choice([article for story in twicetold.load("train") for article in story.articles])
    letters = list(article.text)
    for _ in range(40):
        place = dice.randrange(len(letters))
        if dice.random() < 0.4:
            del letters[place : place + dice.randint(1, 20)]
        else:
            letters.insert(place, dice.choice(_PIECES))
    broken = msgspec.structs.replace(article.without_gold(), text="".join(letters))
    assert extract(Rules(), broken).entities
