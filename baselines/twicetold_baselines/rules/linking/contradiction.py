"""Whether the wordings of two claims exclude each other.

A list of antonyms has no place here: of 56 pairs tried ("rise", "fall"), four stood in claims of train that share
words, and none of those claims contradict each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.linking.stemming import is_number, split, stems
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import Stance

_CLAUSE_END = re.compile(
    r"[,;:!?\u2014\u2013]|\.(?!\d)|\b(?:and|but|or|when|while|because|although|since|until|before|after)\b"
)
_NEGATIONS = words("not no never nobody none nothing neither nor without cannot")
_DENYING = frozenset({"DENIES", "DOUBTS"})
_COUNTED = 2  # words after a number among which is what it counts ("412 full bags")


class Wording(NamedTuple):
    """The stems that a claim denies and those it affirms, and its numbers by the stems of what they count."""

    denied: frozenset[str]
    affirmed: frozenset[str]
    counts: dict[str, frozenset[str]]


def wording(content: str, stance: Stance) -> Wording:
    """Take the content of a claim apart.

    A negation denies the next word that carries meaning in its clause; a source that denies or doubts the content
    turns denied and affirmed about.
    """
    denied: set[str] = set()
    affirmed: set[str] = set()
    for clause in _CLAUSE_END.split(content.lower()):
        negated = False
        for word in split(clause):
            if word in _NEGATIONS or word.endswith("n't"):
                negated = True
            elif found := [each for each in stems(word) if not is_number(each)]:
                (denied if negated else affirmed).update(found)
                negated = False
    if stance in _DENYING:
        denied, affirmed = affirmed, denied
    return Wording(frozenset(denied), frozenset(affirmed), _counts(content))


def count_otherwise(first: Wording, second: Wording) -> bool:
    """Tell whether two wordings give the same things different numbers ("412 bags", "356 bags")."""
    both = first.counts.keys() & second.counts.keys()
    return any(first.counts[noun].isdisjoint(second.counts[noun]) for noun in both)


def deny(first: Wording, second: Wording) -> bool:
    """Tell whether one denies a word that the other affirms ("had never signed", "signed")."""
    return not (first.denied.isdisjoint(second.affirmed) and second.denied.isdisjoint(first.affirmed))


def _counts(content: str) -> dict[str, frozenset[str]]:
    counts: dict[str, set[str]] = {}
    found = [stems(word) for word in split(content)]
    for i, number in enumerate(found):
        if number and is_number(number[0]):
            for noun in (each for after in found[i + 1 : i + 1 + _COUNTED] for each in after if not is_number(each)):
                counts.setdefault(noun, set()).update(number)
    return {noun: frozenset(numbers) for noun, numbers in counts.items()}
