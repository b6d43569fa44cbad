"""The lines of an .ann file that is written: annotations are numbered, and break where lines of the text end."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from twicetold.formats.brat import convention as ours
from twicetold.formats.brat.places import BREAKS, broken
from twicetold.formats.brat.standoff import written
from twicetold.model import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twicetold.model import Span


class Lines:
    """The lines of an .ann file. What stands in it has the id that is returned."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[str, list[str]] = {kind: [] for kind in "TER*A#"}

    def written(self) -> str:
        """Return them."""
        return "".join(line for lines in self._lines.values() for line in lines)

    def bound(self, label: str, span: Span) -> str:
        """Add a text-bound annotation."""
        return self._remembered(self._bound(label, span), span)

    def event(self, label: str, trigger: Span, arguments: Iterable[tuple[str, str]] = ()) -> str:
        """Add an event with its trigger. Roles of which it has several get numbers."""
        body = f"{label}:{self._bound(label, trigger)}"
        number: Counter[str] = Counter()
        for role, target in arguments:
            number[role] += 1
            body += f" {role}{number[role] if number[role] > 1 else ''}:{target}"
        return self._remembered(self._add("E", body), trigger)

    def coming_events(self) -> Iterator[str]:
        """Yield the ids that the next events will have."""
        return (f"E{number}" for number in count(len(self._lines["E"]) + 1))

    def relation(self, label: str, first: str, second: str) -> None:
        """Add a relation."""
        self._add("R", f"{label} Arg1:{first} Arg2:{second}")

    def group(self, names: Sequence[str]) -> None:
        """Join annotations, if they are several."""
        if len(names) > 1:
            self._lines["*"].append(f"*\t{ours.EQUIV} {' '.join(names)}\n")

    def describe(self, name: str, known: str, tags: Iterable[str], **choices: str | None) -> None:
        """Add attributes, unless they are as without them, tags, and our id of what the annotation belongs to."""
        for attribute, value in choices.items():
            if value != ours.DEFAULTS[attribute]:
                self._add("A", f"{attribute} {name} {value}")
        for tag in tags:
            self._add("A", f"{tag} {name}")
        self.comment(ours.ID, name, known)

    def comment(self, kind: str, target: str, text: str) -> None:
        """Add a comment."""
        self._add("#", f"{kind} {target}\t{text}")

    def _add(self, kind: str, body: str) -> str:
        lines = self._lines[kind]
        name = f"{kind}{len(lines) + 1}"
        lines.append(f"{name}\t{body}\n")
        return name

    def _bound(self, label: str, span: Span) -> str:
        parts = broken(span, self._text)
        words = re.sub(f"[{BREAKS}]", " ", text_of(parts, self._text))
        return self._add("T", f"{label} {_bounds(parts)}\t{words}")

    def _remembered(self, name: str, span: Span) -> str:
        """Let a comment say what a span was that is broken."""
        if broken(span, self._text) != span:
            self.comment(ours.WHOLE, name, _bounds(span))
        return name


def _bounds(span: Span) -> str:
    return written((part.start, part.end) for part in span)
