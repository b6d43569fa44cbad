"""Which files have CoNLL columns, by their names and by how they begin."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.conll.finding import find_columns

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Notes

_SUFFIXES = (".conll", "_conll", ".conll2003", ".conll03", ".bio", ".iob", ".iob2", ".iobes", ".bioes")
"""Names that end so are those of CoNLL columns."""

_MAYBE = ("", ".txt", ".tsv", ".train", ".dev", ".test", ".testa", ".testb", ".annotated")
"""Names that end so may be those of anything."""

_NO_PART_OF_A_NAME = (*_SUFFIXES, ".txt", ".tsv")

_BEGINNING = 1 << 14
"""Bytes by which a file is recognised."""
_NAMES = 1000
"""Names of a folder that are looked at to recognise it."""
_LOOKED_AT = 3
"""Files of a folder that are looked at to recognise it."""


def files_in(path: Path, notes: Notes) -> list[Path]:
    """Return the files that are read. Raises InputError where there is none."""
    if not path.is_dir():
        return [path]
    found = []
    for file in sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")):
        if file.name.endswith(_SUFFIXES) or (file.suffix in _MAYBE and _looks_right(file)):
            found.append(file)
        elif file.suffix in _MAYBE:
            notes.add("files passed over, for they have no certain CoNLL columns", str(file))
    if not found:
        raise InputError(f"{path}: no file of CoNLL columns; name them *.conll, or give the file itself")
    return found


def stem(name: str) -> str:
    """Return the name of a file without what says that it is of columns or text."""
    return next((name.removesuffix(suffix) for suffix in _NO_PART_OF_A_NAME if name.endswith(suffix)), name)


def recognises(path: Path) -> bool:
    """Tell whether a file, or one of the first in a folder, certainly has such columns."""
    if not path.is_dir():
        return path.is_file() and _looks_right(path)
    try:
        files = [
            file for file in islice(path.rglob("*"), _NAMES) if file.name.endswith(_SUFFIXES) or file.suffix in _MAYBE
        ]
    except OSError:
        return False
    files.sort(key=lambda file: (not file.name.endswith(_SUFFIXES), file))
    return any(file.is_file() and _looks_right(file) for file in files[:_LOOKED_AT])


def _looks_right(path: Path) -> bool:
    """Tell whether a file begins with columns that can be told."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    text = beginning.decode("utf-8-sig", errors="replace")
    whole = text if len(beginning) < _BEGINNING else text.rpartition("\n")[0]
    try:
        find_columns([(number, line.rstrip("\r")) for number, line in enumerate(whole.split("\n"), start=1)], path, ())
    except InputError:
        return False
    return True
