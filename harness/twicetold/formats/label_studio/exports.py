"""Files that Label Studio exports: an array of tasks, as JSON or as JSON-MIN."""

from __future__ import annotations

import codecs
import mmap
import re
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import msgspec

from twicetold.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 1 << 18
"""Bytes at the beginning of a file that tell whether it is an export."""

_CHUNK = 1 << 20

_ADDRESS = re.compile(r"(/data/|[A-Za-z][A-Za-z0-9+.-]*://)\S+\Z")
"""What a task has in place of a text, image or sound that Label Studio fetches when it shows the task."""

_BY_THE_TOOL = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
"""What a row of JSON-MIN has beside the data of its task and the results."""

_KEYS = re.compile(rb'(?<!\\)"(annotations|completions|data|annotator|annotation_id)"\s*:')


class Result(msgspec.Struct):
    """What an annotation says: a label or an attribute of a region, or a relation. Versions and plugins differ."""

    id: Any = None
    type: Any = None
    from_name: Any = None
    value: Any = None
    meta: Any = None
    from_id: Any = None
    to_id: Any = None
    direction: Any = None
    labels: Any = None


class Annotation(msgspec.Struct):
    """What a person says of a task."""

    result: list[Result] | None = None
    was_cancelled: bool | None = False
    skipped: bool | None = False
    ground_truth: bool | None = False
    updated_at: str | float | None = None
    created_at: str | float | None = None


class Task(msgspec.Struct):
    """A text and what is said of it."""

    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[Annotation] | None = None
    completions: list[Annotation] | None = None  # what annotations were called until 2021
    drafts: list[Any] | None = None

    @property
    def text(self) -> str:
        """Return the text: what is called so, or the longest that the task has; "" where that is elsewhere."""
        if isinstance(text := self.data.get("text"), str):
            return "" if _ADDRESS.match(text) else text
        texts = (each for each in self.data.values() if isinstance(each, str) and not _ADDRESS.match(each))
        return max(texts, key=len, default="")


class _OwnData(msgspec.Struct):
    """What `data` certainly has of a task that we wrote."""

    id: str
    story: str
    story_title: str
    published: str


class _OwnTask(msgspec.Struct):
    data: _OwnData


_NO_TASK = (msgspec.DecodeError, RecursionError)
"""What decoding raises where something is no task."""


class Row(NamedTuple):
    """A task as it stands in a file."""

    raw: msgspec.Raw
    where: str
    number: int

    def story(self) -> str:
        """Return the story that a task of ours belongs to, "" for a task of others."""
        try:
            data = msgspec.json.decode(self.raw, type=_OwnTask).data
        except _NO_TASK:
            return ""
        return data.story if data.id.startswith(f"{data.story}/") else ""

    def task(self) -> Task | None:
        """Return the task, also one of JSON-MIN, or None for what is none."""
        try:
            return msgspec.json.decode(self.raw, type=Task)
        except _NO_TASK:
            pass
        try:
            return _task_of_json_min(msgspec.json.decode(self.raw))
        except _NO_TASK:
            return None  # a number so large that there is none, or nested deeper than Python goes


def files_in(path: Path) -> list[Path]:
    """Return the .json files of a folder in the order of their names; what is no folder is taken as it is."""
    return sorted(each for each in path.iterdir() if _is_export(each)) if path.is_dir() else [path]


def rows_of(path: Path) -> list[Row]:
    """Return the tasks of a file, as views of it: the file is mapped into memory, not read into it.

    Raises InputError for what is no array.
    """
    try:
        with path.open("rb") as file:
            _check_encoding(file, path)
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    place = len(codecs.BOM_UTF8) if content[: len(codecs.BOM_UTF8)] == codecs.BOM_UTF8 else 0
    try:
        raws = msgspec.json.decode(memoryview(content)[place:], type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        line = content[: _end_of_what_is_read(str(error), place, content)].count(b"\n") + 1
        raise InputError(f"{path}:{line}: no JSON array of tasks: {error}; export as JSON or JSON-MIN") from error
    rows = []
    line = 1
    for number, raw in enumerate(raws, start=1):
        at = content.find(raw, place)
        end = at + len(raw)
        line += content[place:at].count(b"\n")
        rows.append(Row(raw, f"{path}:{line} (task {number})", number))
        line += content[at:end].count(b"\n")
        place = end
    return rows


def _end_of_what_is_read(problem: str, place: int, content: bytes | mmap.mmap) -> int:
    """Return up to where a file was read before a problem was met in it."""
    if found := re.search(r"byte (\d+)", problem):
        return place + int(found[1])
    return len(content[:].rstrip()) if "truncated" in problem else place


def _check_encoding(file: BinaryIO, path: Path) -> None:
    """Raise InputError, with the line, where a file is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    while True:
        chunk = file.read(_CHUNK)
        try:
            line += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            line += error.object.count(b"\n", 0, error.start)
            raise InputError(f"{path}:{line}: not UTF-8: {error.reason}; save the file as UTF-8") from error
        if not chunk:
            return


def recognises(path: Path) -> bool:
    """Tell by the first bytes of the first .json file: an array of objects with the keys of tasks."""
    try:
        first = next(iter(files_in(path)), None)
        if first is None or not _is_export(first):
            return False
        with first.open("rb") as file:
            beginning = file.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    except OSError:
        return False
    keys = {match[1] for match in _KEYS.finditer(beginning)}
    tasks = b"data" in keys and keys & {b"annotations", b"completions"}
    return bool(re.match(rb"\s*\[\s*\{", beginning)) and bool(tasks or {b"annotator", b"annotation_id"} <= keys)


def _is_export(path: Path) -> bool:
    return path.suffix == ".json" and not path.name.startswith(".") and path.is_file()


def _task_of_json_min(value: Any) -> Task | None:  # noqa: ANN401 - any JSON
    """Return the task of a row of JSON-MIN, where regions stand by the names of controls; None for what is none."""
    if not isinstance(value, dict) or not {"annotator", "annotation_id"} <= value.keys():
        return None
    results = [
        Result(f"{name}-{number}", kind, name, each)
        for name, regions in value.items()
        if isinstance(regions, list)
        for number, each in enumerate(regions)
        if isinstance(each, dict)
        for kind in ("labels", "hypertextlabels")
        if kind in each
    ]
    name = value.get("id")
    data = {key: each for key, each in value.items() if key not in _BY_THE_TOOL}
    return Task(data, name if isinstance(name, int | str) else None, [Annotation(results)])
