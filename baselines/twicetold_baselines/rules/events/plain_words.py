"""Phrases in plain words: noun phrases that are no mention of an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.inflection import PASTS
from twicetold_baselines.rules.lexicon import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS
from twicetold_baselines.rules.phrases import VERB_FORMS, is_word
from twicetold_baselines.rules.scene import phrase_end
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold_baselines.rules.scene import Scene

_LONGEST = 8  # words of a phrase
_RESTRICTING = words("for in of")  # prepositions that go on with a phrase before a verb
_NO_OBJECTS = words("again and but too")
_SUM = "$€£0123456789"


def is_sum(scene: Scene, k: int) -> bool:
    """Tell whether a token begins with a digit or the sign of a currency."""
    return scene.document.tokens[k].text[0] in _SUM


def ends_clause(scene: Scene, last: int) -> bool:
    """Tell whether no object follows a verb."""
    word = scene.document.lower(last)
    return last in scene.dated or not word[:1].isalnum() or word in PREPOSITIONS or word in _NO_OBJECTS


def words_before(scene: Scene, verb: int) -> int:
    """Return where the noun phrase begins that ends before a verb and is no mention; the verb if there is none."""
    document = scene.document
    first = max(document.sentence(verb)[0], verb - _LONGEST)
    k = verb
    while k > first and k not in scene.ending:
        word = document.lower(k - 1)
        if not is_word(document.tokens[k - 1]) or k - 1 in scene.dated or word in VERB_FORMS or word in PASTS:
            break
        if word in FUNCTION_WORDS and word not in _RESTRICTING:
            break
        k -= 1
        if word in DETERMINERS and document.lower(k - 1) not in _RESTRICTING:
            break
    while k < verb and document.lower(k) in FUNCTION_WORDS:
        k += 1
    name = scene.ending.get(k)  # "Tunga counters opened": the name is part of the phrase
    return name.first if name and k < verb and document.lower(k) not in DETERMINERS else k


def words_end(scene: Scene, first: int) -> int:
    """Return the end of the noun phrase or sum that begins at a token; the same if there is none."""
    if is_sum(scene, first) and first not in scene.dated:
        further = first + 1
        return max(further, phrase_end(scene, further)) if further < len(scene.document.tokens) else further
    return phrase_end(scene, first)


def restricted_end(scene: Scene, first: int) -> int:
    """Return the end of the noun phrase that begins at a token, with what restricts it by "of"."""
    document = scene.document
    end = words_end(scene, first)
    while first < end and document.lower(end) == "of" and end + 1 < len(document.tokens):
        mention = scene.beginning.get(end + 1)
        further = mention.last if mention else phrase_end(scene, end + 1)
        if further <= end + 1:
            break
        end = further
    return end
