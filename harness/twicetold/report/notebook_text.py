"""A text with everything marked that an extraction finds in it, as HTML: layers by colour and by form."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from twicetold.report.site.plots.svg import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.model import Extraction, Span

_INWARD = ("content", "entity", "event", "date", "source", "cue")
"""Kinds of marks from the outermost to the innermost: each has one element around a run of text."""


class _Mark(NamedTuple):
    """A run of text that is marked, with what it is and what is said of it."""

    start: int
    end: int
    kind: str
    label: str
    tag: str = ""


def marked(text: str, extraction: Extraction) -> Markup:
    """Return the text in elements that are marked; every character stands once, in its order."""
    marks = [mark for mark in _marks(extraction) if mark.start < len(text)]
    bounds = sorted({0, len(text), *(min(place, len(text)) for mark in marks for place in mark[:2])})
    begins: dict[int, list[_Mark]] = {}
    for mark in marks:
        begins.setdefault(mark.start, []).append(mark)
    covering: list[_Mark] = []
    runs = []
    for start, end in pairwise(bounds):
        covering = [mark for mark in covering if mark.end > start] + begins.get(start, [])
        runs.append(_run(text[start:end], start, end, covering))
    return Markup("").join(runs)


_CLAIM = [
    *(tag("span", part, class_=part) for part in ("source", "cue")),
    tag("span", "content", class_="content begins ends"),
]

LEGEND = Markup("  ").join(
    (
        tag("span", "entity", class_="entity", data_end="TYPE"),
        *(tag("span", kind, class_=kind) for kind in ("event", "date")),
        Markup(" ").join(_CLAIM),
    )
)
"""How each kind of mark looks."""


def _marks(extraction: Extraction) -> Iterator[_Mark]:
    def at(span: Span, kind: str, label: str, type_: str = "") -> Iterator[_Mark]:
        for number, part in enumerate(span, start=1):
            yield _Mark(part.start, part.end, kind, label, type_ if number == len(span) else "")

    for entity in extraction.entities:
        for mention in entity.mentions:
            yield from at(mention.span, "entity", f"{entity.id} {entity.type} {mention.level}", entity.type)
    for date in extraction.dates:
        yield from at(date.span, "date", f"{date.id} {date.type} {date.value}")
    for event in extraction.events:
        for trigger in event.triggers:
            yield from at(trigger, "event", f"{event.id} {event.type}")
    for claim in extraction.claims:
        for kind in ("source", "cue", "content"):
            yield from at(getattr(claim, kind), kind, f"{claim.id} {kind}")


def _run(text: str, start: int, end: int, covering: list[_Mark]) -> Markup:
    """Return a run of text inside one element for each kind of mark that covers it."""
    run = Markup("{}").format(text)
    for kind in reversed(_INWARD):
        marks = [mark for mark in covering if mark.kind == kind]
        if not marks:
            continue
        classes = [kind]
        attributes = {"title": ", ".join(mark.label for mark in marks)}
        if kind == "content":
            classes += ["begins"] * any(mark.start == start for mark in marks)
            classes += ["ends"] * any(mark.end == end for mark in marks)
        if ended := " ".join(mark.tag for mark in marks if mark.end == end and mark.tag):
            attributes["data_end"] = ended
        run = tag("span", run, class_=" ".join(classes), **attributes)
    return run
