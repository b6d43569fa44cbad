"""JSON Schema validation of everything that is read, with every error's file, line and JSON pointer.

The schemas lie under schema/ and are checked with jsonschema-rs. A document is a whole `.json` file or a line of a
`.jsonl` file; which schema it is held to follows from the properties it has.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema_rs
import msgspec

from twicetold.errors import InputError
from twicetold.resources import data_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


_BASE = "https://twicetold.example/schema/"
_MESSAGE_LENGTH = 240

MOST_FAULTS = 1000
"""Violations of its schema that are told of one document."""

MOST_EXPLAINED = 100_000
"""Values of a document that is told all of them; of a larger one it is the first."""


class Finding(NamedTuple):
    """One fault of a document: where it stands and what it is."""

    path: str
    line: int
    pointer: str
    problem: str

    def __str__(self) -> str:
        """Write it as compilers do, so that editors can jump to it."""
        return f"{self.path}:{self.line}: {self.pointer or '/'}: {self.problem}"


class Document(NamedTuple):
    """A JSON document, where it was read, and its source for finding lines in it."""

    value: Any
    path: str
    first_line: int
    source: str

    def finding(self, pointer: str, problem: str) -> Finding:
        """Return a finding at a JSON pointer of this document."""
        (finding,) = self.findings([(pointer, problem)])
        return finding

    def findings(self, faults: Sequence[tuple[str, str]]) -> list[Finding]:
        """Return findings at JSON pointers of this document."""
        lines = lines_of(self.source, [pointer for pointer, _ in faults])
        return [
            Finding(self.path, self.first_line + line - 1, *fault) for fault, line in zip(faults, lines, strict=True)
        ]


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by its URI."""
    folder = data_root() / "schema"
    loaded = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.schema.json"))]
    return {schema["$id"]: schema for schema in loaded}


@cache
def _validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    registry = jsonschema_rs.Registry(list(schemas().items()))
    return jsonschema_rs.Draft202012Validator(schemas()[f"{_BASE}{kind}.schema.json"], registry=registry)


def kind_of(value: object) -> str:
    """Tell what a document is by the properties it has; an object of no other kind is an extraction."""
    has = set(value) if isinstance(value, dict) else set()
    if "articles" in has and "identity" not in has:
        return "story"
    if "extraction" in has:
        return "prediction"
    if "links" in has:
        return "linking"
    if "identity" in has:
        return "run"
    return "article" if "text" in has else "extraction"


def errors(value: object, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the violations of a kind's schema, up to MOST_FAULTS, as a JSON pointer and a message."""
    validator = _validator(kind)
    try:
        if validator.is_valid(value):
            return
        found = _first_error(validator, value) if _is_large(value) else validator.iter_errors(value)
    except ValueError as problem:  # what is nested deeper than the validator goes
        yield "", str(problem)
        return
    for number, error in enumerate(found):
        if number == MOST_FAULTS:
            yield "", f"has more faults than these {MOST_FAULTS:,}"
            return
        pointer = "".join(f"/{_escape(str(step))}" for step in error.instance_path)
        message = error.message
        if len(message) > _MESSAGE_LENGTH:
            message = f"{message[: _MESSAGE_LENGTH // 2]} … {message[-_MESSAGE_LENGTH // 2 :]}"
        yield pointer, message


def _is_large(value: object) -> bool:
    """Tell whether a document has more values than MOST_EXPLAINED: its faults would not fit into memory."""
    left, seen = [value], 0
    while left and seen <= MOST_EXPLAINED:
        seen += 1
        each = left.pop()
        if isinstance(each, dict | list):
            left.extend(each.values() if isinstance(each, dict) else each)
    return seen > MOST_EXPLAINED


def _first_error(
    validator: jsonschema_rs.Draft202012Validator, value: object
) -> Iterator[jsonschema_rs.ValidationError]:
    """Yield the first violation."""
    try:
        validator.validate(value)
    except jsonschema_rs.ValidationError as error:
        yield error


def read_documents(path: Path) -> Iterator[Document | Finding]:
    """Yield the documents of a `.json` or `.jsonl` file, and a finding for each that is not JSON.

    Raises InputError where the file cannot be read or is not UTF-8.
    """
    try:
        if path.suffix != ".jsonl":
            yield parse(path.read_text(encoding="utf-8"), str(path), 1)
            return
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield parse(line, str(path), number)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def parse(source: str, path: str, first_line: int) -> Document | Finding:
    """Return a document as it stands in a file from a line on, or a finding if it is not JSON."""
    try:
        return Document(msgspec.json.decode(source), path, first_line, source)
    except (msgspec.DecodeError, RecursionError) as error:
        where = re.search(r"\(byte (\d+)\)", str(error))
        before = source.encode()[: int(where[1])] if where else b""
        return Finding(path, first_line + before.count(b"\n"), "", f"not JSON: {error}")


def line_of(source: str, pointer: str) -> int:
    """Return the line, from 1, on which the value at a JSON pointer begins; of a missing value, its parent's."""
    (line,) = lines_of(source, [pointer])
    return line


def lines_of(source: str, pointers: Sequence[str]) -> list[int]:
    """Return for each JSON pointer what `line_of` does; every object and array on the way is gone through once."""
    if "\n" not in source.strip():
        return [source[: _skip_blank(source, 0)].count("\n") + 1] * len(pointers)
    children: dict[int, dict[str, int]] = {}
    lines = []
    for pointer in pointers:
        position = _skip_blank(source, 0)
        for step in pointer.split("/")[1:]:
            if position not in children:
                children[position] = _children(source, position)
            child = children[position].get(step.replace("~1", "/").replace("~0", "~"))
            if child is None:
                break
            position = child
        lines.append(source.count("\n", 0, position) + 1)
    return lines


_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def _skip_blank(source: str, position: int) -> int:
    match = _BLANK.match(source, position)
    return match.end() if match else position


def _children(source: str, position: int) -> dict[str, int]:
    """Return where the members of the object or array at `position` begin; of what is nested too deep, those before."""
    found: dict[str, int] = {}
    opening = source[position : position + 1]
    if opening not in ("{", "["):
        return found
    position = _skip_blank(source, position + 1)
    with suppress(RecursionError):
        while source[position : position + 1] not in ("}", "]", ""):
            name = str(len(found))
            if opening == "{":
                name, position = _DECODER.raw_decode(source, position)
                position = _skip_blank(source, _skip_blank(source, position) + 1)
            found.setdefault(name, position)
            _, position = _DECODER.raw_decode(source, position)
            position = _skip_blank(source, position)
            if source[position : position + 1] == ",":
                position = _skip_blank(source, position + 1)
    return found


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
