"""The four layers of an article's gold: marked text and table to structs, and back.

| layer    | a mark's label                               | a line of the table                         |
|----------|----------------------------------------------|---------------------------------------------|
| entities | `e1`, `e1 nom`, `e1 pro`                     | `e1  PER  Karim Massimov`                   |
| dates    | `d1`                                         | `d1  DATE  2022-01-05  mod=START anchor=d2` |
| events   | `v1` on a trigger, `v1.Crime` on a plain span | `v1  Justice.ArrestJail  OTHER  Person=e5`  |
| claims   | `c1.source`, `c1.cue`, `c1.content`          | `c1  e5  INDIRECT  ASSERTS  in=c2`          |

A label may end in phenomena (`#metonymy`). A mention, trigger or argument in several fragments has a `+` and the
same key on each (`e1 +a`); the parts of a claim need none, and fragments that touch are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar, get_args

import msgspec

from twicetold.errors import InputError
from twicetold.gold import marks, table
from twicetold.gold.closed_lists import explained
from twicetold.gold.marks import Piece, fail
from twicetold.model import Claim, Date, Entity, Event, Extraction, Fragment, Mention, Span
from twicetold.ontology import Polarity, Realis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from twicetold.gold.places import Item
    from twicetold.gold.table import Allowance, Row

T = TypeVar("T", Entity, Date, Event, Claim)

_LEVELS = {"nam": "NAM", "nom": "NOM", "pro": "PRO"}
_CLAIM_PARTS = ("source", "cue", "content")


class Layer(NamedTuple):
    """One layer of an article as read from its file."""

    text: str
    items: tuple[Item, ...]
    allowances: tuple[Allowance, ...]


class _Label(NamedTuple):
    """A label taken apart: whose mark it is, which part, its level, its phenomena, its fragment key."""

    id: str
    part: str
    level: str
    phenomena: tuple[str, ...]
    key: str


class _Marking(NamedTuple):
    """What is to be marked: the label up to the key, what follows the key, the span and its head."""

    name: str
    rest: str
    span: Span
    head: Span = ()


class _Place(NamedTuple):
    """A span put together from its pieces, with the label and the place of the first."""

    span: Span
    head: Span
    label: _Label
    position: int


def read(layer: str, source: str, path: Path | str = "<layer>") -> Layer:
    """Read a layer from the text of its file; every fault is a MarkupError that points at its place."""
    marked, begin = table.split(source, path)
    text, pieces = marks.strip(marked, path)
    reading = _Reading(source, path)
    rows, allowances = table.read(source, begin, path)
    places = reading.places(layer, pieces)
    for item_id, found in places.items():
        if item_id not in rows:
            reading.fail(f"{item_id} has a mark but no line in the table", found[0].position)
    for row in rows.values():
        if row.id not in places:
            reading.fail(f"{row.id} has a line but no mark in the text", row.position)
    build = getattr(reading, layer)
    return Layer(text, tuple(build(row, places[row.id]) for row in rows.values()), allowances)


class _Reading:
    """The source being read, so that a fault can be shown in it."""

    def __init__(self, source: str, path: Path | str) -> None:
        self._source = source
        self._path = path

    def fail(self, problem: str, position: int) -> NoReturn:
        fail(problem, self._source, position, self._path)

    def places(self, layer: str, pieces: Sequence[Piece]) -> dict[str, list[_Place]]:
        """Gather the pieces of each item into spans, in the order of the text."""
        fragments: dict[tuple[str, str, str], list[Piece]] = {}
        labels: dict[tuple[str, str, str], _Label] = {}
        for number, piece in enumerate(sorted(pieces, key=lambda piece: (piece.start, -piece.end))):
            label = self._label(piece)
            own_key = "" if layer == "claims" else label.key or f"piece {number}"
            key = (label.id, label.part, own_key)
            fragments.setdefault(key, []).append(piece)
            labels.setdefault(key, label)
        places: dict[str, list[_Place]] = {}
        for key, parts in fragments.items():
            span = self._join([(part.start, part.end) for part in parts], parts)
            head = self._join([part.head for part in parts if part.head], parts)
            place = _Place(span, head, labels[key], parts[0].position)
            places.setdefault(key[0], []).append(place)
        return places

    def _label(self, piece: Piece) -> _Label:
        name, *words = piece.label.split() or [""]
        item_id, _, part = name.partition(".")
        level, phenomena, key = "", [], ""
        for word in words:
            if word.startswith("#"):
                phenomena.append(word[1:])
            elif word.startswith("+"):
                key = word
            elif word in _LEVELS and not level:
                level = _LEVELS[word]
            else:
                known = ", ".join(_LEVELS)
                self.fail(f"{word!r} means nothing in a label; it may have {known}, #phenomenon, +key", piece.position)
        if not item_id:
            self.fail("a label begins with an id, as in [words](e1)", piece.position)
        return _Label(item_id, part, level, tuple(phenomena), key)

    def _join(self, bounds: list[tuple[int, int]], parts: list[Piece]) -> Span:
        """Make a span of bounds in the order of the text; those that touch are one."""
        joined: list[tuple[int, int]] = []
        for start, end in bounds:
            if joined and start < joined[-1][1]:
                self.fail(f"two fragments of {parts[0].label!r} overlap", parts[0].position)
            if joined and start == joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(Fragment(start, end) for start, end in joined)

    def _convert(self, value: dict[str, object], kind: type[T], row: Row) -> T:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            self.fail(f"{row.id}: {explained(error, kind)}", row.position)

    def entities(self, row: Row, places: list[_Place]) -> Entity:
        self._no_parts(places)
        if not row.words:
            self.fail(f"{row.id} needs a type", row.position)
        mentions = [
            Mention(place.span, place.head, place.label.level or "NAM", place.label.phenomena)  # type: ignore[arg-type]
            for place in places
        ]
        value = {
            "id": row.id, "type": row.words[0], "name": " ".join(row.words[1:]),
            "mentions": msgspec.to_builtins(mentions), "phenomena": row.phenomena,
        }  # fmt: skip
        return self._convert(value, Entity, row)

    def dates(self, row: Row, places: list[_Place]) -> Date:
        self._no_parts(places)
        if len(places) > 1:
            self.fail(f"{row.id} is marked twice; a date has one place", places[1].position)
        if len(row.words) < 2:  # noqa: PLR2004 - type and value
            self.fail(f"{row.id} needs a type and a value", row.position)
        value = {
            "id": row.id, "type": row.words[0], "value": row.words[1], "span": msgspec.to_builtins(places[0].span),
            "phenomena": (*row.phenomena, *places[0].label.phenomena), **self._settings(row, 2, ("mod", "anchor")),
        }  # fmt: skip
        return self._convert(value, Date, row)

    def events(self, row: Row, places: list[_Place]) -> Event:
        if not row.words:
            self.fail(f"{row.id} needs a type", row.position)
        value: dict[str, object] = {"id": row.id, "type": row.words[0], "phenomena": row.phenomena}
        arguments: list[dict[str, object]] = []
        for word in row.words[1:]:
            role, equals, filler = word.partition("=")
            if equals:
                arguments.append({"role": role, "filler": filler})
            elif word in get_args(Polarity):
                value["polarity"] = word
            elif word in get_args(Realis):
                value["realis"] = word
            else:
                known = ", ".join((*get_args(Polarity), *get_args(Realis)))
                self.fail(f"{word!r} is no polarity or realis ({known}), and no Role=id", row.position)
        triggers = [place.span for place in places if not place.label.part]
        if not triggers:
            self.fail(f"{row.id} has no trigger, only arguments", places[0].position)
        arguments += [
            {"role": place.label.part, "span": msgspec.to_builtins(place.span)} for place in places if place.label.part
        ]
        value["triggers"] = msgspec.to_builtins(triggers)
        value["arguments"] = arguments
        return self._convert(value, Event, row)

    def claims(self, row: Row, places: list[_Place]) -> Claim:
        parts = {place.label.part: place for place in places}
        for part, place in parts.items():
            if part not in _CLAIM_PARTS:
                self.fail(f"a part of a claim is {', '.join(_CLAIM_PARTS)}, not {part!r}", place.position)
        if "cue" not in parts:
            self.fail(f"{row.id} has no cue", places[0].position)
        if len(row.words) < 3:  # noqa: PLR2004 - source entity, mode, stance
            self.fail(f"{row.id} needs source entity or '-', mode and stance", row.position)
        source, mode, stance = row.words[:3]
        settings = self._settings(row, 3, ("in",))
        value: dict[str, object] = {
            "id": row.id, "mode": mode, "stance": stance, "phenomena": row.phenomena,
            "source_entity": None if source == "-" else source, "nested_in": settings.get("in"),
            **{part: msgspec.to_builtins(place.span) for part, place in parts.items()},
        }  # fmt: skip
        return self._convert(value, Claim, row)

    def _no_parts(self, places: list[_Place]) -> None:
        for place in places:
            if place.label.part:
                self.fail(f"nothing here has a part {place.label.part!r}", place.position)

    def _settings(self, row: Row, begin: int, names: tuple[str, ...]) -> dict[str, str]:
        settings = {}
        for word in row.words[begin:]:
            name, equals, value = word.partition("=")
            if not equals or name not in names:
                self.fail(f"{word!r} is not one of {', '.join(f'{name}=…' for name in names)}", row.position)
            settings[name] = value
        return settings


def write(layer: str, text: str, items: Sequence[Item], allowances: tuple[Allowance, ...] = ()) -> str:
    """Write the file of a layer: the inverse of `read`. Raises InputError for a head that cannot be barred."""
    spans: list[_Marking] = []
    for item in items:
        _DESCRIBERS[layer](item, spans)
    return marks.put_on(text, _pieces(spans)) + table.RULE + write_table(layer, items, allowances)


def write_table(layer: str, items: Sequence[Item], allowances: tuple[Allowance, ...] = ()) -> str:
    """Write the table of a layer's file: a line for each item, then the allowances."""
    rows = [[*_DESCRIBERS[layer](item, []), *(f"#{name}" for name in item.phenomena)] for item in items]
    return table.write(rows, allowances)


def _pieces(spans: list[_Marking]) -> list[Piece]:
    """Turn labelled spans into pieces that nest, with a key where one span needs several of them."""
    flat = [(number, (part.start, part.end)) for number, (_, _, where, _) in enumerate(spans) for part in where]
    cut = marks.nest([bounds for _, bounds in flat])
    gathered: dict[int, list[tuple[int, int]]] = {}
    for (number, _), bounds in zip(flat, cut, strict=True):
        gathered.setdefault(number, []).extend(bounds)
    pieces = []
    for number, (name, rest, _, head) in enumerate(spans):
        needs_key = len(gathered[number]) > 1 and name.partition(".")[2] not in _CLAIM_PARTS
        label = " ".join(filter(None, [name, f"+{number}" if needs_key else "", rest]))
        for start, end in gathered[number]:
            inside = [
                (max(start, part.start), min(end, part.end)) for part in head if part.start < end and start < part.end
            ]
            if len(inside) > 1:
                raise InputError(f"the head of {name} is in several pieces and cannot be barred")
            pieces.append(Piece(start, end, label, inside[0] if inside else None))
    return pieces


def _write_entity(item: Entity, spans: list[_Marking]) -> list[str]:
    for mention in item.mentions:
        level = "" if mention.level == "NAM" else mention.level.lower()
        rest = " ".join([level, *(f"#{name}" for name in mention.phenomena)]).strip()
        spans.append(_Marking(item.id, rest, mention.span, mention.head))
    return [item.id, item.type, item.name]


def _write_date(item: Date, spans: list[_Marking]) -> list[str]:
    spans.append(_Marking(item.id, "", item.span))
    settings = [f"mod={item.mod}" if item.mod else "", f"anchor={item.anchor}" if item.anchor else ""]
    return [item.id, item.type, item.value, *settings]


def _write_event(item: Event, spans: list[_Marking]) -> list[str]:
    spans.extend(_Marking(item.id, "", trigger) for trigger in item.triggers)
    spans.extend(
        _Marking(f"{item.id}.{argument.role}", "", argument.span) for argument in item.arguments if argument.span
    )
    flags = [value for value, default in ((item.polarity, "POSITIVE"), (item.realis, "ACTUAL")) if value != default]
    fillers = [f"{argument.role}={argument.filler}" for argument in item.arguments if argument.filler]
    return [item.id, item.type, *flags, *fillers]


def _write_claim(item: Claim, spans: list[_Marking]) -> list[str]:
    parts = {"source": item.source, "cue": item.cue, "content": item.content}
    spans.extend(_Marking(f"{item.id}.{part}", "", where) for part, where in parts.items() if where)
    nested = f"in={item.nested_in}" if item.nested_in else ""
    return [item.id, item.source_entity or "-", item.mode, item.stance, nested]


_DESCRIBERS: dict[str, Callable[..., list[str]]] = {
    "entities": _write_entity,
    "dates": _write_date,
    "events": _write_event,
    "claims": _write_claim,
}


def extraction_of(layers: dict[str, Layer]) -> Extraction:
    """Put the four layers of an article together."""
    return Extraction(**{name: layer.items for name, layer in layers.items()})  # type: ignore[arg-type]
