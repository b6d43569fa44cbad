"""The XML of the annotation tools CAT and CROMER: tokens, markables anchored in tokens, relations between markables.

A markable without anchors describes an instance: what mentions refer to. A relation runs from mentions, its sources, to
such a descriptor, its target. A descriptor of CROMER has an `instance_id`, which is the same in every document; all
other ids are good in their own file only. The text is not kept, only its tokens: here they are joined by blanks, a line
for each sentence.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from twicetold import timex
from twicetold.errors import InputError
from twicetold.formats.tokens import TokenText
from twicetold.model import Argument, Cluster, Date, Entity, Event, Extraction, Links, Member, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.formats.format import Notes, Reading
    from twicetold.model import Article, Span
    from twicetold.ontology import AnyEventType, DateType, EntityType, Filler, Polarity, Realis


class Markable(NamedTuple):
    """A mention or, without tokens, the descriptor of an instance. `tokens` are numbers in the text, in its order."""

    id: str
    tag: str
    attributes: Mapping[str, str]
    tokens: Sequence[int]


class Relation(NamedTuple):
    """A relation between markables, by their ids; the target is empty where it has none."""

    id: str
    tag: str
    attributes: Mapping[str, str]
    sources: Sequence[str]
    target: str


class Document(NamedTuple):
    """A file. `words` and `sentences` have the words of every token of the text, and the number of its sentence."""

    path: Path
    words: Sequence[str]
    sentences: Sequence[int]
    text: TokenText
    markables: Mapping[str, Markable]
    relations: Sequence[Relation]

    def where(self, element: Markable | Relation) -> str:
        """Return the place of a markable or relation, for a note."""
        return f"{self.path}: {'m_id' if isinstance(element, Markable) else 'r_id'} {element.id}"

    def region(self, sentences: Container[int]) -> Span:
        """Return the place of some sentences, by their numbers."""
        return self.text.span(token for token, sentence in enumerate(self.sentences) if sentence in sentences)


def files(path: Path) -> Iterator[Path]:
    """Yield the file, or the XML files in a folder and in folders down to the third below; no hidden ones."""
    if not path.is_dir():
        yield path
        return
    for pattern in ("*.xml", "*/*.xml", "*/*/*.xml", "*/*/*/*.xml"):
        yield from (each for each in path.glob(pattern) if not each.name.startswith("."))


_ANY_NAME = re.compile(r".+\.xml")
_LOOK = 1 << 20
"""Bytes of a file that are looked at to tell what it is."""


def beginning(path: Path, name: re.Pattern[str] = _ANY_NAME) -> bytes:
    """Return the first bytes of the first file of a name, mostly with its markables; nothing if it is none of CAT."""
    try:
        first = min((each for each in files(path) if name.fullmatch(each.name)), default=None)
        if first is None:
            return b""
        with first.open("rb") as file:
            data = file.read(_LOOK)
    except OSError:
        return b""
    return data if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<Document\b", data) else b""


def read_document(path: Path, notes: Notes, *, without: int | None = None) -> Document:
    """Read a file. The sentence of the number `without` is left out of the text, and so are tokens without words.

    Raises InputError for what is no XML of CAT, for ids that are missing or used twice, and for anchors in tokens that
    the file does not have.
    """
    root, data = _parse(path)
    numbers: dict[str, int | None] = {}
    words: list[str] = []
    sentences: list[int] = []
    for element in root.iterfind("token"):
        name, sentence = element.get("t_id", ""), element.get("sentence", "")
        if not name or name in numbers:
            raise _broken(path, data, "t_id", name, "a token needs a t_id of its own", again=True)
        if not NUMBER.fullmatch(sentence):
            raise _broken(path, data, "t_id", name, "a token needs the number of its sentence")
        word = " ".join((element.text or "").split())
        numbers[name] = None
        if word and int(sentence) != without:
            numbers[name] = len(words)
            words.append(word)
            sentences.append(int(sentence))
    if not words:
        raise InputError(f"{path}:1: no words; take the XML of CAT, which has the text as tokens")
    markables: dict[str, Markable] = {}
    for element in root.iterfind("Markables/*"):
        name = element.get("m_id", "")
        if not _ID.fullmatch(name) or name in markables:
            raise _broken(path, data, "m_id", name, "a markable needs an m_id of its own", again=True)
        anchors = [anchor.get("t_id", "") for anchor in element if anchor.tag == "token_anchor"]
        if not numbers.keys() >= set(anchors):
            unknown = next(anchor for anchor in anchors if anchor not in numbers)
            raise _broken(path, data, "t_id", unknown, f"the markable {name} is anchored in no token of the file")
        tokens = sorted({token for anchor in anchors if (token := numbers[anchor]) is not None})
        if anchors and not tokens:
            notes.add("mentions of what is not in the text", f"{path}: m_id {name}")
        markables[name] = Markable(name, element.tag, element.attrib, tokens)
    lines = [[words[token] for token in line] for _, line in groupby(range(len(words)), sentences.__getitem__)]
    return Document(
        path, words, sentences, TokenText(lines), markables, list(map(_relation, root.iterfind("Relations/*")))
    )


def _relation(element: ET.Element) -> Relation:
    return Relation(
        element.get("r_id", ""),
        element.tag,
        element.attrib,
        [end.get("m_id", "") for end in element if end.tag == "source"],
        next((end.get("m_id", "") for end in element if end.tag == "target"), ""),
    )


_ID = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
NUMBER = re.compile(r"[0-9]{1,9}")
"""The number of a sentence."""


def _parse(path: Path) -> tuple[ET.Element, bytes]:
    try:
        data = path.read_bytes()
        root = ET.fromstring(data)  # noqa: S314 - expat itself bounds how far entities may grow
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except ET.ParseError as error:
        problem = str(error).partition(": line ")[0]
        raise InputError(
            f"{path}:{error.position[0]}: not XML: {problem}; take the file as the corpus has it"
        ) from error
    except (ValueError, LookupError) as error:
        raise InputError(f"{path}:1: not XML: {error}; take the file as the corpus has it") from error
    if root.tag != "Document":
        raise InputError(f"{path}:1: <{root.tag}> is not the <Document> of CAT; name the format that it is")
    return root, data


def _broken(path: Path, data: bytes, attribute: str, value: str, problem: str, *, again: bool = False) -> InputError:
    """Return an error for the line on which an attribute has a value: for the first, or the one after it."""
    pattern = rb"\s%s\s*=\s*[\"']%s[\"']" % (attribute.encode(), re.escape(value.encode()))
    found = [match.end() for match in re.finditer(pattern, data)]
    line = data.count(b"\n", 0, found[:2][-again]) + 1 if found else 1
    return InputError(f"{path}:{line}: {attribute} {value!r}: {problem}; take the file as the corpus has it")


def creation_time(document: Document) -> Markable | None:
    """Return the time expression that says when the document was made, which may be without words."""
    return next(filter(_is_creation_time, document.markables.values()), None)


def _is_creation_time(markable: Markable) -> bool:
    attributes = markable.attributes
    return attributes.get("functionInDocument") == "CREATION_TIME" or attributes.get("DCT") == "TRUE"


_POINT_IN_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d))?")


def published(document: Document, reading: Reading) -> str:
    """Return when the document was made or, if that is no day of the calendar, the user's date, which is noted.

    A time of day counts if it has an offset from UTC.
    """
    time = creation_time(document)
    value = time.attributes.get("value", "") if time else ""
    match = _POINT_IN_TIME.match(value)
    if match is None or timex.day_of(value) is None:
        return reading.day(str(document.path))
    return match[0] if match.end() == len(value) else match[1]


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


def annotation(
    document: Document, scheme: Scheme, reading: Reading, sentences: Container[int] | None = None
) -> tuple[Extraction, Mapping[str, str]]:
    """Return the gold of a document, and the instances that its items are.

    Given some sentences, what begins in others is left out. Items are named after the m_id of their descriptor or,
    where they have none, of their only mention, with a letter for the layer: e, d, v.
    """
    found = _Found(document, scheme, reading)
    for chain in _chains(document, scheme, reading.notes):
        found.add(chain, sentences)
    if not document.markables:
        reading.notes.add("articles without a markable", str(document.path))
    return found.extraction(), found.instances


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

    def __init__(self, document: Document, scheme: Scheme, reading: Reading) -> None:
        self.instances: dict[str, str] = {}
        self._document = document
        self._scheme = scheme
        self._reading = reading
        self._entities: list[Entity] = []
        self._dates: dict[str, tuple[_Place, DateType]] = {}
        self._events: list[tuple[str, AnyEventType, Sequence[_Place]]] = []
        self._fillers: dict[str, tuple[str, Filler]] = {}

    def add(self, chain: _Chain, sentences: Container[int] | None) -> None:
        """Add the mentions of an instance, as items of one layer or, if the annotator mixed them, of several."""
        tables: dict[str, dict[str, list[_Place]]] = {}
        for mention in chain.mentions:
            if mention.tokens and (labelled := self._labelled(mention, chain.descriptor, sentences)):
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
        places = sorted((place for each in labels.values() for place in each), key=lambda place: _order(place.span))
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
            entities=tuple(sorted(self._entities, key=lambda entity: _order(entity.mentions[0].span))),
            dates=tuple(sorted(dates, key=lambda date: _order(date.span))),
            events=tuple(sorted(events, key=lambda event: _order(event.triggers[0]))),
        )

    def _extent(self, mention: Markable) -> Sequence[int]:
        extent = self._scheme.tokens
        return extent(self._document, mention, self._reading.notes) if extent else mention.tokens

    def _note(self, what: str, chain: _Chain) -> None:
        self._reading.notes.add(what, self._document.where(chain.descriptor or chain.mentions[0]))

    def _labelled(
        self, mention: Markable, descriptor: Markable | None, sentences: Container[int] | None
    ) -> tuple[str, str] | None:
        """Return table and label of a mention that counts."""
        where = self._document.where(mention)
        labelled = self._scheme.label(mention, descriptor)
        if labelled is None:
            self._reading.notes.add(f"{mention.tag} markables, which have no place", where)
            return None
        if sentences is not None and self._document.sentences[mention.tokens[0]] not in sentences:
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
        if name not in self._dates or name == place.markable.id or _is_creation_time(self._document.markables[name]):
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


def _order(span: Span) -> tuple[int, int]:
    """Return a key for the order of the text; of two that begin together the longer comes first."""
    return span[0].start, -span[-1].end


class Linker:
    """What makes links of instances that are in several articles of a story."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._stories: dict[str, str] = {}

    def links(self, story: str, articles: Iterable[Told]) -> Links:
        """Return the links of a story. That an instance is in other stories too is lost, and noted once."""
        clusters: dict[tuple[str, str], list[Member]] = {}
        for told in articles:
            gold = told.article.gold or Extraction()
            items = [("entities", entity.id) for entity in gold.entities]
            items += [("events", event.id) for event in gold.events]
            for layer, name in items:
                if instance := told.instances.get(name):
                    clusters.setdefault((layer, instance), []).append(Member(told.article.id, name))
        for _, instance in clusters:
            first = self._stories.setdefault(instance, story)
            if first not in {story, _SEVERAL}:
                self._stories[instance] = _SEVERAL
                self._notes.add(
                    "instances that are in several stories, linked within each only", f"{story}: {instance}"
                )
        entities, events = (
            tuple(
                Cluster(tuple(members))
                for (own, _), members in clusters.items()
                if own == layer and len(members) > 1  # an article has an item for an instance, not two
            )
            for layer in ("entities", "events")
        )
        return Links(entities, events)


_SEVERAL = ""
"""What stands for the story of an instance that was found to be in several."""
