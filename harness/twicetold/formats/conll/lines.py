"""The lines of a file: its tokens, and what is none: marks where articles begin and end, and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Line = tuple[int, str]
    """A line with its number."""

BEGIN = re.compile(r"#\s*begin document\s+(\(.*\)|.*?)\s*(?:;\s*part\s+([0-9A-Za-z]+))?\s*$")
END = re.compile(r"#\s*end document")
NEW = re.compile(r"#\s*newdoc(?:\s+id\s*=\s*(.*?))?\s*$")
_DOCSTART = "-DOCSTART-"
_COMMENT = re.compile(r"#\s?[\w.:]+ ?= ")


def lines_of(path: Path) -> Iterator[Line]:
    """Yield the lines of a file. Raises InputError where it cannot be read."""
    number = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}:{number}: not UTF-8: {error.reason}; convert the file to UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def is_mark(line: str) -> bool:
    """Tell whether an article begins or ends at a line."""
    return line.startswith(_DOCSTART) or (
        line.startswith("#") and bool(BEGIN.match(line) or END.match(line) or NEW.match(line))
    )


def is_comment(line: str) -> bool:
    """Tell whether a line is a comment as in CoNLL-U, `# text = …`, and not a token that is a hash."""
    return line.startswith("#") and "\t" not in line and bool(_COMMENT.match(line))


def split(line: str, *, tabs: bool) -> list[str]:
    """Return what is in the columns of a line."""
    return line.split("\t") if tabs else [part for part in line.split(" ") if part]
