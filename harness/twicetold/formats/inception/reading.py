"""An export read: each document as a story of one article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.ids import id_for, take
from twicetold.formats.inception.annotations import items_of
from twicetold.formats.inception.documents import documents
from twicetold.formats.inception.extraction import extraction_of
from twicetold.model import Article, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading

_ENDING = re.compile(r"(\.(xmi|json|zip|txt))+$", re.IGNORECASE)
"""What the name of a document says of how it is kept."""


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the documents of a file, folder, zip or project, each as a story.

    Raises InputError where there is none, for what is broken, and where cassis is not installed.
    """
    try:
        from twicetold.formats.inception.loading import load  # noqa: PLC0415 - cassis is an extra
    except ModuleNotFoundError as error:
        raise InputError(f"{path}: reading it needs dkpro-cassis; pip install 'twicetold[inception]'") from error
    taken: dict[str, int] = {}
    found = False
    for document in documents(path, reading.notes):
        view = load(document, reading.notes)
        if view is None:
            continue
        found = True
        where = document.file.where
        text: str = view.sofa.sofaString
        if not text:
            reading.notes.add("documents without text", where)
            continue
        gold = extraction_of(items_of(view, reading, where), reading)
        story = take(id_for(_ENDING.sub("", document.name), "document"), taken)
        yield Story(story, document.name, (Article(f"{story}/a", text, reading.day(where), gold=gold),))
    if not found:
        raise InputError(f"{path}: no UIMA CAS is there as XMI or JSON; export it from INCEpTION as one of these")
