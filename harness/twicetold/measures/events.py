"""Event triggers and arguments, polarity and realis."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures import spans
from twicetold.measures.alignment import align
from twicetold.measures.batch import not_found
from twicetold.measures.measure import Measure
from twicetold.measures.outcome import Item, Outcome, pairs_of
from twicetold.measures.overlap import share_half

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.measures.batch import Batch, Case
    from twicetold.measures.outcome import Pairs
    from twicetold.measures.spans import Meeting
    from twicetold.model import Argument, Event, Extraction, Span

_TIE = 1e-6
"""How much the same role counts where only the filler is compared."""


def _trigger(batch: Batch, pair: Callable[[Meeting], Pairs]) -> Outcome:
    return batch.triggers.outcome(pair)


def _same_filler(case: Case, wanted: Argument, found: Argument) -> bool:
    """Tell whether two arguments have the same filler.

    An entity or date is the same if the predicted one stands for the gold one, whatever mention was found. Plain words
    are the same if they share half their tokens or more (by the Dice coefficient) with the predicted words, or with a
    place of the predicted filler.
    """
    if wanted.filler:
        return found.filler is not None and case.stands_for.get(found.filler) == case.known_as[wanted.filler]
    inside = case.tokens.inside
    return any(share_half(inside(wanted.span), inside(other)) for other in _predicted_places(case, found))


def _same_words(case: Case, wanted: Argument, found: Argument) -> bool:
    """Tell whether a place of the predicted filler is exactly a place of the gold one."""
    gold = case.gold_places.get(wanted.filler or "") or [wanted.span]
    return not set(gold).isdisjoint(_predicted_places(case, found))


def _predicted_places(case: Case, argument: Argument) -> list[Span]:
    return [argument.span] if argument.span else case.predicted_places.get(argument.filler or "", [])


class _Owned(NamedTuple):
    """An argument and the number of its event."""

    event: int
    argument: Argument


def _owned(extraction: Extraction) -> list[_Owned]:
    return [_Owned(number, argument) for number, event in enumerate(extraction.events) for argument in event.arguments]


def _argument(batch: Batch, *, same: Callable[[Case, Argument, Argument], bool], same_role: bool) -> Outcome:
    """Pair arguments of aligned events, one to one: events that have a trigger and the type in common."""
    gold: list[Item] = []
    predicted: list[Item] = []
    found: list[tuple[int, int]] = []
    for number, case in enumerate(batch.cases):
        wanted, given = _owned(case.gold), _owned(case.predicted)
        weights = {
            (row, column): 1.0 + _TIE * (gold_argument.role == argument.role)
            for column, (event, argument) in enumerate(given)
            for row, (gold_event, gold_argument) in enumerate(wanted)
            if case.events.get(event) == gold_event
            and (gold_argument.role == argument.role or not same_role)
            and same(case, gold_argument, argument)
        }
        found += [(len(gold) + row, len(predicted) + column) for row, column in align(weights)]
        gold += [_item(number, case.gold, owned) for owned in wanted]
        predicted += [_item(number, case.predicted, owned) for owned in given]
        predicted += not_found(number, case.predicted, "argument")
    return Outcome(gold, predicted, pairs_of(found))


def _argument_given_event(batch: Batch) -> Outcome:
    """Compare role and filler of the arguments of aligned events; those of other events are left out."""
    aligned = [
        (
            {case.gold.events[row].id for row in case.events.values()},
            {case.predicted.events[column].id for column in case.events},
        )
        for case in batch.cases
    ]
    outcome = _argument(batch, same=_same_filler, same_role=True)
    gold = [number for number, item in enumerate(outcome.gold) if item.id in aligned[item.article][0]]
    predicted = [number for number, item in enumerate(outcome.predicted) if item.id in aligned[item.article][1]]
    return outcome.only(gold, predicted)


def _item(number: int, extraction: Extraction, owned: _Owned) -> Item:
    event = extraction.events[owned.event]
    argument = owned.argument
    place = argument.span or event.triggers[0]
    return Item(number, event.id, argument.role, place, facets=event.phenomena)


def _attribute(batch: Batch, *, of: Callable[[Event], str]) -> Outcome:
    """Compare an attribute of aligned events; events without a counterpart are left out."""
    gold: list[Item] = []
    predicted: list[Item] = []
    found = []
    for number, case in enumerate(batch.cases):
        for column, row in sorted(case.events.items()):
            wanted, given = case.gold.events[row], case.predicted.events[column]
            if of(wanted) == of(given):
                found.append((len(gold), len(predicted)))
            gold.append(Item(number, wanted.id, of(wanted), wanted.triggers[0], facets=wanted.phenomena))
            predicted.append(Item(number, given.id, of(given), given.triggers[0]))
    return Outcome(gold, predicted, pairs_of(found))


def _whole(batch: Batch) -> Outcome:
    """Pair events of which all is right: type, a trigger, polarity, realis, and every argument, none too many."""
    gold: list[Item] = []
    predicted: list[Item] = []
    found: list[tuple[int, int]] = []
    for number, case in enumerate(batch.cases):
        for column, row in case.events.items():
            if _all_right(case, case.gold.events[row], case.predicted.events[column]):
                found.append((len(gold) + row, len(predicted) + column))
        for side, extraction in ((gold, case.gold), (predicted, case.predicted)):
            side += [
                Item(number, event.id, event.type, event.triggers[0], facets=event.phenomena)
                for event in extraction.events
            ]
        predicted += not_found(number, case.predicted, "event")
    return Outcome(gold, predicted, pairs_of(sorted(found)))


def _all_right(case: Case, wanted: Event, given: Event) -> bool:
    if (wanted.polarity, wanted.realis) != (given.polarity, given.realis):
        return False
    weights = {
        (row, column): 1.0
        for row, argument in enumerate(wanted.arguments)
        for column, other in enumerate(given.arguments)
        if argument.role == other.role and _same_filler(case, argument, other)
    }
    return len(align(weights)) == len(wanted.arguments) == len(given.arguments)


MEASURES = (
    Measure("events.trigger.id", "span of a gold trigger", partial(_trigger, pair=spans.exact)),
    Measure("events.trigger.class", "span and event type of a gold trigger", partial(_trigger, pair=spans.strict)),
    Measure(
        "events.argument.id",
        "filler of a gold argument of the event that shares a trigger and the type",
        partial(_argument, same=_same_filler, same_role=False),
    ),
    Measure(
        "events.argument.class",
        "role and filler of a gold argument of the event that shares a trigger and the type",
        partial(_argument, same=_same_filler, same_role=True),
    ),
    Measure(
        "events.argument.span",
        "role and exact words of a gold argument of the event that shares a trigger and the type",
        partial(_argument, same=_same_words, same_role=True),
    ),
    Measure("events.argument.given", "role and filler, given the event", _argument_given_event),
    Measure("events.polarity", "polarity, given the event", partial(_attribute, of=lambda event: event.polarity)),
    Measure("events.realis", "realis, given the event", partial(_attribute, of=lambda event: event.realis)),
    Measure("events.whole", "the event with its type, polarity, realis and every argument", _whole),
)
