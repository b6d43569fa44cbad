"""The extraction that items are: numbered in the order of the text, with arguments for what leads from events."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from twicetold.model import Argument, Date, Entity, Event, Extraction, Fragment, Mention

if TYPE_CHECKING:
    from twicetold.formats.format import Reading
    from twicetold.formats.inception.items import Edge, Item, Items
    from twicetold.ontology import AnyEventType, DateType, EntityType, Filler, Role


def extraction_of(items: Items, reading: Reading) -> Extraction:
    """Return all items of a document; arguments that our events cannot have are noted."""
    every = sorted(dict.fromkeys(items.of.values()), key=lambda item: min(map(_order, item.places)))
    entities, dates, events = (
        {item: f"{letter}{number}" for number, item in enumerate((each for each in every if each.table == table), 1)}
        for table, letter in (("entities", "e"), ("dates", "d"), ("events", "v"))
    )
    fillers = entities | dates

    def argument(event: Item, edge: Edge) -> Argument | None:
        roles = reading.labels.get("roles", {})
        role = reading.label("roles", next((key for key in edge.keys if key in roles), edge.keys[0]), event.where)
        if role is None:
            return None
        filler = items.filler(edge)
        if filler is None:
            kind, made = "SPAN", Argument(cast("Role", role), span=(edge.place,))
        elif filler in fillers:
            kind = filler.label if filler in entities else "DATE"
            made = Argument(cast("Role", role), fillers[filler])
        else:
            reading.notes.add("arguments that are events", event.where)
            return None
        return reading.argument(event.label, made, cast("Filler", kind), event.where)

    return Extraction(
        entities=tuple(
            Entity(name, cast("EntityType", item.label), tuple(Mention((place,)) for place in _places(item)))
            for item, name in entities.items()
        ),
        dates=tuple(
            Date(name, tuple(item.places), cast("DateType", item.label), item.value) for item, name in dates.items()
        ),
        events=tuple(
            Event(
                name,
                cast("AnyEventType", item.label),
                triggers=tuple((place,) for place in _places(item)),
                arguments=tuple(dict.fromkeys(made for edge in item.edges if (made := argument(item, edge)))),
            )
            for item, name in events.items()
        ),
    )


def _places(item: Item) -> list[Fragment]:
    return sorted(item.places, key=_order)


def _order(place: Fragment) -> tuple[int, int]:
    return place.start, place.end
