"""Where an item of an annotation belongs: its layer, and its place in the text."""

from __future__ import annotations

from typing import TypeAlias

from twicetold.model import Claim, Date, Entity, Event, Extraction, Span

Item: TypeAlias = Entity | Date | Event | Claim

_LAYERS = {Entity: "entities", Date: "dates", Event: "events", Claim: "claims"}


def layer_of(item: Item) -> str:
    """Return the layer of an item."""
    return _LAYERS[type(item)]


def place_of(item: Item) -> Span:
    """Return the place of an item: a date's span, a claim's cue, the first mention or trigger."""
    if isinstance(item, Entity):
        return item.mentions[0].span
    if isinstance(item, Event):
        return item.triggers[0]
    return item.cue if isinstance(item, Claim) else item.span


def place_of_words(item: Item) -> Span:
    """Return the place whose words stand for an item: a claim's content, if it has any, else its place."""
    return item.content if isinstance(item, Claim) and item.content else place_of(item)


def places_of(item: Item) -> tuple[Span, ...]:
    """Return all places of an item: of an entity and of an event there may be many."""
    if isinstance(item, Entity):
        return tuple(mention.span for mention in item.mentions)
    return item.triggers if isinstance(item, Event) else (place_of(item),)


def items_of(gold: Extraction) -> tuple[Item, ...]:
    """Return the items of all layers."""
    return (*gold.entities, *gold.dates, *gold.events, *gold.claims)


def item_of(gold: Extraction, name: str) -> Item:
    """Return the item that has an id. Raises KeyError."""
    for item in items_of(gold):
        if item.id == name:
            return item
    raise KeyError(name)


def meet(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return any(mine.start < theirs.end and theirs.start < mine.end for mine in one for theirs in other)
