"""Plain text: an article in each `.txt` file of a folder and its subfolders, in UTF-8 and as it is, without gold.

A file is a story of its own, named after the file and the subfolders it is in. A date with which the file's name
begins, as in `2024-03-06-flood.txt`, `2024_03_06.txt` or `20240306 flood.txt`, is its day of publication.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.format import Format
from twicetold.formats.hidden import is_hidden
from twicetold.formats.ids import id_for, take
from twicetold.model import Article, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading

_SUFFIX = ".txt"
_PEEK = 1 << 12
"""Bytes of a file that are looked at to tell what is in it."""
_LOOKED_AT = 4
"""Files of a folder that are looked at to tell what is in it."""
_NAMES = 1000
"""Names of a folder that are looked at for that."""
_DAY = re.compile(r"((?:1[6-9]|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_ENDING = re.compile(r"\.txt\Z", re.IGNORECASE)
_MARKED_UP = re.compile(
    rb"""\A\s*(?:<[?!A-Za-z]|[\[{]\s*["\[{\]}])|^-DOCSTART-|^#begin document|[ \t](?:O|[BIESLU]-\w+)[ \t]*\r?$""",
    re.MULTILINE,
)
"""What XML, JSON and columns of tags have at their beginning, which are kept in `.txt` files too."""


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the texts of a folder, or the one of a file, each as a story of one article.

    Raises InputError where there is no text, and with the place for what is not UTF-8.
    """
    taken: dict[str, int] = {}
    for file in _files(path):
        text = _text_of(file)
        if not text.strip():
            reading.notes.add("files without text, left out", str(file))
            continue
        published = _published(file.name) or reading.day(str(file))
        title = _ENDING.sub("", file.relative_to(path).as_posix() if path.is_dir() else file.name)
        story = take(id_for(title, "article"), taken)
        yield Story(story, title, (Article(f"{story}/a", text, published),))


def _files(path: Path) -> list[Path]:
    """Return the files that are read, in the order of their names: a file that is named is, whatever its name."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if _is_text(file) and not is_hidden(file, path))
    if not files:
        raise InputError(f"{path}: no {_SUFFIX} file")
    return files


def _is_text(file: Path) -> bool:
    return file.suffix.lower() == _SUFFIX and file.is_file()


def _text_of(file: Path) -> str:
    """Return what a file says, without a byte order mark."""
    try:
        data = file.read_bytes().removeprefix(BOM_UTF8)
        text = data.decode()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        lines = data[: error.start].decode().split("\n")
        raise InputError(
            f"{file}:{len(lines)}:{len(lines[-1]) + 1}: byte 0x{data[error.start]:02x} is not UTF-8; "
            "save the file as UTF-8"
        ) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(f"{file}:{line}: a NUL character, so no text, or one in UTF-16; save the file as UTF-8")
    return text


def _published(name: str) -> str:
    """Return the day with which a name begins, or ""."""
    if not (found := _DAY.match(name)):
        return ""
    year, _, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _recognises(path: Path) -> bool:
    """Tell by the names below a folder, which must all be of texts, and by how the first files begin."""
    try:
        if not path.is_dir():
            return _is_text(path) and _is_prose(path)
        files = [each for each in islice(path.rglob("*"), _NAMES) if not is_hidden(each, path) and not each.is_dir()]
        return bool(files) and all(map(_is_text, files)) and all(map(_is_prose, sorted(files)[:_LOOKED_AT]))
    except OSError:
        return False


def _is_prose(file: Path) -> bool:
    with file.open("rb") as opened:
        return not _MARKED_UP.search(opened.read(_PEEK).removeprefix(BOM_UTF8))


FORMAT = Format(
    name="text",
    title="plain text in UTF-8, an article in each .txt file",
    holds={},
    measures=(),
    recognises=_recognises,
    read=read,
)
