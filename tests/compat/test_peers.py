"""Where spaneval 0.2.1 and tieval 0.1.11 give the same as our definitions, and where they do not."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from twicetold import Tally
from twicetold.measures.compat import anafora, nervaluate, seqeval
from twicetold.measures.compat._common import Score, Span

spaneval: Any = pytest.importorskip("spaneval")
strategies: Any = pytest.importorskip("spaneval.strategies")
tieval: Any = pytest.importorskip("tieval.evaluate")

Document = tuple[list[Span], list[Span]]


def chain(chance: random.Random) -> list[Span]:
    """Return spans that do not overlap."""
    bounds = sorted(chance.sample(range(40), chance.randrange(16)))
    pieces = [piece for piece in pairwise(bounds) if chance.random() < 0.5]
    return [Span(chance.choice(["A", "B", "人物"]), *piece) for piece in pieces]


def shares(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


def documents(seed: int, count: int) -> list[Document]:
    """Return gold and predicted spans; neither overlap among themselves, and some are the same in both."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        gold, predicted = chain(chance), chain(chance)
        kept = [item for item in gold if chance.random() < 0.5]
        predicted = [item for item in predicted if not any(shares(item, other) for other in kept)] + kept
        chance.shuffle(predicted)
        made.append((gold, predicted))
    return made


def paired(document: Document) -> bool:
    """Whether no span of one side overlaps two of the other."""
    gold, predicted = document
    return all(
        sum(shares(item, other) for other in others) < 2
        for items, others in ((gold, predicted), (predicted, gold))
        for item in items
    )


def of_spaneval(made: list[Document], mode: str) -> Any:
    strategy = {"strict": strategies.Strict, "exact": strategies.Exact}[mode]()
    gold, predicted = (
        [[spaneval.Entity(label, start, end) for label, start, end in each[side]] for each in made] for side in (0, 1)
    )
    return spaneval.evaluate(gold, predicted, warn_on_overlapping_preds=False).metrics(strategy)


def of_nervaluate(made: list[Document], mode: nervaluate.Mode) -> tuple[float, float, float]:
    return Score.of(Tally.total(nervaluate.counts(*each, mode).tally for each in made))


@pytest.mark.parametrize("mode", ["strict", "exact"])
def test_spaneval_gives_the_same_where_overlaps_are_one_to_one(mode: nervaluate.Mode) -> None:
    made = [each for each in documents(41, 4000) if paired(each)]
    assert len(made) > 1000
    for each in made:
        counted, result = nervaluate.counts(*each, mode), of_spaneval([each], mode)
        assert counted[:2] == (result.correct, result.incorrect)
        assert counted[3:] == (result.missed, result.spurious)
    result = of_spaneval(made, mode)
    assert of_nervaluate(made, mode) == pytest.approx((result.precision, result.recall, result.f1), abs=1e-9)


@pytest.mark.parametrize("mode", ["strict", "exact"])
def test_spaneval_gives_the_same_recall_where_neither_side_overlaps_itself(mode: nervaluate.Mode) -> None:
    made = documents(43, 1000)
    assert of_nervaluate(made, mode)[1] == pytest.approx(of_spaneval(made, mode).recall, abs=1e-9)


def test_difference_spaneval_counts_a_wide_prediction_once_for_each_gold_span() -> None:
    """K5: two INC; nervaluate has one and a MIS."""
    wide = [Span("A", 0, 13), Span("B", 14, 18)], [Span("A", 0, 18)]
    result = of_spaneval([wide], "strict")
    assert (result.incorrect, result.actual, result.missed) == (2, 2, 0)
    assert nervaluate.counts(*wide, "strict") == nervaluate.Counts(incorrect=1, missed=1)


def test_difference_spaneval_drops_a_prediction_that_is_not_the_best_of_a_gold_span() -> None:
    split = [Span("A", 0, 5)], [Span("A", 0, 2), Span("A", 3, 5)]
    assert of_spaneval([split], "strict").actual == 1
    assert nervaluate.counts(*split, "strict") == nervaluate.Counts(incorrect=1, spurious=1)


def test_difference_spaneval_drops_the_shorter_of_two_overlapping_predictions() -> None:
    """K2: right, where nervaluate's first prediction spoils it."""
    both = [Span("A", 10, 15)], [Span("A", 8, 12), Span("A", 10, 15)]
    assert of_spaneval([both], "strict").f1 == 1
    assert of_nervaluate([both], "strict")[2] == 0


def test_difference_spaneval_knows_no_least_overlap() -> None:
    """K13: one character of 101 is an overlap."""
    far = [Span("A", 0, 101)], [Span("A", 100, 111)]
    assert of_spaneval([far], "strict").incorrect == 1
    assert nervaluate.counts(*far, "strict") == nervaluate.Counts(missed=1, spurious=1)


def test_difference_spaneval_refuses_gold_that_overlaps() -> None:
    nested = [Span("A", 0, 9), Span("A", 2, 5)], [Span("A", 0, 9)]
    with pytest.raises(ValueError, match="Overlapping entities"):
        of_spaneval([nested], "strict")
    assert nervaluate.counts(*nested, "strict") == nervaluate.Counts(correct=1, missed=1)


def of_tieval(made: list[Document], *, strict: bool = True) -> tuple[float, float, float]:
    gold, predicted = ([[(start, end) for _, start, end in each[side]] for each in made] for side in (0, 1))
    micro = tieval.span_identification(gold, predicted, strict=strict)["micro"]
    return micro["precision"], micro["recall"], micro["f1"]


def unlabelled(made: list[Document]) -> list[Document]:
    return [([Span("", *span[1:]) for span in gold], [Span("", *span[1:]) for span in found]) for gold, found in made]


def overlapping(seed: int, count: int) -> list[Document]:
    """Return documents whose spans overlap, nest and repeat."""
    first, second = documents(seed, count), documents(seed + 1, count)
    return [(a + c, b + d + d[:1]) for (a, b), (c, d) in zip(first, second, strict=True)]


def test_tieval_identifies_exact_spans_as_our_sets_do() -> None:
    made = unlabelled(overlapping(47, 1000))
    for each in made:
        assert anafora.final(seqeval.tally(*each)) == pytest.approx(of_tieval([each]), abs=1e-9)
    total = Tally.total(seqeval.tally(*each) for each in made)
    assert anafora.final(total) == pytest.approx(of_tieval(made), abs=1e-9)


def test_difference_tieval_gives_1_where_seqeval_gives_0() -> None:
    """As anaforatools does: with neither gold nor prediction all is right."""
    assert of_tieval([([], [])]) == anafora.final(Tally()) == (1, 1, 1)
    assert Score.of(Tally()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("gold", "predicted", "wanted"),
    [
        ([(0, 4)], [(4, 8)], Tally(0, 1, 0, 1)),
        ([(0, 8)], [(0, 3), (5, 8)], Tally(1, 2, 1, 1)),
        ([(0, 3), (5, 8)], [(0, 8)], Tally(1, 1, 1, 2)),
    ],
    ids=["touching", "split", "wide"],
)
def test_difference_relaxed_tieval_matches_what_touches_and_many_to_many(
    gold: list[tuple[int, int]], predicted: list[tuple[int, int]], wanted: Tally
) -> None:
    made = [Span("", *each) for each in gold], [Span("", *each) for each in predicted]
    assert of_tieval([made], strict=False) == (1, 1, 1)
    sides = [[anafora.Annotation("T", (each,)) for each in side] for side in (gold, predicted)]
    assert anafora.tallies(sides[0], sides[1], overlap=True)["T",] == wanted
