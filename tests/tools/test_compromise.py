"""compromise's people, places, organizations and quotations become entities and claims."""

from __future__ import annotations

from typing import Any

import pytest

from tools.trying import evaluated, extracted, needs_node
from twicetold.model import span, text_of
from twicetold_baselines.tools.compromise import Compromise

PROGRAM = Compromise.environment.source / "program.js"
TEXT = 'President Maria Roe\'s sister saw Orb, Kenya. "We won," she said.'


def _term(word: str, *, pre: str = "", post: str = " ", tag: str = "") -> dict[str, Any]:
    """Return a word of the text as compromise tells it."""
    return {"text": word, "pre": pre, "post": post, "offset": {"start": TEXT.index(word)}, "tags": [tag]}


def _words(bounds: dict[str, int]) -> str:
    return TEXT[bounds["start"] : bounds["end"]]


def _entities(*mentions: list[dict[str, Any]]) -> Any:
    given = {"text": TEXT, "mentions": [{"type": "PER", "terms": terms} for terms in mentions]}
    return evaluated(PROGRAM, "program.entities(given.text, given.mentions)", given)


@needs_node
def test_a_title_is_in_the_mention_and_not_in_its_head_and_a_possessive_ending_in_neither() -> None:
    [entity] = _entities([_term("President", tag="Honorific"), _term("Maria"), _term("Roe's")])
    [mention] = entity["mentions"]
    assert [_words(bounds) for bounds in mention["span"]] == ["President Maria Roe"]
    assert [_words(bounds) for bounds in mention["head"]] == ["Maria Roe"]
    assert entity["name"] == "Maria Roe"


@needs_node
def test_mentions_with_one_head_are_one_entity() -> None:
    titled = [_term("President", tag="Honorific"), _term("Maria")]
    assert [len(entity["mentions"]) for entity in _entities(titled, [_term("Maria")])] == [2]


@needs_node
def test_a_title_alone_is_no_entity() -> None:
    assert _entities([_term("President", tag="Honorific")]) == []


@needs_node
@pytest.mark.parametrize(
    ("post", "runs"),
    [
        (" ", [["Orb", "Kenya"]]),
        (". ", [["Orb", "Kenya"]]),
        ("-", [["Orb", "Kenya"]]),
        ("' ", [["Orb", "Kenya"]]),
        (", ", [["Orb"], ["Kenya"]]),
        ('." ', [["Orb"], ["Kenya"]]),
        (" (", [["Orb"], ["Kenya"]]),
    ],
)
def test_a_mention_ends_at_a_mark_that_no_name_has_in_it(post: str, runs: list[list[str]]) -> None:
    found = evaluated(PROGRAM, "program.runs(given)", [_term("Orb", post=post), _term("Kenya", post=".")])
    assert [[term["text"] for term in run] for run in found] == runs


@needs_node
@pytest.mark.parametrize(
    ("tag", "expected"), [("City", "GPE"), ("Country", "GPE"), ("Region", "GPE"), ("Place", "LOC"), ("Address", "LOC")]
)
def test_the_tags_of_a_place_tell_whether_it_has_a_government(tag: str, expected: str) -> None:
    assert evaluated(PROGRAM, "program.placeType(given)", [_term("Orb"), _term("Kenya", tag=tag)]) == expected


@needs_node
def test_a_quotation_is_the_content_of_a_claim_with_its_marks() -> None:
    quotation = [_term("We", pre='"'), _term("won", post='," ')]
    [claim] = evaluated(PROGRAM, "program.claims(given)", [quotation])
    assert [_words(bounds) for bounds in claim["content"]] == ['"We won,"']
    assert (claim["mode"], claim["cue"]) == ("DIRECT", [])


def test_compromise_answers_with_places_in_code_points() -> None:
    text = "😀 Mary Smith met the Swiss mayor in Nairobi, Kenya. “We won,” said Smith, who leads Acme Corp."
    extraction = extracted(Compromise, text, "2022-01-10")
    named = {(text_of(each.span, text), entity.type) for entity in extraction.entities for each in entity.mentions}
    assert named >= {
        ("Mary Smith", "PER"),
        ("Nairobi", "GPE"),
        ("Kenya", "GPE"),
        ("Swiss", "NORP"),
        ("Acme Corp", "ORG"),
    }
    start = text.index("“")
    assert [claim.content for claim in extraction.claims] == [span(start, start + len("“We won,”"))]
