"""Our spaCy mode gives what `Scorer.score_spans` of spaCy 3.8 gives."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import Any, NamedTuple

import pytest

from twicetold import Tally
from twicetold.measures.compat._common import Span
from twicetold.measures.compat.spacy import by_type, final, on_tokens, tally

spacy: Any = pytest.importorskip("spacy")
VOCAB = spacy.blank("xx").vocab

LABELS = ["A", "B", "人物", "É t", "\U0001f701"]


def read(text: str) -> list[Span]:
    return [Span(label, int(start), int(end) + 1) for label, start, end in re.findall(r"([A-Z])(\d+)-(\d+)", text)]


class Document(NamedTuple):
    """Gold and predicted spans, in the tokens of either side, and these tokens with whether a blank follows."""

    gold: list[Span]
    predicted: list[Span]
    words: list[str]
    blanks: list[bool]
    predicted_words: list[str]
    predicted_blanks: list[bool]

    @property
    def spaces(self) -> set[int]:
        return {number for number, word in enumerate(self.words) if word.isspace()}


def same_tokens(gold: list[Span], predicted: list[Span], words: list[str], blanks: list[bool]) -> Document:
    return Document(gold, predicted, words, blanks, words, blanks)


def plain(gold: str, predicted: str) -> Document:
    sides = read(gold), read(predicted)
    words = [f"w{number}" for number in range(max((span.end for side in sides for span in side), default=1))]
    return same_tokens(*sides, words, [True] * len(words))


def theirs(documents: list[Document], *, labelled: bool = True, allow_overlap: bool = False) -> Any:
    """Return precision, recall and F1, and the three by type."""

    def made(words: list[str], blanks: list[bool], items: list[Span]) -> Any:
        doc = spacy.tokens.Doc(VOCAB, words=words, spaces=blanks)
        doc.user_data["x"] = [spacy.tokens.Span(doc, start, end, label=label) for label, start, end in items]
        return doc

    examples = [
        spacy.training.Example(
            made(document.predicted_words, document.predicted_blanks, document.predicted),
            made(document.words, document.blanks, document.gold),
        )
        for document in documents
    ]
    scores = spacy.scorer.Scorer.score_spans(
        examples, "x", getter=lambda doc, key: doc.user_data[key], labeled=labelled, allow_overlap=allow_overlap
    )
    typed = {label: tuple(each.values()) for label, each in (scores.get("x_per_type") or {}).items()}
    return tuple(scores[f"x_{name}"] for name in "prf"), typed


def near(numbers: Any) -> Any:
    return numbers if None in numbers else pytest.approx(numbers, abs=1e-9)


KNOWN = {
    "K1": ("A0-4 B10-14 A20-20", "A0-4 B10-12 B20-20 A30-31", False, (0.25, 1 / 3, 2 / 7)),
    "a prediction twice": ("A0-4", "A0-4 A0-4", False, (1, 1, 1)),
    "a gold span twice": ("A0-4 A0-4", "A0-4", False, (1, 1, 1)),
    "nested": ("A0-4 A1-2", "A0-4 A1-2", False, (1, 0.5, 2 / 3)),
    "nested, the inner one first": ("A0-4 A1-2", "A1-2 A0-4", False, (1, 1, 1)),
    "nested, overlap allowed": ("A0-4 A1-2", "A0-4 A1-2", True, (1, 1, 1)),
    "no gold": ("", "A0-1", False, (0, 0, 0)),
    "no prediction": ("A0-1", "", False, (0, 0, 0)),
    "nothing": ("", "", False, (None, None, None)),
}


@pytest.mark.parametrize(("gold", "predicted", "allow_overlap", "wanted"), KNOWN.values(), ids=KNOWN)
def test_known_answers(gold: str, predicted: str, *, allow_overlap: bool, wanted: tuple[float, ...]) -> None:
    assert final(tally(read(gold), read(predicted), allow_overlap=allow_overlap)) == near(wanted)
    assert theirs([plain(gold, predicted)], allow_overlap=allow_overlap)[0] == near(wanted)


def spans(chance: random.Random, length: int) -> list[Span]:
    found = []
    for _ in range(chance.randrange(8)):
        start = chance.randrange(length)
        found.append(Span(chance.choice(LABELS), start, min(length, start + chance.randrange(6))))
        if chance.random() < 0.2:
            found.append(chance.choice(found))
    return found


def document(chance: random.Random) -> Document:
    """Return spans that nest, overlap, repeat or are empty, over words, some of which are white space."""
    length = chance.randrange(1, 16)
    words = [chance.choice(["a", "Ab", "É", "İ", "人", "\n", " ", "\u2003"]) for _ in range(length)]
    blanks = [chance.random() < 0.5 for _ in words]
    gold = spans(chance, length)
    predicted = [*spans(chance, length), *(item for item in gold if chance.random() < 0.5)]
    chance.shuffle(predicted)
    return same_tokens(gold, predicted, words, blanks)


@pytest.mark.parametrize("allow_overlap", [False, True])
def test_every_document_is_scored_as_spacy_scores_it(*, allow_overlap: bool) -> None:
    chance = random.Random(13)
    for _ in range(1000):
        each = document(chance)
        rules: Any = {"allow_overlap": allow_overlap, "spaces": each.spaces}
        overall, typed = theirs([each], allow_overlap=allow_overlap)
        assert final(tally(each.gold, each.predicted, **rules)) == near(overall)
        if None not in overall:
            found = {label: final(part, 0) for label, part in by_type(each.gold, each.predicted, **rules).items()}
            assert found == {label: near(numbers) for label, numbers in typed.items()}
        unlabelled, _ = theirs([each], labelled=False, allow_overlap=allow_overlap)
        assert final(tally(each.gold, each.predicted, labelled=False, **rules)) == near(unlabelled)


def test_tallies_add_up_to_the_scores_of_a_corpus() -> None:
    chance = random.Random(17)
    documents = [document(chance) for _ in range(300)]
    overall, typed = theirs(documents)
    assert final(Tally.total(tally(d.gold, d.predicted, spaces=d.spaces) for d in documents)) == near(overall)
    ours = [by_type(d.gold, d.predicted, spaces=d.spaces) for d in documents]
    for label, numbers in typed.items():
        assert final(Tally.total(each[label] for each in ours if label in each), 0) == near(numbers)


def test_spans_that_do_not_align_to_gold_tokens_count_for_nothing() -> None:
    """Neither as right nor as wrong; in characters they are what `on_tokens` leaves out."""
    chance = random.Random(19)
    text = "abcdefghijklmnopqrstuvwxyz"
    for _ in range(300):
        sides = []
        for _side in range(2):
            cuts = sorted({0, len(text), *chance.sample(range(len(text)), chance.randrange(20))})
            sides.append(list(pairwise(cuts)))
        gold, predicted = ([span for span in spans(chance, len(side)) if span.start < span.end] for side in sides)
        words = [[text[start:end] for start, end in side] for side in sides]
        each = Document(gold, predicted, words[0], [False] * len(words[0]), words[1], [False] * len(words[1]))
        in_characters = [Span(label, sides[1][start][0], sides[1][end - 1][1]) for label, start, end in predicted]
        ours = tally(gold, on_tokens(in_characters, sides[0]))
        assert final(ours) == near(theirs([each])[0])


def test_difference_a_span_that_does_not_align_can_fit_elsewhere_by_coincidence() -> None:
    """spaCy compares texts: "aa" loses its first token to "xa" and is found in the token that is left."""
    predicted = [Span("A", 0, 2), Span("A", 1, 3)]
    each = Document([Span("A", 1, 2)], predicted, ["xa", "aa"], [False] * 2, ["x", "a", "a", "a"], [False] * 4)
    assert theirs([each])[0] == near((0.5, 1, 2 / 3))
    assert final(tally(each.gold, on_tokens(predicted, [(0, 2), (2, 4)]))) == (0, 0, 0)
