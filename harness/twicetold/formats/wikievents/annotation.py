"""The annotation of a document, as it becomes ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from twicetold.errors import InputError
from twicetold.formats.clusters import most_frequent
from twicetold.formats.wikievents import lines as theirs
from twicetold.model import Argument, Entity, Event, Extraction, Fragment, Mention
from twicetold.ontology import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.formats.format import Reading
    from twicetold.formats.wikievents.text import Text
    from twicetold.model import Span
    from twicetold.ontology import AnyEventType, EntityType, Filler, Role

_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}


def gold_of(
    document: theirs.Document, clusters: theirs.Clusters | None, text: Text, reading: Reading, where: str
) -> Extraction:
    """Return the gold of a document; None for the clusters where no file has any for it."""
    return _Annotation(document, text, reading, where).gold(clusters)


class _Annotation:
    """The annotation of one document while it becomes ours."""

    def __init__(self, document: theirs.Document, text: Text, reading: Reading, where: str) -> None:
        self._document = document
        self._text = text
        self._reading = reading
        self._where = where
        self._spans: dict[str, Span] = {}
        self._owners: dict[str, Entity] = {}
        """The entity that a mention is of, by the id of the mention."""

    def gold(self, clusters: theirs.Clusters | None) -> Extraction:
        if clusters is None:
            self._note("documents without clusters, in which each mention is an entity of its own")
        entities = tuple(self._entities(clusters or theirs.Clusters("", [])))
        return Extraction(entities=entities, events=tuple(self._events()))

    def _note(self, what: str, number: int = 1) -> None:
        self._reading.notes.add(what, self._where, number)

    def _span(self, tokens: theirs.Tokens) -> Span:
        """Return where some tokens stand; `()` if there is nothing."""
        places, start, end = self._text.places, tokens.start, tokens.end
        if max(start, end) > len(places):
            raise InputError(
                f"{self._where}: {tokens.text!r} is said to be tokens {start} to {end}, but there are {len(places)}; "
                "mend the line, or take it out"
            )
        if start >= end or places[start][0] >= places[end - 1][1]:
            self._note("mentions and triggers of no tokens, left out")
            return ()
        found = Fragment(places[start][0], places[end - 1][1])
        words = self._text.text[found.start : found.end]
        if words != tokens.text and "".join(words.split()) != "".join(tokens.text.split()):
            self._note("mentions and triggers that quote other words than their tokens")
        return (found,)

    def _entities(self, clusters: theirs.Clusters) -> Iterator[Entity]:
        """Yield the entities in the order of the text, each of the type that most of its mentions have."""
        mentions: dict[str, theirs.Mention] = {}
        for mention in self._document.entity_mentions:
            if mention.id in mentions:
                self._note("mentions with the id of an earlier one, left out")
            elif span := self._span(mention):
                mentions[mention.id] = mention
                self._spans[mention.id] = span
        cluster_of = self._cluster_of(clusters)
        groups: dict[int | str, list[tuple[theirs.Mention, EntityType]]] = {}
        for mention in sorted(mentions.values(), key=lambda each: (each.start, each.end)):
            if kind := self._reading.label("entities", mention.entity_type, self._where):
                group = cluster_of.get(mention.id, mention.id)
                groups.setdefault(group, []).append((mention, cast("EntityType", kind)))
        unknown = sum(each.mention_type not in _LEVELS for members in groups.values() for each, _ in members)
        self._note("mentions of unknown level, held as names", unknown)
        names = clusters.informative_mentions
        for number, (group, members) in enumerate(groups.items(), start=1):
            kinds = [kind for _, kind in members]
            most = most_frequent(kinds)
            others = len(kinds) - kinds.count(most)
            self._note("mentions of another type than most of their cluster, held as its type", others)
            said = tuple(
                Mention(self._spans[each.id], level=_LEVELS.get(each.mention_type, "NAM")) for each, _ in members
            )
            name = names[group] if isinstance(group, int) and group < len(names) else ""
            entity = Entity(f"e{number}", most, said, name)
            for each, _ in members:
                self._owners[each.id] = entity
            yield entity

    def _cluster_of(self, clusters: theirs.Clusters) -> dict[str, int]:
        """Return the number of the cluster that a mention is in, by its id; most are in none."""
        found: dict[str, int] = {}
        for number, cluster in enumerate(clusters.clusters):
            for name in cluster:
                if name not in self._spans:
                    self._note("mentions in clusters that the document does not have")
                elif found.setdefault(name, number) != number:
                    self._note("mentions in a second cluster, left in the first")
        return found

    def _events(self) -> Iterator[Event]:
        number = 0
        for event in self._document.event_mentions:
            kind = cast("AnyEventType | None", self._reading.label("events", event.event_type, self._where))
            if kind and (trigger := self._span(event.trigger)):
                number += 1
                arguments = dict.fromkeys(self._arguments(event, kind))
                yield Event(f"v{number}", kind, (trigger,), tuple(arguments))

    def _arguments(self, event: theirs.Event, kind: AnyEventType) -> Iterator[Argument]:
        """Yield the arguments of an event; a mention that is of no entity of ours fills a role as plain words."""
        carried = any(each.role == "PassengerArtifact" for each in event.arguments)
        for each in event.arguments:
            span = self._spans.get(each.entity_id)
            if not span:
                self._note("arguments that are no mention of the document")
                continue
            entity = self._owners.get(each.entity_id)
            filler: Filler = entity.type if entity else "SPAN"
            role = "PassengerArtifact" if each.role == "Transporter" and not carried else each.role
            if ours := self._role(f"{event.event_type}.{role}", f"{role}.{filler}", role):
                made = Argument(ours, entity.id) if entity else Argument(ours, span=span)
                if fits := self._reading.argument(kind, made, filler, self._where):
                    yield fits

    def _role(self, *names: str) -> Role | None:
        """Return our role for the first of some names that is in the map of labels."""
        known = self._reading.labels.get("roles", {})
        foreign = next((name for name in names if name in known), names[-1])
        return cast("Role | None", self._reading.label("roles", foreign, self._where))
