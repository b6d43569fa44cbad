"""The best tool for each layer in one pipeline.

Entities and events are spaCy's, dates HeidelTime's, claims textacy's. What refers across layers is put right:

- the time of an event is the date of HeidelTime, lengths aside, that overlaps spaCy's most; else it is left out;
- the source of a claim is the entity with the longest mention in it that begins where it begins or ends where it ends;
  else it has none;
- ids are each tool's own, with the letter of their layer: e, d, v, c.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.errors import SystemFailure
from twicetold.model import Extraction
from twicetold_baselines.tools.heideltime import HeidelTime
from twicetold_baselines.tools.spacy_sm import SpaCy
from twicetold_baselines.tools.textacy import Textacy
from twicetold_baselines.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Argument, Article, Claim, Date, Entity, Event, Span

PARTS: tuple[type[Tool], ...] = (SpaCy, HeidelTime, Textacy)
"""For entities and events, for dates, for claims: the best of each on dev."""


class Assembled(Tool):
    """spaCy, HeidelTime and textacy together; it has no environment of its own."""

    name = "assembled"
    version = "1"
    about = "spaCy's entities and events, HeidelTime's dates, textacy's claims: all layers"
    licence = " AND ".join(dict.fromkeys(" AND ".join(part.licence for part in PARTS).split(" AND ")))

    def __init__(self) -> None:
        super().__init__()
        self._parts = [part() for part in PARTS]

    @property
    def configuration(self) -> dict[str, Any]:
        """Version and configuration of every part."""
        return {part.name: {"version": part.version, **part.configuration} for part in self._parts}

    @classmethod
    def set_up(cls) -> None:
        """Set up every part. Raises InputError as they do."""
        for part in PARTS:
            part.set_up()

    @classmethod
    def missing(cls) -> str | None:
        """Return what the first part lacks that cannot run."""
        return next((f"{part.name} is missing: {lacking}" for part in PARTS if (lacking := part.missing())), None)

    def extract(self, article: Article) -> Extraction:
        """Return what the parts find in an article, put together. Raises SystemFailure."""
        return assemble(*(_read(article.id, part.extract(article)) for part in self._parts))

    def close(self) -> None:
        """End every part."""
        for part in self._parts:
            part.close()


def _read(article: str, answer: object) -> Extraction:
    try:
        return msgspec.convert(answer, Extraction)
    except msgspec.ValidationError as error:
        raise SystemFailure(article, str(error)) from error


def assemble(parsed: Extraction, dated: Extraction, claimed: Extraction) -> Extraction:
    """Return entities and events of the first, the dates of the second and the claims of the third extraction."""
    times = {date.id: counterpart(date, dated.dates) for date in parsed.dates}
    return Extraction(
        entities=parsed.entities,
        dates=dated.dates,
        events=tuple(_with_times(event, times) for event in parsed.events),
        claims=tuple(_with_source(claim, parsed.entities) for claim in claimed.claims),
    )


def counterpart(date: Date, others: Iterable[Date]) -> str | None:
    """Return the id of the date, no length, that overlaps another most, of equals the first; None if none does."""
    overlaps = [(_overlap(date.span, other.span), other.id) for other in others if other.type != "DURATION"]
    longest = max((length for length, _ in overlaps), default=0)
    return next((name for length, name in overlaps if length == longest), None) if longest else None


def source_entity(source: Span, entities: Iterable[Entity]) -> str | None:
    """Return the id of the entity that a claim's source is a mention of, as the module says; None if there is none."""
    if not source:
        return None
    start, end = source[0].start, source[-1].end
    fitting = [
        (last - first, entity.id)
        for entity in entities
        for mention in entity.mentions
        for first, last in [(mention.span[0].start, mention.span[-1].end)]
        if start <= first and last <= end and (first == start or last == end)
    ]
    longest = max((length for length, _ in fitting), default=0)
    return next((name for length, name in fitting if length == longest), None)


def _with_times(event: Event, times: dict[str, str | None]) -> Event:
    arguments = (_at_time(argument, times) for argument in event.arguments)
    return msgspec.structs.replace(event, arguments=tuple(argument for argument in arguments if argument is not None))


def _at_time(argument: Argument, times: dict[str, str | None]) -> Argument | None:
    if argument.filler is None or argument.filler not in times:
        return argument
    time = times[argument.filler]
    return None if time is None else msgspec.structs.replace(argument, filler=time)


def _with_source(claim: Claim, entities: Iterable[Entity]) -> Claim:
    return msgspec.structs.replace(claim, source_entity=source_entity(claim.source, entities))


def _overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
