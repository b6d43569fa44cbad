"""What a schema cannot say of an extraction or a story is said here."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from strategies import stories
from twicetold import (
    Argument,
    Article,
    Claim,
    Cluster,
    Date,
    Entity,
    Event,
    Extraction,
    Links,
    Member,
    Mention,
    Relation,
    Story,
    span,
)
from twicetold.model import Fragment
from twicetold.sense import check_extraction, check_story

ADA = Entity("e1", "PER", (Mention(span(0, 3)),))
MAY = Date("d1", span(4, 7), "DATE", "2022-05")


def died(*arguments: Argument) -> Extraction:
    return Extraction((ADA,), (MAY,), (Event("v1", "Life.Die", (span(8, 12),), arguments),))


@pytest.mark.parametrize(
    ("extraction", "pointer", "problem"),
    [
        (Extraction((Entity("e1", "PER", ()),)), "/entities/0/mentions", "needs a mention"),
        (Extraction((Entity("e1", "PER", (Mention(span(3, 3)),)),)), "/entities/0/mentions/0/span/0", "is empty"),
        (Extraction((Entity("e1", "PER", (Mention(span(9, 14)),)),)), "/entities/0/mentions/0/span/0", "has 12"),
        (
            Extraction((Entity("e1", "PER", (Mention((Fragment(4, 6), Fragment(0, 2))),)),)),
            "/entities/0/mentions/0/span/1",
            "in the order of the text",
        ),
        (
            Extraction((Entity("e1", "PER", (Mention(span(0, 2, 2, 4)),)),)),
            "/entities/0/mentions/0/span/1",
            "and not touch",
        ),
        (
            Extraction((Entity("e1", "PER", (Mention(span(0, 3), span(2, 5)),)),)),
            "/entities/0/mentions/0/head/0",
            "outside the mention",
        ),
        (Extraction((ADA, ADA)), "/entities/1/id", "'e1' is used twice"),
        (Extraction((ADA,), (msgspec.structs.replace(MAY, id="e1"),)), "/dates/0/id", "'e1' is used twice"),
        (Extraction(dates=(msgspec.structs.replace(MAY, anchor="d9"),)), "/dates/0/anchor", "no other date"),
        (Extraction(dates=(msgspec.structs.replace(MAY, anchor="d1"),)), "/dates/0/anchor", "no other date"),
        (Extraction(events=(Event("v1", "Life.Die", ()),)), "/events/0/triggers", "needs a trigger"),
        (died(Argument("Victim")), "/events/0/arguments/0", "either a filler or a span"),
        (died(Argument("Victim", "e1", span(0, 3))), "/events/0/arguments/0", "either a filler or a span"),
        (died(Argument("Victim", "e9")), "/events/0/arguments/0/filler", "'e9' is the id of no entity or date"),
        (died(Argument("Buyer", "e1")), "/events/0/arguments/0/role", "Life.Die has no role Buyer; it has Agent"),
        (died(Argument("Time", "e1")), "/events/0/arguments/0/filler", "Time of Life.Die takes DATE, not PER"),
        (died(Argument("Victim", span=span(0, 3))), "/events/0/arguments/0/span", "takes NORP, PER, not SPAN"),
        (Extraction(claims=(Claim("c1", span(0, 20)),)), "/claims/0/cue/0", "has 12 characters"),
        (Extraction(claims=(Claim("c1", span(0, 3), source_entity="e9"),)), "/claims/0/source_entity", "no entity"),
        (Extraction(claims=(Claim("c1", span(0, 3), nested_in="c9"),)), "/claims/0/nested_in", "no claim"),
        (Extraction(claims=(Claim("c1", span(0, 3), nested_in="c1"),)), "/claims/0/nested_in", "nested in itself"),
    ],
)  # fmt: skip
def test_nonsense_is_found_at_its_place(extraction: Extraction, pointer: str, problem: str) -> None:
    found = list(check_extraction(extraction, "Ada May died"))
    assert [place for place, _ in found] == [pointer]
    assert problem in found[0][1]


def test_sense_is_let_pass() -> None:
    good = died(Argument("Victim", "e1"), Argument("Time", "d1"), Argument("Cause", span=span(4, 7)))
    assert list(check_extraction(good, "Ada May died")) == []


@given(stories())
def test_every_generated_story_makes_sense(story: Story) -> None:
    assert list(check_story(story)) == []


@given(stories())
def test_links_must_point_at_what_exists_and_across(story: Story) -> None:
    here, gone = Member("story/a", "e0"), Member("story/b", "e99")
    links = Links(
        entities=(Cluster((here, gone)),),
        claims=(Relation("AGREE", Member("story/a", "c99"), Member("story/a", "c98")),),
    )
    problems = dict(check_story(msgspec.structs.replace(story, links=links)))
    assert problems["/links/entities/0/members/1"] == "story/b has no e99 among its entities"
    assert problems["/links/claims/0"] == "a link has members in two articles or more"


@given(stories())
def test_articles_bear_the_name_of_their_story_once(story: Story) -> None:
    twice = msgspec.structs.replace(story, id="other", articles=(story.articles[0], story.articles[0]), links=Links())
    problems = dict(check_story(twice))
    assert problems["/articles/1/id"] == "the id of an article of this story begins with 'other/'"


def test_an_article_was_published_on_a_day_that_there_is() -> None:
    article = Article("s/a", "Ada", "2023-02-29")
    assert list(check_story(Story("s", "", (article,)))) == [
        ("/articles/0/published", "'2023-02-29' is no point in time")
    ]
