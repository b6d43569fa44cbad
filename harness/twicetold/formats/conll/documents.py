"""The articles of a file, as rows in sentences, before anything is made of their tags."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError
from twicetold.formats.conll.columns import WRITTEN, Columns, Row
from twicetold.formats.conll.files import stem
from twicetold.formats.conll.finding import HEAD, find_columns, refuse_masked
from twicetold.formats.conll.lines import BEGIN, END, NEW, is_mark, lines_of
from twicetold.formats.ids import ARTICLE_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from twicetold.formats.conll.lines import Line
    from twicetold.formats.format import Notes, Reading


class Document(NamedTuple):
    """The sentences of an article, and what the file calls it and its story."""

    story: str
    article: str
    place: str
    columns: Columns
    sentences: list[list[Row]]


def documents_in(path: Path, name: str, reading: Reading) -> Iterator[Document]:
    """Yield the articles of a file as they come, those without a token left out."""
    lines = lines_of(path)
    head = list(islice(lines, HEAD))
    columns = find_columns(head, path, reading.labels.get("entities", {}))
    refuse_masked(head, columns, path)
    for document in _Assembly(path, stem(name), columns, reading.notes).documents(chain(head, lines)):
        if any(row.word for sentence in document.sentences for row in sentence):
            yield document
        else:
            reading.notes.add("articles without a token, left out", document.place)


class _Assembly:
    """The lines of a file, put together to articles."""

    def __init__(self, path: Path, base: str, columns: Columns, notes: Notes) -> None:
        self._path = path
        self._base = base
        self._columns = columns
        self._notes = notes
        self._current: Document | None = None
        self._articles = 0
        self._in_sentence = False
        self._marked = False
        self._must_end = False

    def documents(self, lines: Iterable[Line]) -> Iterator[Document]:
        """Yield the articles. Raises InputError where the last one is cut."""
        place = str(self._path)
        for number, line in lines:
            place = f"{self._path}:{number}"
            if not line.strip():
                self._in_sentence = False
                if not self._marked:
                    yield from self._finished()
            elif is_mark(line):
                yield from self._finished()
                self._mark(line, place)
            elif row := self._columns.row(line, place):
                self._take(row)
            elif not line.startswith("#"):
                self._notes.add(f"lines that have not {self._columns.number} columns, passed over", place)
        if self._must_end:
            raise InputError(f"{place}: ends before #end document, so it may be cut; get it whole")
        yield from self._finished()

    def _finished(self) -> Iterator[Document]:
        if self._current:
            yield self._current
        self._current = None

    def _mark(self, line: str, place: str) -> None:
        begins, ends = BEGIN.match(line), END.match(line)
        if self._must_end and not ends:
            self._notes.add("articles that begin before the last one has its #end document", place)
        self._marked, self._in_sentence, self._must_end = True, False, bool(begins)
        if begins:
            self._begin(place, *_named(begins[1], begins[2], self._columns))
        elif not ends:
            new = NEW.match(line)
            self._begin(place, (new and new[1]) or "")

    def _begin(self, place: str, story: str = "", article: str = "a") -> Document:
        self._articles += 1
        self._current = Document(story or f"{self._base}-{self._articles}", article, place, self._columns, [])
        return self._current

    def _take(self, row: Row) -> None:
        if not self._current and self._marked:
            self._notes.add("lines between two articles, passed over", row.place)
            return
        if not self._current:
            self._notes.add("sentences that are articles, for nothing marks where articles begin", row.place)
        sentences = (self._current or self._begin(row.place)).sentences
        if not self._in_sentence:
            sentences.append([])
        self._in_sentence = True
        sentences[-1].append(row)


def _named(foreign: str, part: str | None, columns: Columns) -> tuple[str, str]:
    """Return the names of the story and of the article that a `#begin document` names."""
    foreign = foreign[1:-1] if foreign.startswith("(") else foreign
    if columns == WRITTEN and ARTICLE_ID.match(foreign):
        story, _, article = foreign.partition("/")
        return story, article
    return foreign, part or "a"
