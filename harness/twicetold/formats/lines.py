"""Files of lines that others wrote: those that are not blank, with their places."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def lines_in(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not blank, after their numbers. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                words = line.removeprefix(BOM_UTF8) if number == 1 else line
                if words.strip():
                    yield number, words
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
