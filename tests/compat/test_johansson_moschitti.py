"""The soft overlap of Johansson and Moschitti."""

from __future__ import annotations

import pytest

from twicetold import Tally
from twicetold.measures.compat import johansson_moschitti


def spans(*bounds: tuple[int, ...]) -> list[frozenset[int]]:
    """Make sets of tokens of (start, end), or of several fragments (start, end, start, end)."""
    return [
        frozenset(token for start, end in zip(each[::2], each[1::2], strict=True) for token in range(start, end))
        for each in bounds
    ]


# Gold, predicted, and precision, recall and F1.
KNOWN = {
    "J1 a shifted span": (spans((7, 20)), spans((6, 18)), (0.916667, 0.846154, 0.88)),
    "J2 a split": (spans((0, 10)), spans((0, 5), (5, 10)), (1, 1, 1)),
    "J3 a wide one": (spans((0, 5), (5, 10)), spans((0, 10)), (1, 1, 1)),
    "J4 nested gold": (spans((0, 10), (2, 6)), spans((0, 10)), (1.4, 1, 1.166667)),
    "J5 one of two fragments": (spans((32, 40, 42, 50)), spans((32, 40)), (1, 0.5, 0.666667)),
    "J6 a duplicate": (spans((0, 10)), spans((0, 10), (0, 10)), (1, 2, 1.333333)),
}


@pytest.mark.parametrize(("gold", "predicted", "expected"), KNOWN.values(), ids=KNOWN)
def test_known_answers(
    gold: list[frozenset[int]], predicted: list[frozenset[int]], expected: tuple[float, float, float]
) -> None:
    tally = johansson_moschitti.tally(gold, predicted)
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(expected, abs=5e-7)


def test_an_empty_span_covers_nothing_and_counts() -> None:
    assert johansson_moschitti.tally(spans((0, 2)), spans((0, 2), (5, 5))) == Tally(1, 2, 1, 1)


def test_with_nothing_on_a_side_there_is_no_such_number() -> None:
    assert johansson_moschitti.tally(spans((0, 2)), []) == Tally(0, 0, 0, 1)
    assert johansson_moschitti.tally([], []).f1 is None
