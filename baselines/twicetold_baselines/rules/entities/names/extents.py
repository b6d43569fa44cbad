"""How far the noun phrase around a name reaches: its title, description and determiner, and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.entities.names.lexicon import (
    AFTER,
    BEFORE,
    COMMON_VERBS,
    COMPASS,
    DEPARTMENTS,
    NAME_TITLES,
    NOT_NAMES,
    PERSON_SUFFIXES,
)
from twicetold_baselines.rules.lexicon import FUNCTION_WORDS, NOUNS, PLURALS, POSSESSIVE, TITLES
from twicetold_baselines.rules.phrases import VERB_FORMS, Phrase, describes, is_adverb, is_word, phrase_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.entities.names.runs import Name
    from twicetold_baselines.rules.text import Document

_ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"his", "her", "their", "its", "our", "my", "your", "whose"})
_NEVER_DESCRIBING = (
    FUNCTION_WORDS
    | (VERB_FORMS - NOUNS.keys())
    | COMMON_VERBS
    | _OWNERS
    | (NOT_NAMES - {"former", "late", "old", "new", "police", "government", "editor", "first"})
)
_REACH = 5  # words of a description before a name
_WITHIN: dict[str, frozenset[EntityType]] = {
    "of": frozenset({"PER", "ORG"}), "in": frozenset({"ORG", "FAC", "GPE", "LOC"}),
}  # fmt: skip
_WHERE: dict[str, frozenset[EntityType]] = {
    "of": frozenset({"ORG", "GPE", "LOC", "FAC"}), "in": frozenset({"GPE", "LOC"}),
}  # fmt: skip


def phrases_of(document: Document, names: Sequence[Name], kinds: Sequence[EntityType]) -> list[Phrase]:
    """Return the noun phrases around names, in their order."""
    phrases = [_phrase(document, name, kind) for name, kind in zip(names, kinds, strict=True)]
    beginning: dict[int, Phrase] = {}
    for k in range(len(phrases) - 1, -1, -1):  # from the right, for "X of the Y in Z"
        phrases[k] = _with_complement(document, phrases[k], beginning)
        beginning[phrases[k].first] = phrases[k]
    return phrases


def _phrase(document: Document, name: Name, kind: EntityType) -> Phrase:
    first, last = name.first, name.last
    before, after = document.lower(first - 1), document.lower(last)
    if kind in {"GPE", "LOC"} and before in COMPASS and document.tokens[first - 1].text.islower():
        return Phrase(first - 1, last, (first, last), "NAM", "LOC")
    if AFTER.get(after) == kind and _follows(document, last) and (before == "the" or after == "family"):
        return Phrase(_start(document, first, kind), last + 1, (first, last + 1), "NAM", kind)
    if _modifies(document, name, kind):
        return Phrase(first, last, (first, last), "NAM", kind)
    return Phrase(_start(document, first, kind), last, (first, last), "NAM", kind)


def _follows(document: Document, k: int) -> bool:
    """Tell whether a token follows the one before it after a blank."""
    return document.tokens[k].start - document.tokens[k - 1].end == 1


def _modifies(document: Document, name: Name, kind: EntityType) -> bool:
    """Tell whether a name stands before a noun whose determiner is not its own ("the Lisbon dealer")."""
    k = name.last
    if k >= document.sentence(name.first)[1]:
        return False
    after = document.tokens[k]
    if after.text.startswith("-") and is_word(after):
        return True
    if not _follows(document, k) or not is_word(after):
        return False
    if after.lower in NOUNS or after.lower in TITLES or after.text[0].isupper():
        return True
    before = document.lower(name.first - 1)
    plain = not (
        after.lower in FUNCTION_WORDS or after.lower in VERB_FORMS or is_adverb(after.lower)
        or after.lower.endswith("ed") or after.text[0].isdigit()
    )  # fmt: skip
    return plain and (kind == "NORP" or before in {"a", "an"} or (before == "the" and kind in {"GPE", "PER"}))


def _start(document: Document, head: int, kind: EntityType) -> int:
    """Return the beginning of the noun phrase around a name."""
    floor = document.sentence(head)[0]
    k = _titles_start(document, head, floor) if kind == "PER" else head
    described = k > floor and (k < head or _describes(document, k - 1, kind))
    if described:
        k = _description_start(document, k, floor, titled=k < head)
    elif kind == "PER" and (long := _article_before(document, head, floor)) is not None:
        return long
    before = document.lower(k - 1) if k > floor else ""
    if before in _ARTICLES or (before in _OWNERS and (described or (kind != "PER" and before != "whose"))):
        return k - 1
    if before in POSSESSIVE and k - 1 > floor:
        return phrase_start(document, k, strict=True)
    if k == head and kind != "PER":
        first = phrase_start(document, head, strict=True)
        return first if document.lower(first) in _ARTICLES | _OWNERS else head
    return k


def _article_before(document: Document, head: int, floor: int) -> int | None:
    """Return where "the shop steward" before a person begins: an article, and one or two plain words."""
    for k in range(head - 1, max(floor, head - 4) - 1, -1):
        if document.lower(k) == "the":
            return k if k < head - 1 else None
        if _ends_description(document, k) or not _follows(document, k + 1):
            return None
    return None


def _titles_start(document: Document, k: int, floor: int) -> int:
    """Return where the titles before the name of a person begin ("Foreign Minister", "Atty.")."""
    while k > floor:
        word = document.lower(k - 1)
        if word.rstrip(".") in NAME_TITLES or (word in DEPARTMENTS and _is_title(document, k)):
            k -= 1
        else:
            break
    return k


def _is_title(document: Document, k: int) -> bool:
    return document.lower(k) in NAME_TITLES or document.lower(k) in DEPARTMENTS


def _describes(document: Document, k: int, kind: EntityType) -> bool:
    """Tell whether the word before a name leans on it ("gardener Batt Heraghty", "the ferry Jacana")."""
    token = document.tokens[k]
    word = token.lower
    if not _follows(document, k + 1) or _ends_description(document, k) or word in PLURALS:
        return False
    if not token.text.islower() and k > document.sentence(k)[0]:
        return False
    return BEFORE.get(word) == kind or (kind == "PER" and word.endswith(PERSON_SUFFIXES))


def _description_start(document: Document, k: int, floor: int, *, titled: bool) -> int:
    """Return where the words before a noun that describes a name begin, without the determiner.

    Before a title in capitals ("Mr", "Mayor") only what looks descriptive belongs to it, or one word after an article.
    """
    least = max(floor, k - _REACH)
    capital = titled and document.tokens[k].text[0].isupper()
    while k > least and _follows(document, k):
        if _ends_description(document, k - 1) and not _is_after_determiner(document, k - 1):
            break
        descriptive = describes(document.tokens[k - 1]) or document.lower(k - 1) in DEPARTMENTS
        if capital and not descriptive and document.lower(k - 2) not in _ARTICLES:
            break
        k -= 1
    return k


def _is_after_determiner(document: Document, k: int) -> bool:
    """Tell whether a participle is inside the phrase ("his suspended niece")."""
    return document.lower(k) in VERB_FORMS and document.lower(k - 1) in _OWNERS | _ARTICLES


def _ends_description(document: Document, k: int) -> bool:
    token = document.tokens[k]
    return not token.text[0].isalpha() or token.lower in _NEVER_DESCRIBING or is_adverb(token.lower)


def _with_complement(document: Document, phrase: Phrase, beginning: dict[int, Phrase]) -> Phrase:
    """Take in "of" or "in" and a place or body after a name ("Maria Silva of Columbia University")."""
    if phrase.last >= document.sentence(phrase.first)[1]:
        return phrase
    preposition = document.lower(phrase.last)
    inner = beginning.get(phrase.last + 1)
    if inner is None or phrase.type not in _WITHIN.get(preposition, ()) or inner.type not in _WHERE[preposition]:
        return phrase
    return phrase._replace(last=inner.last)
