"""Where baselines keep what they make or fetch once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from twicetold.errors import InputError


def folder() -> Path:
    """Return the cache folder, which need not be there yet.

    It is `$TWICETOLD_CACHE` if that is set; else `twicetold` in the user's cache folder: `$XDG_CACHE_HOME` or
    `~/.cache` by the XDG Base Directory Specification, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
    """
    own = os.environ.get("TWICETOLD_CACHE")
    return Path(own).expanduser() if own else _of_user() / "twicetold"


def make(path: Path) -> None:
    """Make a folder of the cache, if it is not there. Raises InputError where it cannot be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; {_ANOTHER}") from error
    if not os.access(path, os.W_OK):
        raise InputError(f"{path}: cannot be written; {_ANOTHER}")


_ANOTHER = "name another folder in TWICETOLD_CACHE"


def _of_user() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"  # the specification has relative paths ignored
