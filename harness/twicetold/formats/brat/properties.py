"""What attributes, relations, comments and normalizations say of annotations."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from twicetold.formats.brat import convention as ours
from twicetold.formats.ids import ID

if TYPE_CHECKING:
    from twicetold.formats.brat.kinds import Kinds
    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Notes
    from twicetold.ontology import Phenomenon

_YES = ("", "TRUE", "YES")
"""What an attribute that has no values in brat may have in files of other tools."""
_FIELD = re.compile(r"(?:^|\s)(name|value)=(.*)")


@dataclass(slots=True)
class Properties:
    """What is said of one annotation.

    `id` and `id_name` are our id of what it belonged to when we wrote it, and the name that this had; `name` and
    `value` are what notes give it. A head leads to its mention, a date to that from which it is reckoned.
    """

    choices: dict[str, Any] = field(default_factory=dict)
    tags: tuple[Phenomenon, ...] = ()
    entity_tags: tuple[Phenomenon, ...] = ()
    id: str = ""
    id_name: str = ""
    name: str | None = None
    value: str | None = None
    leads_to: str | None = None

    def choice(self, name: str) -> Any:  # noqa: ANN401
        """Return the value of an attribute."""
        return self.choices.get(name, ours.DEFAULTS[name])


def properties_of(standoff: Standoff, kinds: Kinds, notes: Notes) -> defaultdict[str, Properties]:
    """Return by id what is said of annotations; what has no counterpart is noted."""
    found: defaultdict[str, Properties] = defaultdict(Properties)
    _take_attributes(standoff, found, notes)
    _take_comments(standoff, found, notes)
    ends = {ours.HEAD_OF: (kinds.parts[ours.HEAD], kinds.entities), ours.ANCHOR: (kinds.dates, kinds.dates)}
    for each in standoff.relations:
        firsts, seconds = ends.get(each.name, ((), ()))
        if each.target in firsts and each.value in seconds:
            found[each.target].leads_to = each.value
        else:
            notes.add(f"relations: {each.name!r} has no counterpart", standoff.place(each.line))
    return found


def _take_attributes(standoff: Standoff, found: defaultdict[str, Properties], notes: Notes) -> None:
    for each in standoff.attributes:
        place = standoff.place(each.line)
        mine = found[each.target]
        value = each.value.upper()
        tag: Any = each.name.removeprefix(ours.ENTITY_TAG)
        if each.target not in standoff:
            notes.add("attributes of relations, or of what is not there", place)
        elif each.name in ours.CHOICES:
            if value in ours.CHOICES[each.name]:
                mine.choices.setdefault(each.name, value)
            else:
                notes.add(f"attributes: {each.name} is never {each.value!r}", place)
        elif each.name == "Negation" and value in _YES:
            mine.choices["Polarity"] = "NEGATIVE"
        elif tag not in ours.PHENOMENA:
            notes.add(f"attributes: {each.name!r} has no counterpart", place)
        elif tag == each.name:
            mine.tags += (tag,)
        else:
            mine.entity_tags += (tag,)


def _take_comments(standoff: Standoff, found: defaultdict[str, Properties], notes: Notes) -> None:
    for each in standoff.normalizations:
        if each.value:
            found[each.target].name = each.value
    for each in standoff.comments:
        mine = found[each.target]
        if each.name == ours.ID:
            name, _, rest = each.value.partition(" ")
            if ID.match(name):
                mine.id, mine.id_name = name, ours.unescaped(rest)
        elif each.name == ours.NOTES and (given := _FIELD.search(each.value)):
            text = ours.unescaped(given[2].strip())
            if given[1] == "name":
                mine.name = text
            else:
                mine.value = text
        elif each.name != ours.WHOLE:
            notes.add(f"comments: {each.name}", standoff.place(each.line))
