"""The annotations of an article become an extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twicetold.formats.bounds import within
from twicetold.formats.brat import convention as ours
from twicetold.formats.brat.identity import ids_of, joined
from twicetold.formats.brat.places import innermost
from twicetold.formats.brat.properties import properties_of
from twicetold.formats.brat.standoff import without_digits
from twicetold.model import Argument, Claim, Date, Entity, Event, Extraction, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.formats.brat.kinds import Kinds
    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Reading
    from twicetold.model import Span
    from twicetold.ontology import Filler


def extraction(standoff: Standoff, kinds: Kinds, reading: Reading) -> Extraction:
    """Return what the annotations of a file say; what they say of nothing is noted."""
    return _Items(standoff, kinds, reading).extraction()


class _Items:
    """The entities, dates, events and claims of a file, each made of a group of annotations."""

    def __init__(self, standoff: Standoff, kinds: Kinds, reading: Reading) -> None:
        self._of = standoff
        self._kinds = kinds
        self._reading = reading
        self._properties = properties_of(standoff, kinds, reading.notes)
        same = joined(standoff, reading.notes)
        self._entities = same.groups(kinds.entities)
        self._events = same.groups(kinds.events)
        groups = [*self._entities, *self._events, *([name] for name in (*kinds.dates, *kinds.claims))]
        self._ids = ids_of(groups, self._properties, standoff, reading.notes)
        self._fillers: dict[str, Filler] = dict.fromkeys(kinds.dates, "DATE")
        for group in self._entities:
            self._fillers |= dict.fromkeys(group, kinds.entities[group[0]])
        self._used: set[str] = set()

    def extraction(self) -> Extraction:
        heads = self._heads()
        found = Extraction(
            entities=tuple(self._entity(group, heads) for group in self._entities),
            dates=tuple(self._date(name) for name in self._kinds.dates),
            events=tuple(self._event(group) for group in self._events),
            claims=tuple(self._claim(name, outer) for name, outer in self._nesting().items()),
        )
        for label in (ours.PLAIN, ours.SOURCE, ours.CONTENT):
            for name in self._kinds.parts[label]:
                if name not in self._used:
                    self._note(f"{label} annotations that nothing points at", name)
        return found

    def _note(self, what: str, name: str) -> None:
        self._reading.notes.add(what, self._of.place(name))

    def _heads(self) -> dict[str, Span]:
        """Return the heads of mentions."""
        spans = self._of.spans
        mentions = {name: spans[name] for name in self._kinds.entities}
        owners = {name: self._properties[name].leads_to for name in self._kinds.parts[ours.HEAD]}
        heads: dict[str, Span] = {}
        for name, named in sorted(owners.items(), key=lambda item: item[1] is None):
            owner = named or innermost(spans[name], mentions)
            if owner is None or not within(spans[name], spans[owner]):
                self._note("heads outside a mention", name)
            elif owner in heads:
                self._note("heads of a mention that has one", name)
            else:
                heads[owner] = spans[name]
        return heads

    def _alike(self, what: str, group: Sequence[str], values: Sequence[Any]) -> Any:  # noqa: ANN401
        """Return what the first of a group has; note where others have something else."""
        for name, value in zip(group, values, strict=True):
            if value != values[0]:
                self._note(f"{what}, of which the first counts", name)
        return values[0]

    def _entity(self, group: list[str], heads: dict[str, Span]) -> Entity:
        types, of = self._kinds.entities, [self._properties[name] for name in group]
        own = self._ids[group[0]]
        names = [each.name for each in of if each.name is not None] + [each.id_name for each in of if each.id == own]
        return Entity(
            id=own,
            type=self._alike("types within an entity", group, [types[name] for name in group]),
            mentions=tuple(
                Mention(self._of.spans[name], heads.get(name, ()), each.choice("Level"), each.tags)
                for name, each in zip(group, of, strict=True)
            ),
            name=names[0] if names else "",
            phenomena=self._alike("tags within an entity", group, [each.entity_tags for each in of]),
        )

    def _date(self, name: str) -> Date:
        of = self._properties[name]
        if of.value is None:
            self._note("dates without a value", name)
        if of.leads_to == name:
            self._note("dates reckoned from themselves", name)
        return Date(
            id=self._ids[name],
            span=self._of.spans[name],
            type=self._kinds.dates[name],
            value=of.value or "",
            mod=of.choice("Mod"),
            anchor=self._ids[of.leads_to] if of.leads_to and of.leads_to != name else None,
            phenomena=of.tags,
        )

    def _event(self, group: list[str]) -> Event:
        types, of = self._kinds.events, [self._properties[name] for name in group]
        event_type = self._alike("types within an event", group, [types[name] for name in group])
        arguments = [*self._arguments(group[0], event_type)]
        for name in group[1:]:
            arguments += [each for each in self._arguments(name, event_type) if each not in arguments]
        polarity, realis = (
            self._alike(f"values of {choice} within an event", group, [each.choice(choice) for each in of])
            for choice in ("Polarity", "Realis")
        )
        return Event(
            id=self._ids[group[0]],
            type=event_type,
            triggers=tuple(self._of.spans[self._of.trigger(name)] for name in group),
            arguments=tuple(arguments),
            polarity=polarity,
            realis=realis,
            phenomena=self._alike("tags within an event", group, [each.tags for each in of]),
        )

    def _arguments(self, name: str, event_type: str) -> Iterator[Argument]:
        place = self._of.place(name)
        for foreign, target in self._of.events[name].arguments if name in self._of.events else ():
            known = foreign in self._reading.labels.get("roles", {})
            role: Any = self._reading.label("roles", foreign if known else without_digits(foreign), place)
            if role is None:
                continue
            if target in self._fillers:
                argument, kind = Argument(role, self._ids[target]), self._fillers[target]
            elif target in self._of.events or target in self._kinds.events or target in self._kinds.triggers:
                self._note("arguments that are events", name)
                continue
            elif target in self._of.spans:
                argument, kind = Argument(role, span=self._of.spans[target]), "SPAN"
                self._used.add(target)
            else:
                self._note("arguments that are not there", name)
                continue
            if kept := self._reading.argument(event_type, argument, kind, place):
                yield kept

    def _nesting(self) -> dict[str, str | None]:
        """Return the claim around each."""
        around: dict[str, str | None] = dict.fromkeys(self._kinds.claims)
        for name in self._kinds.claims:
            outer = next((target for role, target in self._of.events[name].arguments if role == ours.IN), None)
            if outer is None:
                continue
            passed: str | None = outer
            while passed is not None and passed != name:
                passed = around.get(passed)
            if outer not in around or passed == name:
                self._note("claims in no other claim, or in themselves", name)
            else:
                around[name] = outer
        return around

    def _claim(self, name: str, outer: str | None) -> Claim:
        event, of = self._of.events[name], self._properties[name]
        parts: dict[str, list[str]] = {ours.SOURCE: [], ours.CONTENT: [], ours.SPEAKER: []}
        for foreign, target in event.arguments:
            role = without_digits(foreign)
            if role == ours.IN:
                continue
            if role in parts and target in (self._kinds.entities if role == ours.SPEAKER else self._of.spans):
                parts[role].append(target)
                self._used.add(target)
            else:
                self._note(f"arguments of claims: {role} is nothing that can be one", name)
        return Claim(
            id=self._ids[name],
            cue=self._of.spans[event.trigger] if event.label == ours.CLAIM else (),
            content=self._of.union(parts[ours.CONTENT]),
            source=self._of.union(parts[ours.SOURCE]),
            source_entity=self._ids[parts[ours.SPEAKER][0]] if parts[ours.SPEAKER] else None,
            mode=of.choice("Mode"),
            stance=of.choice("Stance"),
            nested_in=self._ids[outer] if outer else None,
            phenomena=of.tags,
        )
