"""TIMEX3s read as dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from twicetold.model import Date
from twicetold.ontology import DateModifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.formats.timeml.document import Document
    from twicetold.formats.timeml.markup import Element

_MODIFIERS = frozenset(get_args(DateModifier))
_ONLY_IN_TIMEX3 = ("quant", "freq", "beginPoint", "endPoint")


def dates_of(document: Document) -> tuple[Date, ...]:
    """Return the dates of a document, in the order of its text."""
    found: list[tuple[Element, str, str, str | None]] = []
    ids: dict[str, str] = {}
    for element in document.marks("TIMEX3"):
        given = element.attributes
        date_type = document.label("dates", given.get("type", ""), element)
        if date_type is not None:
            mod = _mod(document, element)
            name = document.take_id(element, "tid")
            ids.setdefault(given.get("tid", name), name)
            found.append((element, name, date_type, mod))
    return tuple(
        Date(
            name,
            document.span(element),
            date_type,  # type: ignore[arg-type] # mapped to one of ours
            element.attributes.get("value", ""),
            mod,  # type: ignore[arg-type] # one of ours
            _anchor(document, element, name, ids),
        )
        for element, name, date_type, mod in found
    )


def _mod(document: Document, element: Element) -> str | None:
    """Return the mod of a TIMEX3, after a note of what else it says or lacks."""
    given = element.attributes
    if not given.get("value"):
        document.note("TIMEX3s without a value", element)
    for attribute in filter(given.get, _ONLY_IN_TIMEX3):
        document.note(f"TIMEX3 attributes: {attribute}", element)
    mod = given.get("mod")
    if not mod or mod in _MODIFIERS:
        return mod or None
    document.note(f"TIMEX3 attributes: mod={mod!r}, which there is not", element)
    return None


def _anchor(document: Document, element: Element, own: str, ids: Mapping[str, str]) -> str | None:
    """Return the id of the date from which that of an element is reckoned, unless that is the creation time."""
    given = element.attributes.get("anchorTimeID")
    if not given or (document.created and given == document.created.attributes.get("tid")):
        return None
    name = ids.get(given)
    if name is None or name == own:
        document.note("anchors that are no other TIMEX3 of the text", element)
        return None
    return name
