"""Documents read as stories."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.ids import id_for
from twicetold.formats.wikievents.annotation import gold_of
from twicetold.formats.wikievents.files import SUFFIXES, begins, clusters_beside, decoded, files_in
from twicetold.formats.wikievents.lines import Clusters, Document
from twicetold.formats.wikievents.text import text_of
from twicetold.model import Article, Story
from twicetold.ontology import SPLITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading

_DAY = re.compile(r"(?<!\d)(\d{4})\.(\d\d)\.(\d\d)(?!\d)")
"""The day on which an article of the LDC's news was published, in the id of its document."""


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the documents of a file, or of all such files in a folder, each as a story of one article.

    Raises InputError, with file and line, for what is no document, and for tokens that a document does not have.
    """
    folder = path if path.is_dir() else path.parent
    files = [path]
    if folder == path:
        files = [file for file in files_in(folder) if not begins(file, Clusters)]
        others = [file for file in files if not begins(file, Document)]
        files = [file for file in files if file not in others]
        if not files:
            raise InputError(f"{path}: no {' or '.join(SUFFIXES)} file that begins with a document of WikiEvents")
        for file in others:
            reading.notes.add("files that do not begin with a document of WikiEvents, left out", f"{file}:1")
    clusters = clusters_beside(folder)
    seen: set[str] = set()
    for file in files:
        split = file.stem if file.stem in SPLITS else None
        for where, document in decoded(file, Document):
            name = id_for(document.doc_id, "document")
            if name in seen:
                reading.notes.add("documents with the id of an earlier one, left out", where)
                continue
            seen.add(name)
            if not document.tokens:
                reading.notes.add("documents without text, left out", where)
                continue
            published = _published(document.doc_id) or reading.day(where)
            text = text_of(document, reading, where)
            gold = gold_of(document, clusters.get(document.doc_id), text, reading, where)
            article = Article(f"{name}/a", text.text, published, gold=gold)
            yield Story(name, document.doc_id, (article,), split=split)


def _published(doc_id: str) -> str:
    """Return the day that an id holds, or ""."""
    try:
        return date(*map(int, found.groups())).isoformat() if (found := _DAY.search(doc_id)) else ""
    except ValueError:
        return ""
