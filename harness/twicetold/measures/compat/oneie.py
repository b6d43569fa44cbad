"""The event scorer of OneIE (`scorer.py`, 2022), and of DyGIE++ (`event_metrics.py`, 2024), which it was adapted from.

Sentence by sentence, with exact offsets and no alignment: a prediction is right if there is a gold item for it, however
many others that one has answered. A trigger is identified if some gold trigger has its span, and classified if the
first one of them has its type. An argument knows the type of its event and not the trigger: it is identified if some
gold argument has its span and event type, and classified if one of these has its role. OneIE puts the arguments of a
sentence into a set, so that two events of one type share what they have in common; DyGIE++ keeps a list.
Scores are 0 where undefined, and above 1 where predictions repeat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

DIFFERS = "nothing is aligned, so that scores may exceed 1; an argument needs its event's type but not its trigger"


class Trigger(NamedTuple):
    """Where an event is named, and its type."""

    span: Hashable
    type: str


class Argument(NamedTuple):
    """Who or what plays a role, and the type of the event it is played in."""

    span: Hashable
    event_type: str
    role: str


class Sentence(NamedTuple):
    """What was found in one sentence; the order of gold triggers matters where two have one span."""

    triggers: Sequence[Trigger] = ()
    arguments: Sequence[Argument] = ()


def tallies(gold: Sequence[Sentence], predicted: Sequence[Sentence], *, repeats: bool = False) -> dict[str, Tally]:
    """Return the tallies of one document: trigger.id, trigger.class, argument.id and argument.class.

    With `repeats`, arguments are counted as often as they are given, as DyGIE++ does; its triggers are of one token
    and never repeat. The sentences of both sides are the same; ValueError if there are not as many.
    """
    totals = dict.fromkeys(("trigger.id", "trigger.class", "argument.id", "argument.class"), Tally())
    for mine, other in zip(gold, predicted, strict=True):
        arguments = (mine.arguments, other.arguments) if repeats else (set(mine.arguments), set(other.arguments))
        type_of = {trigger.span: trigger.type for trigger in reversed(mine.triggers)}
        places = {(argument.span, argument.event_type) for argument in mine.arguments}
        right = {
            "trigger.id": [trigger.span in type_of for trigger in other.triggers],
            "trigger.class": [type_of.get(trigger.span) == trigger.type for trigger in other.triggers],
            "argument.id": [(argument.span, argument.event_type) in places for argument in arguments[1]],
            "argument.class": [argument in arguments[0] for argument in arguments[1]],
        }
        known = {"trigger": len(mine.triggers), "argument": len(arguments[0])}
        for name, hits in right.items():
            totals[name] += Tally(sum(hits), len(hits), sum(hits), known[name.partition(".")[0]])
    return totals
