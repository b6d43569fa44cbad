"""Stories become folders of brat: the gold of an article the lines of its .ann file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twicetold.errors import InputError
from twicetold.files import whole_folder
from twicetold.formats.brat import convention as ours
from twicetold.formats.brat.configuration import annotation_conf, visual_conf
from twicetold.formats.brat.lines import Lines
from twicetold.formats.brat.places import innermost
from twicetold.formats.format import Notes, number_of_links
from twicetold.model import Extraction, Links

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from twicetold.model import Article, Claim, Date, Entity, Event, Span, Story


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories into a new folder.

    Raises InputError where there is something already, and for characters that UTF-8 does not have.
    """
    notes = Notes()
    with whole_folder(path) as folder:
        (folder / "annotation.conf").write_bytes(annotation_conf().encode())
        (folder / "visual.conf").write_bytes(visual_conf().encode())
        for story in stories:
            try:
                _write_story(story, folder / story.id, notes)
            except UnicodeEncodeError as error:
                name = f"U+{ord(error.object[error.start]):04X}"
                raise InputError(f"{story.id}: {name} cannot be written in UTF-8; take it out") from error
    return notes


def _write_story(story: Story, folder: Path, notes: Notes) -> None:
    folder.mkdir()
    notes.add("links between the articles of a story", story.id, number_of_links(story))
    for article in story.articles:
        if article.gold is None:
            notes.add("articles without gold, which are as if nothing were in them", article.id)
        name = ours.file_name(article)
        (folder / f"{name}.txt").write_bytes(article.text.encode())
        (folder / f"{name}.ann").write_bytes(_Annotations(article, notes).written().encode())
    bare = tuple(msgspec.structs.replace(each, text="", scored=(), gold=None) for each in story.articles)
    known = msgspec.structs.replace(story, articles=bare, links=Links())
    (folder / ours.STORY).write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=2) + b"\n")


class _Annotations:
    """The gold of an article in lines. `_fillers` has, by the id of an entity or date, its annotations."""

    def __init__(self, article: Article, notes: Notes) -> None:
        self._article = article
        self._notes = notes
        self._lines = Lines(article.text)
        self._fillers: dict[str, dict[str, Span]] = {}

    def written(self) -> str:
        gold = self._article.gold or Extraction()
        self._lose("quotations that are not in the text", len(gold.ungrounded))
        if self._article.scored:
            self._lines.bound(ours.SCORED, self._article.scored)
        self._entities(gold.entities)
        self._dates(gold.dates)
        for event in gold.events:
            self._event(event)
        self._claims(gold.claims)
        return self._lines.written()

    def _lose(self, what: str, number: int = 1) -> None:
        self._notes.add(what, self._article.id, number)

    def _entities(self, entities: Iterable[Entity]) -> None:
        spans: dict[str, Span] = {}
        heads: list[tuple[str, Span]] = []
        for entity in entities:
            if not entity.mentions:
                self._lose("entities without a mention")
                continue
            known = f"{entity.id} {ours.escaped(entity.name)}" if entity.name else entity.id
            mine = {}
            for mention in entity.mentions:
                name = self._lines.bound(entity.type, mention.span)
                mine[name] = mention.span
                if mention.head:
                    heads.append((name, mention.head))
                tags = (*mention.phenomena, *(f"{ours.ENTITY_TAG}{tag}" for tag in entity.phenomena))
                self._lines.describe(name, known, tags, Level=mention.level)
            self._lines.group([*mine])
            self._fillers[entity.id] = mine
            spans |= mine
        for owner, head in heads:
            name = self._lines.bound(ours.HEAD, head)
            if innermost(head, spans) != owner:
                self._lines.relation(ours.HEAD_OF, name, owner)

    def _dates(self, dates: Sequence[Date]) -> None:
        names = {}
        for date in dates:
            name = names[date.id] = self._lines.bound(date.type, date.span)
            self._fillers[date.id] = {name: date.span}
            self._lines.comment(ours.NOTES, name, f"value={ours.escaped(date.value)}")
            self._lines.describe(name, date.id, date.phenomena, Mod=date.mod)
        for date in dates:
            if date.anchor:
                self._lines.relation(ours.ANCHOR, names[date.id], names[date.anchor])

    def _nearest(self, filler: str, span: Span) -> str:
        """Return the annotation that stands for an entity or date beside a span."""
        places = self._fillers[filler]
        return min(places, key=lambda name: abs(places[name][0].start - span[0].start))

    def _event(self, event: Event) -> None:
        if not event.triggers:
            self._lose("events without a trigger")
            return
        first, *others = event.triggers
        arguments = []
        for each in event.arguments:
            if each.filler is None:
                arguments.append((each.role, self._lines.bound(ours.PLAIN, each.span)))
            elif each.filler in self._fillers:
                arguments.append((each.role, self._nearest(each.filler, first)))
            else:
                self._lose("arguments that are entities without a mention")
        label = ours.label_of(event.type)
        names = [self._lines.event(label, first, arguments)]
        names += [self._lines.event(label, trigger) for trigger in others]
        self._lines.group(names)
        for name in names:
            self._lines.describe(name, event.id, event.phenomena, Polarity=event.polarity, Realis=event.realis)

    def _claims(self, claims: Sequence[Claim]) -> None:
        held = [claim for claim in claims if claim.cue or claim.content or claim.source]
        self._lose("claims without any words", len(claims) - len(held))
        names = dict(zip((claim.id for claim in held), self._lines.coming_events(), strict=False))
        for claim in held:
            trigger = claim.cue or claim.content or claim.source
            parts = {ours.SOURCE: claim.source, ours.CONTENT: claim.content}
            arguments = [(role, self._lines.bound(role, span)) for role, span in parts.items() if span]
            if claim.source_entity in self._fillers:
                arguments.append((ours.SPEAKER, self._nearest(claim.source_entity, claim.source or trigger)))
            if claim.nested_in in names:
                arguments.append((ours.IN, names[claim.nested_in]))
            name = self._lines.event(ours.CLAIM if claim.cue else ours.NO_CUE, trigger, arguments)
            self._lines.describe(name, claim.id, claim.phenomena, Mode=claim.mode, Stance=claim.stance)
