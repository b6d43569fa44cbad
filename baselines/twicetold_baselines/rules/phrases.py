"""Noun phrases and verb groups: where one that ends in a given word begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.events.lexicon import TRIGGERS
from twicetold_baselines.rules.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    NEGATIONS,
    NOUN_MODIFIERS,
    NOUNS,
    POSSESSIVE,
    TITLES,
)
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType, Level
    from twicetold_baselines.rules.text import Document, Token

_REACH = 6  # words before a head
VERB_FORMS: Final = frozenset(CUES) | frozenset(
    word for word, choices in TRIGGERS.items() if all(choice.form for choice in choices)
)
_SUFFIXES = (
    "al",
    "ic",
    "ous",
    "ive",
    "ish",
    "ary",
    "ed",
    "ern",
    "ese",
    "ian",
    "ful",
    "less",
    "nt",
    "led",
    "ior",
)


_ORDINALS = words("first second next last other")
_NO_ADVERBS = words("july italy assembly supply early daily weekly monthly fly apply reply comply rely imply")


class Phrase(NamedTuple):
    """A mention as ranges of token indices: the whole noun phrase, and its head."""

    first: int
    last: int
    head: tuple[int, int]
    level: Level
    type: EntityType


def is_word(token: Token) -> bool:
    """Tell whether a token is a word or number, and no sign."""
    return token.text[0].isalnum() or token.text[0] == "-"


def is_adverb(word: str) -> bool:
    """Tell whether a word looks like an adverb of manner."""
    return word.endswith("ly") and word not in NOUNS and word not in _NO_ADVERBS


def phrase_start(document: Document, head: int, *, strict: bool) -> int:
    """Return the first token of the noun phrase whose head (or name) begins at a token.

    Up to a determiner any word but a verb is taken; strictly, or with no determiner, what looks descriptive.
    """
    first, _ = document.sentence(head)
    k = head
    while k > max(first, head - _REACH):
        word = document.lower(k - 1)
        if word in DETERMINERS:
            while k - 1 > first and document.lower(k - 2) in DETERMINERS:  # "all the", "the two"
                k -= 1
            return k - 1
        if word in POSSESSIVE and k - 1 > first:
            return _possessor_start(document, k - 1)
        if not _can_modify(document, k - 1, strict=strict):
            break
        k -= 1
    return _bare_start(document, k, head)


def _possessor_start(document: Document, mark: int) -> int:
    """Return the beginning of the phrase that a possessive 's ends: all of a name, or noun and determiner."""
    k = mark - 1
    if document.tokens[k].text[0].isupper():
        while k > document.sentence(k)[0] and document.tokens[k - 1].text[0].isupper():
            if document.lower(k - 1) in FUNCTION_WORDS:
                break
            k -= 1
        return k - (k > document.sentence(k)[0] and document.lower(k - 1) == "the")
    return phrase_start(document, k, strict=True)


def _can_modify(document: Document, k: int, *, strict: bool) -> bool:
    """Tell whether a token can stand between a determiner and a head; strictly: whether it looks like it."""
    token = document.tokens[k]
    if token.lower in _ORDINALS and document.lower(k - 1) in DETERMINERS:
        return True
    if not is_word(token) or token.lower in FUNCTION_WORDS or is_adverb(token.lower):
        return False
    if document.lower(k - 1) in DETERMINERS:
        return True
    verbal = token.lower.endswith("ed") and not token.lower.startswith(("un", "-"))
    if verbal or token.lower in VERB_FORMS:
        return False
    return not strict or describes(token)


def describes(token: Token) -> bool:
    """Tell whether a word looks like an adjective, a noun for a person or group, or a name."""
    return (
        token.text[0].isupper()
        or token.lower in NOUNS
        or token.lower in TITLES
        or token.lower in NOUN_MODIFIERS
        or token.lower.endswith(_SUFFIXES)
    )


def _bare_start(document: Document, earliest: int, head: int) -> int:
    """Return where the noun phrase begins that has no determiner."""
    k = head
    while k > earliest and describes(document.tokens[k - 1]):
        k -= 1
    return k


def group_start(document: Document, k: int) -> int:
    """Return where the verb group begins: its auxiliaries, negations and adverbs."""
    first = document.sentence(k)[0]
    while k > first:
        word = document.lower(k - 1)
        if not (word in AUXILIARIES or word in NEGATIONS or is_adverb(word) or word in {"also", "to", "then", "just"}):
            break
        k -= 1
    return k
