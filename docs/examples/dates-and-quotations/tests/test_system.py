"""The system behaves, and finds what it says that it finds."""

from __future__ import annotations

import pytest
from twicetold import Article, corpus, text_of
from twicetold.running import conformance

from dates_and_quotations import DatesAndQuotations
from dates_and_quotations.dates import dates
from dates_and_quotations.quotations import quotations

ARTICLES: list[Article] = [article for story in corpus.load("train") for article in story.articles]
PUBLISHED = "2024-03-14T09:00:00+01:00"
"""A Thursday."""


def test_it_behaves() -> None:
    """It holds all that `twicetold check` asks of a system."""
    checks = list(conformance.check(DatesAndQuotations(), ARTICLES))
    assert [(each.name, each.problem) for each in checks if each.problem] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12 March 2024", "2024-03-12"),
        ("March 12, 2024", "2024-03-12"),
        ("Tuesday, 12 March", "2024-03-12"),
        ("28 December", "2023-12-28"),
        ("Thursday", "2024-03-14"),
        ("Friday", "2024-03-08"),
        ("yesterday", "2024-03-13"),
        ("Tuesday night", "2024-03-12TNI"),
    ],
)
def test_a_date_is_reckoned_from_the_day_of_publication(words: str, value: str) -> None:
    """A day without a year is the nearest, a weekday the last."""
    text = f"The mill reopened on {words}, the owner hopes."
    (found,) = dates(text, PUBLISHED)
    assert (text_of(found.span, text), found.value) == (words, value)


def test_what_the_calendar_does_not_have_is_no_date() -> None:
    """There is no 31 February."""
    assert dates("It opened on 31 February 2024.", PUBLISHED) == ()


def test_a_quotation_has_its_speaker() -> None:
    """Whoever speaks twice is one entity; a pronoun is a source without one."""
    text = '"It rained," said Ada Byron. "All night," Ada Byron said. "We went home," she added.'
    people, claims = quotations(text)
    assert [(each.name, len(each.mentions)) for each in people] == [("Ada Byron", 2)]
    assert [each.source_entity for each in claims] == ["e1", "e1", None]
    assert [text_of(each.content, text) for each in claims] == ['"It rained,"', '"All night,"', '"We went home,"']
