"""WikiEvents (Li, Ji and Han 2021): JSON Lines of documents, and files of clusters in the same folder or in `coref`.

The corpus keeps the lines of an article without what stood between them, and says of each token where in the article
it was. So each line is put in its place, with line feeds between, and offsets are those of the corpus. A document of
which that cannot be done is given as tokens.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast, get_args

import msgspec

from twicetold.errors import InputError
from twicetold.formats.format import Format
from twicetold.formats.ids import id_for
from twicetold.formats.tokens import TokenText
from twicetold.model import Argument, Article, Entity, Event, Extraction, Fragment, Mention, Offset, Story
from twicetold.ontology import Level, Split

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.model import Span
    from twicetold.ontology import AnyEventType, EntityType, Filler, Role

_SUFFIXES = (".jsonl", ".jsonlines")
_PEEK = 1 << 22
"""Bytes of a first line that are looked at to tell what is in a file."""
_LOOKED_AT = 4
"""Files of a folder that are looked at to tell what it is."""
_GAP = 1000
"""Line feeds between two lines at most; a place beyond is no place."""
_BOM = b"\xef\xbb\xbf"
_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}
_DAY = re.compile(r"(?<!\d)(\d{4})\.(\d\d)\.(\d\d)(?!\d)")
"""The day on which an article of the LDC's news was published, in the id of its document."""


class _Tokens(msgspec.Struct):
    """Where some tokens stand; `end` is the first one that no longer belongs to them."""

    start: Offset
    end: Offset
    text: str = ""


class _Mention(_Tokens, kw_only=True):
    id: str
    entity_type: str
    mention_type: str = "UNK"


class _Argument(msgspec.Struct):
    entity_id: str
    role: str


class _Event(msgspec.Struct):
    id: str
    event_type: str
    trigger: _Tokens
    arguments: list[_Argument] = []


class _Document(msgspec.Struct):
    """A line of a file of documents. A sentence has its tokens, with their places in the article, and its text."""

    doc_id: str
    tokens: list[str]
    entity_mentions: list[_Mention]
    event_mentions: list[_Event]
    sentences: list[tuple[list[tuple[str, Offset, Offset]], str]] = []


class _WithSentences(_Document, kw_only=True):
    """What certainly is of this corpus; OneIE and others have documents that are alike but for their sentences."""

    sentences: list[tuple[list[tuple[str, Offset, Offset]], str]]


class _Clusters(msgspec.Struct):
    """A line of a file of clusters: ids of mentions and, for each cluster, the name that tells the most."""

    doc_key: str
    clusters: list[list[str]]
    informative_mentions: list[str] = []


_Line = TypeVar("_Line", _Document, _Clusters)


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the documents of a file, or of all such files in a folder, each as a story of one article.

    Raises InputError, with file and line, for what is no document, and for tokens that a document does not have.
    """
    folder = path if path.is_dir() else path.parent
    files = [path]
    if folder == path:
        files = [file for file in _files(folder) if not _begins(file, _Clusters)]
        others = [file for file in files if not _begins(file, _Document)]
        files = [file for file in files if file not in others]
        if not files:
            raise InputError(f"{path}: no {' or '.join(_SUFFIXES)} file that begins with a document of WikiEvents")
        for file in others:
            reading.notes.add("files that do not begin with a document of WikiEvents, left out", f"{file}:1")
    clusters = _clusters_beside(folder)
    seen: set[str] = set()
    for file in files:
        split = cast("Split", file.stem) if file.stem in get_args(Split) else None
        for where, document in _lines(file, _Document):
            name = id_for(document.doc_id, "document")
            if name in seen:
                reading.notes.add("documents with the id of an earlier one, left out", where)
                continue
            seen.add(name)
            if not document.tokens:
                reading.notes.add("documents without text, left out", where)
                continue
            published = _published(document.doc_id) or reading.day(where)
            text = _text_of(document, reading, where)
            gold = _Annotation(document, text, reading, where).gold(clusters.get(document.doc_id))
            article = Article(f"{name}/a", text.text, published, gold=gold)
            yield Story(name, document.doc_id, (article,), split=split)


def _files(folder: Path) -> list[Path]:
    try:
        return [file for file in sorted(folder.iterdir()) if file.suffix in _SUFFIXES] if folder.is_dir() else []
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}") from error


def _begins(file: Path, kind: type[_Line]) -> bool:
    """Tell whether the first line of a file is of a kind."""
    try:
        with file.open("rb") as opened:
            line = next(filter(bytes.strip, iter(partial(opened.readline, _PEEK), b"")), b"")
        msgspec.json.decode(line.removeprefix(_BOM), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _lines(file: Path, kind: type[_Line]) -> Iterator[tuple[str, _Line]]:
    """Yield the lines of a file that are not blank, each after its place."""
    decoder = msgspec.json.Decoder(kind)
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(opened, start=1):
                words = line.removeprefix(_BOM) if number == 1 else line
                if words.isspace() or not words:
                    continue
                where = f"{file}:{number}"
                try:
                    found = decoder.decode(words)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    raise InputError(f"{where}: not a line of WikiEvents: {error}; mend it, or take it out") from error
                yield where, found
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error


def _clusters_beside(folder: Path) -> dict[str, _Clusters]:
    files = [file for place in (folder, folder / "coref") for file in _files(place) if _begins(file, _Clusters)]
    return {found.doc_key: found for file in files for _, found in _lines(file, _Clusters)}


def _published(doc_id: str) -> str:
    """Return the day that an id holds, or ""."""
    try:
        return date(*map(int, found.groups())).isoformat() if (found := _DAY.search(doc_id)) else ""
    except ValueError:
        return ""


class _Text(NamedTuple):
    """A text, and where each token stands in it."""

    text: str
    places: list[tuple[int, int]]


def _text_of(document: _Document, reading: Reading, where: str) -> _Text:
    if built := _built(document):
        return built
    reading.notes.add("documents whose text cannot be built from its lines, given as tokens", where)
    sentences = [[word for word, _, _ in tokens] for tokens, _ in document.sentences]
    if list(chain.from_iterable(sentences)) != document.tokens:
        sentences = [document.tokens]
    joined = TokenText(sentences)
    parts = (joined.span((number,))[0] for number in range(len(joined)))
    return _Text(joined.text, [(part.start, part.end) for part in parts])


def _built(document: _Document) -> _Text | None:
    """Return the text with each line in its place, or None where a token is not where it should be."""
    parts: list[str] = []
    length = 0
    for tokens, line in document.sentences:
        if not tokens:
            if line.strip():
                return None
            continue
        first, start, _ = tokens[0]
        begin = start - line.find(first)
        if not length <= begin <= length + _GAP:
            return None
        parts += ["\n" * (begin - length), line]
        length = begin + len(line)
    text = "".join(parts)
    places = [(start, end) for tokens, _ in document.sentences for _, start, end in tokens]
    return _Text(text, places) if [text[start:end] for start, end in places] == document.tokens else None


class _Annotation:
    """The annotation of one document, as it becomes ours."""

    def __init__(self, document: _Document, text: _Text, reading: Reading, where: str) -> None:
        self._document = document
        self._text = text
        self._reading = reading
        self._where = where
        self._spans: dict[str, Span] = {}
        self._owners: dict[str, Entity] = {}
        """The entity that a mention is of, by the id of the mention."""

    def gold(self, clusters: _Clusters | None) -> Extraction:
        """Return it; None for the clusters where no file has any for the document."""
        if clusters is None:
            self._note("documents without clusters, in which each mention is an entity of its own")
        entities = tuple(self._entities(clusters or _Clusters("", [])))
        return Extraction(entities=entities, events=tuple(self._events()))

    def _note(self, what: str, number: int = 1) -> None:
        if number:
            self._reading.notes.add(what, self._where, number)

    def _span(self, tokens: _Tokens) -> Span:
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

    def _entities(self, clusters: _Clusters) -> Iterator[Entity]:
        """Yield the entities in the order of the text, each of the type that most of its mentions have."""
        mentions: dict[str, _Mention] = {}
        for mention in self._document.entity_mentions:
            if mention.id in mentions:
                self._note("mentions with the id of an earlier one, left out")
            elif span := self._span(mention):
                mentions[mention.id] = mention
                self._spans[mention.id] = span
        cluster_of = self._cluster_of(clusters)
        groups: dict[int | str, list[tuple[_Mention, EntityType]]] = {}
        for mention in sorted(mentions.values(), key=lambda each: (each.start, each.end)):
            if kind := self._reading.label("entities", mention.entity_type, self._where):
                group = cluster_of.get(mention.id, mention.id)
                groups.setdefault(group, []).append((mention, cast("EntityType", kind)))
        unknown = sum(each.mention_type not in _LEVELS for members in groups.values() for each, _ in members)
        self._note("mentions of unknown level, held as names", unknown)
        names = clusters.informative_mentions
        for number, (group, members) in enumerate(groups.items(), start=1):
            kinds = [kind for _, kind in members]
            most = max(dict.fromkeys(kinds), key=kinds.count)
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

    def _cluster_of(self, clusters: _Clusters) -> dict[str, int]:
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

    def _arguments(self, event: _Event, kind: AnyEventType) -> Iterator[Argument]:
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


def _recognises(path: Path) -> bool:
    try:
        files = _files(path) if path.is_dir() else [path] if path.is_file() else []
    except InputError:
        return False
    return any(_begins(file, _WithSentences) for file in files[:_LOOKED_AT])


FORMAT = Format(
    name="wikievents",
    title="WikiEvents: JSON Lines of documents, with their files of clusters",
    holds={"entities": "mentions by their heads, and clusters", "events": "types, triggers, arguments but Time"},
    measures=("entities.*", "events.trigger.*", "events.argument.*"),
    recognises=_recognises,
    read=read,
)
