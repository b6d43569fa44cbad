"""Reading: the stories of a file or folder, each given once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.conll.documents import documents_in
from twicetold.formats.conll.extraction import article_of
from twicetold.formats.conll.files import files_in
from twicetold.formats.ids import id_for, take
from twicetold.model import Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.conll.documents import Document
    from twicetold.formats.format import Reading


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a file, or of the files in a folder and in those below it."""
    places: dict[str, str] = {}
    taken: dict[str, int] = {}
    for file in files_in(path, reading.notes):
        name = file.name if file == path else file.relative_to(path).as_posix()
        for foreign, group in groupby(documents_in(file, name, reading), key=lambda document: document.story):
            documents = list(group)
            place = documents[0].place
            if foreign in places:
                raise InputError(f"{place}: {foreign!r} stands in {places[foreign]} already; read one of them, or join")
            places[foreign] = place
            yield _story(take(id_for(foreign, "document"), taken), foreign, documents, reading)


def _story(name: str, foreign: str, documents: list[Document], reading: Reading) -> Story:
    seen: set[str] = set()
    articles = []
    for document in documents:
        if document.article in seen:
            raise InputError(f"{document.place}: {foreign!r} has two parts {document.article}")
        seen.add(document.article)
        articles.append(article_of(f"{name}/{document.article}", document, reading))
    return Story(name, foreign, tuple(articles))
