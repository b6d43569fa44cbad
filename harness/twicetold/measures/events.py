"""Event triggers and arguments."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.alignment import align
from twicetold.measures.dates import align_by_place
from twicetold.measures.matching import Item, Matching, Measure, Pair, match_equal, ungrounded
from twicetold.measures.overlap import Tokens, dice

if TYPE_CHECKING:
    from twicetold.model import Argument, Entity, Event, Extraction, Span

_HALF = 0.5


def _triggers(extraction: Extraction) -> list[Item]:
    return [Item(event.id, event.type, trigger) for event in extraction.events for trigger in event.triggers]


def _trigger_class(gold: Extraction, predicted: Extraction, text: str) -> Matching:
    del text
    found = _triggers(predicted) + ungrounded(predicted, "trigger")
    return match_equal(_triggers(gold), found, lambda item: (item.span, item.label))


def _align_events(gold: Extraction, predicted: Extraction) -> dict[int, int]:
    """Align events of the same type that share a trigger, one to one: predicted number to gold number."""
    places: dict[tuple[str, Span], set[int]] = {}
    for number, event in enumerate(gold.events):
        for trigger in event.triggers:
            places.setdefault((event.type, trigger), set()).add(number)
    weights: Counter[tuple[int, int]] = Counter()
    for number, event in enumerate(predicted.events):
        for trigger in set(event.triggers):
            for row in places.get((event.type, trigger), ()):
                weights[row, number] += 1
    return {column: row for row, column in align(weights)}


class _Resolver:
    """Tells which gold item a predicted filler stands for.

    A predicted entity stands for the gold entity with which it shares the most mentions (the same span, or the
    same head), the first of the text if there are several; so an entity that swallows all others stands for one
    of them only. A predicted date stands for the gold date it is aligned with.
    """

    def __init__(self, gold: Extraction, predicted: Extraction, tokens: Tokens) -> None:
        self._tokens = tokens
        self._owners: dict[Span, str] = {}
        for entity in gold.entities:
            for mention in entity.mentions:
                self._owners.setdefault(mention.head, entity.id)
        for entity in gold.entities:
            self._owners.update((mention.span, entity.id) for mention in entity.mentions)
        self._owners.pop((), None)
        self._first_place = {
            entity.id: min(mention.span[0].start for mention in entity.mentions) for entity in gold.entities
        }
        self._stands_for = {entity.id: self._resolve(entity) for entity in predicted.entities}
        gold_dates = [Item(date.id, "", date.span) for date in gold.dates]
        dates = [Item(date.id, "", date.span) for date in predicted.dates]
        for row, column in align_by_place(gold_dates, dates, tokens):
            self._stands_for[dates[column].id] = gold_dates[row].id
        self._places = {entity.id: [mention.span for mention in entity.mentions] for entity in predicted.entities} | {
            date.id: [date.span] for date in predicted.dates
        }

    def _resolve(self, entity: Entity) -> str | None:
        shared: Counter[str] = Counter()
        for mention in entity.mentions:
            owner = self._owners.get(mention.span) or self._owners.get(mention.head)
            if owner:
                shared[owner] += 1
        return min(shared, key=lambda owner: (-shared[owner], self._first_place[owner])) if shared else None

    def same(self, wanted: Argument, found: Argument) -> bool:
        """Tell whether two arguments name the same role and the same filler.

        Plain words are the same if they share half their tokens or more (by the Dice coefficient) with the
        predicted words, or with a mention of the predicted filler.
        """
        if wanted.role != found.role:
            return False
        if wanted.filler:
            return found.filler is not None and self._stands_for.get(found.filler) == wanted.filler
        place = self._tokens.inside(wanted.span)
        others = [found.span] if found.span else self._places.get(found.filler or "", [])
        return any(dice(place, self._tokens.inside(other)) >= _HALF for other in others)


class _Owned(NamedTuple):
    """An argument and the number of its event."""

    event: int
    argument: Argument


def _arguments(events: tuple[Event, ...]) -> list[_Owned]:
    return [_Owned(number, argument) for number, event in enumerate(events) for argument in event.arguments]


def _argument_class(gold: Extraction, predicted: Extraction, text: str) -> Matching:
    gold_of = _align_events(gold, predicted)
    resolver = _Resolver(gold, predicted, Tokens(text))
    wanted, found = _arguments(gold.events), _arguments(predicted.events)
    weights = {
        (row, column): 1.0
        for column, (event, argument) in enumerate(found)
        for row, (gold_event, gold_argument) in enumerate(wanted)
        if gold_of.get(event) == gold_event and resolver.same(gold_argument, argument)
    }
    gold_items = tuple(_item(gold, owned) for owned in wanted)
    found_items = (*(_item(predicted, owned) for owned in found), *ungrounded(predicted, "argument"))
    return Matching(gold_items, found_items, tuple(Pair(row, column) for row, column in align(weights)))


def _item(extraction: Extraction, owned: _Owned) -> Item:
    event = extraction.events[owned.event]
    return Item(event.id, owned.argument.role, owned.argument.span or event.triggers[0], key=owned.argument.filler)


MEASURES = (
    Measure(
        "events.trigger.class",
        "events",
        "a trigger has the span and the event type of a gold trigger",
        _trigger_class,
    ),
    Measure(
        "events.argument.class",
        "events",
        "an argument has the role and the filler of a gold argument of the event that shares a trigger and the type",
        _argument_class,
    ),
)
