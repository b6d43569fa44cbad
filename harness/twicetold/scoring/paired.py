"""Systems on the same stories: their scores story by story, compared two by two, and which of them tests separate."""

from __future__ import annotations

from itertools import combinations, count
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twicetold import measures
from twicetold.scoring.scores import parts_of
from twicetold.statistics import compare, holm, numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from twicetold.scoring.scores import Scores
    from twicetold.statistics import Comparison, Statistic

    Array = NDArray[np.float64]
    Pair = tuple[str, str]
    Compared = Mapping[Pair, Mapping[str, Comparison]]

LEVEL = 0.05
"""Systems are told apart where the corrected p-value is below this."""


class ByStory(NamedTuple):
    """What tests work on: the measures, and by system its tallies, (stories, base measures, 4)."""

    statistics: list[Statistic]
    tallies: dict[str, Array]

    def f1(self, name: str) -> dict[str, list[float | None]]:
        """Return the F1 of each story by measure, in the order of stories' names; None where there is nothing."""
        of_parts = numbers(self.tallies[name])[2]
        return {each.name: _mean(of_parts[:, list(each.parts)]) for each in self.statistics}


def _mean(columns: Array) -> list[float | None]:
    """Return the mean of each row, of what is defined."""
    known = ~np.isnan(columns)
    counts = known.sum(axis=1)
    means = np.where(known, columns, 0.0).sum(axis=1) / np.maximum(counts, 1)
    return [mean if number else None for mean, number in zip(means.tolist(), counts.tolist(), strict=True)]


def by_story(scores: Mapping[str, Scores], names: Collection[str]) -> ByStory:
    """Return what systems score story by story by some measures, taken once."""
    parts = list(dict.fromkeys(part for name in names for part in parts_of(measures.get(name))))
    tallies = {}
    statistics: list[Statistic] = []
    for name, of in scores.items():
        statistics, tallies[name] = of.by_story(parts)
    return ByStory([each for each in statistics if each.name in names], tallies)


def compare_all(scores: Mapping[str, Scores], stories: ByStory) -> Compared:
    """Compare every two systems, by their names in the order given."""
    return {
        (first, second): compare(
            stories.tallies[first],
            stories.tallies[second],
            stories.statistics,
            resamples=scores[first].conventions.resamples,
            seed=scores[first].conventions.seed,
        )
        for first, second in combinations(scores, 2)
    }


def not_separated(compared: Compared, measure: str) -> set[Pair]:
    """Return the pairs that paired randomisation does not tell apart, corrected by Holm over all pairs.

    Where there is no test, systems are not told apart.
    """
    corrected = holm([found[measure].randomisation_p for found in compared.values()])
    return {pair for pair, p in zip(compared, corrected, strict=True) if p is None or p >= LEVEL}


def letters(order: Sequence[str], joined: Collection[Pair]) -> dict[str, list[str]]:
    """Return letters for systems, given best first: two share one exactly where they are joined.

    A compact letter display by inserting and absorbing (Piepho 2004): one group of all is split at every pair that is
    told apart, and what lies within another group goes.
    """
    groups = {frozenset(order)}
    for pair in combinations(order, 2):
        if pair in joined or pair[::-1] in joined:
            continue
        split = {
            part
            for group in groups
            for part in ((group - {pair[0]}, group - {pair[1]}) if group.issuperset(pair) else (group,))
        }
        groups = {group for group in split if not any(group < other for other in split)}
    place = {slug: number for number, slug in enumerate(order)}
    names = _names()
    own: dict[str, list[str]] = {slug: [] for slug in order}
    for group in sorted(groups, key=lambda group: sorted(place[slug] for slug in group)):
        name = next(names)
        for slug in group:
            own[slug].append(name)
    return own


def _names() -> Iterator[str]:
    """Yield a, b, … z, a1, b1, …."""
    yield from ascii_lowercase
    for number in count(1):
        yield from (f"{letter}{number}" for letter in ascii_lowercase)
