"""Triggers: where a word of the lexicon stands as the verb or noun that names an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.events.entries import MATTERS, TOPICS
from twicetold_baselines.rules.events.lexicon import EVENT_NOUNS, NAMES_DEEDS, NAMES_THINGS, NOT_BEFORE, TRIGGERS
from twicetold_baselines.rules.inflection import PASTS
from twicetold_baselines.rules.lexicon import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    FUNCTION_WORDS,
    MODALS,
    PERSONAL,
    POSSESSIVE,
    PREPOSITIONS,
    RELATIVES,
)
from twicetold_baselines.rules.phrases import VERB_FORMS, group_start, is_adverb
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold_baselines.rules.events.entries import Matter, Topic
    from twicetold_baselines.rules.events.lexicon import Trigger
    from twicetold_baselines.rules.inflection import Form
    from twicetold_baselines.rules.scene import Scene
    from twicetold_baselines.rules.text import Document

_TOPICS: dict[Topic, frozenset[str]] = {topic: words(listed) for topic, listed in TOPICS.items()}
_MATTERS: dict[Matter, frozenset[str]] = {matter: words(listed) for matter, listed in MATTERS.items()}
_ON_TOPIC = 2  # different words of a topic in a text on it
_NEAR = 6  # words around a trigger within which the matter that it is about must be named
_BEFORE_BASE = MODALS | {"to", "did", "does", "do", "didn't", "doesn't", "don't"}
_ATTRIBUTIVE = ("Conflict.Seize", "Crime.Theft", "Disaster.Damage", "Justice", "Life")  # "the stolen panels"
_NO_NOUNS = (
    FUNCTION_WORDS | DETERMINERS | words("day days evening month months morning night nights week weeks year years")
)
_GOES_ON = words("begins comes continues ends fails falls follows lasts means needs remains shows starts takes")
_DONE_TO_PEOPLE = ("Justice", "Life", "Personnel")  # "a man arrested on Friday"
_BEGINNING = words("launch open")  # "opened an inquiry": the noun says it
_OBJECT = 3  # words of an object up to its noun
_STATES = words("closed shut")
_LASTING = words("are is kept remain remained remains stay stayed stays")
_OPENING = frozenset({'"', "\u201c", "(", ":"})


class Found(NamedTuple):
    """A trigger in a text: its tokens, where its verb group begins, and whether it is a passive."""

    first: int
    last: int
    group: int
    trigger: Trigger
    passive: bool = False


def find_triggers(scene: Scene) -> Iterator[list[Found]]:
    """Yield the triggers in the order of the text, none inside a name or date; with each its readings, best first."""
    document = scene.document
    vocabulary = {token.lower for token in document.tokens}
    topics = {topic for topic, listed in _TOPICS.items() if len(listed & vocabulary) >= _ON_TOPIC}
    last = 0
    for k, token in enumerate(document.tokens):
        choices = TRIGGERS.get(token.lower)
        if not choices or k < last or k in scene.named or k in scene.dated:
            continue
        if token.text[0].isupper() and k != document.sentence(k)[0] and document.lower(k - 1) not in _OPENING:
            continue
        readings = [
            found
            for choice in choices
            if (choice.entry.topic in topics or choice.entry.topic is None) and (found := _read(scene, k, choice))
        ]
        if readings:
            last = readings[0].last
            yield readings


def _read(scene: Scene, k: int, trigger: Trigger) -> Found | None:
    """Return the trigger at a token, if its words stand there and it can be a verb, or noun, in this place."""
    document = scene.document
    last = k + 1 + len(trigger.rest)
    if trigger.rest and tuple(token.lower for token in document.tokens[k + 1 : last]) != trigger.rest:
        return None
    if trigger.before and document.lower(k - 1) not in trigger.before:
        return None
    if document.lower(last) in NOT_BEFORE.get(trigger.lemma, ()) and last + 1 not in scene.dated:
        return None
    if trigger.entry.about and not _is_near(document, k, last, _MATTERS[trigger.entry.about]):
        return None
    return _read_noun(scene, k, last, trigger) if trigger.form is None else _read_verb(scene, k, last, trigger)


def _is_near(document: Document, k: int, last: int, matter: frozenset[str]) -> bool:
    first, end = document.sentence(k)
    around = range(max(first, k - _NEAR), min(end, last + _NEAR))
    said = {part for word in map(document.lower, around) for part in (word, word[0], word[-1])}  # "5%" and "$3" too
    return not matter.isdisjoint(said)


def _read_noun(scene: Scene, k: int, last: int, trigger: Trigger) -> Found | None:
    document = scene.document
    verbal = document.lower(k) in NAMES_DEEDS and _is_verb_here(scene, k, None)
    if k in scene.modifying or verbal or (not trigger.rest and _modifies(scene, last)):
        return None
    if trigger.lemma == "dead" and document.lower(k - 1) == "the":
        return None
    return Found(k, last, _noun_start(document, k), trigger)


def _read_verb(scene: Scene, k: int, last: int, trigger: Trigger) -> Found | None:
    document = scene.document
    doubtful = trigger.form in {"base", "present", "base or past"} and not trigger.rest
    if doubtful and not _is_verb_here(scene, k, trigger.form):
        return None
    before = document.lower(k - 1)
    attributive = before in DETERMINERS or before in POSSESSIVE or k in scene.modifying
    if attributive and (trigger.form == "ing" or not trigger.entry.type.startswith(_ATTRIBUTIVE)):
        return None
    if document.lower(k) in _STATES and before in _LASTING and last not in scene.dated:
        return None
    if trigger.lemma in _BEGINNING and any(document.lower(j) in EVENT_NOUNS for j in range(last, last + _OBJECT)):
        return None
    group = group_start(document, k)
    return Found(k, last, group, trigger, passive=_is_passive(scene, group, k, last, trigger))


def _modifies(scene: Scene, last: int) -> bool:
    """Tell whether what follows a noun is another noun, which it only describes ("fire chief")."""
    document = scene.document
    word = document.lower(last)
    if last == document.sentence(last - 1)[1] or last in scene.dated or not document.tokens[last].text[0].islower():
        return False
    verbal = word in PASTS or word in _GOES_ON or word.endswith("ed")
    verbal = verbal or (word in VERB_FORMS and word.endswith(("s", "ing")))
    return word.isalpha() and not (verbal or word in _NO_NOUNS or is_adverb(word))


def _is_verb_here(scene: Scene, k: int, form: Form | None) -> bool:
    """Tell by the words around it whether a form that can be a noun, or have another sense, is a verb."""
    document = scene.document
    before = document.lower(k - 1)
    if before in DETERMINERS or before in POSSESSIVE or before in {"of", "whose"}:
        return False
    if form in {"present", "base or past"} and document.lower(k) not in NAMES_THINGS:
        return before not in PREPOSITIONS
    group = {document.lower(j) for j in range(group_start(document, k), k)}
    if form == "base or past" and not AUXILIARIES.isdisjoint(group):
        return True
    if before in RELATIVES or before in PERSONAL or not _BEFORE_BASE.isdisjoint(group):
        return True
    after = document.lower(k + 1)
    return k in scene.ending and (after in DETERMINERS or k + 1 in scene.beginning or after in PREPOSITIONS)


def _noun_start(document: Document, k: int) -> int:
    """Return the determiner or possessive of an event noun, or the noun itself."""
    first = document.sentence(k)[0]
    for j in range(k - 1, max(first, k - 4) - 1, -1):
        word = document.lower(j)
        if word in DETERMINERS or word in POSSESSIVE:
            return j
        if word in PREPOSITIONS or word in AUXILIARIES or not word[0].isalnum():
            break
    return k


def _is_passive(scene: Scene, group: int, k: int, last: int, trigger: Trigger) -> bool:
    document, entry = scene.document, trigger.entry
    if trigger.form not in {"participle", "past or participle", "base or past"} or entry.object is None:
        return False
    auxiliaries = [document.lower(j) for j in range(group, k)]
    if any(word in AUXILIARIES for word in auxiliaries):
        return any(word in BE for word in auxiliaries)
    after = document.lower(last)
    if k == document.sentence(k)[0]:  # "Charged with fraud, he ..."
        return after in PREPOSITIONS
    agentive = entry.subject in {"Agent", "Court"} and entry.type.startswith(_DONE_TO_PEOPLE) and not entry.needs
    return after == "by" or (agentive and (after in PREPOSITIONS or after in {".", ","} or last in scene.dated))
