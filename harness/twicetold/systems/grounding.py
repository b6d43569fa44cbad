"""Grounding: quotations become offsets.

A system may say where a thing stands by quoting it, `{"quote": "the arrest"}`. Quotations are found exactly as they
stand, and in order of occurrence: the second time the same words are quoted for the same part of an extraction, their
second occurrence is meant. What is not found is listed in `Extraction.ungrounded` and counts as a false positive.
"""

from __future__ import annotations

from typing import Any

import msgspec

from twicetold.model import Extraction, Ungrounded

Raw = dict[str, Any]


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
    """The text, how far each quotation has been looked for, and what was not found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._reached: dict[tuple[str, str], int] = {}
        self.missing: list[Ungrounded] = []

    def span(self, places: list[Raw], part: Any, label: str) -> list[Raw]:  # noqa: ANN401 - an ExtractionPart
        """Return the places by offsets, or nothing if one of them is not in the text."""
        found = []
        for place in places:
            quote = place.get("quote")
            if quote is None:
                found.append(place)
                continue
            start = self._text.find(quote, self._reached.get((part, quote), 0))
            if start < 0:
                self.missing.append(Ungrounded(part, label, quote))
                return []
            self._reached[part, quote] = start + len(quote)
            found.append({"start": start, "end": start + len(quote)})
        return found

    def entity(self, raw: Raw) -> Raw | None:
        mentions = [
            {**mention, "span": span, "head": self._head(mention.get("head", []), span)}
            for mention in raw["mentions"]
            if (span := self.span(mention["span"], "mention", raw["type"]))
        ]
        return {**raw, "mentions": mentions} if mentions else None

    def _head(self, places: list[Raw], span: list[Raw]) -> list[Raw]:
        """Look for a quoted head inside its mention; a head that is not there is no head."""
        found = []
        for place in places:
            if "quote" in place:
                start = self._text.find(place["quote"], span[0]["start"], span[-1]["end"])
                if start >= 0:
                    found.append({"start": start, "end": start + len(place["quote"])})
            else:
                found.append(place)
        return found

    def date(self, raw: Raw) -> Raw | None:
        span = self.span(raw["span"], "date", raw["type"])
        return {**raw, "span": span} if span else None

    def event(self, raw: Raw, lost: set[str]) -> Raw | None:
        triggers = [span for places in raw["triggers"] if (span := self.span(places, "trigger", raw["type"]))]
        arguments = []
        for argument in raw.get("arguments", ()):
            span = self.span(argument.get("span", []), "argument", argument["role"])
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
        content, cue, source = (self.span(raw.get(part, []), part, mode) for part in ("content", "cue", "source"))
        claim = {**raw, "content": content, "cue": cue, "source": source}
        if content or cue or source:
            return _forget(claim, "source_entity", lost)
        self.missing.append(Ungrounded("claim", mode, ""))
        return None


def _forget(item: Raw, reference: str, lost: set[str]) -> Raw:
    return {**item, reference: None} if item.get(reference) in lost else item
