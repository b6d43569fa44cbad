"""What went wrong with the links of a story, each kind on a case made for it, and all of them against the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import stories
from test_links import GOLD, TEXT, article, cluster, relation
from twicetold import Extraction, Links, measures
from twicetold.measures.batch import Case, StoryCase
from twicetold.measures.link_errors import KINDS, LAYERS, Link, LinkError, link_errors

if TYPE_CHECKING:
    from twicetold import Story


def found(predicted: Links, prefix: str = "", gold: Links = GOLD) -> list[LinkError]:
    cases = {f"s/{letter}": Case(article(), article(prefix), TEXT) for letter in "ab"}
    return link_errors(StoryCase(gold, predicted, cases))


def kinds(errors: list[LinkError]) -> list[tuple[str, str]]:
    return [(error.layer, error.kind) for error in errors]


def test_what_the_score_counts_as_right_is_no_error() -> None:
    assert found(GOLD) == []
    renamed = Links(
        (cluster("a:xe1", "b:xe1"), cluster("b:xe2", "a:xe2")),
        (cluster("b:xv1", "a:xv1"),),
        (relation("AGREE", "b:xc1", "a:xc1"),),
    )
    assert found(renamed, "x") == []


def test_every_gold_link_that_is_not_found_is_missed() -> None:
    assert kinds(found(Links())) == [
        ("entities", "missed"), ("entities", "missed"), ("events", "missed"), ("claims", "missed"),
    ]  # fmt: skip


def test_a_spurious_link_tells_what_its_ends_stand_for() -> None:
    assert found(Links((cluster("a:xe1", "b:xe2"),)), "x", Links()) == [
        LinkError(
            "entities",
            "spurious",
            None,
            Link(("s/a", "xe1"), ("s/b", "xe2"), "PER"),
            (("s/a", "e1"), ("s/b", "e2")),
        )
    ]


def test_an_end_that_was_made_up_stands_for_nothing() -> None:
    cases = {f"s/{letter}": Case(Extraction(), article(), TEXT) for letter in "ab"}
    (error,) = link_errors(StoryCase(Links(), Links(claims=GOLD.claims), cases))
    assert (error.kind, error.stands_for) == ("spurious", (None, None))


def test_a_relation_of_the_right_claims_with_another_label_is_one_fault() -> None:
    other = Links(GOLD.entities, GOLD.events, (relation("CONTRADICT", "b:c1", "a:c1"),))
    (error,) = found(other)
    assert (error.layer, error.kind) == ("claims", "wrong label")
    assert error.gold
    assert error.predicted
    assert (error.gold.label, error.predicted.label) == ("AGREE", "CONTRADICT")
    assert error.gold[:2] == error.stands_for == (("s/a", "c1"), ("s/b", "c1"))


def test_a_relation_that_is_there_twice_is_once_too_often() -> None:
    twice = (relation("AGREE", "a:c1", "b:c1"), relation("CONTRADICT", "a:c1", "b:c1"))
    assert kinds(found(Links(GOLD.entities, GOLD.events, twice))) == [("claims", "spurious")]
    both_wrong = (relation("ELABORATE", "a:c1", "b:c1"), relation("CONTRADICT", "a:c1", "b:c1"))
    assert kinds(found(Links(GOLD.entities, GOLD.events, both_wrong))) == [
        ("claims", "wrong label"), ("claims", "spurious"),
    ]  # fmt: skip


def test_every_pair_of_a_cluster_is_a_link_and_links_within_an_article_are_none() -> None:
    everything = Links((cluster("a:e1", "a:e2", "b:e1", "b:e2"),), GOLD.events, GOLD.claims)
    assert kinds(found(everything)) == [("entities", "spurious"), ("entities", "spurious")]


@settings(max_examples=25)
@given(stories(), st.data())
def test_errors_and_what_is_right_add_up_to_the_score(story: Story, data: st.DataObject) -> None:
    """Whatever is left out of the links, and whatever of the articles was not found."""
    entities, events, claims = (
        [number for number in range(size) if data.draw(st.booleans())]
        for size in map(len, (story.links.entities, story.links.events, story.links.claims))
    )
    predicted = Links(
        tuple(story.links.entities[number] for number in entities),
        tuple(story.links.events[number] for number in events),
        tuple(story.links.claims[number] for number in claims),
    )
    cases = {each.id: Case(each.gold or Extraction(), each.gold or Extraction(), each.text) for each in story.articles}
    case = StoryCase(story.links, predicted, cases)
    errors = link_errors(case)
    assert {error.kind for error in errors} <= set(KINDS)
    for layer in LAYERS:
        measure = measures.get(f"links.{layer}")
        assert isinstance(measure, measures.StoryMeasure)
        tally = measure.match([case]).tally()
        own = [error for error in errors if error.layer == layer]
        assert sum(error.gold is not None for error in own) == pytest.approx(
            tally.recall_denominator - tally.recall_numerator
        )
        assert sum(error.predicted is not None for error in own) == pytest.approx(
            tally.precision_denominator - tally.precision_numerator
        )
