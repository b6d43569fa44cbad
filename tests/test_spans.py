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


def met(mode: str, gold: list[Item], predicted: list[Item]) -> list[tuple[str, str]]:
    found = outcome(mode, gold, predicted)
    return [(gold[row].id, predicted[column].id) for row, column, *_ in found.rows()]


def at(name: str, *bounds: int, article: int = 0, label: str = "A") -> Item:
    return Item(article, name, label, span(*bounds))


@pytest.mark.parametrize("mode", MODES)
def test_spans_of_two_articles_never_meet(mode: str) -> None:
    assert met(mode, [at("a", 0, 3)], [at("x", 0, 10, article=1), at("y", 0, 3, article=1)]) == []
    assert met(mode, [at("a", 0, 10, article=1), at("b", 5, 8, article=1)], [at("x", 0, 3)]) == []


@pytest.mark.parametrize("mode", ["type", "partial", "overlap"])
def test_one_shared_character_is_an_overlap_and_touching_is_none(mode: str) -> None:
    assert met(mode, [at("a", 0, 3)], [at("x", 2, 5)]) == [("a", "x")]
    assert met(mode, [at("a", 2, 5)], [at("x", 0, 3)]) == [("a", "x")]
    assert met(mode, [at("a", 0, 3)], [at("x", 3, 5)]) == []
    assert met(mode, [at("a", 3, 5)], [at("x", 0, 3)]) == []
    assert met(mode, [at("a", 0, 3)], [at("x", 5, 8)]) == []


def test_a_wide_span_is_met_behind_the_ones_it_holds() -> None:
    # "x" lies in "wide" only; "near" touches it, "far" ends long before.
    gold = [at("wide", 0, 20), at("far", 2, 4), at("near", 2, 10)]
    assert met("type", gold, [at("x", 10, 12)]) == [("wide", "x")]
    assert met("type", [at("wide", 0, 20), at("far", 2, 4)], [at("x", 10, 12)]) == [("wide", "x")]


def test_of_equal_credit_the_better_overlap_is_taken_not_the_one_that_shares_more_characters() -> None:
    gold = [at("a", 0, 5)]
    close, wide = at("close", 0, 4), at("wide", 0, 30)
    for mode in ("type", "partial", "overlap"):
        for predicted in ([close, wide], [wide, close]):
            assert met(mode, gold, predicted) == [("a", "close")], mode
    for mode in ("type", "partial", "overlap"):
        assert met(mode, [wide, close], gold) == [("close", "a")], mode


def test_of_equal_overlap_the_same_label_is_taken() -> None:
    gold = [at("a", 0, 5, label="B")]
    same, other = at("same", 0, 4, label="B"), at("other", 0, 4)
    whole, another = at("same", 0, 5, label="B"), at("other", 0, 5)
    for predicted in ([same, other], [other, same]):
        assert met("partial", gold, predicted) == [("a", "same")]
    for predicted in ([whole, another], [another, whole]):
        assert met("exact", gold, predicted) == met("partial", gold, predicted) == [("a", "same")]


def test_fragments_are_added_up_for_each_pair_of_items() -> None:
    # "a" shares three of its four characters with "x", two of one fragment and one of the other, and the last with "y".
    gold = [at("a", 0, 2, 4, 6), at("b", 8, 9)]
    predicted = [at("z", 8, 10), at("x", 0, 3, 4, 5), at("y", 5, 7)]
    overlaps = spans.overlapping(*spans.columns_of(gold, predicted))
    found = zip(*(column.tolist() for column in overlaps), strict=True)
    assert sorted(found) == [(0, 1, 3, 2 * 3 / (4 + 4)), (0, 2, 1, 2 * 1 / (4 + 2)), (1, 0, 1, 2 * 1 / (1 + 2))]
    assert met("overlap", gold, predicted) == [("a", "x"), ("b", "z")]
    assert outcome("overlap", gold, predicted).tally() == pytest.approx(Tally(3 / 4 + 1 / 2, 3, 3 / 4 + 1, 2))


@pytest.mark.parametrize("mode", MODES)
def test_nothing_meets_nothing_and_what_is_not_in_the_text_meets_nothing(mode: str) -> None:
    pieces, nowhere = [at("a", 0, 1, 4, 6), at("b", 2, 3)], [at("x"), at("y")]
    for gold, predicted in (([], pieces), (pieces, []), (pieces, nowhere), ([], []), (nowhere, nowhere)):
        assert met(mode, gold, predicted) == []
