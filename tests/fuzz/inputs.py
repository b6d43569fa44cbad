"""An input: the files that a target is given, by their names."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

Files = dict[str, bytes]
"""What is in each file, by its path with slashes."""


def write(files: Files, folder: Path) -> None:
    """Put files into a folder, which has no others afterwards."""
    _clear(str(folder), "", files)
    for name, data in files.items():
        path = f"{folder}/{name}"
        if "/" in name:
            os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - as below
        with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes longer than most readers
            file.write(data)


def _clear(folder: str, prefix: str, files: Files) -> None:
    """Take away what is in a folder and not among the files; with `os` alone, since it is done for every input."""
    with os.scandir(folder) as found:
        for entry in list(found):
            name = prefix + entry.name
            if not entry.is_dir():
                if name not in files:
                    os.unlink(entry.path)  # noqa: PTH108
            elif any(each.startswith(f"{name}/") for each in files):
                _clear(entry.path, f"{name}/", files)
            else:
                shutil.rmtree(entry.path)


def read(folder: Path) -> Files:
    """Return the files in a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def pack(files: Files) -> bytes:
    """Return files as one run of bytes, for a fuzzer that knows nothing else."""
    return msgspec.msgpack.encode(files)


def unpack(data: bytes) -> Files | None:
    """Return the files in what `pack` returned, or None for other bytes."""
    try:
        return msgspec.msgpack.decode(data, type=Files)
    except msgspec.DecodeError:
        return None


def held(folder: Path, name: str) -> bytes:
    """Return what is in a file, nothing where it is missing."""
    path = folder / name
    return path.read_bytes() if path.is_file() else b""
