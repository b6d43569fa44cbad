"""Whether something is an export, by the beginning of a file, the names in a zip, or some files of a folder."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from io import FileIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from twicetold.formats.inception.documents import BROKEN, SUFFIXES, VERSIONS, File, files_in

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 8192
"""Bytes in which a file has to say that it is a CAS; in XMI all name spaces come first."""
_LOOKED_AT = 3
"""Files of a folder that are looked at."""


def recognises(path: Path) -> bool:
    """Tell whether a file, or one of the first in a folder or project, is a CAS."""
    try:
        if not path.is_dir():
            return _is_cas(path)
        folders = [path / name for name in VERSIONS] + [path] * (path.name in VERSIONS)
        paths = chain(sorted(path.iterdir()), *(folder.glob("*/*") for folder in folders))
        wanted = (each for each in paths if each.suffix.lower() in SUFFIXES and each.is_file())
        return any(map(_is_cas, islice(wanted, _LOOKED_AT)))
    except OSError:
        return False


def _is_cas(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _is_zip_of_cases(path)
    if suffix not in SUFFIXES:
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if suffix == ".json":
        return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"%(TYPES|FEATURE_STRUCTURES|VIEWS)"', head) is not None
    return b"http://www.omg.org/XMI" in head and b".ecore" in head


def _is_zip_of_cases(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            files = files_in(archive, File((), str(path), partial(FileIO, path)))
    except BROKEN:
        return False
    has_types = any(file.is_type_system for file in files)
    return any(file.is_version or (has_types and file.suffix == ".xmi") for file in files)
