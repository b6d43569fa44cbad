"""When an event is: the date of its sentence that stands nearest to the trigger."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.phrases import VERB_FORMS, is_word
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.model import Date
    from twicetold_baselines.rules.events.triggers import Found
    from twicetold_baselines.rules.scene import Scene

_REACH = 22  # words from a trigger to its date
_CLAUSE = 8  # words that a verb or clause opener between a trigger and a date counts for
_SAYING = 8  # words that a verb of saying before a date counts for
_BESIDE = 2  # words between a day and its time of day
_OPENERS = words("; : and but that who which while when after before because as if until since \u2014 \u2013")


def time_of(scene: Scene, found: Found) -> Date | None:
    """Return the nearest date of the sentence, a clause away counting as further, or the time of day beside it."""
    first, last = scene.document.sentence(found.first)
    here = range(bisect_left(scene.date_firsts, first), bisect_left(scene.date_firsts, last))
    distances = {number: _distance(scene, found, scene.date_firsts[number]) for number in here}
    nearest = min(here, key=lambda number: distances[number], default=None)
    if nearest is None or distances[nearest] > _REACH:
        return None
    return scene.dates[_clock(scene, nearest, here)]


def _distance(scene: Scene, found: Found, date: int) -> int:
    """Return the words between a trigger and a date, with what verbs between them and of saying count for."""
    document = scene.document
    between = range(found.last, date) if date >= found.last else range(date + 1, found.group)
    if len(between) > _REACH:
        return len(between)
    clauses = sum(
        document.lower(k) in _OPENERS or (document.lower(k) in VERB_FORMS and k not in scene.modifying) for k in between
    )
    return len(between) + _CLAUSE * clauses + _SAYING * _is_of_speech(scene, date)


def _is_of_speech(scene: Scene, date: int) -> bool:
    """Tell whether a date tells when something was said ("said by telephone on Wednesday that")."""
    document = scene.document
    first = document.sentence(date)[0]
    for k in range(date - 1, max(first, date - 5) - 1, -1):
        if document.lower(k) in CUES:
            return True
        if not is_word(document.tokens[k]) or k in scene.ending:
            return False
    return False


def _clock(scene: Scene, nearest: int, here: range) -> int:
    """Return the time of day that stands beside a day ("at 10:00 on Friday"), or the date itself."""
    for number in (nearest - 1, nearest + 1):
        if number in here and scene.dates[number].type == "TIME" and scene.dates[nearest].type == "DATE":
            one, other = sorted((number, nearest))
            end = scene.document.index_at(scene.dates[one].span[-1].end - 1) + 1
            if scene.date_firsts[other] - end <= _BESIDE:
                return number
    return nearest
