"""Grounding: quotations become offsets.

A system may say where a thing stands by quoting it, `{"quote": "the arrest"}`; `places` says how that is found in the
text. Of several places the next one is meant that is not taken: the second time the same words are quoted for the same
part of an extraction, their second place. What belongs together narrows it further:

- the mentions of an entity follow one another, and so do the pieces of a span;
- a claim's cue stands nearest to its content, its source nearest to its cue, and an event's plain words nearest to its
  first trigger.

No two quotations have one place, but where words may serve twice (SHARED). What is not found is listed in
`Extraction.ungrounded` and counts as a false positive.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.model import Extraction, Ungrounded
from twicetold.systems.places import Place, Places

if TYPE_CHECKING:
    from twicetold.ontology import ExtractionPart

Raw = dict[str, Any]

SHARED = frozenset({"trigger", "source", "argument"})
"""Parts whose words may serve twice: two events on one trigger, the subject of two cues, the crime of two events."""


def ground(raw: Raw, text: str) -> Extraction:
    """Turn an extraction that is valid against its schema into one that has offsets only.

    An entity, date, event or claim none of whose places is found is left out, and what refers to it refers to
    nothing; an argument whose filler is left out counts as not found itself.
    """
    grounding = _Grounding(text)
    entities = [grounding.entity(entity) for entity in raw.get("entities", ())]
    dates = [grounding.date(date) for date in raw.get("dates", ())]
    fillers = {item["id"] for item in (*entities, *dates) if item}
    lost = {item["id"] for layer in ("entities", "dates") for item in raw.get(layer, ())} - fillers
    events = [grounding.event(event, lost) for event in raw.get("events", ())]
    claims = [grounding.claim(claim, lost) for claim in raw.get("claims", ())]
    lost |= {claim["id"] for claim in raw.get("claims", ())} - {claim["id"] for claim in claims if claim}
    grounded = {
        "entities": [entity for entity in entities if entity],
        "dates": [_forget(date, "anchor", lost) for date in dates if date],
        "events": [event for event in events if event],
        "claims": [_forget(claim, "nested_in", lost) for claim in claims if claim],
        "ungrounded": [*raw.get("ungrounded", ()), *msgspec.to_builtins(grounding.missing)],
    }
    return msgspec.convert(grounded, Extraction)


class _Grounding:
    """The text, the places that are taken, and what was not found."""

    def __init__(self, text: str) -> None:
        self._places = Places(text)
        self._taken: defaultdict[str, set[Place]] = defaultdict(set)
        self._reached: dict[tuple[str, str], int] = {}
        self.missing: list[Ungrounded] = []

    def span(
        self, places: list[Raw], part: ExtractionPart, label: str, *, after: int = 0, near: list[Raw] | None = None
    ) -> list[Raw]:
        """Return the places by offsets, or nothing if one of them is not in the text.

        Of several the first is meant that begins at `after` or behind, if there is one, or the nearest to some others.
        """
        found: list[Raw] = []
        for place in places:
            if "quote" not in place:
                where: Place | None = _offsets(place)
            elif near and not found:
                where = self._nearest(place["quote"], part, near)
            else:
                where = self._next(place["quote"], part, found[-1]["end"] if found else after)
                if where is None and after and not found:
                    where = self._next(place["quote"], part, 0)
            if where is None:
                self.missing.append(Ungrounded(part, label, place["quote"]))
                return []
            self._taken[part].add(where)
            found.append(where._asdict())
        return found

    def _next(self, quote: str, part: str, least: int) -> Place | None:
        """Return the next place of a quotation that begins no earlier than `least` and is not taken."""
        places = self._places.of(quote)
        taken = self._taken[part]
        number = self._reached.get((part, quote), 0)
        while number < len(places) and places[number] in taken:
            number += 1
        self._reached[part, quote] = number
        rest = (places[each] for each in range(number, len(places)))
        free = next((place for place in rest if place.start >= least and place not in taken), None)
        if free is None and part in SHARED:
            return next((place for place in reversed(places) if place.start >= least), None)
        return free

    def _nearest(self, quote: str, part: str, near: list[Raw]) -> Place | None:
        """Return the place of a quotation that is nearest to some others and may be used."""
        taken = set() if part in SHARED else self._taken[part]
        free = (place for place in self._places.of(quote) if place not in taken)
        return min(free, key=lambda place: min(_gap(place, other) for other in near), default=None)

    def entity(self, raw: Raw) -> Raw | None:
        mentions: list[Raw] = []
        after = 0
        for mention in raw["mentions"]:
            if span := self.span(mention["span"], "mention", raw["type"], after=after):
                mentions.append({**mention, "span": span, "head": self._head(mention.get("head", []), span)})
                after = span[-1]["end"]
        return {**raw, "mentions": mentions} if mentions else None

    def _head(self, places: list[Raw], span: list[Raw]) -> list[Raw]:
        """Look for a quoted head inside its mention; a head that is not there is no head."""
        found = []
        for place in places:
            if "quote" not in place:
                found.append(_offsets(place)._asdict())
            elif head := self._places.within(place["quote"], Place(span[0]["start"], span[-1]["end"])):
                found.append(head._asdict())
        return found

    def date(self, raw: Raw) -> Raw | None:
        span = self.span(raw["span"], "date", raw["type"])
        return {**raw, "span": span} if span else None

    def event(self, raw: Raw, lost: set[str]) -> Raw | None:
        triggers = [span for places in raw["triggers"] if (span := self.span(places, "trigger", raw["type"]))]
        arguments = []
        for argument in raw.get("arguments", ()):
            near = triggers[0] if triggers else None
            span = self.span(argument.get("span", []), "argument", argument["role"], near=near)
            if argument.get("filler") in lost:
                self.missing.append(Ungrounded("argument", argument["role"], argument["filler"]))
            elif span or not argument.get("span"):
                arguments.append({**argument, "span": span})
        if triggers or not raw["triggers"]:
            return {**raw, "triggers": triggers, "arguments": arguments}
        self.missing.append(Ungrounded("event", raw["type"], raw["triggers"][0][0]["quote"]))
        return None

    def claim(self, raw: Raw, lost: set[str]) -> Raw | None:
        mode = raw.get("mode", "INDIRECT")
        content = self.span(raw.get("content", []), "content", mode)
        cue = self.span(raw.get("cue", []), "cue", mode, near=content)
        source = self.span(raw.get("source", []), "source", mode, near=cue or content)
        claim = {**raw, "content": content, "cue": cue, "source": source}
        if content or cue or source:
            return _forget(claim, "source_entity", lost)
        self.missing.append(Ungrounded("claim", mode, ""))
        return None


def _offsets(place: Raw) -> Place:
    """Return a place by its offsets, which a schema allows to be written as 5.0 too."""
    return Place(int(place["start"]), int(place["end"]))


def _gap(place: Place, other: Raw) -> int:
    """Return how many characters lie between two places, at the nearer ends."""
    return min(abs(place.start - int(other["end"])), abs(int(other["start"]) - place.end))


def _forget(item: Raw, reference: str, lost: set[str]) -> Raw:
    return {**item, reference: None} if item.get(reference) in lost else item
