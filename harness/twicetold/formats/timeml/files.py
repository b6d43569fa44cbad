"""Files: which of them are TimeML, and which story and article each one is by its name."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import defaultdict
from pathlib import Path

from twicetold.errors import InputError
from twicetold.formats.ids import ARTICLE_ID, id_for, take

_SUFFIXES = (".tml", ".timeml")
_HEAD = 4096
"""Bytes in which a file has to say that it is TimeML, to be recognised."""


def recognises(path: Path) -> bool:
    """Tell by the beginning of a file, or of the first that a folder has by its name."""
    try:
        with next(iter(_files(path))).open("rb") as file:
            head = file.read(_HEAD).removeprefix(BOM_UTF8).lstrip()
    except (OSError, StopIteration):
        return False
    return head.startswith(b"<") and b"<TimeML" in head


def stories_in(path: Path) -> dict[str, dict[str, Path]]:
    """Return by the id of each story its files, by the ids of their articles.

    Raises InputError for a folder without any.
    """
    files = _files(path)
    if not files:
        raise InputError(f"{path}: no file {' or '.join(f'*{suffix}' for suffix in _SUFFIXES)} in this folder")
    found: dict[str, dict[str, Path]] = {}
    taken: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for file in files:
        *folders, last = file.relative_to(path).parts or (file.name,)
        story, _, article = last.removesuffix(file.suffix).partition("@")
        name = id_for(".".join([*folders, story]), "article")
        own = article if ARTICLE_ID.match(f"{name}/{article}") else id_for(article, "a")
        found.setdefault(name, {})[f"{name}/{take(own, taken[name])}"] = file
    return found


def file_name(article: str) -> str:
    """Return the name of the file that is written for an article, by its id."""
    return f"{article.replace('/', '@')}{_SUFFIXES[0]}"


def _files(path: Path) -> list[Path]:
    """Return the files there in the order of their names, without the hidden ones that file systems leave behind."""
    if not path.is_dir():
        return [path]
    files = (file for suffix in _SUFFIXES for file in path.rglob(f"*{suffix}"))
    return sorted((file for file in files if not file.name.startswith(".") and file.is_file()), key=Path.as_posix)
