"""What annotations are: mentions, dates, events, claims, or parts of them, as their labels say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.formats.brat import convention as ours

if TYPE_CHECKING:
    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Reading


class Kinds(NamedTuple):
    """Ids of annotations: of mentions, dates and events with our types, of claims, and of parts by their labels.

    An event is one of brat, or a text-bound annotation with the label of one. `triggers` are those of events of brat.
    """

    entities: dict[str, Any]
    dates: dict[str, Any]
    events: dict[str, Any]
    claims: list[str]
    parts: dict[str, list[str]]
    triggers: set[str]


def kinds_of(standoff: Standoff, reading: Reading) -> Kinds:
    """Sort the annotations of a file. The map of labels comes before the names that are ours."""
    triggers = standoff.spans.keys() & {event.trigger for event in standoff.events.values()}
    kinds = Kinds({}, {}, {}, [], {label: [] for label in ours.PARTS}, triggers)
    for name, event in standoff.events.items():
        if event.trigger not in standoff.spans:
            reading.notes.add("events without a trigger in the text", standoff.place(name))
        elif event.label in ours.CLAIMS and event.label not in reading.labels.get("events", {}):
            kinds.claims.append(name)
        elif label := reading.label("events", event.label, standoff.place(name)):
            kinds.events[name] = label
    types = {"entities": kinds.entities, "dates": kinds.dates, "events": kinds.events}
    for name in standoff.spans:
        if name in triggers:
            continue
        foreign = standoff.bounds[name].label
        table = next((each for each in types if foreign in reading.labels.get(each, {})), None)
        if table is None and foreign in ours.PARTS:
            kinds.parts[foreign].append(name)
        elif label := reading.label(table or "entities", foreign, standoff.place(name)):
            types[table or "entities"][name] = label
    return kinds
