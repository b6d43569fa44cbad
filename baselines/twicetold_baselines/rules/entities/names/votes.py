"""What stands around a name, and how much it tells of the type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.claims.lexicon import CUES as SAYING
from twicetold_baselines.rules.entities.gazetteer import KNOWN
from twicetold_baselines.rules.entities.names.lexicon import (
    AFTER,
    BEFORE,
    BODY_THINGS,
    INTO_PLACES,
    NAME_TITLES,
    PERSON_SUFFIXES,
    PERSON_THINGS,
    PLACE_THINGS,
    STAFF,
)
from twicetold_baselines.rules.entities.nominal_lexicon import ALL_NOUNS
from twicetold_baselines.rules.lexicon import FUNCTION_WORDS, POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.entities.names.runs import Name
    from twicetold_baselines.rules.text import Document

Vote = tuple["EntityType", int]
CERTAIN: Final = 9
"""The weight of what leaves hardly a doubt."""
STRONG: Final = 6
_CLEAR = 4
_LIKELY = 3
_POSSIBLE = 2
_FAINT = 1
_DATELINE = 4  # tokens at the beginning of a text within which its place stands
_THINGS: dict[str, EntityType] = {
    **dict.fromkeys(PLACE_THINGS, "GPE"), **dict.fromkeys(BODY_THINGS, "ORG"), **dict.fromkeys(PERSON_THINGS, "PER"),
}  # fmt: skip


def context_votes(document: Document, name: Name) -> Iterator[Vote]:
    """Yield a type and a weight for everything around a name that tells something."""
    before, further = document.lower(name.first - 1), document.lower(name.first - 2)
    if before not in POSSESSIVE:
        yield from _by_noun_before(document, name, before, further)
        yield from _by_preposition(before, further)
    if before == "," and _is_place(document, name.first - 2):
        yield "GPE", _LIKELY
    if before == "told":
        yield "ORG", _LIKELY if name.last - name.first == 1 else _FAINT
    yield from _by_what_follows(document, name)
    yield from _by_apposition(document, name)


def _by_noun_before(document: Document, name: Name, before: str, further: str) -> Iterator[Vote]:
    """Look at the noun that leans on a name ("the ferry X", "a firm called X", "a firm, X,")."""
    if before == "the":
        yield "ORG", _LIKELY
        before = further
    if before in BEFORE:
        yield BEFORE[before], _CLEAR
    elif before in NAME_TITLES or (before.endswith(PERSON_SUFFIXES) and before not in FUNCTION_WORDS):
        yield "PER", _CLEAR
    if further in BEFORE:
        if before == "called" or (before == "of" and BEFORE[further] in {"GPE", "LOC"}):
            yield BEFORE[further], _CLEAR
        elif before == "," and document.lower(name.last) in {",", "(", "."}:
            yield BEFORE[further], _LIKELY


def _by_preposition(before: str, further: str) -> Iterator[Vote]:
    if before in INTO_PLACES:
        yield "GPE", _LIKELY
    elif before in {"to", "from"}:
        yield "GPE", _POSSIBLE
    if before in {"of", "for", "at", "with", "from"} and further in STAFF:
        yield "ORG", _CLEAR


def _is_place(document: Document, k: int) -> bool:
    """Tell whether a token is a place on the lists or one in the capitals of a dateline."""
    text = document.tokens[k].text
    return KNOWN.get(text) == "GPE" or (k < _DATELINE and text.isupper() and len(text) > 1)


def _by_what_follows(document: Document, name: Name) -> Iterator[Vote]:
    """Look at what a name has, modifies or does."""
    after = document.lower(name.last)
    if after in POSSESSIVE:
        yield from _by_possession(document, name.last + 1)
    elif after in AFTER:
        yield AFTER[after], _CLEAR
    elif after in PLACE_THINGS:
        yield "GPE", _FAINT
    if after in {"who", "himself", "herself"}:
        yield "PER", _CLEAR
    if after in SAYING:
        yield "PER", _FAINT
        yield "ORG", _POSSIBLE
        yield "GPE", _FAINT
    if after == ":" and name.first == document.sentence(name.first)[0]:  # the label of a transcript
        yield "PER", _CLEAR


def _by_possession(document: Document, k: int) -> Iterator[Vote]:
    """Look at what a name has: the first noun within three words that tells it."""
    for word in (document.lower(j) for j in range(k, k + 3)):
        if word in _THINGS:
            yield _THINGS[word], _LIKELY
        if word in _THINGS or word in FUNCTION_WORDS or word in ALL_NOUNS:
            return


def _by_apposition(document: Document, name: Name) -> Iterator[Vote]:
    """Look at what is set off behind a name: its age, a description, where it is from, the date of a dateline."""
    sign, word, ends = (document.lower(name.last + k) for k in range(3))
    if sign not in {",", "("}:
        return
    if name.last <= _DATELINE and document.tokens[name.first].text.isupper():
        yield "GPE", CERTAIN
    if word.isdigit() and ends in {",", ")", "."}:
        yield "PER", CERTAIN
    if sign == "," and word in {"a", "an", "the"}:
        told = (BEFORE[noun] for k in range(2, 6) if (noun := document.lower(name.last + k)) in BEFORE)
        yield next(told, "PER"), _LIKELY
    if sign == "," and word == "who":
        yield "PER", _CLEAR
    if sign == "," and word == "of":
        yield "ORG", _LIKELY
