"""The beginning of a system of one's own: a small one that works, to be changed."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from twicetold.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("python", "command", "http")


def write_skeleton(name: str, kind: str, folder: Path) -> Path:
    """Write a system of that name and kind into a folder and return its file.

    Raises InputError for a name that no file and class can have, and where the file is there already;
    UnknownNameError for another kind.
    """
    if kind not in KINDS:
        raise UnknownNameError("kind of system", kind, KINDS)
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*", name):
        raise InputError(f"{name}: write small letters and digits, in words joined by - or _, as in my-system")
    source = (files("twicetold") / "systems" / "skeletons" / f"{kind}.py").read_text(encoding="utf-8")
    file = folder / f"{name.replace('-', '_')}.py"
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(_renamed(source, name))
    except FileExistsError as error:
        raise InputError(f"{file}: is there already") from error
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    return file


def _renamed(source: str, name: str) -> str:
    """Return a skeleton, whose own name is *capitals*, under another name."""
    return (
        source.replace('name = "capitals"', f'name = "{name}"')
        .replace("capitals", name.replace("-", "_"))
        .replace("Capitals", _class_name(name))
    )


def _class_name(name: str) -> str:
    """Return the name of the class: my-system becomes MySystem."""
    return "".join(part.capitalize() for part in re.split("[-_]", name))
