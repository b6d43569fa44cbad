"""What connects the articles of a story, scored by hand."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

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
from twicetold.measures.links import ends_of
from twicetold.measures.measure import Mean
from twicetold.model import Ungrounded

if TYPE_CHECKING:
    from twicetold.ontology import Phenomenon

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


def test_over_the_story_each_side_has_its_own_mentions() -> None:
    # Found is one entity, with another mention beside that of Ada.
    found = Extraction(entities=(Entity("x1", "PER", (Mention(span(0, 9)), Mention(span(10, 14)))),))
    case = StoryCase(GOLD, Links(), {"s/a": Case(article(), found, TEXT), "s/b": Case(article(), Extraction(), TEXT)})
    measure = measures.get("links.entities.b3")
    assert isinstance(measure, measures.StorySums)
    assert measure.tallies([case])[0, ""] == Tally(0.5, 2, 0.5, 4)


NAMED: Phenomenon = "named-and-described"
STORY = Links(
    entities=(
        Cluster(cluster("a:e1", "b:e1").members, (NAMED,)),
        cluster("a:e2", "b:e2"),
    ),
    events=(Cluster(cluster("a:v1", "b:v1").members, ("granularity",)),),
    claims=(Relation("AGREE", Member("s/a", "c1"), Member("s/b", "c1"), ("claims-agree",)),),
)
FOUND_ARTICLE = Extraction(
    entities=(
        Entity("x9", "LOC", (Mention(span(10, 14)),)),
        Entity("x1", "ORG", (Mention(span(0, 9)),)),
    ),
    events=(Event("y9", "Life.Die", (span(0, 3),)), Event("y1", "Personnel.EndPosition", (span(10, 14),))),
    claims=(Claim("z9", span(14, 15), span(25, 26)), Claim("z1", span(21, 25), span(0, 14), span(16, 20))),
)
"""In each layer the first is in no gold, the second is, under another name."""
FOUND = Links(
    entities=(cluster("a:x9", "b:x9"), cluster("b:x1", "a:x1")),
    events=(cluster("a:y9", "b:y9"), cluster("a:y1", "b:y1")),
    claims=(relation("AGREE", "a:z9", "b:z9"), relation("AGREE", "b:z1", "a:z1")),
)


@pytest.mark.parametrize(
    ("layer", "gold", "predicted"),
    [
        (
            "entities",
            [("s/a:e1 s/b:e1", "PER", (NAMED,)), ("s/a:e2 s/b:e2", "GPE", ())],
            [("s/a:x9 s/b:x9", "LOC"), ("s/a:x1 s/b:x1", "ORG")],
        ),
        (
            "events",
            [("s/a:v1 s/b:v1", "Personnel.EndPosition", ("granularity",))],
            [("s/a:y9 s/b:y9", "Life.Die"), ("s/a:y1 s/b:y1", "Personnel.EndPosition")],
        ),
        (
            "claims",
            [("s/a:c1 s/b:c1", "AGREE", ("claims-agree",))],
            [("s/a:z9 s/b:z9", "AGREE"), ("s/a:z1 s/b:z1", "AGREE")],
        ),
    ],
)
def test_every_link_is_an_item_of_its_story(layer: str, gold: list[Any], predicted: list[Any]) -> None:
    """Two stories, of which nothing is found in the first; links with an end that stands for nothing are wrong."""
    empty = StoryCase(STORY, Links(), {f"s/{letter}": Case(article(), Extraction(), TEXT) for letter in "ab"})
    other = StoryCase(STORY, FOUND, {f"s/{letter}": Case(article(), FOUND_ARTICLE, TEXT) for letter in "ab"})
    measure = measures.get(f"links.{layer}")
    assert isinstance(measure, measures.StoryMeasure)
    found = measure.match([empty, other])
    assert [(item.article, item.id, item.label, item.facets) for item in found.gold] == [
        (number, *item) for number in (0, 1) for item in gold
    ]
    assert [(item.article, item.id, item.label) for item in found.predicted] == [(1, *item) for item in predicted]
    assert list(found.rows()) == [(len(gold), 1, 1.0, 1.0)]


def test_links_between_claims_that_are_not_there_are_wrong_each_by_itself() -> None:
    nowhere = Links(claims=(relation("AGREE", "a:z9", "b:z9"), relation("AGREE", "a:z1", "b:z9")))
    case = StoryCase(STORY, nowhere, {f"s/{letter}": Case(article(), FOUND_ARTICLE, TEXT) for letter in "ab"})
    measure = measures.get("links.claims")
    assert isinstance(measure, measures.StoryMeasure)
    assert measure.match([case]).tally() == Tally(0, 2, 0, 1)


def test_a_link_that_is_given_twice_is_right_once_and_one_that_gold_has_twice_wants_two() -> None:
    twice = Links(claims=(relation("AGREE", "a:c1", "b:c1"), relation("AGREE", "b:c1", "a:c1")))
    assert tally("links.claims", twice) == Tally(1, 2, 1, 1)
    assert tally("links.claims", twice, gold=twice) == Tally(2, 2, 2, 2)
    assert tally("links.claims", GOLD, gold=twice) == Tally(1, 1, 1, 2)


def story(links: Links, gold: Extraction, predicted: Extraction, predicted_links: Links | None = None) -> StoryCase:
    articles = {f"s/{letter}": Case(gold, predicted, TEXT) for letter in "ab"}
    return StoryCase(links, links if predicted_links is None else predicted_links, articles)


def test_gold_entities_with_the_very_same_mentions_are_one_end() -> None:
    twins = Extraction(entities=tuple(Entity(name, "PER", (Mention(span(0, 9)),)) for name in ("e1", "e2")))
    linked = Links(entities=(cluster("a:e2", "b:e2"),))
    one = Extraction(entities=(Entity("x", "PER", (Mention(span(0, 9)),)),))
    measure = measures.get("links.entities")
    assert isinstance(measure, measures.StoryMeasure)
    assert measure.match([story(linked, twins, one, Links(entities=(cluster("a:x", "b:x"),)))]).tally() == Tally(
        1, 1, 1, 1
    )


def sums(name: str, case: StoryCase) -> Tally:
    measure = measures.get(name)
    assert isinstance(measure, measures.StorySums)
    return measure.tallies([StoryCase(Links(), Links(), {}), case])[1, ""]


def test_over_the_story_linked_events_are_one() -> None:
    # Each article has one event with one trigger; the link makes a cluster of two of them.
    case = story(STORY, article(), article(), Links())
    assert sums("links.events.muc", case) == Tally(0, 0, 0, 1)
    assert sums("links.events.muc", case._replace(predicted=STORY)) == Tally(1, 1, 1, 1)


def test_over_the_story_the_same_place_of_two_articles_is_two() -> None:
    # "Ada Byron" of one article is not "Ada Byron" of the other: four clusters of one, all of them right.
    assert sums("links.entities.b3", story(Links(), article(), article())) == Tally(4, 4, 4, 4)
    assert sums("links.entities.b3", story(Links(), article(), article())._replace(singletons=False)) == Tally()


@pytest.mark.parametrize(("layer", "part"), [("entities", "mention"), ("events", "trigger")])
def test_over_the_story_what_is_not_in_a_text_stands_alone(layer: str, part: Any) -> None:
    lost = Extraction(ungrounded=(Ungrounded(part, "PER", "Bob"), Ungrounded(part, "PER", "Bob")))
    assert sums(f"links.{layer}.b3", story(Links(), lost, lost)) == Tally(0, 4, 0, 0)


def test_links_that_share_a_member_make_one_cluster_in_whatever_order_they_come() -> None:
    # 1-2, 3-4, 2-3, 1-4: one cluster of all four mentions, which has three links.
    ends = ("a:e1", "b:e1"), ("a:e2", "b:e2"), ("b:e1", "a:e2"), ("a:e1", "b:e2")
    for order in permutations(ends):
        chained = Links(entities=tuple(cluster(*pair) for pair in order))
        assert sums("links.entities.muc", story(chained, article(), article())) == Tally(3, 3, 3, 3)
    three = Links(entities=(cluster("a:e1", "a:e2", "b:e2"),))
    assert sums("links.entities.muc", story(three, article(), article())) == Tally(2, 2, 2, 2)


def test_the_ends_of_links_come_in_the_order_in_which_they_are_counted() -> None:
    across = Links(
        entities=(cluster("b:e1", "a:e1", "a:e2"),),
        claims=(relation("AGREE", "b:c1", "a:c2"), relation("AGREE", "a:c1", "b:c2")),
    )
    assert ends_of(across, "entities") == [(("s/a", "e1"), ("s/b", "e1")), (("s/a", "e2"), ("s/b", "e1"))]
    assert ends_of(across, "claims") == [(("s/a", "c2"), ("s/b", "c1")), (("s/a", "c1"), ("s/b", "c2"))]
    assert ends_of(across, "events") == []


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
