"""Writing files whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_json(value: object, path: Path) -> None:
    """Write a value as readable JSON. Raises InputError."""
    _write([msgspec.json.format(msgspec.json.encode(value), indent=2)], path)


def write_lines(values: Iterable[object], path: Path) -> None:
    """Write values as JSON Lines. Raises InputError."""
    _write((msgspec.json.encode(value) for value in values), path)


def _write(lines: Iterable[bytes], path: Path) -> None:
    scratch = path.with_name(f".{path.name}.part")
    try:
        with scratch.open("wb") as file:
            for line in lines:
                file.write(line + b"\n")
        scratch.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    finally:
        scratch.unlink(missing_ok=True)
