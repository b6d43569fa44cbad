"""The rule baseline finds claims: source, cue and content in either order, mode and stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from twicetold.model import Article, text_of
from twicetold.sense import check_extraction
from twicetold_baselines.rules import Rules

if TYPE_CHECKING:
    from twicetold.model import Claim


def _found(text: str) -> tuple[Claim, ...]:
    return Rules().extract(Article(id="a/a", text=text, published="2022-01-10")).claims


def _claims(text: str) -> list[tuple[str, str, str]]:
    return [(text_of(c.source, text), text_of(c.cue, text), text_of(c.content, text)) for c in _found(text)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Cooley said that it was over.", ("Cooley", "said", "that it was over")),
        ("It was over, Cooley said.", ("Cooley", "said", "It was over")),
        ("It was over, said Alexander Cooley.", ("Alexander Cooley", "said", "It was over")),
        ("It was over, according to Alexander Cooley.", ("Alexander Cooley", "according to", "It was over")),
        ("According to Alexander Cooley, it was over.", ("Alexander Cooley", "According to", "it was over")),
        ("It was, Alexander Cooley said, the end.", ("Alexander Cooley", "said", "It was the end")),
        ("Alexander Cooley, an expert, said it was over.", ("Alexander Cooley, an expert", "said", "it was over")),
        ("A spokesman for the president denied that it was over.",
         ("A spokesman for the president", "denied", "that it was over")),
        ("The government has blamed rebels.", ("The government", "has blamed", "rebels")),
        ("Alexander Cooley told Axios on Friday that it was over.", ("Alexander Cooley", "told", "that it was over")),
        ('"It is over," Alexander Cooley said. "We lost."', ("Alexander Cooley", "said", '"It is over," "We lost."')),
        ("\u201cIt is over. We lost,\u201d Alexander Cooley said.",
         ("Alexander Cooley", "said", "\u201cIt is over. We lost,\u201d")),
        ("The statement said it was over.", ("The statement", "said", "it was over")),
    ],
)  # fmt: skip
def test_source_cue_and_content_in_either_order(text: str, claim: tuple[str, str, str]) -> None:
    assert _claims(text) == [claim]


@pytest.mark.parametrize(
    ("text", "mode", "stance"),
    [
        ("The minister said it was over.", "INDIRECT", "ASSERTS"),
        ('"It is over," the minister said.', "DIRECT", "ASSERTS"),
        ('The minister said it was "over" at last.', "MIXED", "ASSERTS"),
        ("The minister denied the claims.", "INDIRECT", "DENIES"),
        ("The minister doubted it was over.", "INDIRECT", "DOUBTS"),
        ("The minister predicted a recession.", "INDIRECT", "PREDICTS"),
        ("The minister promised proof.", "INDIRECT", "INTENDS"),
        ("The minister said he would resign.", "INDIRECT", "INTENDS"),
        ("The minister demanded an apology.", "INDIRECT", "DEMANDS"),
    ],
)
def test_mode_and_stance(text: str, mode: str, stance: str) -> None:
    (claim,) = _found(text)
    assert (claim.mode, claim.stance) == (mode, stance)


def test_a_claim_inside_the_content_of_another_is_nested() -> None:
    text = "The minister said that the rebels denied that it was over."
    outer, inner = _found(text)
    assert (outer.nested_in, inner.nested_in) == (None, outer.id)


def test_one_source_can_have_two_cues() -> None:
    assert _claims("Tokayev accused rebels and promised proof.") == [
        ("Tokayev", "accused", "rebels"),
        ("Tokayev", "promised", "proof"),
    ]


def test_marks_that_do_not_pair_make_no_content_that_overlaps_itself() -> None:
    text = 'They left " early .\n"It is over , " the mayor said .\n"We lost all of it.\n'
    article = Article(id="a/a", text=text, published="2022-01-10")
    extraction = Rules().extract(article)
    assert extraction.claims
    assert list(check_extraction(extraction, text)) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The mayor told his staff that it was over.", ("The mayor", "told", "that it was over")),
        ("The mayor asked him to leave.", ("The mayor", "asked", "to leave")),
        ("The mayor asked the ministry for troops.", ("The mayor", "asked", "troops")),
        ("The mayor wants a recount.", ("The mayor", "wants", "a recount")),
        ("The mayor plans to appeal.", ("The mayor", "plans", "to appeal")),
        ("The mayor declined to comment.", ("The mayor", "declined to comment", "")),
        ("The mayor would not discuss the loan.", ("The mayor", "would not discuss", "the loan")),
        ("The report lists 34 cracks.", ("The report", "lists", "34 cracks")),
        ("It was over, in the words of the mayor.", ("the mayor", "in the words of", "It was over")),
        ("The mayor is expected to resign.", ("", "is expected", "to resign")),
        ("It was over, said Ivan Petrov, 44, the mayor.", ("Ivan Petrov, 44, the mayor", "said", "It was over")),
        ("Ivan Petrov, who left early, said it was over.", ("Ivan Petrov", "said", "it was over")),
        ("A barrister for the State said it was over.", ("A barrister for the State", "said", "it was over")),
        ("An old enemy, he says it was over.", ("he", "says", "it was over")),
        ('The mayor said it was over. "We lost."', ("The mayor", "said", 'it was over "We lost."')),
        ('"It is over," the mayor said outside the court.', ("the mayor", "said", '"It is over,"')),
    ],
)
def test_what_a_cue_asks_for_is_its_content(text: str, claim: tuple[str, str, str]) -> None:
    assert _claims(text) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not say who it was.",
        "The mayor said nothing.",
        "The mayor knew the road.",
        "The mayor planned the road.",
        "The mayor put the key there.",
        "The mayor refused to resign.",
    ],
)
def test_a_verb_without_what_it_asks_for_is_no_cue(text: str) -> None:
    assert _claims(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor said it would rain.", "PREDICTS"),
        ("The mayor said it might rain.", "PREDICTS"),
        ("The mayor said it would have rained.", "ASSERTS"),
        ("The mayor said the road must open.", "DEMANDS"),
        ("The mayor said they should have left.", "ASSERTS"),
        ("The mayor told them to leave.", "DEMANDS"),
        ("The mayor hopes to return.", "INTENDS"),
        ("The mayor does not believe that it is over.", "DOUBTS"),
    ],
)
def test_the_main_verb_of_the_content_decides_what_the_cue_leaves_open(text: str, stance: str) -> None:
    (claim,) = _found(text)
    assert claim.stance == stance


def test_a_content_ends_where_another_speaker_is_set_off() -> None:
    claims = _claims("The mayor asked him to leave it open, Ivan Petrov told the court.")
    assert claims[0] == ("The mayor", "asked", "to leave it open")


def test_a_second_cue_takes_only_what_follows_the_first_claim() -> None:
    assert _claims("The road was shut, the mayor said; the bridge was open, the police said.")[1] == (
        "the police",
        "said",
        "the bridge was open",
    )


def test_an_answer_in_a_transcript_is_one_claim_that_holds_others() -> None:
    text = (
        "Echo: Who was it?\n\nPetrov: The wind. The mayor said that it was over.\n\nEcho: And then?\n\nPetrov: Nothing."
    )
    claims = _found(text)
    assert [(text_of(c.source, text), text_of(c.cue, text), c.mode, c.nested_in) for c in claims] == [
        ("Petrov", ":", "DIRECT", None),
        ("The mayor", "said", "INDIRECT", "c1"),
        ("Petrov", ":", "DIRECT", None),
    ]
    assert text_of(claims[0].content, text) == "The wind. The mayor said that it was over."


def test_a_text_with_two_colons_is_no_transcript() -> None:
    assert _claims("Rain: it fell.\n\nWind: it blew.") == []
