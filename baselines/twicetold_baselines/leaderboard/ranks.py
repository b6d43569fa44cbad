"""Ranks that the data supports: a system is behind those only that the paired test finds better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.stats import kendalltau

from twicetold.scoring.paired import not_separated

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from twicetold.scoring.paired import Compared


def ranks(able: Collection[str], compared: Compared, measure: str) -> dict[str, int]:
    """Return the rank of each of some systems under a measure: one more than the number of systems that are better.

    Better is a system by the paired approximate randomisation test over stories at 5 %, corrected by Holm for all
    pairs of these systems. Systems that the test does not separate may share a rank.
    """
    found = {pair: each for pair, each in compared.items() if set(pair) <= set(able)}
    joined = not_separated(found, measure)
    ranked = dict.fromkeys(able, 1)
    for pair in found.keys() - joined:
        difference = found[pair][measure].difference.estimate or 0.0
        ranked[pair[difference > 0]] += 1
    return ranked


def tau(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Kendall's tau-b of two rankings of the same systems; None of fewer than three, or where all are tied."""
    if len(first) < 3:  # noqa: PLR2004 - two are in the same order or not, which says little
        return None
    found = float(kendalltau(first, second).statistic)
    return None if found != found else found  # noqa: PLR0124 - nan
