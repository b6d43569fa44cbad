"""XML: a file parsed to its text and its elements, with lines for notes; and tags and text as they are written."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING
from xml.parsers import expat

import msgspec

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Attributes = Mapping[str, str]

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


class Element(msgspec.Struct, gc=False):
    """An element: between which parts of the text it stands, and its place among all, `stop` being after it."""

    name: str
    attributes: Attributes
    line: int
    number: int
    start: int
    end: int = 0
    stop: int = 0

    def holds(self, other: Element) -> bool:
        """Tell whether another element is within this one."""
        return self.number < other.number < self.stop


def parse(path: Path) -> tuple[str, list[Element], list[int]]:
    """Return all of the text of a file, its elements in order, and the offsets at which parts of the text begin.

    Elements stand between parts, of which there are few that anyone asks for. Raises InputError for what is not XML.
    """
    elements: list[Element] = []
    opened: list[Element] = []
    parts: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, parser.CurrentLineNumber, len(elements), len(parts))
        opened.append(element)
        elements.append(element)

    def end(_name: str) -> None:
        element = opened.pop()
        element.end, element.stop = len(parts), len(elements)

    def skipped(name: str, *_: object) -> int:
        raise InputError(f"{path}:{parser.CurrentLineNumber}: &{name}; is not declared here; write the character")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = parts.append
    # What is declared to be in another file would be left out without a word.
    parser.SkippedEntityHandler = parser.ExternalEntityRefHandler = skipped
    try:
        parser.Parse(path.read_bytes(), True)  # noqa: FBT003 - expat takes no keywords
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InputError(f"{path}:{error.lineno}: {what}; this is no XML, or not all of it") from error
    except (LookupError, ValueError) as error:
        raise InputError(f"{path}:1: {error}; write it in UTF-8") from error
    finally:
        # The parser and its handlers hold each other, and with them all of the file.
        parser.StartElementHandler = parser.SkippedEntityHandler = parser.ExternalEntityRefHandler = None
    return "".join(parts), elements, list(accumulate(map(len, parts), initial=0))


def checked(text: str, where: str) -> str:
    """Return a text that XML 1.0 can hold, or raise InputError."""
    if found := _NOT_IN_XML.search(text):
        name = f"U+{ord(found[0]):04X}"
        raise InputError(f"{where}, character {found.start()}: {name} cannot be written in XML 1.0; take it out")
    return text


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.translate(_IN_TEXT)


def tag(name: str, given: Attributes, close: str = ">") -> str:
    """Return the tag that begins an element; with `close="/>"`, all of an empty one."""
    attributes = "".join(f' {key}="{value.translate(_IN_ATTRIBUTE)}"' for key, value in given.items())
    return f"<{name}{attributes}{close}"


def element(name: str, given: Attributes, text: str) -> str:
    """Return an element that holds text only."""
    return f"{tag(name, given)}{escaped(text)}</{name}>"
