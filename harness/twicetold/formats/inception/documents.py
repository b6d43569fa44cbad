"""The documents of an export: which file has each, loose, in a folder, in a zip, or among the versions in a project."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from contextlib import contextmanager
from functools import partial
from io import FileIO
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from twicetold.formats.format import Notes

SUFFIXES = (".xmi", ".json", ".zip")
"""What files end in that may be a CAS, or have one in them."""

LARGEST = 128 * 2**20
"""Bytes of a file, as it is outside of zips."""

BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
"""What is raised where a zip, or a file in one, is broken, encrypted, or packed as Python cannot unpack it."""

_DEEPEST = 3
"""Zips within zips; a project that was exported, and zipped again, has two."""

VERSIONS = ("curation", "annotation")
"""Folders of a project's export; they have a folder for each document, with a file for each version of it."""

_NOT_ANNOTATED = "INITIAL_CAS"
"""The version that holds what annotators began with."""


class File(NamedTuple):
    """A file in a folder or zip."""

    parts: tuple[str, ...]
    """Its path, part by part, through zips too."""
    where: str
    open: Callable[[], IO[bytes]]

    @property
    def name(self) -> str:
        """Its own name."""
        return self.parts[-1]

    @property
    def suffix(self) -> str:
        """What its name ends in, in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def is_type_system(self) -> bool:
        """Whether it has the types of the XMI files beside and below it."""
        return self.name.lower() == "typesystem.xml"

    @property
    def is_version(self) -> bool:
        """Whether it is one version of a document in the export of a project."""
        return len(self.parts) > 2 and self.parts[-3] in VERSIONS  # noqa: PLR2004

    @property
    def document(self) -> tuple[str, ...]:
        """The path that all versions of its document have in common."""
        return (*self.parts[:-3], self.parts[-2]) if self.is_version else self.parts

    def read(self) -> bytes:
        """Return what is in it."""
        try:
            with self.open() as opened:
                data = opened.read(LARGEST + 1)
        except BROKEN as error:
            problem = getattr(error, "strerror", None) or error
            raise InputError(f"{self.where}: cannot be read: {problem}") from error
        if len(data) > LARGEST:
            raise InputError(f"{self.where}: more than {LARGEST // 2**20} MB; a document is smaller by far")
        return data


class Document(NamedTuple):
    """A document: its name, the file that has it, XMI or JSON, and the nearest type system."""

    name: str
    file: File
    types: File | None


def documents(path: Path, notes: Notes) -> Iterator[Document]:
    """Yield the documents at a path, in the order of their names; each can be read until the next is asked for."""
    yield from _documents(_files_at(path), notes)


def _documents(files: Sequence[File], notes: Notes, zipped_as: str = "") -> Iterator[Document]:
    types = {file.parts[:-1]: file for file in files if file.is_type_system}
    chosen = list(_chosen(files, notes))
    for file in chosen:
        # INCEpTION names the zip of a single document after it, and the CAS in it after the annotator.
        is_alone = len(chosen) == 1 and not file.is_version
        name = zipped_as if zipped_as and is_alone else file.document[-1]
        if file.suffix != ".zip":
            folders = (file.parts[:end] for end in range(len(file.parts) - 1, 0, -1))
            yield Document(name, file, next((types[each] for each in folders if each in types), None))
            continue
        with _opened(file) as archive:
            inside = files_in(archive, file)
            if all(each.is_type_system for each in inside):
                notes.add("zips without a UIMA CAS", file.where)
            yield from _documents(inside, notes, name)


def _chosen(files: Iterable[File], notes: Notes) -> Iterator[File]:
    """Yield a file for each document: the curated version, or the first of an annotator; the others are noted."""
    found: dict[tuple[str, ...], list[File]] = {}
    for file in files:
        if not file.is_type_system:
            found.setdefault(file.document, []).append(file)
    for _, versions in sorted(found.items()):
        annotated = [file for file in versions if not (file.is_version and file.name.startswith(_NOT_ANNOTATED))]
        if not annotated:
            notes.add("documents that nobody annotated", versions[0].where)
            continue
        first, *others = sorted(annotated, key=_curated_first)
        for other in others:
            notes.add("further versions of documents", f"{other.where} beside {first.where}")
        yield first


def _curated_first(file: File) -> tuple[int, str]:
    return VERSIONS.index(file.parts[-3]) if file.is_version else 0, file.name


def _files_at(path: Path) -> list[File]:
    """Return the files that matter at a path; beside a loose XMI also its type system."""
    if path.is_dir():
        folder, paths = path, [each for each in path.rglob("*") if each.is_file()]
    else:
        folder, paths = path.parent, [path]
        if path.suffix.lower() == ".xmi":
            paths += [each for each in folder.glob("*") if each.suffix.lower() == ".xml"]
    name = folder.absolute().name
    return _that_matter(
        File((name, *each.relative_to(folder).parts), str(each), partial(FileIO, each)) for each in paths
    )


def files_in(archive: zipfile.ZipFile, file: File) -> list[File]:
    """Return the files that matter in a zip."""
    return _that_matter(
        File((*file.parts, *PurePosixPath(name).parts), f"{file.where}/{name}", partial(archive.open, name))
        for name in archive.namelist()
        if not name.endswith("/")
    )


def _that_matter(files: Iterable[File]) -> list[File]:
    return [
        file
        for file in files
        if (file.suffix in SUFFIXES or file.is_type_system) and not file.name.startswith((".", "exportedproject"))
    ]


@contextmanager
def _opened(file: File) -> Iterator[zipfile.ZipFile]:
    if sum(part.lower().endswith(".zip") for part in file.parts) > _DEEPEST:
        raise InputError(f"{file.where}: zips within zips, more than {_DEEPEST} deep; unpack them")
    try:
        with file.open() as opened, zipfile.ZipFile(opened) as archive:
            yield archive
    except BROKEN as error:
        raise InputError(f"{file.where}: cannot be read as a zip: {error}") from error
