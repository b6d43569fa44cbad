"""Citron's evaluation of quotes."""

from __future__ import annotations

import pytest

from twicetold import Tally
from twicetold.measures.compat import citron
from twicetold.measures.compat._common import Score
from twicetold.measures.compat.citron import Quote

GOLD = [
    Quote((7, 8), [(4, 7)], [(9, 20)]),
    Quote((30, 31), [(28, 30)], [(32, 40), (42, 50)]),
]
PREDICTED = [
    Quote((7, 8), [(4, 7)], [(9, 18)]),
    Quote((30, 32), [(27, 30)], [(32, 40)]),
    Quote((60, 61), [(58, 60)], [(62, 70)]),
]


def exact(gold: list[Quote], predicted: list[Quote]) -> dict[str, tuple[float, float, float]]:
    """Return true positives, false positives and false negatives."""
    return {
        name: (
            tally.precision_numerator,
            tally.precision_denominator - tally.precision_numerator,
            tally.recall_denominator - tally.recall_numerator,
        )
        for name, tally in citron.tallies(gold, predicted).items()
        if name.endswith(".exact")
    }


def test_known_answer_of_two_gold_and_three_predicted_quotes() -> None:
    assert exact(GOLD, PREDICTED) == {
        "cue.exact": (1, 2, 1),
        "source.exact": (1, 2, 1),
        "content.exact": (0, 3, 2),
        "quote.exact": (0, 3, 2),
    }


def test_overlap_sums_tokens_and_swaps_precision_and_recall_of_whole_quotes() -> None:
    # By hand: cues share 1 + 1 tokens, sources 3 + 2, contents 9 + 8.
    found = citron.tallies(GOLD, PREDICTED)
    assert found["cue.overlap"] == Tally(2, 4, 2, 2)
    assert found["source.overlap"] == Tally(5, 8, 5, 5)
    assert found["content.overlap"] == Tally(17, 25, 17, 27)
    assert found["quote.overlap"] == Tally(24, 34, 24, 37)


def test_nothing_is_aligned_so_that_all_pairs_count() -> None:
    found = citron.tallies([GOLD[0]], [GOLD[0], GOLD[0]])
    assert found["cue.exact"] == Tally(2, 2, 2, 2)
    assert found["content.overlap"] == Tally(22, 22, 22, 11)


@pytest.mark.parametrize("cue", [(7, 8), (6, 9), (8, 9)])
def test_a_predicted_cue_may_overlap_or_start_where_the_gold_one_ends(cue: tuple[int, int]) -> None:
    assert exact([GOLD[0]], [GOLD[0]._replace(cue=cue)])["source.exact"] == (1, 0, 0)


@pytest.mark.parametrize("cue", [(9, 10), (6, 7), (0, 7)])
def test_it_may_not_end_where_the_gold_one_starts(cue: tuple[int, int]) -> None:
    assert exact([GOLD[0]], [GOLD[0]._replace(cue=cue)])["source.exact"] == (0, 1, 1)


@pytest.mark.parametrize("cue", [(6, 9), (8, 9)])
def test_a_whole_quote_has_the_same_cue(cue: tuple[int, int]) -> None:
    assert exact([GOLD[0]], [GOLD[0]])["quote.exact"] == (1, 0, 0)
    assert exact([GOLD[0]], [GOLD[0]._replace(cue=cue)])["quote.exact"] == (0, 1, 1)


def test_lists_of_spans_are_the_same_in_the_same_order_only() -> None:
    backwards = GOLD[1]._replace(contents=GOLD[1].contents[::-1])
    assert exact([GOLD[1]], [backwards])["content.exact"] == (0, 1, 1)
    assert citron.tallies([GOLD[1]], [backwards])["content.overlap"] == Tally(16, 16, 16, 16)


def test_documents_add_up_and_nothing_is_0() -> None:
    parts = [citron.tallies(GOLD, PREDICTED), citron.tallies(GOLD, [])]
    total = {name: parts[0][name] + parts[1][name] for name in parts[0]}
    assert Score.of(total["cue.exact"]) == pytest.approx((1 / 3, 1 / 4, 2 / 7))
    assert set(map(Score.of, citron.tallies([], []).values())) == {(0, 0, 0)}
