"""Events: triggers from the lexicon, read as verb or noun, with arguments, polarity and realis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Event, span
from twicetold_baselines.rules.arguments import Found, Scene, arguments_of
from twicetold_baselines.rules.claim_lexicon import CUES
from twicetold_baselines.rules.event_lexicon import TRIGGERS, Trigger
from twicetold_baselines.rules.lexicon import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
)
from twicetold_baselines.rules.phrases import group_start
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Argument, Date
    from twicetold.ontology import Polarity, Realis
    from twicetold_baselines.rules.entities import Reference
    from twicetold_baselines.rules.text import Document

_PATIENTS = words("Person Victim Defendant Target Artifact Subject Organization")
_UNREAL_BEFORE = words(
    "attempted alleged planned possible potential threatened proposed upcoming looming future supposed would-be"
)
_REACHED_TO = words("able managed continued began started used had forced continue helped")
_BEFORE_BASE = MODALS | {"to", "did", "does", "do", "didn't", "doesn't", "don't"}
_UNDONE_TO = words("failed fails refused refuses declined declines unable fail")
_HABITUAL = words("often usually typically always regularly every each any")
_CLAUSE_OPENERS = words("; : because after when as while although though but since")
_CONDITIONAL = words("if unless whether")
_UNREAL_STANCES = words("DENIES DOUBTS PREDICTS INTENDS DEMANDS")
_ECONOMIC = words(
    "price prices inflation unemployment rate rates sales profit profits revenue revenues share shares "
    "stock stocks index market markets dollar euro pound yen ruble rouble yuan currency percent % "
    "growth exports imports wages wage salaries cost costs gdp oil output production tax taxes income "
    "budget debt deficit cents points demand supply tariffs jobs earnings economy spending fuel gas "
    "energy tariff fares rents interest payrolls"
)
_CONTEXT = 7  # words around a rise or fall within which something economic must be named
_MOVES_TO = frozenset({"Destination", "Origin"})


def find_events(document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> tuple[Event, ...]:
    """Return the events of a text in the order of their first triggers."""
    scene = Scene(document, references, dates)
    events: list[Event] = []
    latest: dict[tuple[str, str], int] = {}
    for found in _find_triggers(scene):
        arguments = arguments_of(scene, found)
        if not _fits(document, found, arguments):
            continue
        tokens = document.tokens
        event = Event(
            id=f"v{len(events) + 1}",
            type=found.trigger.frame.type,
            triggers=(span(tokens[found.first].start, tokens[found.last - 1].end),),
            arguments=arguments,
            polarity=_polarity(document, found),
            realis=_realis(document, found),
        )
        keys = _identities(document, found, event)
        same = next((latest[key] for key in keys if key in latest), None)
        if same is not None and _compatible(events[same], event):
            events[same] = _merged(events[same], event)
        else:
            same = len(events)
            events.append(event)
        latest.update(dict.fromkeys([*keys, (event.type, found.trigger.lemma)], same))
    return tuple(events)


def _identities(document: Document, found: Found, event: Event) -> list[tuple[str, str]]:
    """Return the keys by which a later event is the same: what it is done to, or its noun after "the"."""
    patients = [argument.filler for argument in event.arguments if argument.role in _PATIENTS]
    definite = found.trigger.form is None and document.lower(found.group) in {
        "the",
        "this",
        "that",
        "these",
        "those",
    }
    keys = [filler for filler in patients if filler] + ([found.trigger.lemma] if definite else [])
    return [(event.type, key) for key in keys]


def _compatible(earlier: Event, later: Event) -> bool:
    """Tell whether two events of one type can be the same: no patient and no time of theirs differ."""
    if earlier.polarity != later.polarity or "OTHER" in {earlier.realis, later.realis} - {earlier.realis}:
        return False
    for role in {*_PATIENTS, "Time"}:
        first, second = ({a.filler for a in event.arguments if a.role == role} for event in (earlier, later))
        if first and second and first.isdisjoint(second):
            return False
    return True


def _merged(earlier: Event, later: Event) -> Event:
    roles = {argument.role for argument in earlier.arguments}
    fillers = {argument.filler for argument in earlier.arguments}
    added = tuple(a for a in later.arguments if a.role not in roles and (a.filler is None or a.filler not in fillers))
    return Event(
        id=earlier.id,
        type=earlier.type,
        triggers=earlier.triggers + later.triggers,
        arguments=earlier.arguments + added,
        polarity=earlier.polarity,
        realis=earlier.realis,
    )


def _find_triggers(scene: Scene) -> list[Found]:
    """Return the triggers in the order of the text, none inside a name, a date or another trigger."""
    document = scene.document
    found: list[Found] = []
    for k, token in enumerate(document.tokens):
        choices = TRIGGERS.get(token.lower)
        if not choices or k in scene.named or k in scene.dated or (found and k < found[-1].last):
            continue
        if k in scene.modifying or (token.text[0].isupper() and k != document.sentence(k)[0]):
            continue
        here = next((here for choice in choices if (here := _read(scene, k, choice))), None)
        if here:
            found.append(here)
    return found


def _read(scene: Scene, k: int, trigger: Trigger) -> Found | None:
    """Return the trigger at a token, if its words stand there and it can be a verb, or noun, in this place."""
    document = scene.document
    last = k + 1 + len(trigger.rest)
    if trigger.rest and tuple(token.lower for token in document.tokens[k + 1 : last]) != trigger.rest:
        return None
    if trigger.form is None:
        if _is_verb_here(scene, k) or (
            not trigger.rest
            and last in scene.beginning
            and scene.beginning[last].level == "NOM"
            and document.lower(last) not in DETERMINERS
        ):
            return None
        return Found(k, last, _noun_start(document, k), trigger)
    if trigger.form in {"base", "present", "base or past"} and not trigger.rest and not _is_verb_here(scene, k):
        return None
    group = group_start(document, k)
    return Found(k, last, group, trigger, passive=_is_passive(scene, group, k, last, trigger))


def _is_verb_here(scene: Scene, k: int) -> bool:
    """Tell by the words around it whether a form that can be a noun is a verb."""
    document = scene.document
    before = document.lower(k - 1)
    if before in DETERMINERS or before in {"'s", "\u2019s", "of"}:
        return False
    group = {document.lower(j) for j in range(group_start(document, k), k)}
    if before in RELATIVES or before in PERSONAL or not _BEFORE_BASE.isdisjoint(group):
        return True
    after = document.lower(k + 1)
    return k in scene.ending and (after in DETERMINERS or k + 1 in scene.beginning or after in PREPOSITIONS)


def _noun_start(document: Document, k: int) -> int:
    """Return the determiner or possessive of an event noun, or the noun itself."""
    first = document.sentence(k)[0]
    for j in range(k - 1, max(first, k - 4) - 1, -1):
        word = document.lower(j)
        if word in DETERMINERS or word in {"'s", "\u2019s"}:
            return j
        if word in PREPOSITIONS or word in AUXILIARIES or not word[0].isalnum():
            break
    return k


def _is_passive(scene: Scene, group: int, k: int, last: int, trigger: Trigger) -> bool:
    document = scene.document
    if trigger.form not in {"participle", "past or participle", "base or past"} or trigger.frame.object is None:
        return False
    auxiliaries = [document.lower(j) for j in range(group, k)]
    if auxiliaries:
        return any(word in BE for word in auxiliaries)
    after = document.lower(last)
    agentive = trigger.frame.subject in {"Agent", "Court"} and trigger.frame.type.startswith(
        ("Justice", "Life", "Personnel")
    )
    return after == "by" or (agentive and (after in PREPOSITIONS or after in {".", ","} or last in scene.dated))


def _fits(document: Document, found: Found, arguments: tuple[Argument, ...]) -> bool:
    """Tell whether a word of many senses is used in that of its type."""
    if found.trigger.frame.type == "Economy.Change":
        first, last = document.sentence(found.first)
        around = range(max(first, found.first - _CONTEXT), min(last, found.last + _CONTEXT))
        return any(document.lower(k) in _ECONOMIC or document.lower(k)[-1] == "%" for k in around)
    if found.trigger.frame.type == "Movement.Transport" and found.trigger.form and not found.trigger.rest:
        return any(
            argument.role in _MOVES_TO or (argument.role == "Passenger" and found.passive) for argument in arguments
        )
    if found.trigger.frame.type == "Business.Start":
        return any(argument.role == "Organization" for argument in arguments)
    return True


def _polarity(document: Document, found: Found) -> Polarity:
    words = [document.lower(k) for k in range(found.group, found.first)]
    before = {document.lower(found.group - 1), words[0] if words else ""}
    negative = any(word in NEGATIONS for word in words) or not before.isdisjoint(
        {*_UNDONE_TO, "no", "never", "without"}
    )
    return "NEGATIVE" if negative else "POSITIVE"


def _realis(document: Document, found: Found) -> Realis:
    words = [document.lower(k) for k in range(found.group, found.first)]
    before = document.lower(found.group - 1)
    infinitive = "to" in words and before not in _REACHED_TO and before not in _UNDONE_TO
    if infinitive or any(word in MODALS or word in _UNREAL_BEFORE for word in words) or before in _UNREAL_BEFORE:
        return "OTHER"
    if before in _HABITUAL or any(word in _HABITUAL for word in words):
        return "GENERIC"
    first = document.sentence(found.first)[0]
    for k in range(found.group - 1, max(first, found.group - 12) - 1, -1):
        word = document.lower(k)
        if word in _CONDITIONAL or (word in CUES and CUES[word].stance in _UNREAL_STANCES):
            return "OTHER"
        if word in _CLAUSE_OPENERS or word in CUES:
            break
    return "ACTUAL"
