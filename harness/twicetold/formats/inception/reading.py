"""An export read: each document as a story of one article."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count
from typing import TYPE_CHECKING

from twicetold.errors import InputError
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
_LONGEST = 128
"""Characters of an id."""


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the documents of a file, folder, zip or project, each as a story.

    Raises InputError where there is none, for what is broken, and where cassis is not installed.
    """
    try:
        from twicetold.formats.inception.loading import load  # noqa: PLC0415 - cassis is an extra
    except ModuleNotFoundError as error:
        raise InputError(f"{path}: reading it needs dkpro-cassis; pip install 'twicetold[inception]'") from error
    taken: set[str] = set()
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
        reading.notes.add(f"articles without a day of publication, taken to be of {reading.published}", where)
        gold = extraction_of(items_of(view, reading, where), reading)
        story = _free(_clean(document.name), taken)
        yield Story(story, document.name, (Article(f"{story}/a", text, reading.published, gold=gold),))
    if not found:
        raise InputError(f"{path}: no UIMA CAS is there as XMI or JSON; export it from INCEpTION as one of these")


def _clean(name: str) -> str:
    """Return an id for a document: its name without what says how it is kept, in letters that an id may have."""
    plain = unicodedata.normalize("NFKD", _ENDING.sub("", name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", plain).lstrip("_.:-")[:_LONGEST] or "document"


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken, and take it."""
    tries = chain([wanted], (f"{wanted[: _LONGEST - len(end)]}{end}" for end in map("-{}".format, count(2))))
    name = next(each for each in tries if each not in taken)
    taken.add(name)
    return name
