"""Other people's corpora and tools: what is theirs becomes stories, and stories what is theirs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from twicetold.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Format, Writer

NAMES = (
    "twicetold", "ecbplus", "meantime", "eventstoryline", "timeml", "brat", "polnear", "wikievents", "conll", "docbin",
    "label-studio", "doccano", "inception", "text",
)  # fmt: skip
"""Each is the name of a module here, with hyphens for underscores, that has a FORMAT."""


def get(name: str) -> Format:
    """Return the format of that name, or raise UnknownNameError."""
    if name not in NAMES:
        raise UnknownNameError("format", name, NAMES)
    found: Format = import_module(f"{__name__}.{name.replace('-', '_')}").FORMAT
    return found


def writable(name: str) -> Writer:
    """Return what writes stories in the format of that name. Raises InputError where it can only be read."""
    write = get(name).write
    if write is None:
        writers = ", ".join(each for each in NAMES if get(each).write)
        raise InputError(f"{name}: can be read, but not written; written are {writers}")
    return write


def detect(path: Path) -> Format:
    """Return the format that a file or folder certainly has. Raises InputError where none or several would do."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    found = [each for each in map(get, NAMES) if each.recognises(path)]
    if len(found) != 1:
        shown = ", ".join(each.name for each in found or map(get, NAMES))
        raise InputError(f"{path}: {'may be of several formats' if found else 'of no known format'}; name it: {shown}")
    return found[0]
