"""Gold and prediction of a batch of articles, side by side, with what several measures need of them.

Everything is worked out when it is first asked for, and once.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from twicetold.measures import spans
from twicetold.measures.alignment import align_in_order
from twicetold.measures.outcome import Item, Outcome
from twicetold.measures.overlap import Tokens, dice
from twicetold.ontology import UNKNOWN
from twicetold.timex import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from twicetold.measures.outcome import Pairs
    from twicetold.measures.spans import Meeting
    from twicetold.model import Claim, Date, Entity, Event, Extraction, Links, Mention, Span


T = TypeVar("T")


class Sides(NamedTuple):
    """The items of a batch that one kind of measure compares, and where they overlap."""

    gold: list[Item]
    predicted: list[Item]
    meeting: Meeting

    def outcome(self, pair: Callable[[Meeting], Pairs]) -> Outcome:
        """Return what a way of pairing spans makes of them."""
        return Outcome(self.gold, self.predicted, pair(self.meeting))


class Case:
    """One article of a batch: its gold, what was predicted, its text."""

    def __init__(self, gold: Extraction, predicted: Extraction, text: str) -> None:
        self.gold = gold
        self.predicted = predicted
        self.text = text

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the text."""
        return Tokens(self.text)

    @cached_property
    def events(self) -> dict[int, int]:
        """Events of the same type that share a trigger, aligned one to one: predicted number to gold number.

        A gold event of unknown type goes with any.
        """
        return self._align_events(lambda gold, predicted: gold.type in {predicted.type, UNKNOWN})

    @cached_property
    def events_of_any_type(self) -> dict[int, int]:
        """Events that share a trigger, aligned one to one: predicted number to gold number."""
        return self._align_events(lambda _gold, _predicted: True)

    def _align_events(self, go_together: Callable[[Event, Event], bool]) -> dict[int, int]:
        places: dict[Span, set[int]] = {}
        for number, event in enumerate(self.gold.events):
            for trigger in event.triggers:
                places.setdefault(trigger, set()).add(number)
        shared: Counter[tuple[int, int]] = Counter()
        for number, event in enumerate(self.predicted.events):
            for trigger in set(event.triggers):
                for row in places.get(trigger, ()):
                    if go_together(self.gold.events[row], event):
                        shared[row, number] += 1
        gold, predicted = ([_of_event(event) for event in side.events] for side in (self.gold, self.predicted))
        weights = {pair: number + _likeness(gold[pair[0]], predicted[pair[1]]) for pair, number in shared.items()}
        return align_in_order(weights, gold, predicted)

    @cached_property
    def claims(self) -> dict[int, int]:
        """Claims aligned one to one so that contents and cues share the most: predicted number to gold number."""
        inside = self.tokens.inside
        sides = [
            [(inside(claim.content), inside(claim.cue)) for claim in claims]
            for claims in (self.gold.claims, self.predicted.claims)
        ]
        gold, predicted = ([_of_claim(claim) for claim in side.claims] for side in (self.gold, self.predicted))
        weights = {
            (row, column): share + _likeness(gold[row], predicted[column])
            for row, (content, cue) in enumerate(sides[0])
            for column, (other_content, other_cue) in enumerate(sides[1])
            if (share := dice(content, other_content) + dice(cue, other_cue))
        }
        return align_in_order(weights, gold, predicted)

    @cached_property
    def dates(self) -> dict[int, int]:
        """Dates that overlap, aligned one to one so that they share the most: predicted number to gold number."""
        overlaps = spans.overlapping(*spans.columns_of(_dates(0, self.gold), _dates(0, self.predicted)))
        gold, predicted = ([_of_date(date) for date in side.dates] for side in (self.gold, self.predicted))
        pairs = zip(overlaps.gold.tolist(), overlaps.predicted.tolist(), overlaps.dice.tolist(), strict=True)
        weights = {(row, column): share + _likeness(gold[row], predicted[column]) for row, column, share in pairs}
        return align_in_order(weights, gold, predicted)

    @cached_property
    def stands_for(self) -> dict[str, str]:
        """The gold entity or date that a predicted one stands for, by id.

        An entity stands for the gold entity with which it shares the most mentions (the same span, or the same head),
        so that one that swallows all others stands for one of them only. Of several it is the one that is most like
        it, then one of its type, then the first of the text. A date stands for the date it is aligned with.
        """
        owners = _owners(self.gold.entities)
        gold = {entity.id: entity for entity in self.gold.entities}
        found = {self.predicted.dates[column].id: self.gold.dates[row].id for column, row in self.dates.items()}
        for entity in self.predicted.entities:
            shared = Counter(
                owner
                for mention in entity.mentions
                for owner in owners.get(mention.span) or owners.get(mention.head) or ()
            )
            if shared:
                found[entity.id] = self.known_as[
                    min(shared, key=lambda owner: _unlike(entity, gold[owner], shared[owner]))
                ]
        return found

    @cached_property
    def known_as(self) -> dict[str, str]:
        """The id under which a gold entity or date is compared: the first of those with the very same mentions."""
        first: dict[frozenset[Span], str] = {}
        names = {
            entity.id: first.setdefault(frozenset(mention.span for mention in entity.mentions), entity.id)
            for entity in self.gold.entities
        }
        return names | {date.id: date.id for date in self.gold.dates}

    @cached_property
    def gold_places(self) -> dict[str, list[Span]]:
        """Every place of a gold entity or date, by id."""
        return _places(self.gold)

    @cached_property
    def predicted_places(self) -> dict[str, list[Span]]:
        """Every place of a predicted entity or date, by id."""
        return _places(self.predicted)


_TIE = 1e-6
"""How much each further thing that two items have in common counts, between alignments that share as much text."""


def _likeness(first: tuple[object, ...], second: tuple[object, ...]) -> float:
    return _TIE * sum(mine == theirs for mine, theirs in zip(first, second, strict=True))


def _bounds(span: Span) -> tuple[tuple[int, int], ...]:
    return tuple((part.start, part.end) for part in span)


def _of_event(event: Event) -> tuple[object, ...]:
    """Return what tells events apart, ids left out."""
    roles = tuple(sorted((argument.role, _bounds(argument.span)) for argument in event.arguments))
    return tuple(sorted(map(_bounds, event.triggers))), event.type, event.polarity, event.realis, roles


def _of_claim(claim: Claim) -> tuple[object, ...]:
    """Return what tells claims apart, ids left out."""
    parts = (_bounds(claim.content), _bounds(claim.cue), _bounds(claim.source))
    return *parts, claim.stance, claim.mode, claim.source_entity is None, claim.nested_in is None


def _of_date(date: Date) -> tuple[object, ...]:
    """Return what tells dates apart, ids left out."""
    return _bounds(date.span), canonical(date.value), date.type, date.mod or ""


def _places(extraction: Extraction) -> dict[str, list[Span]]:
    entities = {entity.id: [mention.span for mention in entity.mentions] for entity in extraction.entities}
    return entities | {date.id: [date.span] for date in extraction.dates}


def _owners(entities: Iterable[Entity]) -> dict[Span, list[str]]:
    """Return which entities have a mention of that span or, where none has, of that head."""
    heads: dict[Span, list[str]] = {}
    whole: dict[Span, list[str]] = {}
    for entity in entities:
        for mention in entity.mentions:
            whole.setdefault(mention.span, []).append(entity.id)
            if mention.head:
                heads.setdefault(mention.head, []).append(entity.id)
    return heads | whole


def _unlike(entity: Entity, other: Entity, shared: int) -> tuple[object, ...]:
    """Return a key by which the gold entity that a predicted one stands for comes first."""
    first = min(mention.span[0].start for mention in other.mentions)
    return -shared, len(entity.mentions) + len(other.mentions), entity.type != other.type, first, other.id


class StoryCase(NamedTuple):
    """One story of a batch: its gold links, what was predicted, and its articles' cases by id.

    Without `singletons`, coreference over the story leaves clusters of one mention out.
    """

    gold: Links
    predicted: Links
    articles: Mapping[str, Case]
    singletons: bool = True


class Batch:
    """Cases to be measured together. An item's `article` is the number of its case.

    Without `singletons`, coreference leaves clusters of one mention out, on each side by itself.
    """

    def __init__(self, cases: Sequence[Case], *, singletons: bool = True) -> None:
        self.cases = cases
        self.singletons = singletons
        self._worked_out: dict[str, Any] = {}

    def once(self, name: str, work: Callable[[Batch], T]) -> T:
        """Return what some work on this batch gives, doing it the first time only."""
        if name not in self._worked_out:
            self._worked_out[name] = work(self)
        found: T = self._worked_out[name]
        return found

    def _sides(self, items: Callable[[int, Extraction], list[Item]], part: str) -> Sides:
        """Gather the items of all cases, and the quotations for that part of a prediction that were not found.

        They come in an order of their own, so that nothing depends on that of the input.
        """
        gold: list[Item] = []
        predicted: list[Item] = []
        for number, case in enumerate(self.cases):
            gold += items(number, case.gold)
            predicted += items(number, case.predicted)
            predicted += not_found(number, case.predicted, part)
        gold.sort(key=_place)
        predicted.sort(key=_place)
        return Sides(gold, predicted, spans.meet(*spans.columns_of(gold, predicted)))

    @cached_property
    def mentions(self) -> Sides:
        """Every mention of an entity, labelled with the entity's type."""
        return self._sides(_mentions, "mention")

    @cached_property
    def dates(self) -> Sides:
        """Every date, labelled with its type."""
        return self._sides(_dates, "date")

    @cached_property
    def triggers(self) -> Sides:
        """Every trigger, labelled with the event's type."""
        return self._sides(_triggers, "trigger")


def _place(item: Item) -> tuple[object, ...]:
    return item.article, _bounds(item.span), item.label


def not_found(article: int, predicted: Extraction, part: str) -> list[Item]:
    """Return the quotations for a part of the extraction that are not in the text, as items without a place."""
    return [Item(article, "", entry.label, key=entry.quote) for entry in predicted.ungrounded if entry.part == part]


def _mentions(article: int, extraction: Extraction) -> list[Item]:
    return [
        Item(article, entity.id, entity.type, mention.span, facets=_facets(entity, mention))
        for entity in extraction.entities
        for mention in entity.mentions
    ]


def _facets(entity: Entity, mention: Mention) -> tuple[str, ...]:
    return tuple(dict.fromkeys((mention.level, *mention.phenomena, *entity.phenomena)))


def _dates(article: int, extraction: Extraction) -> list[Item]:
    return [Item(article, date.id, date.type, date.span, key=date, facets=date.phenomena) for date in extraction.dates]


def _triggers(article: int, extraction: Extraction) -> list[Item]:
    return [
        Item(article, event.id, event.type, trigger, key=event, facets=event.phenomena)
        for event in extraction.events
        for trigger in event.triggers
    ]
