"""Coreference within articles, from extractions, on cases computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from twicetold import Entity, Event, Extraction, Mention, Span, Tally, measures, span
from twicetold.measures.batch import Batch, Case
from twicetold.model import Ungrounded

ADA, BOB, HE, SHE = span(0, 3), span(4, 7), span(8, 10), span(11, 14)
TEXT = "Ada Bob he she"


def entities(*clusters: tuple[Span, ...], lost: tuple[str, ...] = ()) -> Extraction:
    return Extraction(
        entities=tuple(Entity(f"e{n}", "PER", tuple(map(Mention, places))) for n, places in enumerate(clusters)),
        ungrounded=tuple(Ungrounded("mention", "PER", quote) for quote in lost),
    )


def events(*clusters: tuple[Span, ...], lost: tuple[str, ...] = ()) -> Extraction:
    return Extraction(
        events=tuple(Event(f"v{n}", "Life.Die", places) for n, places in enumerate(clusters)),
        ungrounded=tuple(Ungrounded("trigger", "Life.Die", quote) for quote in lost),
    )


def tallies(name: str, *sides: tuple[Extraction, Extraction], singletons: bool = True) -> dict[tuple[int, str], Tally]:
    measure = measures.get(name)
    assert isinstance(measure, measures.Sums)
    cases = [Case(gold, predicted, TEXT) for gold, predicted in sides]
    return measure.tallies(Batch(cases, singletons=singletons))


@pytest.mark.parametrize(("layer", "clusters"), [("entities", entities), ("events", events)])
class TestOfEntitiesAndOfEvents:
    def test_every_article_has_its_own_sums(self, layer: str, clusters: Any) -> None:
        # Of the two links of three mentions one is found; in the other article the only one.
        first = clusters((ADA, HE, SHE), (BOB,)), clusters((ADA, SHE), (BOB, HE))
        second = clusters((ADA, HE)), clusters((ADA, HE))
        found = tallies(f"{layer}.muc", first, second)
        assert found == {(0, ""): Tally(1, 2, 1, 2), (1, ""): Tally(1, 1, 1, 1)}
        assert tallies(f"{layer}.ceafm", second, first)[1, ""] == Tally(3, 4, 3, 4)

    def test_each_quotation_that_is_not_in_the_text_stands_alone(self, layer: str, clusters: Any) -> None:
        lost = clusters((ADA,), lost=("Eve", "Eve"))
        assert tallies(f"{layer}.b3", (clusters((ADA,)), lost)) == {(0, ""): Tally(1, 3, 1, 1)}

    def test_singletons_are_left_out_if_one_wants(self, layer: str, clusters: Any) -> None:
        sides = clusters((ADA, HE), (BOB,)), clusters((ADA, HE), lost=("Eve",))
        assert tallies(f"{layer}.b3", sides, singletons=False) == {(0, ""): Tally(2, 2, 2, 2)}
        assert tallies(f"{layer}.b3", sides) == {(0, ""): Tally(2, 3, 2, 3)}


def test_singletons_are_kept_unless_one_says_otherwise() -> None:
    measure = measures.get("entities.b3")
    assert isinstance(measure, measures.Sums)
    alone = entities((ADA,))
    assert measure.tallies(Batch([Case(alone, alone, TEXT)])) == {(0, ""): Tally(1, 1, 1, 1)}


def test_what_is_lost_of_one_layer_counts_in_that_layer_only() -> None:
    nothing = Extraction()
    assert tallies("events.b3", (nothing, entities(lost=("Eve",)))) == {(0, ""): Tally()}
    assert tallies("entities.b3", (nothing, events(lost=("died",)))) == {(0, ""): Tally()}


def test_work_on_a_batch_is_done_once() -> None:
    batch = Batch([])
    seen: list[Batch] = []

    def work(given: Batch) -> int:
        seen.append(given)
        return len(seen)

    assert [batch.once("a", work), batch.once("a", work), batch.once("b", work)] == [1, 1, 2]
    assert seen == [batch, batch]


def test_of_one_batch_entities_and_events_have_their_own_sums() -> None:
    both = Extraction(entities=entities((ADA, HE, SHE)).entities, events=events((ADA, BOB)).events)
    batch = Batch([Case(both, both, TEXT)])
    found = []
    for name in ("entities.muc", "events.muc"):
        measure = measures.get(name)
        assert isinstance(measure, measures.Sums)
        found.append(measure.tallies(batch)[0, ""])
    assert found == [Tally(2, 2, 2, 2), Tally(1, 1, 1, 1)]
