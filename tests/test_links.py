"""What connects the articles of a story, scored by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given

from strategies import stories
from twicetold import (
    Claim,
    Cluster,
    Entity,
    Event,
    Extraction,
    Links,
    Member,
    Mention,
    Relation,
    Story,
    Tally,
    measures,
    span,
)
from twicetold.measures.batch import Case, StoryCase
from twicetold.measures.measure import Mean

TEXT = "Ada Byron quit, Riga said."


def article(prefix: str = "") -> Extraction:
    return Extraction(
        entities=(
            Entity(f"{prefix}e1", "PER", (Mention(span(0, 9)),)),
            Entity(f"{prefix}e2", "GPE", (Mention(span(16, 20)),)),
        ),
        events=(Event(f"{prefix}v1", "Personnel.EndPosition", (span(10, 14),)),),
        claims=(Claim(f"{prefix}c1", span(21, 25), span(0, 14), span(16, 20)),),
    )


def cluster(*names: str) -> Cluster:
    return Cluster(tuple(Member(f"s/{letter}", item) for letter, item in (name.split(":") for name in names)))


def relation(label: Any, first: str, second: str) -> Relation:
    ends = cluster(first, second).members
    return Relation(label, ends[0], ends[1])


GOLD = Links(
    entities=(cluster("a:e1", "b:e1"), cluster("a:e2", "b:e2")),
    events=(cluster("a:v1", "b:v1"),),
    claims=(relation("AGREE", "a:c1", "b:c1"),),
)


def tally(name: str, predicted: Links, prefix: str = "", gold: Links = GOLD) -> Tally:
    case = StoryCase(gold, predicted, {f"s/{letter}": Case(article(), article(prefix), TEXT) for letter in "ab"})
    measure = measures.get(name)
    if isinstance(measure, measures.StoryMeasure):
        return measure.match([case]).tally()
    assert isinstance(measure, measures.StorySums)
    return measure.tallies([case])[0, ""]


def test_a_link_is_right_if_its_ends_stand_for_the_ends_of_a_gold_link() -> None:
    wrong = Links(entities=(cluster("a:e1", "b:e1"), cluster("a:e2", "b:e1")))
    assert tally("links.entities", wrong) == Tally(1, 2, 1, 2)
    assert tally("links.entities", GOLD) == Tally(2, 2, 2, 2)
    renamed = Links(entities=(cluster("a:xe1", "b:xe1"),), events=(cluster("b:xv1", "a:xv1"),))
    assert tally("links.entities", renamed, "x") == Tally(1, 1, 1, 2)
    assert tally("links.events", renamed, "x") == Tally(1, 1, 1, 1)


def test_links_within_an_article_do_not_count_and_large_clusters_count_every_pair() -> None:
    everything = Links(entities=(cluster("a:e1", "a:e2", "b:e1", "b:e2"),))
    assert tally("links.entities", everything) == Tally(2, 4, 2, 2)
    assert tally("links.entities", everything, gold=everything) == Tally(4, 4, 4, 4)


def test_a_relation_wants_both_claims_and_the_label_whichever_comes_first() -> None:
    assert tally("links.claims", Links(claims=(relation("AGREE", "b:c1", "a:c1"),))) == Tally(1, 1, 1, 1)
    assert tally("links.claims", Links(claims=(relation("CONTRADICT", "a:c1", "b:c1"),))) == Tally(0, 1, 0, 1)


def test_over_the_story_linked_entities_are_one() -> None:
    # Gold: two clusters of two mentions, one in each article. Without links the prediction has four of one.
    assert tally("links.entities.muc", Links()) == Tally(0, 0, 0, 2)
    assert tally("links.entities.b3", Links()) == Tally(4, 4, 2, 4)
    assert tally("links.entities.b3", GOLD) == Tally(4, 4, 4, 4)
    chained = Links(entities=(cluster("a:e1", "b:e1"), cluster("b:e1", "a:e2")))
    assert tally("links.entities.muc", chained) == Tally(1, 2, 1, 2)


@given(stories())
def test_gold_links_against_themselves_are_all_right(story: Story) -> None:
    cases = {each.id: Case(each.gold or Extraction(), each.gold or Extraction(), each.text) for each in story.articles}
    # A claim of white space alone shares no token, not even with itself; lint refuses it in gold.
    claims = [(case, claim) for case in cases.values() for claim in case.gold.claims]
    assume(all(case.tokens.inside(claim.content) | case.tokens.inside(claim.cue) for case, claim in claims))
    case = StoryCase(story.links, story.links, cases)
    for measure in measures.links.MEASURES:
        if isinstance(measure, Mean):
            continue
        found = (
            measure.match([case]).tallies() if isinstance(measure, measures.StoryMeasure) else measure.tallies([case])
        )
        total = Tally.total(found.values())
        assert total.precision_numerator == pytest.approx(total.precision_denominator)
        assert total.recall_numerator == pytest.approx(total.recall_denominator)
