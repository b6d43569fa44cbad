"""Files of JSON Lines or Parquet, plain or compressed, one or a folder of them, here or wherever fsspec reaches."""

from __future__ import annotations

import lzma
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = (".jsonl", ".ndjson")
ROWS = ".parquet"
COMPRESSED = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}

_ROWS = 64
"""Rows of Parquet that are read at a time."""

_CHUNK = 2**20
"""Bytes that are read at a time."""

_PIECE = 2**14
"""The same, where lines are looked for."""

LONGEST_LINE = 64 * 2**20
"""Bytes of a line."""

UNPACKED = 2**30
"""Bytes that any compressed file may hold."""

UNPACKED_TIMES = 100
"""How many times its own size a larger one may hold. Lines of predictions are packed to a twentieth of their size."""

_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What is raised where a file, or the way in which it is compressed, is broken."""


def files_at(address: str) -> list[File]:
    """Return the file at an address, or the files in the folder there, in the order of their names.

    In a folder only files of a known kind count that are not hidden. Raises InputError where there is none.
    """
    import fsspec  # noqa: PLC0415 - heavy, and not needed for the gold set

    try:
        system, path = fsspec.core.url_to_fs(address)
        if not system.exists(path):
            raise InputError(f"{address}: no such file or folder")
        paths = _seen_in(system, path) if system.isdir(path) else [path]
    except (OSError, ValueError, ImportError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{address}: cannot be read: {error}") from error
    files = [File(system, each, _below(address, path, each)) for each in paths if is_file(each)]
    if not files:
        raise InputError(f"{address}: no .jsonl or .parquet file, plain or compressed ({', '.join(COMPRESSED)})")
    return files


def is_file(address: str) -> bool:
    """Tell by its name whether an address is that of a file of lines or rows."""
    return _kind(address) in (*LINES, ROWS)


def _seen_in(system: Any, folder: str) -> list[str]:  # noqa: ANN401 - an fsspec file system
    """Return the files in a folder, by their names, without hidden ones: some systems leave these beside a person's."""
    return sorted(path for path in system.find(folder) if not PurePosixPath(path).name.startswith("."))


def _below(address: str, root: str, path: str) -> str:
    """Return a path that was found below `root` as it stands below the address that was given for it."""
    rest = path.removeprefix(root).strip("/")
    return f"{address.rstrip('/')}/{rest}" if rest else address


def _kind(path: str) -> str:
    """Return the suffix that says what is in a file, without that of how it is compressed."""
    whole = PurePosixPath(path)
    return (whole.with_suffix("") if whole.suffix in COMPRESSED else whole).suffix


class File:
    """One file; `path` is what messages call it. Reading it raises InputError where it cannot be read."""

    def __init__(self, system: Any, place: str, path: str) -> None:  # noqa: ANN401 - an fsspec file system
        self.path = path
        self._system = system
        self._place = place
        self._compression = COMPRESSED.get(PurePosixPath(place).suffix)
        kind = _kind(place)
        self.has_lines = kind in LINES
        self.has_rows = kind == ROWS
        self.folder = PurePosixPath(place).parent.name

    def beside(self, folder: str) -> list[File]:
        """Return the files in a folder beside the one that this file is in; none where there is none."""
        other = f"{self._place.rsplit('/', 2)[0]}/{folder}"
        paths = _seen_in(self._system, other) if self._system.isdir(other) else []
        return [File(self._system, each, each) for each in paths]

    def open(self) -> IO[bytes]:
        """Open it; what is read is not compressed."""
        try:
            if self._compression == "zstd":
                return _from_zstd(self._system.open(self._place, "rb"))
            opened: IO[bytes] = self._system.open(self._place, "rb", compression=self._compression)
        except (OSError, ValueError) as error:
            raise InputError(f"{self.path}: cannot be read: {error}") from error
        return opened

    def chunks(self, size: int = _CHUNK) -> Iterator[bytes]:
        """Yield its bytes, a piece at a time. Raises InputError too where they are a bomb: far more than was packed."""
        left = max(UNPACKED, UNPACKED_TIMES * (self._system.size(self._place) or 0)) if self._compression else None
        with self.open() as opened:
            try:
                while chunk := opened.read(size):
                    if left is not None and (left := left - len(chunk)) < 0:
                        raise InputError(
                            f"{self.path}: unpacks to over {UNPACKED_TIMES} times its size; unpack it first"
                        )
                    yield chunk
            except _BROKEN as error:
                raise InputError(f"{self.path}: cannot be read to its end: {error}") from error

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield its lines that are not blank, with their numbers from 1."""
        number, size = 1, 0
        begun: list[bytes] = []
        for chunk in self.chunks(_PIECE):
            *ends, rest = chunk.split(b"\n")
            for end in ends:
                line = b"".join((*begun, end, b"\n"))
                begun, size = [], 0
                if line.strip():
                    yield number, line
                number += 1
            begun.append(rest)
            size += len(rest)
            if size > LONGEST_LINE:
                raise InputError(f"{self.path}:{number}: a line of more than {LONGEST_LINE // 2**20} MB")
        if (line := b"".join(begun)).strip():
            yield number, line

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield its rows of Parquet as the like of JSON, with their numbers from 1; what is null is left out."""
        number = 0
        with self._table() as table:
            for batch in table.iter_batches(batch_size=_rows_at_a_time(table.metadata)):
                for row in batch.to_pylist():
                    number += 1
                    yield number, _without_nulls(row)

    def count_rows(self) -> int:
        """Return how many rows of Parquet it has."""
        with self._table() as table:
            return int(table.metadata.num_rows)

    @contextmanager
    def _table(self) -> Iterator[Any]:
        """Give it as Parquet. What pyarrow raises in the context becomes an InputError."""
        import pyarrow as pa  # noqa: PLC0415 - heavy
        import pyarrow.parquet as pq  # noqa: PLC0415

        with self.open() as opened:
            try:
                yield pq.ParquetFile(opened)
            except (*_BROKEN, UnicodeDecodeError, pa.ArrowException) as error:
                raise InputError(f"{self.path}: cannot be read: {error}") from error


def _from_zstd(packed: IO[bytes]) -> IO[bytes]:
    """Unpack with pyarrow; fsspec wants another package for it, and takes half a file for a whole one."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    unpacked: IO[bytes] = pa.input_stream(packed, compression="zstd")
    return unpacked


def _rows_at_a_time(metadata: Any) -> int:  # noqa: ANN401 - of pyarrow
    """Return how many rows may be in memory, of which each may hold a copy of the longest value of a group of rows.

    The sizes of single columns are not asked for: where these are broken, pyarrow 26 ends the process.
    """
    sizes = (int(metadata.row_group(number).total_byte_size) for number in range(metadata.num_row_groups))
    return max(1, min(_ROWS, UNPACKED // max((1, *sizes))))


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - the like of JSON
    """Return a value without what is null in it: columns have a place for what JSON leaves out."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value
