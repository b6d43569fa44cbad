"""What regions of other projects say: each is an entity, a date or an event of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from twicetold.formats.label_studio.arguments import arguments_of
from twicetold.model import Date, Entity, Event, Extraction, Mention

if TYPE_CHECKING:
    from twicetold.formats.format import Reading
    from twicetold.formats.label_studio.arguments import Fillers
    from twicetold.formats.label_studio.regions import Region, Regions


def extraction(regions: Regions, reading: Reading, where: str) -> Extraction:
    """Return what the regions of a text say. What makes no sense is noted."""
    by_control: dict[str, list[Region]] = defaultdict(list)
    for region in regions.all:
        by_control[region.control].append(region)
    entities = {f"e{number}": region for number, region in enumerate(by_control["entity"], start=1)}
    dates = {f"d{number}": region for number, region in enumerate(by_control["date"], start=1)}
    fillers: Fillers = {
        **{region: (name, region.label) for name, region in entities.items()},
        **{region: (name, "DATE") for name, region in dates.items()},
    }
    led_to: dict[Region, list[tuple[Any, Region]]] = defaultdict(list)
    for first, second, role in regions.relations:
        led_to[first].append((role, second))
    return Extraction(
        entities=tuple(Entity(name, each.label, (Mention(each.span),)) for name, each in entities.items()),
        dates=tuple(Date(name, each.span, each.label, "") for name, each in dates.items()),
        events=tuple(
            Event(
                f"v{number}", each.label, (each.span,),
                arguments_of(each.label, led_to[each], fillers, reading, where),
            )
            for number, each in enumerate(by_control["event"], start=1)
        ),
    )  # fmt: skip
