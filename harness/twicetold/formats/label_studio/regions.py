"""What is marked in a text, of the results of an annotation: regions and the relations between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.formats.bounds import Bounds, span_of
from twicetold.formats.ids import ID
from twicetold.formats.label_studio.convention import ENDS, LABELS, RELATIONS
from twicetold.formats.label_studio.places import places
from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twicetold.formats.format import Reading
    from twicetold.formats.label_studio.exports import Result
    from twicetold.model import Span

_PLACE = ("start", "end", "startOffset", "endOffset")
"""What says where a region is, in plain text or in HTML."""

_CONTROLS = {"entities": "entity", "dates": "date", "events": "event"}
"""The control that regions of another project would have, by the table of the map that has their label."""


class Region(msgspec.Struct, eq=False):
    """A region, or several that are fragments of one span.

    `order` is its place among the results; `item` the id of the item that it is the first region of, as we wrote it,
    `of` that of which it is another; `arguments` the order of those of an event, as written.
    """

    name: str
    order: int
    control: str
    label: Any
    parts: list[Bounds]
    item: str = ""
    of: str = ""
    arguments: list[Any] = []
    attributes: dict[str, list[str]] = {}

    @property
    def kind(self) -> str:
        """Return what relations tell regions apart by: the label of a part of something, else the control."""
        return str(self.label) if self.control in {"claim", "part"} else self.control

    @property
    def span(self) -> Span:
        """Return the place of its words."""
        return (Fragment(*self.parts[0]),) if len(self.parts) == 1 else span_of(self.parts)


class Regions:
    """The regions in their order, and the relations: from, to, label, as they should lead, when fragments are joined.

    `own` are results of a project that has our configuration. What makes no sense is noted.
    """

    def __init__(self, results: list[Result], text: str, reading: Reading, where: str, *, own: bool) -> None:
        self._reading = reading
        self._where = where
        self._own = own
        marks = list(_named(each for each in results if each.type != "relation"))
        values: dict[str, object] = {}
        for name, result in marks:
            values.setdefault(name, result.value)
        self._by_name: dict[str, Region] = {}
        self._labels(marks, places(values, text, self._note))
        if own:
            self._attributes(marks)  # of others' we know no meaning
        ends = list(self._ends([each for each in results if each.type == "relation"]))
        for first, second, label in ends:
            if label == "fragment":
                self._join(self._by_name[first], self._by_name[second])
        self.relations = [
            each
            for first, second, label in ends
            if label != "fragment"
            for each in self._directed(self._by_name[first], self._by_name[second], label)
        ]
        self.all = sorted(dict.fromkeys(self._by_name.values()), key=lambda region: region.order)

    def _note(self, what: str) -> None:
        self._reading.notes.add(what, self._where)

    def _labels(self, marks: list[tuple[str, Result]], placed: dict[str, Bounds]) -> None:
        """Make the regions; one with several labels is a region for each."""
        labelled = set()
        for order, (name, result) in enumerate(marks):
            if name not in placed or not isinstance(result.type, str) or not result.type.endswith("labels"):
                continue
            for label in _list_in(result.value, result.type):
                labelled.add(name)
                if found := self._control(result.from_name, str(label)):
                    unused = name if name not in self._by_name else f"{name} {label}"
                    region = self._by_name[unused] = Region(unused, order, *found, [placed[name]])
                    if self._own:
                        region.item, region.of = _id_in(result.meta, "id"), _id_in(result.meta, "of")
                        region.arguments = _list_in(result.meta, "arguments")
        for _ in placed.keys() - labelled:
            self._note("regions without a label")

    def _control(self, control: object, label: str) -> tuple[str, str] | None:
        """Return the control that a region of ours with this label has, and our name for the label."""
        if self._own and isinstance(control, str) and label in LABELS.get(control, ()):
            return control, label
        for table, own in _CONTROLS.items():
            if label in self._reading.labels.get(table, ()):
                ours = self._reading.label(table, label, self._where)
                return (own, ours) if ours else None
        self._reading.label("entities", label, self._where)  # which notes that no map has it
        return None

    def _attributes(self, marks: list[tuple[str, Result]]) -> None:
        """Give the regions what is chosen and written for them."""
        keys = {"choices": "choices", "textarea": "text"}
        for name, result in marks:
            region = self._by_name.get(name)
            if region is None or not isinstance(result.value, dict) or result.type not in ("choices", "textarea"):
                continue
            words = result.value.get(keys[result.type])
            given = [words] if isinstance(words, str) else words
            if isinstance(given, list):
                region.attributes[str(result.from_name)] = [each for each in given if isinstance(each, str)]

    def _ends(self, results: Iterable[Result]) -> Iterator[tuple[str, str, str]]:
        """Yield each relation between regions that are there: the names of both, our label."""
        for result in results:
            first, second = str(result.from_id), str(result.to_id)
            if result.direction == "left":
                first, second = second, first
            if not result.labels or not isinstance(result.labels, list):
                self._note("relations without a label")
                continue
            for label in map(str, result.labels):
                ours = label if self._own and label in RELATIONS else self._reading.label("roles", label, self._where)
                if not ours:
                    continue
                if first in self._by_name and second in self._by_name:
                    yield first, second, ours
                else:
                    self._note("relations of regions that are not there or left out")

    def _join(self, first: Region, second: Region) -> None:
        """Make one region of two fragments of one kind."""
        if first is second:
            return
        if first.kind != second.kind:
            self._note(f"relations: fragment from {first.kind} to {second.kind}")
            return
        if first.label != second.label:
            self._note(f"{first.kind}: a fragment has another type than the first")
        first.parts += second.parts
        first.attributes = second.attributes | first.attributes
        first.item, first.of = first.item or second.item, first.of or second.of
        self._by_name |= {name: first for name, region in self._by_name.items() if region is second}

    def _directed(self, first: Region, second: Region, label: str) -> Iterator[tuple[Region, Region, str]]:
        """Yield a relation as it should lead, also if it is drawn the other way round; none that makes no sense."""
        if first is not second and _fits(first, second, label):
            yield first, second, label
        elif first is not second and _fits(second, first, label):
            yield second, first, label
        else:
            self._note(f"relations: {label} from {first.kind} to {second.kind}")


def _named(results: Iterable[Result]) -> Iterator[tuple[str, Result]]:
    """Yield results with the names of their regions: ids, and what tells them from a region of that id elsewhere."""
    known: dict[str, object] = {}
    for number, each in enumerate(results):
        # A result without an id is about a region of its own.
        name = str(each.id or f"result {number}")
        if isinstance(each.value, dict) and "start" in each.value:
            place = [each.value.get(key) for key in _PLACE]
            name = name if known.setdefault(name, place) == place else f"{name} {place}"
        yield name, each


def _fits(first: Region, second: Region, label: str) -> bool:
    if label == "same":
        return first.kind == second.kind and first.kind in {"entity", "event"}
    return first.kind in ENDS[label][0] and second.kind in ENDS[label][1]


def _list_in(value: object, key: str) -> list[Any]:
    """Return the list that a JSON object has under a key, an empty one if it has none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _id_in(meta: object, key: str) -> str:
    """Return an id that we wrote in the `meta` of a region, "" if there is none."""
    said = meta.get(key) if isinstance(meta, dict) else None
    return said if isinstance(said, str) and ID.match(said) else ""
