"""The rule baseline finds claims: source, cue and content in either order, mode and stance."""

from __future__ import annotations

import pytest

from twicetold.model import Article, text_of
from twicetold.sense import check_extraction
from twicetold_baselines.rules import Rules


def _claims(text: str) -> list[tuple[str, str, str]]:
    claims = Rules().extract(Article(id="a/a", text=text, published="2022-01-10")).claims
    return [(text_of(c.source, text), text_of(c.cue, text), text_of(c.content, text)) for c in claims]


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
    (claim,) = Rules().extract(Article(id="a/a", text=text, published="2022-01-10")).claims
    assert (claim.mode, claim.stance) == (mode, stance)


def test_a_claim_inside_the_content_of_another_is_nested() -> None:
    text = "The minister said that the rebels denied that it was over."
    outer, inner = Rules().extract(Article(id="a/a", text=text, published="2022-01-10")).claims
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
