"""Corpora of flat spans: gold and predictions from two JSON Lines files, side by side, in blocks of columns.

A line is a document, `{"id": "d1", "spans": [{"start": 0, "end": 3, "label": "PER"}, …]}`; other properties are passed
over. Offsets are in whatever unit both files count in, half-open unless said otherwise.

Both files are read a page at a time, the next pages being parsed in two threads meanwhile. A document waits until the
other file comes to the one of its id. So memory holds a few pages, the ids, and as many documents as the orders of the
two files are apart: none where the order is the same.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
from pyarrow import json as arrow_json

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_PAGE = 1 << 21
"""Bytes of a file that are parsed at once, up to the end of the last line."""

_ARROW_SPAN = pa.struct([("label", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
_ARROW_DOCUMENT = pa.schema([("id", pa.string()), ("spans", pa.list_(_ARROW_SPAN))])


class Spans(NamedTuple):
    """One side of a block, a row for each span: number of its document, code of its label, half-open offsets."""

    document: Ints
    label: Ints
    start: Ints
    end: Ints


class Block(NamedTuple):
    """Some documents, in the order in which they met. `missing` of them have no prediction, and count as empty.

    `labels` has the label of every code, and grows from block to block.
    """

    documents: int
    missing: int
    labels: list[str]
    gold: Spans
    predicted: Spans


def read_blocks(gold: Path, predictions: Path, *, inclusive: bool = False) -> Iterator[Block]:
    """Yield the documents of both files, joined by id; `inclusive` if `end` is the last place of a span in the files.

    Raises InputError, with file and line, for a line that is no such document, for an id that a file has twice, and for
    a prediction without gold.
    """
    codes: dict[str, int] = {}
    with ThreadPoolExecutor(max_workers=2) as pool:
        first, second = (_Side(path, _pages(path, pool, inclusive=inclusive)) for path in (gold, predictions))
        while unfinished := [side for side in (first, second) if not side.finished]:
            side = min(unfinished, key=lambda side: len(side.waiting))
            pairs = side.meet(second if side is first else first, codes)
            if first.finished and second.waiting:
                name, (line, _) = next(iter(second.waiting.items()))
                raise InputError(f"{predictions}:{line}: {gold} has no document {name!r}")
            if side is second:
                pairs = [(mine, theirs) for theirs, mine in pairs]
            met = len(pairs)
            if second.finished:
                pairs += [(columns, _EMPTY) for _, columns in first.waiting.values()]
                first.waiting.clear()
            if pairs:
                one, other = zip(*pairs, strict=True)
                yield Block(len(pairs), len(pairs) - met, list(codes), _side_by_side(one), _side_by_side(other))


_EMPTY: Ints = np.zeros((3, 0), dtype=np.int64)


def _side_by_side(documents: tuple[Ints, ...]) -> Spans:
    counts = [columns.shape[1] for columns in documents]
    return Spans(np.repeat(np.arange(len(documents)), counts), *np.concatenate(documents, axis=1))


class _Side:
    """One of the two files: what is known of it so far. `waiting` has the line and the columns of a document."""

    def __init__(self, path: Path, pages: Iterator[_Page]) -> None:
        self.path = path
        self.waiting: dict[str, tuple[int, Ints]] = {}
        self.finished = False
        self._pages = pages
        self._seen: set[str] = set()

    def meet(self, other: _Side, codes: dict[str, int]) -> list[tuple[Ints, Ints]]:
        """Read a page; return its documents for which the other side's were waiting, and let the rest wait."""
        page = next(self._pages, None)
        if page is None:
            self.finished = True
            return []
        own_codes = np.array([codes.setdefault(label, len(codes)) for label in page.labels], dtype=np.int64)
        columns = np.stack([own_codes[page.label], page.start, page.end])
        pairs = []
        for name, line, begin, end in zip(page.names, page.lines, page.offsets[:-1], page.offsets[1:], strict=True):
            if name in self._seen:
                raise InputError(f"{self.path}:{line}: the document {name!r} has a line already")
            self._seen.add(name)
            found = other.waiting.pop(name, None)
            if found is not None:
                pairs.append((columns[:, begin:end], found[1]))
            else:
                # A copy, so that the rest of the page need not stay.
                self.waiting[name] = line, columns[:, begin:end].copy()
        return pairs


class _Page(NamedTuple):
    """Some lines of a file. The spans of document `i` are `offsets[i]` to `offsets[i + 1]`."""

    names: list[str]
    lines: Sequence[int]
    offsets: list[int]
    labels: list[str]
    label: Ints
    start: Ints
    end: Ints


def _pages(path: Path, pool: ThreadPoolExecutor, *, inclusive: bool) -> Iterator[_Page]:
    """Yield the pages of a file; while one is used the next is parsed."""
    line = 1
    ahead: Future[_Page] | None = None
    try:
        with path.open("rb") as file:
            while data := file.read(_PAGE):
                data += file.readline()
                after = line + data.count(b"\n") + (not data.endswith(b"\n"))
                following = pool.submit(_page, path, range(line, after), data, inclusive=inclusive)
                line = after
                if ahead:
                    yield ahead.result()
                ahead = following
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    if ahead:
        yield ahead.result()


def _page(path: Path, lines: range, data: bytes, *, inclusive: bool) -> _Page:
    """Parse some lines; those that are blank are passed over."""
    try:
        return _parse(data, lines, inclusive=inclusive)
    except (ValueError, pa.ArrowException):
        used = {line: words for line, words in zip(lines, data.split(b"\n"), strict=False) if words.strip()}
    for line, words in used.items():
        if problem := _problem(words, inclusive=inclusive):
            raise InputError(f"{path}:{line}: {problem}")
    return _parse(b"\n".join([b"", *used.values(), b""]), list(used), inclusive=inclusive)


_NO_OBJECT = re.compile(rb"\s*[^\s{]")
"""How data begins that must not come to pyarrow: where the first line is null, version 26 ends the process."""


def _parse(data: bytes, lines: Sequence[int], *, inclusive: bool) -> _Page:
    """Parse a document from each of the lines; raises ValueError."""
    if _NO_OBJECT.match(data):
        raise ValueError("a document is an object")
    table = arrow_json.read_json(
        pa.BufferReader(data),
        read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=arrow_json.ParseOptions(explicit_schema=_ARROW_DOCUMENT, unexpected_field_behavior="ignore"),
    )
    names, spans = (column.combine_chunks() for column in table.columns)
    label, start, end = (spans.values.field(number) for number in range(3))
    if any(column.null_count for column in (names, spans, spans.values, label, start, end)):
        raise ValueError("something is missing")
    if len(names) != len(lines):
        raise ValueError("not a document a line")
    encoded = label.dictionary_encode()
    from_, to = (column.to_numpy().astype(np.int64) for column in (start, end))
    to += inclusive
    if (from_ < 0).any() or (from_ >= to).any():
        raise ValueError("a span that is none")
    return _Page(
        names.to_pylist(), lines, spans.offsets.to_pylist(), encoded.dictionary.to_pylist(),
        encoded.indices.to_numpy(), from_, to,
    )  # fmt: skip


_Offset = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class _Span(msgspec.Struct):
    start: _Offset
    end: _Offset
    label: str


class _Document(msgspec.Struct):
    id: str
    spans: list[_Span]


_DECODER = msgspec.json.Decoder(_Document)
"""Slower than pyarrow, but it says where in the document a fault is."""


def _problem(line: bytes, *, inclusive: bool) -> str:
    """Say what is wrong with a line; nothing if it is right."""
    try:
        for number, span in enumerate(_DECODER.decode(line).spans):
            if span.start >= span.end + inclusive:
                return f"the end {span.end} does not come after the start {span.start} - at `$.spans[{number}]`"
        _parse(line, [1], inclusive=inclusive)
    except (msgspec.DecodeError, ValueError, pa.ArrowException, RecursionError) as error:
        return str(error)
    return ""
