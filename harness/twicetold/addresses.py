"""Files of JSON Lines or Parquet, plain or compressed, one or a folder of them, here or wherever fsspec reaches."""

from __future__ import annotations

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


def files_at(address: str) -> list[File]:
    """Return the file at an address, or the files in the folder there, in the order of their names.

    In a folder only files of a known kind count. Raises InputError where there is none.
    """
    import fsspec  # noqa: PLC0415 - heavy, and not needed for the gold set

    try:
        system, path = fsspec.core.url_to_fs(address)
        if not system.exists(path):
            raise InputError(f"{address}: no such file or folder")
        paths = sorted(system.find(path)) if system.isdir(path) else [path]
    except (OSError, ValueError, ImportError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{address}: cannot be read: {error}") from error
    files = [file for file in (File(system, each) for each in paths) if file.has_lines or file.has_rows]
    if not files:
        raise InputError(f"{address}: no .jsonl or .parquet file, plain or compressed ({', '.join(COMPRESSED)})")
    return files


def is_file(address: str) -> bool:
    """Tell by its name whether an address is that of a file of lines or rows."""
    return _kind(address) in (*LINES, ROWS)


def _kind(path: str) -> str:
    """Return the suffix that says what is in a file, without that of how it is compressed."""
    whole = PurePosixPath(path)
    return (whole.with_suffix("") if whole.suffix in COMPRESSED else whole).suffix


class File:
    """One file. Reading it raises InputError where it cannot be read."""

    def __init__(self, system: Any, path: str) -> None:  # noqa: ANN401 - an fsspec file system
        self.path = path
        self._system = system
        self._compression = COMPRESSED.get(PurePosixPath(path).suffix)
        kind = _kind(path)
        self.has_lines = kind in LINES
        self.has_rows = kind == ROWS

    def open(self) -> IO[bytes]:
        """Open it; what is read is not compressed."""
        try:
            opened: IO[bytes] = self._system.open(self.path, "rb", compression=self._compression)
        except (OSError, ValueError) as error:
            raise InputError(f"{self.path}: cannot be read: {error}") from error
        return opened

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield its lines that are not blank, with their numbers from 1."""
        with self.open() as opened:
            try:
                for number, line in enumerate(opened, start=1):
                    if line.strip():
                        yield number, line
            except (OSError, EOFError) as error:
                raise InputError(f"{self.path}: cannot be read to its end: {error}") from error

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield its rows of Parquet as the like of JSON, with their numbers from 1; what is null is left out."""
        import pyarrow as pa  # noqa: PLC0415 - heavy
        import pyarrow.parquet as pq  # noqa: PLC0415

        number = 0
        with self.open() as opened:
            try:
                for batch in pq.ParquetFile(opened).iter_batches(batch_size=_ROWS):
                    for row in batch.to_pylist():
                        number += 1
                        yield number, _without_nulls(row)
            except (OSError, pa.ArrowInvalid) as error:
                raise InputError(f"{self.path}: cannot be read: {error}") from error


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - the like of JSON
    """Return a value without what is null in it: columns have a place for what JSON leaves out."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value
