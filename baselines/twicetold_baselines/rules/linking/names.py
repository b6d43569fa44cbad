"""Whether two names are of the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from twicetold_baselines.rules.linking.stemming import split
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.ontology import EntityType

Name = tuple[str, ...]
"""The words of a name, folded."""

_BEFORE_NAMES = words(
    "the mr mrs ms miss dr prof sir lord lady dame madam president minister gov governor gen general col colonel capt "
    "captain lt maj major sgt sen senator rep judge justice"
)
_ALIKE = 85  # of 100 in rapidfuzz's ratio: of seven letters one may be another


def name_of(text: str) -> Name:
    """Return the words of a name, without titles before it."""
    found = split(text)
    while len(found) > 1 and found[0] in _BEFORE_NAMES:
        del found[0]
    return tuple(found)


def fullest(names: Iterable[Name]) -> frozenset[Name]:
    """Leave out names whose words are all in another: where the full name is known, a surname tells nothing more."""
    every = frozenset(name for name in names if name)
    return frozenset(name for name in every if not any(set(name) < set(other) for other in every))


def alike(first: frozenset[Name], second: frozenset[Name], kind: EntityType) -> Literal[0, 1, 2]:
    """Say whether the names of two entities are the same (2), variants (1), or of different ones (0).

    On gold extractions of train, variants are worth 3.1 points of F1; acronyms of a name would find no link more.
    """
    if first & second:
        return 2
    vary = _persons_vary if kind == "PER" else _others_vary
    return 1 if any(vary(*sorted((one, other), key=len)) for one in first for other in second) else 0


def _persons_vary(short: Name, long: Name) -> bool:
    """Tell whether a person may be called both: by first name or surname alone, or with the same initial."""
    if len(short) == 1:
        return short[0] == long[0] or _spelt_alike(short[0], long[-1])
    return short[0][0] == long[0][0] and _spelt_alike(short[-1], long[-1])


def _others_vary(short: Name, long: Name) -> bool:
    """Tell whether one name is a part of the other, or another spelling of it."""
    return set(short) < set(long) or _spelt_alike(" ".join(short), " ".join(long))


def _spelt_alike(first: str, second: str) -> bool:
    return fuzz.ratio(first, second) >= _ALIKE
