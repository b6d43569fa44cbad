"""Our nervaluate mode gives what nervaluate 1.2.1 gives."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from twicetold import Tally
from twicetold.measures.compat._common import Score, Span
from twicetold.measures.compat.nervaluate import MODES, Counts, Mode, by_type, counts

nervaluate: Any = pytest.importorskip("nervaluate")

LABELS = ["A", "B", "人物", "É t", "\U0001f701"]


def read(text: str) -> list[Span]:
    """Read spans as the research notes write them, with inclusive ends: `A0-4 B10-14`."""
    return [Span(label, int(start), int(end) + 1) for label, start, end in re.findall(r"([A-Z])(\d+)-(\d+)", text)]


COR, INC, PAR = Counts(correct=1), Counts(incorrect=1), Counts(partial=1)
APART = Counts(missed=1, spurious=1)

KNOWN = {
    "K1": (
        "A0-4 B10-14 A20-20",
        "A0-4 B10-12 B20-20 A30-31",
        (Counts(1, 2, 0, 0, 1), Counts(2, 1, 0, 0, 1), Counts(2, 0, 1, 0, 1), Counts(2, 1, 0, 0, 1)),
        (0.285714, 0.571429, 0.714286, 0.571429),
    ),
    "K2": (
        "A10-14",
        "A8-11 A10-14",
        (Counts(0, 1, 0, 0, 1), Counts(0, 1, 0, 0, 1), Counts(0, 0, 1, 0, 1), Counts(1, 0, 0, 0, 1)),
        (0, 0, 0.333333, 0.666667),
    ),
    "K2r": ("A10-14", "A10-14 A8-11", (Counts(1, 0, 0, 0, 1),) * 4, (0.666667,) * 4),
    "K5": (
        "A0-12 B14-17",
        "A0-17",
        (Counts(0, 1, 0, 1, 0), Counts(0, 1, 0, 1, 0), Counts(0, 0, 1, 1, 0), Counts(1, 0, 0, 1, 0)),
        (0, 0, 0.333333, 0.666667),
    ),
    "K10": ("A0-4", "A4-8", (INC, INC, PAR, COR), (0, 0, 0.5, 1)),
    "K11": ("A0-4", "A5-8", (APART,) * 4, (0,) * 4),
    "K13, 101 characters": ("A0-100", "A100-110", (APART,) * 4, (0,) * 4),
    "K13, 100 characters": ("A0-99", "A99-110", (INC, INC, PAR, COR), (0, 0, 0.5, 1)),
    "a prediction twice": ("A0-4", "A0-4 A0-4", (Counts(1, 0, 0, 0, 1),) * 4, (0.666667,) * 4),
    "a gold span twice": ("A0-4 A0-4", "A0-4", (Counts(1, 0, 0, 1, 0),) * 4, (0.666667,) * 4),
    "nothing": ("", "", (Counts(),) * 4, (0,) * 4),
}
"""Gold, prediction, and for strict, exact, partial and ent_type the counts and F1."""


@pytest.mark.parametrize(("gold", "predicted", "wanted", "f1"), KNOWN.values(), ids=KNOWN)
def test_known_answers(gold: str, predicted: str, wanted: tuple[Counts, ...], f1: tuple[float, ...]) -> None:
    found = [counts(read(gold), read(predicted), mode) for mode in MODES]
    assert found == list(wanted)
    assert [Score.of(each.tally)[2] for each in found] == pytest.approx(f1, abs=1e-6)


def test_known_precision_and_recall() -> None:
    gold, predicted = read("A0-4 B10-14 A20-20"), read("A0-4 B10-12 B20-20 A30-31")
    assert Score.of(counts(gold, predicted, "strict").tally)[:2] == pytest.approx((1 / 4, 1 / 3))
    assert Score.of(counts(gold, predicted, "partial").tally)[:2] == pytest.approx((2.5 / 4, 2.5 / 3))
    assert Score.of(counts(read("A0-12 B14-17"), read("A0-17"), "partial").tally)[:2] == (0.5, 0.25)


@pytest.mark.parametrize(("minimum", "wanted"), [(50, (INC, INC, PAR, COR)), (51, (APART,) * 4)])
def test_the_least_overlap_is_in_percent_of_the_gold_span(minimum: float, wanted: tuple[Counts, ...]) -> None:
    assert tuple(counts(read("A0-9"), read("A5-20"), mode, minimum) for mode in MODES) == wanted


def test_documents_add() -> None:
    both = COR + PAR
    assert both == Counts(correct=1, partial=1)
    assert both.tally == COR.tally + PAR.tally == Tally(1.5, 2, 1.5, 2)
    with pytest.raises(TypeError):
        _ = COR + (1, 2, 3, 4, 5)  # noqa: RUF005 - it is the plus that is tested


@pytest.mark.parametrize("minimum", [0.99, 100.5])
def test_a_least_overlap_out_of_range_is_refused_by_both(minimum: float) -> None:
    with pytest.raises(ValueError, match="1 to 100 percent"):
        counts([], [], "strict", minimum)
    with pytest.raises(ValueError, match="between 1"):
        theirs([([], [])], minimum)


def spans(chance: random.Random) -> list[Span]:
    """Return spans that nest, overlap and repeat; some are long, a few empty."""
    scale = chance.choice([1, 1, 5, 40])
    found = []
    for _ in range(chance.randrange(8)):
        start = chance.randrange(25 * scale)
        found.append(Span(chance.choice(LABELS), start, start + chance.randrange(1, 8 * scale + 1)))
        if chance.random() < 0.2:
            found.append(chance.choice(found))
        if chance.random() < 0.1:
            found.append(found[-1]._replace(start=found[-1].end))
    return found


def documents(seed: int, count: int) -> list[tuple[list[Span], list[Span]]]:
    chance = random.Random(seed)
    made: list[tuple[list[Span], list[Span]]] = []
    while len(made) < count:
        gold, predicted = spans(chance), spans(chance)
        kept = [item for item in gold if chance.random() < 0.4]
        chance.shuffle(predicted := predicted[: chance.randrange(8)] + kept)
        if not crashes(gold, predicted):
            made.append((gold, predicted))
    return made


def crashes(gold: list[Span], predicted: list[Span]) -> bool:
    """Whether a prediction surrounds an empty gold span."""
    return any(item.start == item.end and any(p.start < item.start < p.end for p in predicted) for item in gold)


def theirs(made: list[tuple[list[Span], list[Span]]], minimum: float = 1.0) -> Any:
    def plain(items: list[Span]) -> list[dict[str, Any]]:
        return [{"label": label, "start": start, "end": end - 1} for label, start, end in items]

    gold, predicted = ([plain(document[side]) for document in made] for side in (0, 1))
    return nervaluate.Evaluator(gold, predicted, LABELS, loader="dict", min_overlap_percentage=minimum).evaluate()


def counts_of(result: Any) -> Counts:
    return Counts(result.correct, result.incorrect, result.partial, result.missed, result.spurious)


def numbers_of(result: Any) -> tuple[float, float, float]:
    return result.precision, result.recall, result.f1


@pytest.mark.parametrize("minimum", [1.0, 28.0, 29.0, 50.0, 100.0])
def test_every_document_is_counted_as_nervaluate_counts_it(minimum: float) -> None:
    for gold, predicted in documents(seed=int(minimum), count=250):
        result = theirs([(gold, predicted)], minimum)
        for mode in MODES:
            assert counts(gold, predicted, mode, minimum) == counts_of(result["overall"][mode])
            wanted = {label: counts_of(modes[mode]) for label, modes in result["entities"].items()}
            assert by_type(gold, predicted, mode, minimum) == wanted


@pytest.mark.parametrize("mode", MODES)
def test_tallies_add_up_to_the_scores_of_a_corpus(mode: Mode) -> None:
    made = documents(seed=7, count=300)
    result = theirs(made)
    total = Tally.total(counts(*document, mode).tally for document in made)
    assert Score.of(total) == pytest.approx(numbers_of(result["overall"][mode]), abs=1e-9)
    for label in LABELS:
        typed = [by_type(*document, mode) for document in made]
        total = Tally.total(each[label].tally for each in typed if label in each)
        assert Score.of(total) == pytest.approx(numbers_of(result["entities"][label][mode]), abs=1e-9)


@pytest.mark.parametrize(("covered", "length"), [(7, 25), (29, 100), (57, 100), (14, 50)])
def test_rounding_at_the_edge_is_that_of_nervaluate(covered: int, length: int) -> None:
    gold, predicted = [Span("A", 0, length)], [Span("A", 0, covered)]
    minimum = 100 * covered / length
    assert counts(gold, predicted, "partial", minimum) == counts_of(
        theirs([(gold, predicted)], minimum)["overall"]["partial"]
    )


def test_difference_an_empty_gold_span_within_a_prediction_crashes_nervaluate() -> None:
    gold, predicted = [Span("A", 5, 5)], [Span("A", 3, 8)]
    assert crashes(gold, predicted)
    with pytest.raises(ZeroDivisionError):
        theirs([(gold, predicted)])
    assert {counts(gold, predicted, mode) for mode in MODES} == {APART}


def test_difference_nervaluate_cannot_tell_what_it_is_given_if_the_first_document_is_empty() -> None:
    with pytest.raises(IndexError):
        nervaluate.Evaluator([[], []], [[], []], LABELS)
    assert counts([], [], "strict") == Counts()
