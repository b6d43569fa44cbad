"""What can be marked within a text, where marks neither nest nor overlap."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Date, Event

if TYPE_CHECKING:
    from twicetold.formats.format import Notes
    from twicetold.model import Extraction, Span


class Mark(NamedTuple):
    """A date, or an event by one of its triggers, and where it stands."""

    start: int
    end: int
    item: Date | Event


def marks_of(gold: Extraction, where: str, notes: Notes) -> list[Mark]:
    """Return what can be marked of the gold of an article, in the order of its text, and note what cannot."""
    places: list[tuple[Span, Date | Event]] = [(date.span, date) for date in gold.dates]
    places += [(trigger, event) for event in gold.events for trigger in event.triggers]
    whole = [Mark(span[0].start, span[0].end, item) for span, item in places if len(span) == 1]
    kept: list[Mark] = []
    lost: Counter[str] = Counter(f"{_kind(item)} in several pieces" for span, item in places if len(span) > 1)
    for mark in sorted(whole, key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            lost[f"{_kind(mark.item)} that share text with what is marked before them"] += 1
        else:
            kept.append(mark)
    left = {mark.item.id for mark in kept}
    lost["events without a trigger that can be marked"] = sum(event.id not in left for event in gold.events)
    notes.add_all(lost, where)
    return kept


def _kind(item: Date | Event) -> str:
    return "dates" if isinstance(item, Date) else "triggers"
