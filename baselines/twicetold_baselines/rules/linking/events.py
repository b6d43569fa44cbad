"""The same event in two articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold.timex import interval
from twicetold_baselines.rules.linking.pairing import best_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twicetold.model import Event, Span
    from twicetold.ontology import AnyEventType
    from twicetold.timex import Interval
    from twicetold_baselines.rules.linking.reading import Bag, Reading, Weights

_ENOUGH = 0.6


class Occurrence(NamedTuple):
    """What an article says of an event.

    `fillers` are roles with the linked entities that fill them, `arguments` the words of all arguments.
    """

    type: AnyEventType
    only: bool
    triggers: Bag
    surroundings: Bag
    arguments: Bag
    fillers: frozenset[tuple[str, str]]
    times: tuple[Interval, ...]


def link_events(first: Reading, second: Reading, weights: Weights, same: Mapping[str, str]) -> dict[str, str]:
    """Return for events of the first article, by id, the same one of the second; `same` says so of entities."""
    of_second = list(_occurrences(second, weights, {entity: entity for entity in same.values()}))
    return best_pairs(
        {
            (one, other): likeness(occurrence, counterpart, weights)
            for one, occurrence in _occurrences(first, weights, same)
            for other, counterpart in of_second
            if occurrence.type == counterpart.type
        }
    )


def likeness(first: Occurrence, second: Occurrence, weights: Weights) -> float:
    """Say how much two events of one type are alike; more than 0 is enough to link them.

    The sentences of their triggers count whole; triggers, words of arguments, each role that a linked entity fills in
    both, and being the only ones of their type, half; times a quarter, against them where they do not meet.
    On gold extractions of train, F1 is 90.5; without sentences it falls by 6.1, without triggers by 4.3, without words
    of arguments by 4.6, without fillers by 7.3, without the only ones of a type by 1.1, without times by 2.4.
    """
    return (
        weights.likeness(first.surroundings, second.surroundings)
        + weights.likeness(first.triggers, second.triggers) / 2
        + weights.likeness(first.arguments, second.arguments) / 2
        + len(first.fillers & second.fillers) / 2
        + (first.only and second.only) / 2
        + _meeting(first.times, second.times) / 4
        - _ENOUGH
    )


def _meeting(first: tuple[Interval, ...], second: tuple[Interval, ...]) -> int:
    """Return 1 if times overlap in the calendar, -1 if both have some and none do, otherwise 0."""
    if not first or not second:
        return 0
    return 1 if any(one.start < other.end and other.start < one.end for one in first for other in second) else -1


def _occurrences(reading: Reading, weights: Weights, same: Mapping[str, str]) -> Iterator[tuple[str, Occurrence]]:
    events = reading.extraction.events
    counts = Counter(event.type for event in events)
    mentions = {
        entity.id: [mention.span for mention in entity.mentions if mention.level != "PRO"]
        for entity in reading.extraction.entities
    }
    times = {date.id: interval(date.value) for date in reading.extraction.dates}
    for event in events:
        fillers = [(argument.role, argument.filler or "") for argument in event.arguments]
        yield (
            event.id,
            Occurrence(
                type=event.type,
                only=counts[event.type] == 1,
                triggers=weights.bag(reading.stems_of(event.triggers)),
                surroundings=weights.bag(reading.around(event.triggers)),
                arguments=weights.bag(reading.stems_of(_argument_spans(event, mentions))),
                fillers=frozenset((role, same[filler]) for role, filler in fillers if filler in same),
                times=tuple(time for _, filler in fillers if (time := times.get(filler))),
            ),
        )


def _argument_spans(event: Event, mentions: Mapping[str, list[Span]]) -> Iterator[Span]:
    for argument in event.arguments:
        yield from [argument.span] if argument.span else mentions.get(argument.filler or "", [])
