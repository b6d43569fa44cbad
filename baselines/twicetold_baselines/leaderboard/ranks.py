"""Ranks that the data supports: a system is behind those only that the paired test finds better."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from scipy.stats import kendalltau

from twicetold.scoring import compare
from twicetold.statistics import holm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold import Scores

ALPHA = 0.05


def ranks(scores: Mapping[str, Scores], measure: str) -> dict[str, int]:
    """Return the rank of each system under a measure: one more than the number of systems that are better.

    Better is a system by the paired approximate randomisation test over stories at 5 %, corrected by Holm for all
    pairs of systems. Systems that the test does not separate may share a rank.
    """
    pairs = list(combinations(scores, 2))
    found = [compare(scores[first], scores[second], [measure])[measure] for first, second in pairs]
    ranked = dict.fromkeys(scores, 1)
    for (first, second), each, p in zip(pairs, found, holm([each.randomisation_p for each in found]), strict=True):
        difference = each.difference.estimate
        if p is not None and p < ALPHA and difference:
            ranked[second if difference > 0 else first] += 1
    return ranked


def tau(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Kendall's tau-b of two rankings of the same systems; None of fewer than three, or where all are tied."""
    if len(first) < 3:  # noqa: PLR2004 - two are in the same order or not, which says little
        return None
    found = float(kendalltau(first, second).statistic)
    return None if found != found else found  # noqa: PLR0124 - nan
