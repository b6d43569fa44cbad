"""What can begin a trigger: the entries word by word, in every inflected form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from twicetold_baselines.rules.events.entries import ENTRIES, Entry
from twicetold_baselines.rules.inflection import inflections, plural
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import Role
    from twicetold_baselines.rules.inflection import Form


class Trigger(NamedTuple):
    """A word or phrase that names an event.

    `before` are words of which one must come before, `rest` those that must come after; no form: a noun.
    """

    entry: Entry
    lemma: str
    rest: tuple[str, ...] = ()
    form: Form | None = None
    before: frozenset[str] = frozenset()


_ONE_NUMBER = words("ballot charges count goal sanctions talks vote")  # which mean something else in the other


def _triggers() -> dict[str, list[Trigger]]:
    triggers: dict[str, list[Trigger]] = {}
    for entry in ENTRIES:
        for verb in entry.verbs.split():
            head, *rest = verb.split("_")
            for word, form in inflections(head).items():
                if word != "found" or form != "base":  # which is the past of another verb far more often
                    triggers.setdefault(word, []).append(Trigger(entry, verb, tuple(rest), form))
        for listed in entry.nouns.split():
            *before, noun = listed.split(":")
            for phrase in (noun,) if noun in _ONE_NUMBER else (noun, plural(noun)):
                head, *rest = phrase.split("_")
                after = frozenset(before[0].split("|")) if before else frozenset()
                triggers.setdefault(head, []).append(Trigger(entry, noun, tuple(rest), before=after))
    for choices in triggers.values():
        choices.sort(key=_generality)
    return triggers


def _generality(trigger: Trigger) -> tuple[int, bool, bool]:
    entry = trigger.entry
    return -len(trigger.rest), not trigger.before, not (entry.needs or entry.topic or entry.about)


TRIGGERS: Final = _triggers()
"""What a word can begin: phrases before single words, and what is bound to a condition before what is not."""

NAMES_DEEDS: Final = frozenset(word for word, found in TRIGGERS.items() if any(choice.form for choice in found))
"""Words of which a reading is a verb."""
_THINGS = """
    bomb brief cheat count fund hand hire hold issue order phone play pocket print ring rule score search shell ship
    shoot spot stop storm telephone vote
"""
EVENT_NOUNS: Final = frozenset(word for word, found in TRIGGERS.items() if not all(choice.form for choice in found))
"""Words of which a reading is a noun."""
NAMES_THINGS: Final = EVENT_NOUNS | {form for thing in _THINGS.split() for form in (thing, plural(thing))}
"""Words that can be nouns, of events or of things, so that it must show that they are verbs."""

NOT_BEFORE: Final[dict[str, frozenset[str]]] = {
    "appeal": words("for to"),
    "approve": words("of"),
    "beat": words("up"),
    "call": words("for on to"),
    "case": words("of"),
    "close": words("to"),
    "find": words("herself himself it itself no nothing out that themselves"),
    "order": words("to"),
    "return": words("for"),
    "rule": words("from out over"),
    "try": words("and to"),
}
"""Words after which a trigger has another sense."""

PREPOSITION_ROLES: Final[dict[str, tuple[Role, ...]]] = {
    "by": ("Agent", "Attacker", "Participant", "Winner", "Court", "Buyer", "Giver"),
    "with": ("Participant", "Crime"),
    "between": ("Participant",),
    "on": ("Target", "Affected", "Topic", "Subject"),
    "upon": ("Target", "Affected"),
    "against": ("Target", "Loser", "Defendant", "Affected", "Topic"),
    "over": ("Topic", "Crime", "Loser"),
    "about": ("Topic",),
    "for": ("Crime", "Topic", "Position", "Amount"),
    "as": ("Position",),
    "from": ("Origin", "Seller", "Giver", "Organization"),
    "to": ("Destination", "Recipient", "Penalty", "Buyer"),
    "into": ("Destination", "Defendant"),
    "of": ("Crime",),
    "among": ("Participant", "Victim"),
}
"""What role the noun phrase after a preposition plays: the first that the event's type has."""
