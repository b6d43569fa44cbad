"""Writing files and folders whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def write_json(value: object, path: Path) -> None:
    """Write a value as readable JSON. Raises InputError."""
    _write([msgspec.json.format(msgspec.json.encode(value), indent=2)], path)


def write_lines(values: Iterable[object], path: Path) -> None:
    """Write values as JSON Lines. Raises InputError."""
    _write((msgspec.json.encode(value) for value in values), path)


def _write(lines: Iterable[bytes], path: Path) -> None:
    with whole_file(path) as scratch, scratch.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, which replaces the file at the end, and is gone if that is not reached.

    Raises InputError where it cannot be written.
    """
    scratch = _beside(path)
    try:
        yield scratch
        scratch.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to write into, which is put in its place at the end, and is gone if that is not reached.

    Raises InputError where there is something already, and where it cannot be written.
    """
    place = path.absolute()  # without it, the folder that one is in has no name
    scratch = _beside(place)
    try:
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise InputError(f"{path}: is there already; name a new folder")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        yield scratch
        if place.exists():
            place.rmdir()
        scratch.replace(place)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _beside(path: Path) -> Path:
    """Return where something is written before it is put in its place, which is on the same disk."""
    return path.with_name(f".{path.name}.part")
