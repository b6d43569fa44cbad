"""Ranks that the data supports: a system is behind those only that the paired test finds better."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from scipy.stats import kendalltau

from twicetold import measures
from twicetold.measures.measure import Mean
from twicetold.statistics import compare, holm

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twicetold import Scores
    from twicetold.statistics import Comparison

    Compared = Mapping[tuple[str, str], Mapping[str, Comparison]]
    """Every two systems, by measure."""

ALPHA = 0.05


def compare_all(scores: Mapping[str, Scores], names: Sequence[str]) -> Compared:
    """Compare every two systems by some measures; what each scores story by story is taken once."""
    wanted = [measures.get(name) for name in names]
    base = dict.fromkeys(part for each in wanted for part in (each.parts if isinstance(each, Mean) else [each.name]))
    taken = {name: of.by_story(list(base)) for name, of in scores.items()}
    return {
        (first, second): compare(
            taken[first][1],
            taken[second][1],
            taken[first][0],
            resamples=scores[first].conventions.resamples,
            seed=scores[first].conventions.seed,
        )
        for first, second in combinations(scores, 2)
    }


def ranks(able: Collection[str], compared: Compared, measure: str) -> dict[str, int]:
    """Return the rank of each of some systems under a measure: one more than the number of systems that are better.

    Better is a system by the paired approximate randomisation test over stories at 5 %, corrected by Holm for all
    pairs of these systems. Systems that the test does not separate may share a rank.
    """
    found = {pair: each[measure] for pair, each in compared.items() if set(pair) <= set(able)}
    corrected = holm([each.randomisation_p for each in found.values()])
    ranked = dict.fromkeys(able, 1)
    for ((first, second), each), p in zip(found.items(), corrected, strict=True):
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
