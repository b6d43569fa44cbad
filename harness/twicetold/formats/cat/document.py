"""A file of CAT: its text as tokens, its markables and relations, and when it was made."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from twicetold import timex
from twicetold.errors import InputError
from twicetold.formats.tokens import TokenText

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.formats.format import Notes, Reading
    from twicetold.model import Span


class Markable(NamedTuple):
    """A mention or, without tokens, the descriptor of an instance. `tokens` are numbers in the text, in its order."""

    id: str
    tag: str
    attributes: Mapping[str, str]
    tokens: Sequence[int]


class Relation(NamedTuple):
    """A relation between markables, by their ids; the target is empty where it has none."""

    id: str
    tag: str
    attributes: Mapping[str, str]
    sources: Sequence[str]
    target: str


class Document(NamedTuple):
    """A file. `words` and `sentences` have the words of every token of the text, and the number of its sentence."""

    path: Path
    words: Sequence[str]
    sentences: Sequence[int]
    text: TokenText
    markables: Mapping[str, Markable]
    relations: Sequence[Relation]

    def where(self, element: Markable | Relation) -> str:
        """Return the place of a markable or relation, for a note."""
        return f"{self.path}: {'m_id' if isinstance(element, Markable) else 'r_id'} {element.id}"

    def region(self, sentences: Container[int]) -> Span:
        """Return the place of some sentences, by their numbers."""
        return self.text.span(token for token, sentence in enumerate(self.sentences) if sentence in sentences)


def files(path: Path) -> Iterator[Path]:
    """Yield the file, or the XML files in a folder and in folders down to the third below; no hidden ones."""
    if not path.is_dir():
        yield path
        return
    for pattern in ("*.xml", "*/*.xml", "*/*/*.xml", "*/*/*/*.xml"):
        yield from (each for each in path.glob(pattern) if not each.name.startswith("."))


_ANY_NAME = re.compile(r".+\.xml")
_LOOK = 1 << 20
"""Bytes of a file that are looked at to tell what it is."""


def beginning(path: Path, name: re.Pattern[str] = _ANY_NAME) -> bytes:
    """Return the first bytes of the first file of a name, mostly with its markables; nothing if it is none of CAT."""
    try:
        first = min((each for each in files(path) if name.fullmatch(each.name)), default=None)
        if first is None:
            return b""
        with first.open("rb") as file:
            data = file.read(_LOOK)
    except OSError:
        return b""
    return data if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<Document\b", data) else b""


def read_document(path: Path, notes: Notes, *, without: int | None = None) -> Document:
    """Read a file. The sentence of the number `without` is left out of the text, and so are tokens without words.

    Raises InputError for what is no XML of CAT, for ids that are missing or used twice, and for anchors in tokens that
    the file does not have.
    """
    root, data = _parse(path)
    numbers: dict[str, int | None] = {}
    words: list[str] = []
    sentences: list[int] = []
    for element in root.iterfind("token"):
        name, sentence = element.get("t_id", ""), element.get("sentence", "")
        if not name or name in numbers:
            raise _broken(path, data, "t_id", name, "a token needs a t_id of its own", again=True)
        if not NUMBER.fullmatch(sentence):
            raise _broken(path, data, "t_id", name, "a token needs the number of its sentence")
        word = " ".join((element.text or "").split())
        numbers[name] = None
        if word and int(sentence) != without:
            numbers[name] = len(words)
            words.append(word)
            sentences.append(int(sentence))
    if not words:
        raise InputError(f"{path}:1: no words; take the XML of CAT, which has the text as tokens")
    markables: dict[str, Markable] = {}
    for element in root.iterfind("Markables/*"):
        name = element.get("m_id", "")
        if not _ID.fullmatch(name) or name in markables:
            raise _broken(path, data, "m_id", name, "a markable needs an m_id of its own", again=True)
        anchors = [anchor.get("t_id", "") for anchor in element if anchor.tag == "token_anchor"]
        if not numbers.keys() >= set(anchors):
            unknown = next(anchor for anchor in anchors if anchor not in numbers)
            raise _broken(path, data, "t_id", unknown, f"the markable {name} is anchored in no token of the file")
        tokens = sorted({token for anchor in anchors if (token := numbers[anchor]) is not None})
        if anchors and not tokens:
            notes.add("mentions of what is not in the text", f"{path}: m_id {name}")
        markables[name] = Markable(name, element.tag, element.attrib, tokens)
    lines = [[words[token] for token in line] for _, line in groupby(range(len(words)), sentences.__getitem__)]
    return Document(
        path, words, sentences, TokenText(lines), markables, list(map(_relation, root.iterfind("Relations/*")))
    )


def _relation(element: ET.Element) -> Relation:
    return Relation(
        element.get("r_id", ""),
        element.tag,
        element.attrib,
        [end.get("m_id", "") for end in element if end.tag == "source"],
        next((end.get("m_id", "") for end in element if end.tag == "target"), ""),
    )


_ID = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
NUMBER = re.compile(r"[0-9]{1,9}")
"""The number of a sentence."""


def _parse(path: Path) -> tuple[ET.Element, bytes]:
    try:
        data = path.read_bytes()
        root = ET.fromstring(data)  # noqa: S314 - expat itself bounds how far entities may grow
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except ET.ParseError as error:
        problem = str(error).partition(": line ")[0]
        raise InputError(
            f"{path}:{error.position[0]}: not XML: {problem}; take the file as the corpus has it"
        ) from error
    except (ValueError, LookupError) as error:
        raise InputError(f"{path}:1: not XML: {error}; take the file as the corpus has it") from error
    if root.tag != "Document":
        raise InputError(f"{path}:1: <{root.tag}> is not the <Document> of CAT; name the format that it is")
    return root, data


def _broken(path: Path, data: bytes, attribute: str, value: str, problem: str, *, again: bool = False) -> InputError:
    """Return an error for the line on which an attribute has a value: for the first, or the one after it."""
    pattern = rb"\s%s\s*=\s*[\"']%s[\"']" % (attribute.encode(), re.escape(value.encode()))
    found = [match.end() for match in re.finditer(pattern, data)]
    line = data.count(b"\n", 0, found[:2][-again]) + 1 if found else 1
    return InputError(f"{path}:{line}: {attribute} {value!r}: {problem}; take the file as the corpus has it")


def is_creation_time(markable: Markable) -> bool:
    """Tell whether a time expression, which may be without words, says when the document was made."""
    attributes = markable.attributes
    return attributes.get("functionInDocument") == "CREATION_TIME" or attributes.get("DCT") == "TRUE"


_POINT_IN_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d))?")


def published(document: Document, reading: Reading) -> str:
    """Return when the document was made or, if that is no day of the calendar, the user's date, which is noted.

    A time of day counts if it has an offset from UTC.
    """
    time = next(filter(is_creation_time, document.markables.values()), None)
    value = time.attributes.get("value", "") if time else ""
    match = _POINT_IN_TIME.match(value)
    if match is None or timex.day_of(value) is None:
        return reading.day(str(document.path))
    return match[0] if match.end() == len(value) else match[1]
