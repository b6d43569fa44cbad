"""Our seqeval mode gives what seqeval 1.2.2 gives."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from twicetold import Tally
from twicetold.measures.compat._common import Score, Span
from twicetold.measures.compat.seqeval import Mode, by_type, spans_of, tags_of, tally, tally_of_tags

pytest.importorskip("seqeval")
peer: Any = pytest.importorskip("seqeval.metrics.sequence_labeling")
strict_peer: Any = pytest.importorskip("seqeval.metrics.v1")
scheme: Any = pytest.importorskip("seqeval.scheme")

LABELS = ["A", "B", "人物", "x-y", "-h-", "É t", ""]
MODES: tuple[Mode, ...] = ("default", "strict")


def theirs(gold: list[list[str]], predicted: list[list[str]], mode: Mode, average: str | None = "micro") -> Any:
    """Return precision, recall, F1 and support, over all types or as arrays with one number for each type."""
    if mode == "strict":
        return strict_peer.precision_recall_fscore_support(
            gold, predicted, average=average, zero_division=0, scheme=scheme.IOB2
        )
    return peer.precision_recall_fscore_support(gold, predicted, average=average, zero_division=0)


def their_spans(tags: list[str], mode: Mode) -> list[Span]:
    if mode == "strict":
        found = scheme.Tokens(tags, scheme.IOB2).entities
        return [Span(each.tag, each.start, each.end) for each in found]
    return [Span(label, start, last + 1) for label, start, last in peer.get_entities(tags)]


REPAIRED = "B-A I-A O I-B I-B O B-A", "B-A I-A O I-B I-B O O"
BROKEN = "B-A I-A I-A", "B-A I-B I-A"


@pytest.mark.parametrize(
    ("pair", "mode", "wanted", "sizes"),
    [
        (REPAIRED, "default", (1, 2 / 3, 0.8), (3, 2)),
        (REPAIRED, "strict", (1, 0.5, 2 / 3), (2, 1)),
        (BROKEN, "default", (0, 0, 0), (1, 3)),
        (BROKEN, "strict", (0, 0, 0), (1, 1)),
    ],
)
def test_known_answers(pair: tuple[str, str], mode: Mode, wanted: tuple[float, ...], sizes: tuple[int, int]) -> None:
    gold, predicted = (tags.split() for tags in pair)
    found = tally_of_tags(gold, predicted, mode)
    assert Score.of(found) == pytest.approx(wanted)
    assert (found.recall_denominator, found.precision_denominator) == sizes
    assert theirs([gold], [predicted], mode)[:3] == pytest.approx(wanted)


def sequence(chance: random.Random, length: int, prefixes: str) -> list[str]:
    """Return tags that often belong together, and often do not."""
    tags: list[str] = []
    label = ""
    while len(tags) < length:
        if chance.random() < 0.4:
            label = chance.choice(LABELS)
        bare = chance.random() < 0.05
        tags.append("O" if chance.random() < 0.25 else chance.choice(prefixes) + ("" if bare else f"-{label}"))
    return tags


def corpus(seed: int, count: int, prefixes: str) -> tuple[list[list[str]], list[list[str]]]:
    """Return gold and predicted tags; the prediction is the gold with some tags changed."""
    chance = random.Random(seed)
    gold = [sequence(chance, chance.randrange(12), prefixes) for _ in range(count)]
    predicted = [
        [
            mine if chance.random() < 0.8 else other
            for mine, other in zip(tags, sequence(chance, len(tags), prefixes), strict=True)
        ]
        for tags in gold
    ]
    return gold, predicted


@pytest.mark.parametrize(("mode", "prefixes"), [("default", "BI"), ("default", "BIES"), ("strict", "BI")])
def test_every_document_is_scored_as_seqeval_scores_it(mode: Mode, prefixes: str) -> None:
    for gold, predicted in zip(*corpus(3, 1000, prefixes), strict=True):
        assert spans_of(gold, mode) == their_spans(gold, mode)
        found = tally_of_tags(gold, predicted, mode)
        assert Score.of(found) == pytest.approx(theirs([gold], [predicted], mode)[:3], abs=1e-9)


@pytest.mark.parametrize(("mode", "prefixes"), [("default", "BI"), ("default", "BIES"), ("strict", "BI")])
def test_tallies_add_up_to_the_scores_of_a_corpus(mode: Mode, prefixes: str) -> None:
    gold, predicted = corpus(5, 1000, prefixes)
    pairs = [(spans_of(mine, mode), spans_of(other, mode)) for mine, other in zip(gold, predicted, strict=True)]
    assert Score.of(Tally.total(tally(*pair) for pair in pairs)) == pytest.approx(
        theirs(gold, predicted, mode)[:3], abs=1e-9
    )
    typed = [by_type(*pair) for pair in pairs]
    labels = sorted({label for each in typed for label in each})
    columns = theirs(gold, predicted, mode, average=None)
    assert [len(column) for column in columns] == [len(labels)] * 4
    for label, *wanted, support in zip(labels, *columns, strict=True):
        total = Tally.total(each[label] for each in typed if label in each)
        assert Score.of(total) == pytest.approx(wanted, abs=1e-9)
        assert total.recall_denominator == support


@pytest.mark.parametrize("mode", MODES)
def test_spans_that_tags_can_say_are_scored_as_their_tags(mode: Mode) -> None:
    chance = random.Random(11)
    for _ in range(300):
        length = chance.randrange(15)
        sides = []
        for _side in range(2):
            bounds = sorted(chance.sample(range(length + 1), chance.randrange(length + 2)))
            sides.append([Span(chance.choice("AB"), *piece) for piece in pairwise(bounds) if chance.random() < 0.6])
        tags = [tags_of(side, length) for side in sides]
        assert [spans_of(each, mode) for each in tags] == sides
        assert Score.of(tally(*sides)) == pytest.approx(theirs([tags[0]], [tags[1]], mode)[:3], abs=1e-9)


def test_without_anything_all_is_zero() -> None:
    assert Score.of(tally([], [])) == theirs([[]], [[]], "default")[:3] == (0, 0, 0)


def test_both_refuse_documents_of_different_lengths() -> None:
    with pytest.raises(ValueError, match="2 gold tags and 1 predicted"):
        tally_of_tags(["O", "O"], ["O"])
    with pytest.raises(ValueError, match="inconsistent numbers"):
        theirs([["O", "O"]], [["O"]], "default")


@pytest.mark.parametrize("span", [Span("A", 1, 1), Span("A", 2, 5), Span("A", -1, 1)])
def test_tags_cannot_say_a_span_that_is_empty_or_outside(span: Span) -> None:
    with pytest.raises(ValueError, match="not within 4 tokens"):
        tags_of([span], 4)


@pytest.mark.parametrize("other", [Span("A", 1, 2), Span("B", 0, 3), Span("A", 0, 2)])
def test_tags_cannot_say_nested_repeated_or_overlapping_spans(other: Span) -> None:
    with pytest.raises(ValueError, match="overlaps another"):
        tags_of([Span("A", 0, 2), other], 4)


def test_a_repeated_span_counts_once() -> None:
    assert tally([Span("A", 0, 1)], [Span("A", 0, 1)] * 2) == Tally(1, 1, 1, 1)


@pytest.mark.parametrize("tag", ["X-A", "A", "BA", "o", "", "O-A"])
def test_difference_seqeval_goes_on_with_a_warning_or_a_crash_at_what_is_no_tag(tag: str) -> None:
    with pytest.raises(ValueError, match="no tag of the default mode"):
        spans_of([tag])
    with pytest.raises((IndexError, UserWarning)):
        peer.get_entities([tag])


def test_a_tag_of_another_scheme_is_refused_in_strict_mode_by_both() -> None:
    with pytest.raises(ValueError, match="no tag of the strict mode"):
        spans_of(["E-A"], "strict")
    with pytest.raises(ValueError, match="Invalid token"):
        their_spans(["E-A"], "strict")


def test_asked_for_strict_scores_without_a_scheme_seqeval_gives_the_default_ones() -> None:
    gold, predicted = ([tags.split()] for tags in REPAIRED)
    assert peer.f1_score(gold, predicted, mode="strict") == pytest.approx(0.8)
    assert peer.f1_score(gold, predicted, mode="strict", scheme=scheme.IOB2) == pytest.approx(2 / 3)
