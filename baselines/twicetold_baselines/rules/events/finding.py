"""Events: triggers with their arguments, polarity and realis, and which of them are one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Argument, Event, span
from twicetold_baselines.rules.events.arguments import arguments_of
from twicetold_baselines.rules.events.plain_words import ends_clause
from twicetold_baselines.rules.events.realis import polarity_of, realis_of
from twicetold_baselines.rules.events.times import time_of
from twicetold_baselines.rules.events.triggers import find_triggers
from twicetold_baselines.rules.scene import Scene
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Date
    from twicetold_baselines.rules.entities.finding import Reference
    from twicetold_baselines.rules.events.triggers import Found
    from twicetold_baselines.rules.text import Document

_PATIENTS = words("Person Victim Defendant Target Artifact Subject Organization")
_AWAY = words("abroad ashore away back home indoors off out overseas")


def find_events(document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> tuple[Event, ...]:
    """Return the events of a text in the order of their first triggers."""
    scene = Scene(document, references, dates)
    events: list[Event] = []
    latest: dict[tuple[str, str], int] = {}
    for readings in find_triggers(scene):
        pairs = ((found, arguments_of(scene, found)) for found in readings)
        found, arguments = next((pair for pair in pairs if _holds(scene, *pair)), (None, ()))
        if found is None:
            continue
        event = _event(scene, found, arguments, len(events) + 1)
        keys = _identities(found, event)
        same = next((latest[key] for key in keys if key in latest), None)
        if same is not None and _compatible(events[same], event):
            events[same] = _merged(events[same], event)
        else:
            same = len(events)
            events.append(event)
        latest.update(dict.fromkeys([*keys, (event.type, found.trigger.lemma)], same))
    return tuple(events)


def _event(scene: Scene, found: Found, arguments: tuple[Argument, ...], number: int) -> Event:
    document, tokens = scene.document, scene.document.tokens
    time = time_of(scene, found)
    return Event(
        id=f"v{number}",
        type=found.trigger.entry.type,
        triggers=(span(tokens[found.first].start, tokens[found.last - 1].end),),
        arguments=(*arguments, Argument("Time", time.id)) if time else arguments,
        polarity=polarity_of(document, found),
        realis=realis_of(document, found),
    )


def _holds(scene: Scene, found: Found, arguments: tuple[Argument, ...]) -> bool:
    """Tell whether a word of many senses is used in that of its type."""
    entry = found.trigger.entry
    if not entry.needs:
        return True
    transitive = found.trigger.form is not None and entry.object == "Artifact"
    if entry.type == "Movement.Transport" and transitive and not found.passive and ends_clause(scene, found.last):
        return False
    filled = [argument for argument in arguments if argument.role in entry.needs]
    if entry.kinds:
        return any(scene.kinds.get(argument.filler or "") in entry.kinds for argument in filled)
    return bool(filled) or (entry.type == "Movement.Transport" and _goes_away(scene, found, arguments))


def _goes_away(scene: Scene, found: Found, arguments: tuple[Argument, ...]) -> bool:
    """Tell whether a verb of movement says by an adverb, or by who moves, that somebody left a place."""
    moves = any(argument.role == "Passenger" and argument.filler for argument in arguments)
    return scene.document.lower(found.last) in _AWAY or (moves and found.trigger.lemma not in {"come", "go"})


def _identities(found: Found, event: Event) -> list[tuple[str, str]]:
    """Return the keys by which a later event is the same: what it is done to, or its noun."""
    patients = [argument.filler for argument in event.arguments if argument.role in _PATIENTS]
    nouns = [found.trigger.lemma] if found.trigger.form is None else []
    return [(event.type, key) for key in [*patients, *nouns] if key]


def _compatible(earlier: Event, later: Event) -> bool:
    """Tell whether two events of one type can be the same: no patient and no time of theirs differ."""
    if earlier.polarity != later.polarity or (later.realis == "OTHER" and earlier.realis != "OTHER"):
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
