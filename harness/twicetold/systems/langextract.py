"""LangExtract's JSON Lines as predictions.

A line is an annotated document as `langextract.io.save_annotated_documents` (1.7) writes it. It has a `document_id`,
its `text` and `extractions`: an `extraction_class`, an `extraction_text`, where it stands (`char_interval`, in code
points; null where LangExtract did not find it) and `attributes`, which are strings and lists of strings.

Classes and attributes are whatever the user's examples have. Here they are read so:

    class          attributes
    an entity type name (mentions of one name are one entity; else of the same words), level
    a date type    value, mod
    an event type  polarity, realis, and the words that fill a role by its name; the extraction is the trigger
    claim          source, cue, content, stance, mode; the extraction is the content or, where that is an attribute,
                   the cue or, where both are, whatever holds them

Capitals make no difference in any of these names. Of a list the first is taken, but every filler of a role. An
attribute of another name, or with a value that is in none of our closed lists, is passed over: models make them up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import msgspec

from twicetold.errors import InputError, SystemFailure
from twicetold.ontology import (
    ENTITY_TYPES,
    EVENT_TYPES,
    ROLES,
    DateModifier,
    DateType,
    Level,
    Mode,
    Polarity,
    Realis,
    Role,
    Stance,
)
from twicetold.timex import UNKNOWN_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twicetold.model import Article

    Raw = dict[str, Any]

CLAIM = "claim"

TARGETS = (*ENTITY_TYPES, *get_args(DateType), *EVENT_TYPES, CLAIM)
"""What a class may be mapped to."""

_OWN = {target.lower(): target for target in TARGETS}
_ROLES = {role.lower(): role for role in get_args(Role)}


class _Interval(msgspec.Struct):
    start_pos: int | None = None
    end_pos: int | None = None


class Found(msgspec.Struct):
    """An extraction, as LangExtract has it."""

    extraction_class: str
    extraction_text: str
    char_interval: _Interval | None = None
    attributes: dict[str, Any] | None = None

    def words(self, name: str) -> list[str]:
        """Return the strings, none of them blank, that the attribute of a name has."""
        values = [value for key, value in (self.attributes or {}).items() if key.lower() == name]
        flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
        return [each.strip() for each in flat if isinstance(each, str) and each.strip()]

    def choices(self, **lists: Any) -> Raw:  # noqa: ANN401 - Literal types
        """Return the attributes of these names whose value is in the closed list of it."""
        said = {name: self.words(name)[0].upper() for name in lists if self.words(name)}
        return {name: value for name, value in said.items() if value in get_args(lists[name])}


class Document(msgspec.Struct):
    """An annotated document, as LangExtract has it."""

    document_id: str
    text: str | None = None
    extractions: list[Found] | None = None


def is_langextract(line: object) -> bool:
    """Tell whether a line of JSON is an annotated document of LangExtract."""
    return isinstance(line, dict) and {"document_id", "extractions"} <= set(line)


def document_of(line: object) -> Document:
    """Read an annotated document. Raises InputError for what is none."""
    try:
        return msgspec.convert(line, Document)
    except msgspec.ValidationError as error:
        raise InputError(f"not an annotated document of LangExtract: {error}") from error


def extraction_of(document: Document, labels: Mapping[str, str]) -> Raw:
    """Return what an annotated document holds as the JSON of an extraction.

    `labels` maps classes to `TARGETS`; our own names need no map. A class that has none, or "", is left out. Places are
    LangExtract's own, also where its alignment is fuzzy; what it did not find is quoted, so that it counts as wrong
    where it is not in the text. A filler is the entity or date of the same words; where there is none that the role
    takes, the words themselves, and where it takes no words, an argument that counts as wrong.
    """
    reading = _Reading(document.text)
    found = [(_target_of(each.extraction_class, labels), each) for each in document.extractions or ()]
    for target, each in found:
        if target in ENTITY_TYPES:
            reading.entity(target, each)
        elif target in UNKNOWN_VALUES:
            reading.date(target, each)
    for target, each in found:
        if target in EVENT_TYPES:
            reading.event(target, each)
        elif target == CLAIM:
            reading.claim(each)
    return reading.extraction()


def _target_of(name: str, labels: Mapping[str, str]) -> str:
    """Return what a class is here: what the map says or, where it says nothing, our own name if it is one, or ""."""
    return labels.get(name, _OWN.get(name.lower(), ""))


class Documents:
    """The annotated documents of a file, to be found by their article.

    Raises InputError for a line that is no annotated document, for an id that is used twice, and if there are
    extractions but all of them are left out.
    """

    def __init__(self, lines: Iterable[Raw], labels: Mapping[str, str]) -> None:
        self._by_id: dict[str, tuple[str | None, Raw]] = {}
        self._by_text: dict[str, Raw] = {}
        classes: set[str] = set()
        for line in lines:
            document = document_of(line)
            if document.document_id in self._by_id:
                raise InputError(f"document {document.document_id!r} is there twice")
            extraction = extraction_of(document, labels)
            self._by_id[document.document_id] = document.text, extraction
            if document.text is not None:
                self._by_text.setdefault(document.text, extraction)
            classes |= {each.extraction_class for each in document.extractions or ()}
        if classes and not any(_target_of(name, labels) for name in classes):
            shown = ", ".join(sorted(classes))
            raise InputError(f"none of the classes is mapped to a type; map some of these: {shown}")

    def extraction(self, article: Article) -> Raw:
        """Return what is found in an article: by the document of its id or, if none is, the first of its very text.

        Raises SystemFailure where there is no such document, and where that of its id has another text.
        """
        text, extraction = self._by_id.get(article.id, (None, None))
        if extraction is not None and text in {None, article.text}:
            return extraction
        if article.text in self._by_text:
            return self._by_text[article.text]
        raise SystemFailure(
            article.id,
            "the file has no document with its id or its text"
            if extraction is None
            else "the document with its id was made from another text",
        )


class _Reading:
    """What has been read of a document: its items, and which entities and dates have which words."""

    def __init__(self, text: str | None) -> None:
        self._text = text
        self._entities: dict[tuple[str, str], Raw] = {}
        self._dates: list[Raw] = []
        self._events: list[Raw] = []
        self._claims: list[Raw] = []
        self._wrong: list[Raw] = []
        self._named: dict[str, list[tuple[str, str]]] = {}

    def extraction(self) -> Raw:
        return {
            "entities": list(self._entities.values()),
            "dates": self._dates,
            "events": self._events,
            "claims": self._claims,
            "ungrounded": self._wrong,
        }

    def entity(self, target: str, found: Found) -> None:
        if not (span := self._span(found)):
            return
        words = _even(found.extraction_text)
        name = _even(next(iter(found.words("name")), words))
        new = {"id": f"e{len(self._entities) + 1}", "type": target, "name": name, "mentions": []}
        entity = self._entities.setdefault((name, target), new)
        entity["mentions"].append({"span": span, **found.choices(level=Level)})
        for each in (words, name):
            self._named.setdefault(each, []).append((target, entity["id"]))

    def date(self, target: str, found: Found) -> None:
        if not (span := self._span(found)):
            return
        value = next(iter(found.words("value")), UNKNOWN_VALUES[target])
        name = f"d{len(self._dates) + 1}"
        self._dates.append(
            {"id": name, "span": span, "type": target, "value": value, **found.choices(mod=DateModifier)}
        )
        self._named.setdefault(_even(found.extraction_text), []).append(("DATE", name))

    def event(self, target: str, found: Found) -> None:
        if not (span := self._span(found)):
            return
        arguments = []
        for name, role in _ROLES.items():
            for words in found.words(name):
                if argument := self._argument(target, role, words):
                    arguments.append(argument)
                else:
                    self._wrong.append({"part": "argument", "label": role, "quote": words})
        said = found.choices(polarity=Polarity, realis=Realis)
        name = f"v{len(self._events) + 1}"
        self._events.append({"id": name, "type": target, "triggers": [span], "arguments": arguments, **said})

    def _argument(self, target: str, role: Role, words: str) -> Raw | None:
        """Return the argument that some words are, or None if such words cannot fill the role."""
        allowed = ROLES[target].get(role, frozenset())
        for kind, name in self._named.get(_even(words), ()):
            if kind in allowed:
                return {"role": role, "filler": name}
        return {"role": role, "span": [{"quote": words}]} if "SPAN" in allowed else None

    def claim(self, found: Found) -> None:
        parts = {part: self._part(found, part) for part in ("source", "cue", "content")}
        for part in ("content", "cue"):
            if not parts[part]:
                parts[part] = self._span(found)
                break
        if not any(parts.values()):
            return
        claim = {"id": f"c{len(self._claims) + 1}", **parts, **found.choices(mode=Mode, stance=Stance)}
        for words in found.words("source")[:1]:
            for kind, name in self._named.get(_even(words), ()):
                if kind != "DATE":
                    claim.setdefault("source_entity", name)
        self._claims.append(claim)

    def _part(self, found: Found, part: str) -> list[Raw]:
        """Return where a part of a claim is: the quotation, found within the extraction if it is there."""
        for words in found.words(part)[:1]:
            bounds = self._bounds(found)
            start = self._text.find(words, *bounds) if bounds and self._text else -1
            return [{"quote": words} if start < 0 else {"start": start, "end": start + len(words)}]
        return []

    def _span(self, found: Found) -> list[Raw]:
        """Return where an extraction is: by offsets if LangExtract has any, else by its words, if there are words."""
        if bounds := self._bounds(found):
            return [{"start": bounds[0], "end": bounds[1]}]
        return [{"quote": found.extraction_text}] if found.extraction_text else []

    def _bounds(self, found: Found) -> tuple[int, int] | None:
        """Return the interval of an extraction if it is one, and inside the text."""
        where = found.char_interval
        if where is None or where.start_pos is None or where.end_pos is None:
            return None
        inside = self._text is None or where.end_pos <= len(self._text)
        return (where.start_pos, where.end_pos) if inside and 0 <= where.start_pos < where.end_pos else None


def _even(words: str) -> str:
    """Return words with single spaces between them."""
    return " ".join(words.split())
