"""One-to-one alignments of greatest weight, on cases worked out by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twicetold.measures.alignment import align, align_in_order


def test_the_sum_of_weights_is_the_greatest_and_not_the_first_found() -> None:
    assert align({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == [(0, 1), (1, 0)]


def test_nothing_is_aligned_that_was_not_given() -> None:
    assert align({(0, 0): 1, (1, 1): 1}) == [(0, 0), (1, 1)]
    assert align({}) == []


def test_of_equal_alignments_the_first_is_taken_whatever_the_order() -> None:
    weights = {(0, 0): 1.0, (1, 0): 1.0, (2, 0): 1.0}
    assert align(weights) == align(dict(reversed(weights.items()))) == [(0, 0)]
    assert align({(0, 1): 1.0, (0, 0): 1.0}) == [(0, 0)]
    assert align_in_order({(0, 0): 1.0, (1, 0): 1.0, (2, 1): 1.0}, "bac", "xy") == {0: 1, 1: 2}


def test_what_is_not_given_has_no_weight_and_what_is_connected_is_solved_once() -> None:
    assert align({(0, 0): 0.5, (0, 1): 0.6, (1, 1): 0.5}) == [(0, 0), (1, 1)]
    assert align({(0, 0): 1, (2, 0): 2, (1, 1): 1, (3, 2): 1, (3, 1): 3}) == [(2, 0), (3, 1)]
    assert align({(0, 0): 3, (1, 0): 3, (1, 1): 2, (2, 1): 3, (2, 2): 2}) == [(0, 0), (1, 1), (2, 2)]


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12))
def test_no_alignment_weighs_more(weights: dict[tuple[int, int], int]) -> None:
    def best(rows: list[int], taken: frozenset[int]) -> int:
        if not rows:
            return 0
        row, rest = rows[0], rows[1:]
        options = [best(rest, taken)]
        options += [
            weight + best(rest, taken | {column})
            for (other, column), weight in weights.items()
            if other == row and column not in taken
        ]
        return max(options)

    pairs = align(weights)
    assert sum(weights[pair] for pair in pairs) == best(sorted({row for row, _ in weights}), frozenset())
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
