"""doccano: the JSONL that projects of sequence labeling export.

A line is a text. Projects without relations, and older versions, have `label` or `labels`, `[[start, end, label], …]`;
projects with relations have `entities` with ids, and `relations` between them. Every line is a
story of one article, called after file and id. An export of several annotators is a file for each, of which in a folder
the first that has a text is read, in the order of their names; so name the file of the one who is meant.

A span is an entity, a date or an event of its own, as the map of labels has it; a relation between an event and another
span is an argument, if its type is a role. Dates have no values, entities no coreference.

doccano counts in UTF-16 code units (doccano/doccano#2290), but gives back what was imported as it came, which is often
in code points; and it may count a Windows line end as one character (TeamHeKA/medkit#13). In a text with such line ends
or characters beyond U+FFFF that counts by which more spans are in the text and, of equals, fewer begin or end within a
word; else UTF-16 of the text as it is. Grapheme clusters, in which a project can be set to count, are not told from
these.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.errors import InputError
from twicetold.formats.format import ENTITY_SPANS, Format
from twicetold.formats.ids import id_for, take
from twicetold.formats.lines import lines_in
from twicetold.formats.utf16 import code_points, has_no_astral, utf16, without_carriage_returns
from twicetold.model import Argument, Article, Date, Entity, Event, Extraction, Mention, Story, span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.formats.utf16 import Conversion


class _Span(msgspec.Struct):
    start_offset: int
    end_offset: int
    label: str
    id: int | str | None = None


class _Relation(msgspec.Struct):
    from_id: int | str
    to_id: int | str
    type: str


class _Line(msgspec.Struct):
    id: int | str | None = None
    text: str | None = None
    data: str | None = None  # what the text was called in version 1.5
    label: list[tuple[int, int, str]] | None = None
    labels: list[tuple[int, int, str]] | None = None
    entities: list[_Span] | None = None
    relations: list[_Relation] = []
    annotations: msgspec.Raw = msgspec.Raw(b"")  # labels by number, in what until 2021 was called JSONL for short

    @property
    def words(self) -> str:
        return (self.text if self.text is not None else self.data) or ""

    @property
    def spans(self) -> list[_Span] | None:
        """Return the spans; None for a line that says nothing of any."""
        if self.entities is not None:
            return self.entities
        given = self.label if self.label is not None else self.labels
        return None if given is None else [_Span(start, end, label) for start, end, label in given]

    @property
    def problem(self) -> str:
        """Say why this is no text with spans; nothing if it is one."""
        if self.words and self.spans is not None:
            return ""
        return "labels by their numbers only" if self.annotations else "no text, or no label, labels or entities"


_DECODER = msgspec.json.Decoder(_Line)


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield a story for each line of a file, or of every .jsonl file in a folder.

    Raises InputError for a file that cannot be read, for a line that is no JSON, as where a file is cut, and for a file
    that has lines but none of doccano's.
    """
    paths = sorted(each for each in path.iterdir() if _is_export(each)) if path.is_dir() else [path]
    if not paths:
        raise InputError(f"{path}: no .jsonl file")
    taken: dict[str, int] = {}
    done: set[tuple[int | str, int]] = set()
    for each in paths:
        yield from _stories_in(each, reading, taken, done)


def _is_export(path: Path) -> bool:
    return path.suffix == ".jsonl" and not path.name.startswith(".") and path.is_file()


def _stories_in(
    path: Path, reading: Reading, taken: dict[str, int], done: set[tuple[int | str, int]]
) -> Iterator[Story]:
    """Yield the stories of a file but for those done, which are known by the ids of lines and the hashes of texts."""
    first_problem = ""
    found = False
    for number, line in lines_in(path):
        where = f"{path}:{number}"
        document, problem = _decoded(line, where)
        if problem:
            first_problem = first_problem or f"{where}: {problem}"
            reading.notes.add("lines that are no text with spans", where)
            continue
        found = True
        if document.id is not None:
            key = document.id, hash(document.words)
            if key in done:
                reading.notes.add("further annotations of a text", where)
                continue
            done.add(key)
        own = number if document.id is None else document.id
        name = take(id_for(f"{path.stem[:80]}-{own}", "line"), taken)
        gold = _gold(document, reading, where)
        yield Story(name, name, (Article(f"{name}/a", document.words, reading.day(where), gold=gold),))
    if first_problem and not found:
        raise InputError(f"{first_problem}; export a project of sequence labeling as JSONL with labels as text")


def _decoded(line: bytes, where: str) -> tuple[_Line, str]:
    """Return a line, and what keeps it from being a text with spans, if anything does."""
    try:
        document = _DECODER.decode(line)
    except msgspec.ValidationError as error:
        return _Line(), str(error)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{where}: no line of JSON: {error}; export it again as JSONL") from error
    return document, document.problem


def _gold(document: _Line, reading: Reading, where: str) -> Extraction:
    """Return what a line says of its text."""
    given = document.spans or []
    converted = _units(document.words, given, reading, where)
    entities: list[Entity] = []
    dates: list[Date] = []
    events: list[Event] = []
    kinds: dict[int | str | None, tuple[str, Any]] = {}
    """By the ids of spans, our id and the type of an event, or of what may fill a role of one."""
    for each in given:
        start, end = converted(each.start_offset), converted(each.end_offset)
        if start is None or end is None or start >= end:
            reading.notes.add("spans that are empty or not in the text", where)
            continue
        table = next((name for name in _TABLES if each.label in reading.labels.get(name, {})), "entities")
        label: Any = reading.label(table, each.label, where)
        if label is None:
            continue
        place = span(start, end)
        if table == "entities":
            entities.append(Entity(f"e{len(entities) + 1}", label, (Mention(place),)))
            kinds[each.id] = entities[-1].id, label
        elif table == "dates":
            dates.append(Date(f"d{len(dates) + 1}", place, label, ""))
            kinds[each.id] = dates[-1].id, "DATE"
        else:
            events.append(Event(f"v{len(events) + 1}", label, (place,)))
            kinds[each.id] = events[-1].id, label
    arguments = _arguments(document, kinds, reading, where)
    return Extraction(
        tuple(entities),
        tuple(dates),
        tuple(msgspec.structs.replace(event, arguments=tuple(arguments.get(event.id, ()))) for event in events),
    )


_TABLES = ("entities", "dates", "events")


def _arguments(
    document: _Line, kinds: dict[int | str | None, tuple[str, Any]], reading: Reading, where: str
) -> dict[str, dict[Argument, None]]:
    """Return the arguments of events, by the ids of these."""
    found: dict[str, dict[Argument, None]] = {}
    for relation in document.relations:
        first, second = kinds.get(relation.from_id), kinds.get(relation.to_id)
        if first is None or second is None:
            reading.notes.add("relations of spans that are not there or left out", where)
            continue
        role: Any = reading.label("roles", relation.type, where)
        if role is None:
            continue
        if not first[0].startswith("v"):
            first, second = second, first  # drawn the other way round
        if not first[0].startswith("v") or second[0].startswith("v"):
            reading.notes.add("relations: roles between others than an event and what fills it", where)
        elif (made := reading.argument(first[1], Argument(role, second[0]), second[1], where)) is not None:
            found.setdefault(first[0], {})[made] = None
    return found


def _units(text: str, given: list[_Span], reading: Reading, where: str) -> Conversion:
    """Return what makes code points of the offsets of a text."""
    units = {"code points": code_points}
    if not has_no_astral(text):
        units = {"UTF-16 code units": utf16} | units
    ways = {name: unit(text) for name, unit in units.items()}
    if "\r\n" in text:
        ways |= {f"{name} but for \\r": without_carriage_returns(text, unit) for name, unit in units.items()}
    if len(ways) == 1:
        return ways["code points"]

    def misses(converted: Conversion) -> tuple[int, int]:
        places = [converted(offset) for each in given for offset in (each.start_offset, each.end_offset)]
        known = [place for place in places if place is not None]
        within = sum(0 < place < len(text) and text[place - 1 : place + 1].isalnum() for place in known)
        return len(places) - len(known), within

    unit = min(ways, key=lambda name: misses(ways[name]))
    reading.notes.add(f"texts with characters beyond U+FFFF or \\r\\n, whose offsets are taken as {unit}", where)
    return ways[unit]


_FIRST_LINES = 20


def _recognises(path: Path) -> bool:
    """Tell by the first lines of the first .jsonl file: texts with numbers for ids and spans, one of them at least."""
    found = False
    try:
        paths = sorted(filter(_is_export, path.iterdir()))[:1] if path.is_dir() else [path]
        if not paths or not _is_export(paths[0]):
            return False
        with paths[0].open("rb") as file:
            for _, line in zip(range(_FIRST_LINES), file, strict=False):
                words = line.removeprefix(BOM_UTF8)
                if not words.strip():
                    continue
                document = _DECODER.decode(words)
                if not document.words or document.spans is None or not isinstance(document.id, int):
                    return False
                found = found or bool(document.spans) or document.entities is not None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return found


FORMAT = Format(
    name="doccano",
    title="doccano: JSONL of sequence labeling, with or without relations",
    holds={
        "entities": "spans and types, no coreference", "dates": "spans and types, no values",
        "events": "triggers, types and arguments by the map of labels", "claims": "none", "links": "none",
    },
    measures=(
        *ENTITY_SPANS, "dates.strict", "dates.relaxed", "dates.type", "events.trigger.*", "events.argument.*",
    ),
    recognises=_recognises,
    read=read,
)  # fmt: skip
