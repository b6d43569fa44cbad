"""Files: which of them are DocBins, and the documents in one, which spaCy unpacks."""

from __future__ import annotations

import zlib
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats.hidden import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from spacy.tokens import Doc

SUFFIX = ".spacy"

LARGEST = 2**30
"""Bytes of a file, unpacked."""

_CHUNK = 2**16
"""Bytes that are unpacked at a time."""

_MAP = 8
"""The upper half of the first byte of a small map in msgpack."""

BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError)
"""What spaCy raises where a DocBin is none, or is broken."""


def files_in(folder: Path) -> list[Path]:
    """Return the files in a folder, and those below it, that are named as DocBins and not hidden."""
    return [file for file in sorted(folder.rglob(f"*{SUFFIX}")) if not is_hidden(file, folder)]


def recognises(path: Path) -> bool:
    """Tell by the names of a file, or of some in a folder, and by how they begin."""
    try:
        files = islice(files_in(path), 3) if path.is_dir() else [path]
        return any(map(_looks_right, files))
    except OSError:
        return False


def _looks_right(path: Path) -> bool:
    """Tell whether a file is named as a DocBin, and begins as one: with a map of msgpack, compressed."""
    if path.suffix != SUFFIX or not path.is_file():
        return False
    with path.open("rb") as file:
        try:
            first = zlib.decompressobj().decompress(file.read(1 << 10), 1)
        except zlib.error:
            return False
    return bool(first) and first[0] >> 4 == _MAP


def docs_in(file: Path) -> Iterator[Doc]:
    """Yield the documents of a file. Raises InputError for what is no DocBin."""
    spacy = load_spacy(str(file))
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    _refuse_bomb(data, str(file))
    try:
        yield from spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.vocab.Vocab())
    except BROKEN as error:
        raise InputError(f"{file}: no DocBin of spaCy, or a broken one: {error}") from error


def _refuse_bomb(data: bytes, where: str) -> None:
    """Raise InputError for what unpacks to more than fits into memory; spaCy tells what else is wrong."""
    unpacker, size = zlib.decompressobj(), 0
    with suppress(zlib.error):
        for start in range(0, len(data), _CHUNK):
            packed = data[start : start + _CHUNK]
            while packed and not unpacker.eof:
                size += len(unpacker.decompress(packed, _CHUNK))
                if size > LARGEST:
                    raise InputError(f"{where}: unpacks to more than {LARGEST // 2**20} MB; split it")
                packed = unpacker.unconsumed_tail


def load_spacy(where: str) -> ModuleType:
    """Return spaCy. Raises InputError that says what to install."""
    try:
        import spacy  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        raise InputError(f"{where}: spaCy is not installed; pip install 'twicetold[spacy]'") from error
    return spacy
