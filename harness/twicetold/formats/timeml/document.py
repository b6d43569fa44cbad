"""What the XML of a file says: which part of it is the text, when it was created, what is marked and by which id."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.ids import id_for, take
from twicetold.formats.timeml.markup import parse
from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.formats.timeml.markup import Element
    from twicetold.model import Span

_PUBLISHED = ("CREATION_TIME", "PUBLICATION_TIME")


class Document:
    """A file as it is read. Raises InputError for what is not TimeML."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path = str(path)
        self.reading = reading
        self._everything, elements, self._offsets = parse(path)
        self.root = elements[0]
        self.named: dict[str, list[Element]] = defaultdict(list)
        for element in elements:
            self.named[element.name].append(element)
        self.body = self._body()
        self._start = self._offsets[self.body.start]
        self.created = self._created()
        self._taken: dict[str, int] = {}

    def _body(self) -> Element:
        """Return what holds the text."""
        if self.root.name != "TimeML":
            raise InputError(f"{self.where(self.root)}: <{self.root.name}> where TimeML begins with <TimeML>")
        texts = self.named["TEXT"]
        if len(texts) == 1:
            return texts[0]
        if not (texts or self.named["DOCID"] or self.named["DCT"]):
            return self.root
        raise InputError(f"{self.where(self.root)}: {len(texts)} TEXT elements; one is to hold the text")

    def _created(self) -> Element | None:
        """Return the TIMEX3 that is the document creation time."""
        timexes = self.named["TIMEX3"]
        dct = (each for each in timexes if any(around.holds(each) for around in self.named["DCT"]))
        told = (each for each in timexes if each.attributes.get("functionInDocument") in _PUBLISHED)
        return next(chain(dct, told), None)

    def where(self, element: Element) -> str:
        """Return the place of an element, for messages."""
        return f"{self._path}:{element.line}"

    def note(self, what: str, element: Element, number: int = 1) -> None:
        """Note what is passed over, and where first."""
        self.reading.notes.add(what, self.where(element), number)

    def text(self, element: Element) -> str:
        """Return the text within an element."""
        return self._everything[self._offsets[element.start] : self._offsets[element.end]]

    def span(self, element: Element) -> Span:
        """Return the span of an element in the text of the article."""
        offsets, start = self._offsets, self._start
        return (Fragment(offsets[element.start] - start, offsets[element.end] - start),)

    def marks(self, name: str) -> Iterator[Element]:
        """Yield the elements of a name within the text that hold some of it, and note the others."""
        first, stop = self.body.number, self.body.stop
        for element in self.named[name]:
            if first < element.number < stop:
                if element.start < element.end:
                    yield element
                else:
                    self.note(f"{name}s that hold no text", element)
            elif element is not self.created:
                self.note(f"{name}s outside the text", element)

    def label(self, table: str, foreign: str, element: Element) -> str | None:
        """Return our label for that of an element, or None where it has none or is left out, which is noted."""
        # A place in words is made where there is something to note only: most elements have a label.
        return self.reading.labels.get(table, {}).get(foreign) or self.reading.label(
            table, foreign, self.where(element)
        )

    def take_id(self, element: Element, attribute: str) -> str:
        """Return an id for an element: the one given, as far as it is one and nothing else has it."""
        given = element.attributes.get(attribute, "")
        name = take(id_for(given, element.name), self._taken)
        if name != given:
            self.note(f"{element.name}s without an id of their own", element)
        return name
