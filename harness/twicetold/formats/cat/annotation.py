"""What the markables and relations of a document say, by the scheme of its corpus: an article with gold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold import timex
from twicetold.formats.bounds import order_of
from twicetold.formats.cat.document import is_creation_time, published
from twicetold.model import Argument, Article, Date, Entity, Event, Extraction, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from twicetold.formats.cat.document import Document, Markable
    from twicetold.formats.format import Notes, Reading
    from twicetold.model import Span
    from twicetold.ontology import AnyEventType, DateType, EntityType, Filler, Polarity, Realis


class Scheme(NamedTuple):
    """What a corpus makes of the markup."""

    coreference: Collection[str]
    """The tags of relations from mentions to the descriptor of their instance."""
    label: Callable[[Markable, Markable | None], tuple[str, str] | None]
    """Give the table and the foreign label of a mention, by it and the descriptor of its instance if it has one; None
    for a mention of what has no place here."""
    factuality: Callable[[Sequence[Markable]], tuple[Polarity, Realis] | None]
    """Give polarity and realis of an event by its mentions; None if they say nothing of it."""
    tokens: Callable[[Document, Markable, Notes], Sequence[int]] | None = None
    """Give the tokens of a mention that are its extent, if that is not all of them."""
    mention: Callable[[Document, Markable, Span, Notes], Mention] | None = None
    """Make the mention of an entity, if more than its extent is known."""
    participation: str = ""
    """The tag of relations from a mention of an event to what has a role in it, named by `sem_role`."""


class Told(NamedTuple):
    """An article with its gold, and the instances that its items are, by their ids."""

    article: Article
    instances: Mapping[str, str]


def annotated(
    name: str, document: Document, scheme: Scheme, reading: Reading, sentences: Collection[int] | None = None
) -> Told:
    """Return the article of that id, with the gold of its document.

    Given some sentences, only these are scored, and what begins in others is left out. Items are named after the m_id
    of their descriptor or, where they have none, of their only mention, with a letter for the layer: e, d, v.
    """
    found = _Found(document, scheme, reading, sentences)
    for chain in _chains(document, scheme, reading.notes):
        found.add(chain)
    if not document.markables:
        reading.notes.add("articles without a markable", str(document.path))
    scored = () if sentences is None else document.region(sentences)
    day = published(document, reading)
    return Told(Article(name, document.text.text, day, scored=scored, gold=found.extraction()), found.instances)


class _Chain(NamedTuple):
    """An instance in a document: all mentions of it. Without an instance id it is of this document only."""

    id: str
    instance: str
    descriptor: Markable | None
    mentions: list[Markable]


def _chains(document: Document, scheme: Scheme, notes: Notes) -> Iterator[_Chain]:
    """Yield the instances of a document; a mention that no relation brings to one stands alone.

    A mention may be of several. A descriptor with tokens is a mention as well.
    """
    chains: dict[tuple[str, str], _Chain] = {}
    placed: set[str] = set()
    for relation in document.relations:
        if relation.tag not in scheme.coreference:
            if relation.tag != scheme.participation:
                notes.add(f"{relation.tag} relations, which have no place", document.where(relation))
            continue
        descriptor = document.markables.get(relation.target)
        if not relation.sources or descriptor is None:
            missing = "target" if relation.sources else "source"
            notes.add(f"{relation.tag} relations without a {missing}", document.where(relation))
            continue
        instance = descriptor.attributes.get("instance_id", "")
        key = instance, "" if instance else descriptor.id
        chain = chains.setdefault(key, _Chain(descriptor.id, instance, descriptor, []))
        for source in (*relation.sources, *([descriptor.id] if descriptor.tokens else [])):
            mention = document.markables.get(source)
            if mention is None:
                notes.add(f"sources of {relation.tag} relations that are no markable", document.where(relation))
            elif mention not in chain.mentions:
                chain.mentions.append(mention)
                placed.add(source)
    yield from chains.values()
    for markable in document.markables.values():
        if markable.id not in placed:
            yield _Chain(markable.id, "", None, [markable])


class _Place(NamedTuple):
    """A mention that counts."""

    markable: Markable
    span: Span


class _Found:
    """The gold of a document as far as it is known."""

    def __init__(self, document: Document, scheme: Scheme, reading: Reading, sentences: Collection[int] | None) -> None:
        self.instances: dict[str, str] = {}
        self._document = document
        self._scheme = scheme
        self._reading = reading
        self._sentences = sentences
        self._entities: list[Entity] = []
        self._dates: dict[str, tuple[_Place, DateType]] = {}
        self._events: list[tuple[str, AnyEventType, Sequence[_Place]]] = []
        self._fillers: dict[str, tuple[str, Filler]] = {}

    def add(self, chain: _Chain) -> None:
        """Add the mentions of an instance, as items of one layer or, if the annotator mixed them, of several."""
        tables: dict[str, dict[str, list[_Place]]] = {}
        for mention in chain.mentions:
            if mention.tokens and (labelled := self._labelled(mention, chain.descriptor)):
                table, label = labelled
                place = _Place(mention, self._document.text.span(self._extent(mention)))
                tables.setdefault(table, {}).setdefault(label, []).append(place)
        if len(tables) > 1:
            self._note("instances that are of several layers, one item in each", chain)
        if dates := tables.pop("dates", {}):
            for label, places in dates.items():
                self._dates |= {place.markable.id: (place, label) for place in places}  # type: ignore[misc] # checked
            if chain.descriptor:
                self._note("instances that are times, which cannot be linked", chain)
        for table, labels in tables.items():
            self._add_item(table, labels, chain)

    def _add_item(self, table: str, labels: Mapping[str, Sequence[_Place]], chain: _Chain) -> None:
        """Add an entity or event, with its mentions by their labels."""
        if len(labels) > 1:
            self._note(f"{table} with mentions of several types, of the type that most have", chain)
        label = max(labels, key=lambda each: len(labels[each]))
        places = sorted((place for each in labels.values() for place in each), key=lambda place: order_of(place.span))
        name = f"{'e' if table == 'entities' else 'v'}{chain.id}"
        if chain.instance:
            self.instances[name] = chain.instance
        if table == "entities":
            self._add_entity(name, label, places, chain)  # type: ignore[arg-type] # the map of labels is checked
        else:
            self._events.append((name, label, places))  # type: ignore[arg-type]

    def extraction(self) -> Extraction:
        """Return what was found, each layer in the order of the text."""
        dates = [self._date(place, label) for place, label in self._dates.values()]
        self._fillers |= {name: (f"d{name}", "DATE") for name in self._dates}
        arguments = self._arguments()
        events = [self._event(name, label, places, arguments.get(name, {})) for name, label, places in self._events]
        return Extraction(
            entities=tuple(sorted(self._entities, key=lambda entity: order_of(entity.mentions[0].span))),
            dates=tuple(sorted(dates, key=lambda date: order_of(date.span))),
            events=tuple(sorted(events, key=lambda event: order_of(event.triggers[0]))),
        )

    def _extent(self, mention: Markable) -> Sequence[int]:
        extent = self._scheme.tokens
        return extent(self._document, mention, self._reading.notes) if extent else mention.tokens

    def _note(self, what: str, chain: _Chain) -> None:
        self._reading.notes.add(what, self._document.where(chain.descriptor or chain.mentions[0]))

    def _labelled(self, mention: Markable, descriptor: Markable | None) -> tuple[str, str] | None:
        """Return table and label of a mention that counts."""
        where = self._document.where(mention)
        labelled = self._scheme.label(mention, descriptor)
        if labelled is None:
            self._reading.notes.add(f"{mention.tag} markables, which have no place", where)
            return None
        if self._sentences is not None and self._document.sentences[mention.tokens[0]] not in self._sentences:
            self._reading.notes.add("mentions outside the sentences that count", where)
            return None
        table, foreign = labelled
        label = self._reading.label(table, foreign, where)
        return (table, label) if label else None

    def _add_entity(self, name: str, label: EntityType, places: Sequence[_Place], chain: _Chain) -> None:
        make, notes = self._scheme.mention, self._reading.notes
        mentions = [make(self._document, *place, notes) if make else Mention(place.span) for place in places]
        called = chain.descriptor.attributes.get("TAG_DESCRIPTOR", "").strip() if chain.descriptor else ""
        self._entities.append(Entity(name, label, tuple(mentions), called))
        for place in places:
            self._fillers.setdefault(place.markable.id, (name, label))

    def _date(self, place: _Place, label: DateType) -> Date:
        """Make a date, of an unknown value if it has none."""
        attributes = place.markable.attributes
        where = self._document.where(place.markable)
        value = attributes.get("value", "").strip()
        if not value and "value" in attributes:
            self._reading.notes.add("dates without a value", where)
        if value and not timex.fits(label, value):
            self._reading.notes.add("dates of a value that their type cannot have, kept", where)
        return Date(
            f"d{place.markable.id}", place.span, label, value or timex.UNKNOWN_VALUES[label], anchor=self._anchor(place)
        )

    def _anchor(self, place: _Place) -> str | None:
        """Return the date that another is reckoned from; none if that is the document's, or is not in the text."""
        name = place.markable.attributes.get("anchorTimeID", "")
        if name not in self._dates or name == place.markable.id or is_creation_time(self._document.markables[name]):
            return None
        return f"d{name}"

    def _event(self, name: str, label: AnyEventType, places: Sequence[_Place], arguments: Iterable[Argument]) -> Event:
        told = self._scheme.factuality([place.markable for place in places])
        if told is None:
            where = self._document.where(places[0].markable)
            self._reading.notes.add("events without factuality, taken for positive and actual", where)
        polarity, realis = told or ("POSITIVE", "ACTUAL")
        return Event(name, label, tuple(place.span for place in places), tuple(arguments), polarity, realis)

    def _arguments(self) -> dict[str, dict[Argument, None]]:
        """Return the arguments of events, each once."""
        owners: dict[str, tuple[str, AnyEventType]] = {}
        for name, label, places in self._events:
            for place in places:
                owners.setdefault(place.markable.id, (name, label))
        arguments: dict[str, dict[Argument, None]] = {}
        for relation in self._document.relations:
            if not self._scheme.participation or relation.tag != self._scheme.participation:
                continue
            where = self._document.where(relation)
            target = self._document.markables.get(relation.target)
            owner = next((owners[source] for source in relation.sources if source in owners), None)
            if owner is None or target is None or not target.tokens:
                self._reading.notes.add(f"{relation.tag} relations without an event or a participant", where)
                continue
            role = self._reading.label("roles", relation.attributes.get("sem_role", ""), where)
            if role is None:
                continue
            name, kind = self._fillers.get(target.id, ("", "SPAN"))
            span = () if name else self._document.text.span(target.tokens)
            given = Argument(role, name or None, span)  # type: ignore[arg-type] # the map of labels is checked
            if argument := self._reading.argument(owner[1], given, kind, where):
                arguments.setdefault(owner[0], {})[argument] = None
        return arguments
