"""Files: which of them are of WikiEvents, and their lines, decoded."""

from __future__ import annotations

from codecs import BOM_UTF8
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec

from twicetold.errors import InputError
from twicetold.formats.hidden import is_hidden
from twicetold.formats.lines import lines_in
from twicetold.formats.wikievents.lines import Clusters, Document, WithSentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (".jsonl", ".jsonlines")
_PEEK = 1 << 22
"""Bytes of a first line that are looked at to tell what is in a file."""
_LOOKED_AT = 4
"""Files of a folder that are looked at to tell what it is."""

_Line = TypeVar("_Line", Document, Clusters)


def files_in(folder: Path) -> list[Path]:
    """Return the files of lines in a folder that are not hidden, by their names; none where there is no folder."""
    try:
        if not folder.is_dir():
            return []
        return [file for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES and not is_hidden(file, folder)]
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}") from error


def begins(file: Path, kind: type[_Line]) -> bool:
    """Tell whether the first line of a file is of a kind."""
    try:
        with file.open("rb") as opened:
            line = next(filter(bytes.strip, iter(partial(opened.readline, _PEEK), b"")), b"")
        msgspec.json.decode(line.removeprefix(BOM_UTF8), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def decoded(file: Path, kind: type[_Line]) -> Iterator[tuple[str, _Line]]:
    """Yield the lines of a file that are not blank, each after its place."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in lines_in(file):
        where = f"{file}:{number}"
        try:
            found = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(f"{where}: not a line of WikiEvents: {error}; mend it, or take it out") from error
        yield where, found


def clusters_beside(folder: Path) -> dict[str, Clusters]:
    """Return the clusters that files in a folder, or in `coref` within it, have, by the ids of documents."""
    files = [file for place in (folder, folder / "coref") for file in files_in(place) if begins(file, Clusters)]
    return {found.doc_key: found for file in files for _, found in decoded(file, Clusters)}


def recognises(path: Path) -> bool:
    """Tell by the first line of a file, or of some in a folder."""
    try:
        files = files_in(path) if path.is_dir() else [path] if path.is_file() else []
    except InputError:
        return False
    return any(begins(file, WithSentences) for file in files[:_LOOKED_AT])
