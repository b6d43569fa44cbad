"""How far a noun phrase around a common noun reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.lexicon import AUXILIARIES, DETERMINERS, FUNCTION_WORDS, NEGATIONS
from twicetold_baselines.rules.phrases import VERB_FORMS, is_word, phrase_start
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

_NUMBERS = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen"
)
_ABOUT = words("some about around nearly almost roughly over")
_COMPLEMENTS = words("of for at from in on with near behind against called named")
_RELATIVES = words("who whom whose")
_EMPHATIC: dict[str, bool] = {"himself": True, "herself": True, "itself": False}  # whether said of a person
_STOPS = words(', . ; : ! ? ( ) \u2014 \u2013 - " \u201c \u201d')
_MAIN_VERBS = frozenset(CUES) | AUXILIARIES
_IN_VERB_GROUP = AUXILIARIES | NEGATIONS | {"to"}
_LONGEST_RELATIVE = 14  # tokens
_SHORTEST_RELATIVE = 3
_LONGEST_COMPLEMENT = 3  # words behind "of" and its determiner


def nominal_start(document: Document, head: int) -> int:
    """Return the first token of the noun phrase that ends in a common noun."""
    first = phrase_start(document, head, strict=False)
    if document.lower(first) in DETERMINERS:
        return first
    before = document.lower(first - 1)
    if first - 1 < document.sentence(head)[0]:
        return first
    if before in {"that", "whose"} and first == head:
        return first - 1
    if before.isdigit() or before in _NUMBERS:
        return first - 1 - (document.lower(first - 2) in _ABOUT and first - 2 >= document.sentence(head)[0])
    if before in {"'", "\u2019"} and document.lower(first - 2).endswith("s"):  # "the growers' cooperative"
        return phrase_start(document, first - 2, strict=False)
    return first


def nominal_end(document: Document, head: int, kind: EntityType, beginning: dict[int, Phrase]) -> int:
    """Return the end of a noun phrase: after its complements, a relative clause or an emphatic pronoun.

    `beginning` holds the phrases behind the head under the token where each begins.
    """
    k, end = head + 1, document.sentence(head)[1]
    if document.lower(k).isdigit() and k < end and kind != "PER":  # "store 17"
        k += 1
    while k < end:
        word = document.lower(k)
        if _EMPHATIC.get(word) == (kind == "PER"):
            return k + 1
        if word in _RELATIVES:
            return _relative_end(document, k, end)
        inner = beginning.get(k + 1) if word in _COMPLEMENTS else None
        if inner is not None:
            k = inner.last
        elif word == "of":
            return _of_end(document, k, end)
        else:
            return k
    return k


def _of_end(document: Document, k: int, end: int) -> int:
    """Return the end of "of" and what no phrase begins: an age, or a noun with its determiner ("of a lamp boat")."""
    j = k + 1
    if document.lower(j).isdigit():
        return j + 1 + (document.lower(j + 1) == "years")
    while j < end and document.lower(j) in DETERMINERS:
        j += 1
    first = j
    while j < min(end, first + _LONGEST_COMPLEMENT) and _is_plain(document, j):
        j += 1
    return j if j > first else k


def _is_plain(document: Document, k: int) -> bool:
    token = document.tokens[k]
    return is_word(token) and token.text.islower() and token.lower not in FUNCTION_WORDS | VERB_FORMS


def _relative_end(document: Document, k: int, end: int) -> int:
    """Return the end of a relative clause: a sign, or the verb of the main clause."""
    for j in range(k + 1, min(end, k + _LONGEST_RELATIVE)):
        word = document.lower(j)
        verb = word in _MAIN_VERBS and document.lower(j - 1) not in _IN_VERB_GROUP
        if word in _STOPS or (verb and j - k >= _SHORTEST_RELATIVE):
            return j
    return k
