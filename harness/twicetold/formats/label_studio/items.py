"""What regions and relations of our own configuration say: entities, dates, events and claims."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any

from twicetold.formats.bounds import span_of, within
from twicetold.formats.label_studio.arguments import arguments_of
from twicetold.formats.label_studio.convention import CHOICES, LABELS, ROLES
from twicetold.formats.label_studio.grouping import claim_groups, groups, without_first
from twicetold.model import Argument, Claim, Date, Entity, Event, Extraction, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.format import Reading
    from twicetold.formats.label_studio.regions import Region, Regions
    from twicetold.model import Span
    from twicetold.ontology import Filler

_PREFIXES = {"entity": "e", "date": "d", "event": "v", "claim": "c"}
"""What new ids of items begin with, by the control of their regions."""


def extraction(regions: Regions, reading: Reading, where: str) -> Extraction:
    """Return what the regions of a text say. What makes no sense is noted."""
    return _Items(regions, reading, where).extraction()


class _Items:
    """The items that are made, each kind after those that it refers to."""

    def __init__(self, regions: Regions, reading: Reading, where: str) -> None:
        self._reading = reading
        self._where = where
        self._regions: dict[str, list[Region]] = {control: [] for control in LABELS}
        for region in regions.all:
            self._regions[region.control].append(region)
        self._pairs: dict[str, list[tuple[Region, Region]]] = defaultdict(list)
        self._arguments_of: dict[Region, list[tuple[Any, Region]]] = defaultdict(list)
        for first, second, label in regions.relations:
            self._pairs[label].append((first, second))
            if label in ROLES:
                self._arguments_of[first].append((label, second))
        self._fillers: dict[Region, tuple[str | None, Filler]] = {}
        self._orphans = {each for of_control in self._regions.values() for each in without_first(of_control)}
        self._said = {name for region in regions.all for name in (region.item, region.of)}
        self._used: set[str] = set()
        self._numbers = {control: count(1) for control in _PREFIXES}

    def extraction(self) -> Extraction:
        found = Extraction(
            entities=tuple(self._entities()),
            dates=tuple(self._dates()),
            events=tuple(self._events()),
            claims=tuple(self._claims()),
        )
        led_to = {second for pairs in self._pairs.values() for _, second in pairs}
        for region in self._regions["part"]:
            if region not in led_to:
                self._note(f"regions called {region.kind} to which no relation leads")
        return found

    def _note(self, what: str) -> None:
        self._reading.notes.add(what, self._where)

    def _entities(self) -> Iterator[Entity]:
        heads: dict[Region, list[Bounds]] = defaultdict(list)
        for mention, head in self._pairs["head"]:
            heads[mention] += head.parts
        for group in groups(self._regions["entity"], self._pairs["same"]):
            name, label = self._id(group), self._label(group)
            self._fillers |= dict.fromkeys(group, (name, label))
            mentions = tuple(
                Mention(
                    span := each.span, self._head(span, heads.get(each)), self._chosen([each], "level", "NAM"),
                    self._tags([each], "tags"),
                )
                for each in group
            )  # fmt: skip
            yield Entity(name, label, mentions, self._written(group, "name"), self._tags(group, "entity_tags"))

    def _head(self, mention: Span, head: list[Bounds] | None) -> Span:
        if not head:
            return ()
        if within(span := span_of(head), mention):
            return span
        self._note("heads outside their mentions")
        return ()

    def _dates(self) -> Iterator[Date]:
        names = {each: self._id([each]) for each in self._regions["date"]}
        anchors = {first: names[second] for first, second in self._pairs["anchor"]}
        for each, name in names.items():
            self._fillers[each] = name, "DATE"
            yield Date(
                name, each.span, each.label, self._written([each], "value"), self._chosen([each], "mod", None),
                anchors.get(each), self._tags([each], "tags"),
            )  # fmt: skip

    def _events(self) -> Iterator[Event]:
        for group in groups(self._regions["event"], self._pairs["same"]):
            name, label = self._id(group), self._label(group)
            yield Event(
                name, label, tuple(each.span for each in group), self._arguments(label, group),
                self._chosen(group, "polarity", "POSITIVE"), self._chosen(group, "realis", "ACTUAL"),
                self._tags(group, "tags"),
            )  # fmt: skip

    def _arguments(self, event_type: str, group: list[Region]) -> tuple[Argument, ...]:
        found = [each for trigger in group for each in self._arguments_of[trigger]]
        order = next((each.arguments for each in group if each.arguments), [])
        found.sort(key=lambda each: order.index(key) if (key := f"{each[0]} {each[1].name}") in order else len(order))
        return arguments_of(event_type, found, self._fillers, self._reading, self._where)

    def _claims(self) -> Iterator[Claim]:
        parts = self._regions["claim"]
        found = [
            (self._id(group), group) for group in claim_groups(parts, self._pairs["content"], self._pairs["source"])
        ]
        claim_of = {region: name for name, group in reversed(found) for region in group}
        for _ in set(parts) - claim_of.keys():
            self._note("parts of claims that stand alone")
        outer = self._outer(claim_of)
        entities = dict(self._pairs["entity"])
        for name, group in found:
            cue, content, source = (
                span_of(part for each in group if each.kind == kind for part in each.parts) for kind in LABELS["claim"]
            )
            by_source = sorted(group, key=lambda each: each.kind != "Source")
            entity = next((self._fillers[entities[each]][0] for each in by_source if each in entities), None)
            yield Claim(
                name, cue, content, source, entity, self._chosen(group, "mode", "INDIRECT"),
                self._chosen(group, "stance", "ASSERTS"), outer.get(name), self._tags(group, "tags"),
            )  # fmt: skip

    def _outer(self, claim_of: dict[Region, str]) -> dict[str, str]:
        """Return the claims that hold others, by these."""
        outer: dict[str, str] = {}
        for first, second in self._pairs["nested"]:
            if first not in claim_of or second not in claim_of:
                continue
            inner, holder = claim_of[first], claim_of[second]
            if inner in _upwards(holder, outer):
                self._note("claims nested in themselves")
            else:
                outer[inner] = holder
        return outer

    def _id(self, group: list[Region]) -> str:
        """Return the id of an item: that which its regions say, if no other has it, else a new one."""
        # What was cut off from the first region of its item, which is still there, is another.
        said = [each.item for each in group] + [each.of for each in group if each in self._orphans]
        for name in said:
            if name and name not in self._used:
                self._used.add(name)
                return name
        control = group[0].control
        while (name := f"{_PREFIXES[control]}{next(self._numbers[control])}") in self._said:
            continue
        return name

    def _label(self, group: list[Region]) -> Any:  # noqa: ANN401 - a label of ours
        """Return the label of the first region, of which others should be."""
        first = next((each for each in group if each.item), group[0])
        for each in group:
            if each.label != first.label:
                self._note(f"{each.kind}: a region has another type than the first of its {each.kind}")
        return first.label

    def _chosen(self, group: list[Region], control: str, otherwise: Any) -> Any:  # noqa: ANN401 - labels of ours
        """Return the label that is chosen, if one is."""
        if not (given := _given(group, control)):
            return otherwise
        known = [each for each in given if each in CHOICES[control]][:1]
        if len(known) < len(given):
            self._note(f"{control}: other than one of its labels")
        return known[0] if known else otherwise

    def _tags(self, group: list[Region], control: str) -> Any:  # noqa: ANN401 - labels of ours
        """Return the labels that are chosen, of which there may be several."""
        if not (given := _given(group, control)):
            return ()
        known = tuple(each for each in given if each in CHOICES[control])
        if len(known) < len(given):
            self._note(f"{control}: other than its labels")
        return known

    def _written(self, group: list[Region], control: str) -> str:
        given = _given(group, control)
        if len(given) > 1:
            self._note(f"{control}: written several times, of which the last counts")
        return given[-1] if given else ""


def _given(group: list[Region], control: str) -> list[str]:
    """Return what the first region that has it says for a control."""
    for each in group:
        if control in each.attributes:
            return each.attributes[control]
    return []


def _upwards(claim: str, outer: dict[str, str]) -> Iterator[str]:
    """Yield a claim and those that it is nested in."""
    yield claim
    while claim in outer:
        claim = outer[claim]
        yield claim
