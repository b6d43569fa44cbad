"""What the word lists of the rules say of a word: the one place where the learned baseline takes lists from them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import CUES, SAID_THINGS
from twicetold_baselines.rules.dates.grammar import CORE_WORD, START_WORD
from twicetold_baselines.rules.entities.gazetteer import FEMALE, KNOWN, MALE
from twicetold_baselines.rules.events.lexicon import TRIGGERS
from twicetold_baselines.rules.lexicon import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    MODALS,
    NAME_CUES,
    NEGATIONS,
    NOUNS,
    PERSONAL,
    PLURALS,
    PREPOSITIONS,
    RELATIVES,
    TITLES,
)

if TYPE_CHECKING:
    from collections.abc import Container

_LONGEST_NAME = 4  # words of a listed name
_LISTS: tuple[tuple[str, Container[str]], ...] = (
    ("aux", AUXILIARIES), ("be", BE), ("conj", CONJUNCTIONS), ("det", DETERMINERS), ("modal", MODALS),
    ("neg", NEGATIONS), ("pers", PERSONAL), ("prep", PREPOSITIONS), ("rel", RELATIVES), ("title", TITLES),
    ("plural", PLURALS), ("said", SAID_THINGS), ("when", START_WORD),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def tags(word: str) -> tuple[str, ...]:
    """Return the lists that a word, as it is written, stands on."""
    lower = word.lower()
    found = [name for name, listed in _LISTS if lower in listed]
    found += [f"noun={NOUNS[lower]}"] if lower in NOUNS else []
    found += [f"name={NAME_CUES[lower]}"] if lower in NAME_CUES and word[0].isupper() else []
    found += [f"known={KNOWN[word]}"] if word in KNOWN else []
    found += ["first"] if word in MALE or word in FEMALE else []
    found += ["cue", f"cue={CUES[lower].stance}"] if lower in CUES else []
    found += ["event", *sorted({f"event={kind}" for kind in event_types(word)})] if lower in TRIGGERS else []
    found += ["calendar"] if CORE_WORD.fullmatch(lower) else []
    return tuple(found)


@lru_cache(maxsize=20_000)
def event_types(word: str) -> tuple[str, ...]:
    """Return the event types that a word can name, alone or as the first of a phrase."""
    return tuple(dict.fromkeys(trigger.entry.type for trigger in TRIGGERS.get(word.lower(), ())))


def roles(word: str, event_type: str) -> tuple[str, str, str]:
    """Return the roles of subject, object and possessor of a word that names an event of a type, "" where unknown."""
    for trigger in TRIGGERS.get(word.lower(), ()):
        if trigger.entry.type == event_type:
            entry = trigger.entry
            return entry.subject or "", entry.object or "", entry.possessor or ""
    return "", "", ""


def listed_names(words: list[str]) -> dict[int, str]:
    """Return for each word inside a listed name of several words its place and the type of the name."""
    found: dict[int, str] = {}
    for k, word in enumerate(words):
        if not word[0].isupper() or k in found:
            continue
        for length in range(_LONGEST_NAME, 1, -1):
            kind = KNOWN.get(" ".join(words[k : k + length]))
            if kind and k + length <= len(words):
                found |= {k + i: f"list={'B' if i == 0 else 'I'}-{kind}" for i in range(length)}
                break
    return found


def gender(words: list[str]) -> str:
    """Return `female` or `male` if one of the words, as written, tells; else the empty string."""
    for word in words:
        if word in FEMALE or word.lower().rstrip(".") in FEMALE_NOUNS:
            return "female"
        if word in MALE or word.lower().rstrip(".") in MALE_NOUNS:
            return "male"
    return ""


def listed_events() -> list[tuple[tuple[str, ...], str]]:
    """Return every listed event word or phrase, in words, with its type; each pair once, sorted."""
    return sorted(
        {((word, *trigger.rest), trigger.entry.type) for word, triggers in TRIGGERS.items() for trigger in triggers}
    )
