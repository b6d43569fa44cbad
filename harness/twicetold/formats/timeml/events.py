"""EVENTs read as events: with what their MAKEINSTANCEs say, and one for all that are declared to be the same."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import msgspec

from twicetold.formats.joining import Joined
from twicetold.formats.timeml.convention import ENDS, IDENTITY
from twicetold.model import Event, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold.formats.timeml.document import Document
    from twicetold.formats.timeml.markup import Attributes, Element

    Said = tuple[bool, bool]
    """Of an event at some places: that it is negated at all of them, and that it is settled at one."""


class _Naming(msgspec.Struct, gc=False):
    """One place where an event is named, and what is said of it there."""

    type: str
    span: Span
    said: Said


def events_of(document: Document) -> tuple[Event, ...]:
    """Return the events of a document, in the order in which its text names them first."""
    instances = _instances(document)
    found: dict[str, _Naming] = {}
    ids: dict[str, str] = {}
    for element in document.marks("EVENT"):
        given = element.attributes
        event_type = document.label("events", given.get("class", ""), element)
        if event_type is not None:
            name = document.take_id(element, "eid")
            eid = given.get("eid", name)
            ids.setdefault(eid, name)
            # In ISO-TimeML there is no MAKEINSTANCE, and EVENT has its attributes.
            found[name] = _Naming(event_type, document.span(element), instances.get(eid) or _said(given))
    groups = _identities(document, ids, list(found))
    return tuple(_event(group[0], [found[name] for name in group]) for group in groups)


def is_identity(link: Element) -> bool:
    """Tell whether a link says of two events that they are the same."""
    given = link.attributes
    return given.get("relType") == IDENTITY and all(end in given for end in ENDS)


def _instances(document: Document) -> Mapping[str, Said]:
    """Return what MAKEINSTANCEs say, by the id of their EVENT."""
    known = {event.attributes.get("eid") for event in filter(document.body.holds, document.named["EVENT"])}
    found: dict[str, Said] = {}
    for instance in document.named["MAKEINSTANCE"]:
        event = instance.attributes.get("eventID", "")
        said = _said(instance.attributes)
        found[event] = _both(found[event], said) if event in found else said
        if event not in known:
            document.note("MAKEINSTANCEs of no EVENT of the text", instance)
    return found


def _identities(document: Document, ids: Mapping[str, str], names: Sequence[str]) -> list[list[str]]:
    """Return the ids of events in groups of those that are the same, each in the order of the text."""
    links = [link for link in document.named["TLINK"] if is_identity(link)]
    if not links:
        return [[name] for name in names]
    events = {
        instance.attributes.get("eiid", ""): ids.get(instance.attributes.get("eventID", ""))
        for instance in document.named["MAKEINSTANCE"]
    }
    same: Joined[str] = Joined()
    for link in links:
        first, second = (events.get(link.attributes[end]) for end in ENDS)
        if first is None or second is None:
            document.note("TLINKs of no EVENT of the text", link)
        else:
            same.join(first, second)
    return same.groups(names)


def _event(name: str, places: Sequence[_Naming]) -> Event:
    is_negative, is_settled = reduce(_both, [place.said for place in places])
    return Event(
        name,
        places[0].type,  # type: ignore[arg-type] # mapped to one of ours
        tuple([place.span for place in places]),
        polarity="NEGATIVE" if is_negative else "POSITIVE",
        realis="ACTUAL" if is_settled else "OTHER",
    )


def _said(given: Attributes) -> Said:
    is_settled = given.get("modality", "") in ("", "NONE") and given.get("tense") != "FUTURE"
    return given.get("polarity") == "NEG", is_settled


def _both(first: Said, second: Said) -> Said:
    return first[0] and second[0], first[1] or second[1]
