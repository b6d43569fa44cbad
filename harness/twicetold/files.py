"""Writing files and folders whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
def whole_folder(path: Path, *, replaces: bool = False) -> Iterator[Path]:
    """Give an empty folder to write into, which is put in its place at the end, and is gone if that is not reached.

    With `replaces` what is there stays until then, and goes. Raises InputError where there is something already that
    is not to be replaced, and where it cannot be written.
    """
    place = path.resolve()  # the folder that one is in has a name then, and a link goes on leading to its target
    scratch = _beside(place)
    try:
        if not replaces and path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise InputError(f"{path}: is there already; name a new folder")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        yield scratch
        _put(scratch, place)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _put(folder: Path, place: Path) -> None:
    """Put a folder in its place; what is there goes once the folder has taken it, and is back where it cannot."""
    if not place.exists():
        folder.replace(place)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    old = aside / place.name
    try:
        place.replace(old)
        folder.replace(place)
    except BaseException:
        if old.exists():
            old.replace(place)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _beside(path: Path) -> Path:
    """Return where something is written before it is put in its place, which is on the same disk."""
    return path.with_name(f".{path.name}.part")
