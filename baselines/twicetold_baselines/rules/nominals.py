"""Mentions without a name: common nouns for people, groups and places, and personal pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.claim_lexicon import CUES
from twicetold_baselines.rules.lexicon import FUNCTION_WORDS, NOUNS, TITLES
from twicetold_baselines.rules.phrases import VERB_FORMS, Phrase, phrase_start
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold_baselines.rules.text import Document

PRONOUNS: Final = words("he him his himself she her hers herself they them their themselves")
ITS: Final = frozenset({"it", "its"})
_AFTER_IT = words("has had will would also plans")
_NOT_ALONE = words("body body service base port post home office state maker source member figure head port")
_HEADS_AFTER = words("station stations member members leader leaders service services chief chiefs")


def find_nominals(document: Document, names: list[Phrase]) -> list[Phrase]:
    """Return the noun phrases headed by a noun for a person, group, place or building, outside names."""
    inside = {k for name in names for k in range(name.first, name.last)}
    nominals = []
    for k, token in enumerate(document.tokens):
        kind = "PER" if token.lower.endswith("-year-old") else NOUNS.get(token.lower)
        if kind is None or k in inside or _is_premodifier(document, k):
            continue
        first = phrase_start(document, k, strict=False)
        if first == k and token.lower in _NOT_ALONE:
            continue
        nominals.append(Phrase(first, k + 1, (k, k + 1), "NOM", kind))
    return nominals


def _is_premodifier(document: Document, k: int) -> bool:
    """Tell whether a noun only modifies the next one ("government officials")."""
    if k + 1 >= document.sentence(k)[1]:
        return False
    after = document.tokens[k + 1]
    if after.start - document.tokens[k].end != 1:
        return False
    if document.lower(k).endswith("-old"):  # "the 81-year-old supported", but "an 81-year-old woman"
        return after.lower not in FUNCTION_WORDS and after.lower not in VERB_FORMS and not after.lower.endswith("ed")
    return after.lower in NOUNS or after.lower in _HEADS_AFTER or (after.lower in TITLES and after.lower != "general")


def find_pronouns(document: Document) -> list[Phrase]:
    """Return the third-person pronouns; "it" only where it speaks or acts."""
    pronouns = []
    for k, token in enumerate(document.tokens):
        it = token.lower == "its" or (
            token.lower == "it" and (document.lower(k + 1) in _AFTER_IT or document.lower(k + 1) in CUES)
        )
        if it or token.lower in PRONOUNS:
            pronouns.append(Phrase(k, k + 1, (k, k + 1), "PRO", "ORG" if it else "PER"))
    return pronouns
