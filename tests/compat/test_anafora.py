"""Our anafora mode gives what `anafora.evaluate` of anaforatools 1.2.0 gives."""

from __future__ import annotations

import random
from types import MappingProxyType
from typing import Any

import pytest

from twicetold import Tally
from twicetold.measures.compat.anafora import Annotation, final, tallies

anafora: Any = pytest.importorskip("anafora")
evaluate: Any = pytest.importorskip("anafora.evaluate")

TYPES = ["A", "人物", "É t"]
NAMES = ["type", "value", "été"]


def read(text: str, *found: tuple[str, str, str]) -> list[Annotation]:
    return [
        Annotation("T", ((text.index(each), text.index(each) + len(each)),), {"value": value, "type": kind})
        for each, value, kind in found
    ]


TEXT = "Sunday morning he said that after three days in January"
TOY_GOLD = read(
    TEXT, ("Sunday morning", "2019-12-29", "DATE"), ("three days", "P3D", "DURATION"), ("January", "2020-01", "DATE")
)
TOY_SYSTEM = read(
    TEXT,
    ("Sunday", "2019-12-29", "DATE"),
    ("morning", "TMO", "TIME"),
    ("after three days", "P3D", "DATE"),
    ("January", "2020-01", "DATE"),
)


def test_known_answers_of_the_toy() -> None:
    exact = tallies(TOY_GOLD, TOY_SYSTEM)
    assert exact["T", "<span>"] == Tally(1, 4, 1, 3)
    assert final(exact["T", "<span>"])[2] == pytest.approx(0.285714, abs=1e-6)
    loose = tallies(TOY_GOLD, TOY_SYSTEM, overlap=True)
    assert loose["T", "<span>"] == Tally(3, 4, 3, 3)
    f1 = [final(loose["T", view])[2] for view in ("<span>", "value", "type")]
    assert f1 == pytest.approx((0.857143, 0.857143, 0.571429), abs=1e-6)


def test_known_answers_without_prediction_or_gold() -> None:
    assert final(tallies(TOY_GOLD, [])["*",]) == (1, 0, 0)
    assert final(tallies([], TOY_GOLD)["*",]) == (0, 1, 0)
    assert final(tallies([], [])["*",]) == (1, 1, 1)
    assert tallies([], []).keys() == {("*",), ("*", "<span>")}


def test_overlap_is_not_one_to_one_but_counts_the_smaller_side() -> None:
    def at(*bounds: tuple[int, int]) -> list[Annotation]:
        return [Annotation("T", (each,)) for each in bounds]

    def score(gold: list[Annotation], predicted: list[Annotation]) -> Tally:
        return tallies(gold, predicted, overlap=True)["T",]

    assert score(at((0, 2), (3, 5)), at((0, 5))) == Tally(1, 1, 1, 2)
    assert score(at((0, 5), (6, 7)), at((0, 2), (3, 5))) == Tally(2, 2, 2, 2)
    assert score(at((0, 2), (3, 5)), at((0, 5), (6, 7))) == Tally(1, 2, 1, 2)
    assert score(at((0, 5)), at((0, 2), (1, 4), (3, 5))) == Tally(1, 2, 1, 1)
    assert score(at((0, 4)), at((4, 8))) == Tally(0, 1, 0, 1)


def test_what_both_lack_a_property_agree_on_it() -> None:
    gold, predicted = [Annotation("T", ((0, 1),))], [Annotation("T", ((0, 1),)), Annotation("T", ((5, 6),), {"a": "b"})]
    found = tallies(gold, predicted)
    assert found["T", "a"] == Tally(1, 2, 1, 1)
    assert found["T", "a", "b"] == Tally(0, 1, 0, 0)


def annotation(chance: random.Random) -> Annotation:
    """Return an annotation with up to three fragments, some of them empty or in no order."""
    starts = [chance.randrange(20) for _ in range(chance.choice([0, 1, 1, 1, 1, 2, 3]))]
    fragments = tuple((start, start + chance.choice([0, 1, 2, 3, 5, 8])) for start in starts)
    names = [name for name in NAMES if chance.random() < 0.5]
    values = ["x", "y", "Ünï", None]
    return Annotation(
        chance.choice(TYPES), fragments, MappingProxyType({name: chance.choice(values) for name in names})
    )


def several(chance: random.Random) -> list[Annotation]:
    found = []
    for _ in range(chance.randrange(7)):
        found.append(annotation(chance))
        if chance.random() < 0.3:
            found.append(chance.choice(found))
    return found


def document(chance: random.Random) -> tuple[list[Annotation], list[Annotation]]:
    gold = several(chance)
    predicted = [*several(chance), *(each for each in gold if chance.random() < 0.6)]
    chance.shuffle(predicted)
    return gold, predicted


def data_of(items: list[Annotation]) -> Any:
    data = anafora.AnaforaData()
    for number, item in enumerate(items):
        entity = anafora.AnaforaEntity()
        entity.id = f"{number}@e"
        data.annotations.append(entity)
        entity.type = item.type
        if item.spans:
            entity.spans = item.spans
        for name, value in item.properties.items():
            entity.properties[name] = value
    return data


def theirs(gold: list[Annotation], predicted: list[Annotation], *, overlap: bool) -> dict[tuple[str, ...], Any]:
    spans_type = evaluate._OverlappingSpans if overlap else None
    scores = evaluate.score_data(data_of(gold), data_of(predicted), spans_type=spans_type)
    return {view if isinstance(view, tuple) else (view,): each for view, each in scores.items()}


@pytest.mark.parametrize("overlap", [False, True])
def test_every_document_is_scored_as_anaforatools_scores_it(*, overlap: bool) -> None:
    chance = random.Random(31)
    for _ in range(1000):
        gold, predicted = document(chance)
        wanted = theirs(gold, predicted, overlap=overlap)
        found = tallies(gold, predicted, overlap=overlap)
        assert found == {
            view: Tally(each.correct, each.predicted, each.correct, each.reference) for view, each in wanted.items()
        }
        for view, each in wanted.items():
            assert final(found[view]) == pytest.approx((each.precision(), each.recall(), each.f1()), abs=1e-9)


@pytest.mark.parametrize("overlap", [False, True])
def test_tallies_add_up_to_the_scores_of_a_corpus(*, overlap: bool) -> None:
    chance = random.Random(37)
    documents = [document(chance) for _ in range(200)]
    total: dict[tuple[str, ...], Any] = {}
    for each in documents:
        for view, scores in theirs(*each, overlap=overlap).items():
            total.setdefault(view, evaluate.Scores()).update(scores)
    ours = [tallies(*each, overlap=overlap) for each in documents]
    for view, scores in total.items():
        found = Tally.total(each[view] for each in ours if view in each)
        assert final(found) == pytest.approx((scores.precision(), scores.recall(), scores.f1()), abs=1e-9)


def test_difference_a_value_that_is_the_id_of_an_annotation_stands_for_that_annotation() -> None:
    """In anaforatools; here it is a string like others."""
    gold = [Annotation("T", ((0, 1),), {"link": "1@e"}), Annotation("T", ((2, 3),))]
    predicted = [Annotation("T", ((2, 3),)), Annotation("T", ((0, 1),), {"link": "0@e"})]
    assert theirs(gold, predicted, overlap=False)["T", "link"].correct == 2
    assert tallies(gold, predicted)["T", "link"] == Tally(1, 2, 1, 2)
