"""Stories become tasks: their data, and the results that say the gold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold import files
from twicetold.errors import InputError
from twicetold.formats.format import Notes, number_of_links
from twicetold.formats.label_studio.configuration import configuration
from twicetold.formats.label_studio.convention import CHOICES, DATA_OF_STORY, LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from twicetold.model import Article, Claim, Date, Entity, Event, Extraction, Span, Story

    Json = dict[str, Any]


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write the folder `path`: tasks.json and config.xml. Raises InputError where it cannot be written."""
    notes = Notes()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    files.write_lines(_array(_tasks(stories, notes)), path / "tasks.json")
    files.write_lines([msgspec.Raw(configuration().encode())], path / "config.xml")
    return notes


def _array(values: Iterable[object]) -> Iterator[msgspec.Raw]:
    """Yield the lines of a JSON array that has a line for each value."""
    yield msgspec.Raw(b"[")
    for number, value in enumerate(values):
        yield msgspec.Raw((b"," if number else b"") + msgspec.json.encode(value))
    yield msgspec.Raw(b"]")


def _tasks(stories: Iterable[Story], notes: Notes) -> Iterator[Json]:
    for story in stories:
        notes.add("links between the articles of a story", story.id, number_of_links(story))
        about = {name: getattr(story, field) for field, name in DATA_OF_STORY.items()}
        about = {name: value for name, value in about.items() if value or name == "story_title"}
        for article in story.articles:
            data = msgspec.to_builtins(msgspec.structs.replace(article, gold=None))
            data |= {"headline": article.headline, **about}  # the configuration shows a headline, if an empty one
            results = [] if article.gold is None else [{"result": _Results(article, article.gold, notes).all()}]
            yield {"data": data, "annotations": results}


class _Results:
    """The results that say an extraction."""

    def __init__(self, article: Article, gold: Extraction, notes: Notes) -> None:
        self._gold = gold
        self._text = article.text
        self._where = article.id
        self._notes = notes
        self._results: list[Json] = []
        self._relations: dict[tuple[str, str], list[str]] = {}
        self._places: dict[str, Json] = {}
        """Where regions stand, by their ids."""
        self._fillers: dict[str, str] = {}
        """The region that stands for an entity or a date."""

    def all(self) -> list[Json]:
        for entity in self._gold.entities:
            self._entity(entity)
        for date in self._gold.dates:
            self._date(date)
        for date in self._gold.dates:
            if date.anchor is not None:
                self._relate(self._fillers[date.id], self._fillers[date.anchor], "anchor")
        for event in self._gold.events:
            self._event(event)
        claims = {claim.id: region for claim in self._gold.claims if (region := self._claim(claim))}
        for claim in self._gold.claims:
            if claim.nested_in is not None and {claim.id, claim.nested_in} <= claims.keys():
                self._relate(claims[claim.id], claims[claim.nested_in], "nested")
        self._notes.add("quotations that are not in the text", self._where, len(self._gold.ungrounded))
        related = [
            {"type": "relation", "from_id": first, "to_id": second, "direction": "right", "labels": labels}
            for (first, second), labels in self._relations.items()
        ]
        return self._results + related

    def _entity(self, entity: Entity) -> None:
        first = ""
        for number, mention in enumerate(entity.mentions):
            meta = {"of" if first else "id": entity.id}
            region = self._region("entity", entity.type, mention.span, f"{entity.id}-{number}", meta)
            self._say(region, level=mention.level, tags=mention.phenomena)
            if mention.head:
                self._relate(region, self._region("part", "Head", mention.head, f"{entity.id}-{number}-head"), "head")
            if first:
                self._relate(first, region, "same")
            else:
                first = self._fillers[entity.id] = region
                self._say(region, name=entity.name, entity_tags=entity.phenomena)

    def _date(self, date: Date) -> None:
        region = self._fillers[date.id] = self._region("date", date.type, date.span, date.id, {"id": date.id})
        self._say(region, value=date.value, mod=date.mod, tags=date.phenomena)

    def _event(self, event: Event) -> None:
        meta: Json = {"id": event.id}
        first = self._region("event", event.type, event.triggers[0], f"{event.id}-0", meta)
        self._say(first, polarity=event.polarity, realis=event.realis, tags=event.phenomena)
        for number, trigger in enumerate(event.triggers[1:], start=1):
            other = self._region("event", event.type, trigger, f"{event.id}-{number}", {"of": event.id})
            self._relate(first, other, "same")
        keys = []
        for number, argument in enumerate(event.arguments):
            if argument.filler is not None:
                filler = self._fillers[argument.filler]
            else:
                filler = self._region("part", "Argument", argument.span, f"{event.id}-arg-{number}")
            if (filler, argument.role) in keys:
                self._notes.add("arguments that an event has twice", self._where)
                continue
            keys.append((filler, argument.role))
            self._relate(first, filler, argument.role)
        shown = [(filler, role) for filler in dict(keys) for other, role in keys if other == filler]
        if shown != keys:
            meta["arguments"] = [f"{role} {filler}" for filler, role in keys]

    def _claim(self, claim: Claim) -> str:
        """Add a claim; return its first region, "" if it has none."""
        regions: dict[str, str] = {}
        for label, span in zip(LABELS["claim"], (claim.cue, claim.content, claim.source), strict=True):
            if span:
                meta = {"of" if regions else "id": claim.id}
                regions[label] = self._region("claim", label, span, f"{claim.id}-{label}", meta)
        if not regions:
            self._notes.add("claims without any words", self._where)
            return ""
        (_, first), *others = regions.items()
        for label, region in others:
            self._relate(first, region, label.lower())
        if claim.source_entity is not None:
            self._relate(regions.get("Source", first), self._fillers[claim.source_entity], "entity")
        self._say(first, mode=claim.mode, stance=claim.stance, tags=claim.phenomena)
        return first

    def _region(self, control: str, label: str, span: Span, wanted: str, meta: Json | None = None) -> str:
        """Add a region, and further ones where the span has several fragments; return its id."""
        first = ""
        for part in span:
            name = self._free(f"{wanted}-{len(self._results)}" if first else wanted)
            self._places[name] = {"start": part.start, "end": part.end, "text": self._text[part.start : part.end]}
            self._add(name, control, "labels", labels=[label])
            if first:
                self._relate(first, name, "fragment")
            else:
                first = name
                self._results[-1]["meta"] = meta or {}
        return first

    def _free(self, wanted: str) -> str:
        """Return an id of a region that can stand in the name of a class, and is not taken."""
        name = re.sub(r"[^A-Za-z0-9_-]", "_", wanted)
        while name in self._places:
            name += "_"
        return name

    def _relate(self, first: str, second: str, label: str) -> None:
        self._relations.setdefault((first, second), []).append(label)

    def _say(self, region: str, **attributes: str | tuple[str, ...] | None) -> None:
        """Add the attributes of a region that are not empty."""
        for control, said in attributes.items():
            values = [said] if isinstance(said, str) else said
            if said and control in CHOICES:
                self._add(region, control, "choices", choices=values)
            elif said:
                self._add(region, control, "textarea", text=values)

    def _add(self, region: str, control: str, kind: str, **value: object) -> None:
        found = {"id": region, "from_name": control, "to_name": "text", "type": kind}
        self._results.append({**found, "value": {**self._places[region], **value}, "origin": "manual"})
