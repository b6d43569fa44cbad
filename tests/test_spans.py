"""The columnar comparison of spans against a plain one, written out."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import spans as some_spans
from twicetold import span
from twicetold.measures import spans
from twicetold.measures.outcome import Item, Outcome, Pairs
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.measures.spans import Meeting
    from twicetold.model import Span

LENGTH = 9
items = st.builds(Item, st.integers(0, 1), st.just("i"), st.sampled_from("AB"), some_spans(LENGTH, most=2))
MODES: dict[str, Callable[[Meeting], Pairs]] = {
    "strict": spans.strict,
    "exact": spans.exact,
    "type": spans.same_type,
    "partial": spans.partial,
    "overlap": spans.proportional,
}


def characters(span: Span) -> set[int]:
    return {position for part in span for position in range(part.start, part.end)}


def credit(mode: str, gold: Item, predicted: Item) -> float:
    """What a pair is worth to the alignment, by the definition of the mode."""
    shared = len(characters(gold.span) & characters(predicted.span))
    if gold.article != predicted.article or not shared:
        return 0
    same_place, same_label = gold.span == predicted.span, gold.label == predicted.label
    dice = 2 * shared / (len(characters(gold.span)) + len(characters(predicted.span)))
    return {
        "strict": float(same_place and same_label),
        "exact": float(same_place),
        "type": float(same_label),
        "partial": 1.0 if same_place else 0.5,
        "overlap": dice if same_label else 0.0,
    }[mode]


def best(mode: str, gold: list[Item], predicted: list[Item]) -> float:
    """The greatest sum of credits over all one-to-one alignments, by trying them all."""
    short, long = sorted((gold, predicted), key=len)
    flip = len(gold) > len(predicted)
    return max(
        sum(credit(mode, *((b, a) if flip else (a, b))) for a, b in zip(short, order, strict=False))
        for order in permutations(long)
    )


def outcome(mode: str, gold: list[Item], predicted: list[Item]) -> Outcome:
    return Outcome(gold, predicted, MODES[mode](spans.meet(*spans.columns_of(gold, predicted))))


few = st.lists(items, max_size=4)


@pytest.mark.parametrize("mode", MODES)
@given(gold=few, predicted=few)
def test_no_alignment_earns_more(mode: str, gold: list[Item], predicted: list[Item]) -> None:
    found = outcome(mode, gold, predicted)
    earned = sum(credit(mode, gold[row], predicted[column]) for row, column, *_ in found.rows())
    assert earned == pytest.approx(best(mode, gold, predicted))
    assert len(set(found.pairs.gold.tolist())) == len(set(found.pairs.predicted.tolist())) == len(found.pairs.gold)


@pytest.mark.parametrize("mode", MODES)
@given(gold=few, predicted=few, chance=st.randoms())
def test_the_order_never_matters(mode: str, gold: list[Item], predicted: list[Item], chance: object) -> None:
    before = outcome(mode, gold, predicted).tally()
    chance.shuffle(gold)  # type: ignore[attr-defined]
    chance.shuffle(predicted)  # type: ignore[attr-defined]
    assert outcome(mode, gold, predicted).tally() == pytest.approx(before)


@pytest.mark.parametrize("mode", MODES)
@given(gold=few, predicted=few)
def test_articles_never_meet_and_parts_add_up(mode: str, gold: list[Item], predicted: list[Item]) -> None:
    parts = [
        outcome(mode, [item for item in gold if item.article == n], [item for item in predicted if item.article == n])
        for n in (0, 1)
    ]
    assert outcome(mode, gold, predicted).tally() == pytest.approx(Tally.total(part.tally() for part in parts))


@pytest.mark.parametrize("mode", MODES)
@given(gold=few, predicted=few, wrong=items)
def test_a_wrong_item_never_raises_precision_and_a_right_one_never_lowers_f1(
    mode: str, gold: list[Item], predicted: list[Item], wrong: Item
) -> None:
    before = outcome(mode, gold, predicted).tally()
    nowhere = wrong._replace(span=(), label="C")
    assert (outcome(mode, gold, [*predicted, nowhere]).tally().precision or 0) <= (before.precision or 0)
    if gold:
        missed = outcome(mode, gold, predicted).missed
        after = outcome(mode, gold, [*predicted, *missed[:1]]).tally()
        assert (after.f1 or 0) >= (before.f1 or 0) - 1e-9


def test_facets_restrict_the_gold_and_the_predictions_paired_with_it() -> None:
    gold = [
        Item(0, "e1", "A", span(0, 3), facets=("pronoun",)),
        Item(0, "e2", "A", span(5, 8), facets=("pronoun", "group")),
    ]
    found = outcome("strict", gold, gold[:1]).by_facet()
    assert found == {(0, "group"): Tally(0, 0, 0, 1), (0, "pronoun"): Tally(1, 1, 1, 2)}
