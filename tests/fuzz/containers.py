"""Mutation of what is inside: zips, compressed files, DocBins, and rows of Parquet."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from fuzz.text import mutate_bytes, mutate_name
from fuzz.trees import mutate_value

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Inside = Callable[[str, bytes], bytes]
    """Give what is in a part with something changed, by the name of the part, or "" where it has none."""
    Container = Callable[[bytes, Random, Inside], bytes | None]
    """Give the file with something inside changed, or None where it is not of this kind."""


def _compressed(compress: Callable[[bytes], bytes], decompress: Callable[[bytes], bytes]) -> Container:
    def change(data: bytes, _rng: Random, inside: Inside) -> bytes | None:
        try:
            held = decompress(data)
        except (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error):
            return None
        return compress(inside("", held))

    return change


def _from_zstd(data: bytes) -> bytes:
    held: bytes = pa.input_stream(BytesIO(data), compression="zstd").read()
    return held


def _zip(data: bytes, rng: Random, inside: Inside) -> bytes | None:
    """Change a part, its name, or whether it is there; or put the zip into another."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {each.filename: archive.read(each) for each in archive.infolist()}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return None
    name = rng.choice(sorted(parts) or [""])
    match rng.randrange(8):
        case 0:
            parts.pop(name, None)
        case 1:
            parts[mutate_name(name or "x", rng)] = parts.pop(name, b"")
        case 2:
            parts = {f"{rng.choice(('curation/d', 'annotation/d', 'x', '..'))}/{name or 'x'}": data, **parts}
        case 3:
            parts["in.zip"] = data
        case _ if parts:
            parts[name] = inside(name, parts[name])
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for each, held in parts.items():
            archive.writestr(each, held)
    return buffer.getvalue()


def _docbin(data: bytes, rng: Random, _inside: Inside) -> bytes | None:
    """Change a value in the map that a DocBin is, and in the maps that are in that."""
    try:
        value = msgspec.msgpack.decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return zlib.compress(msgspec.msgpack.encode(_mutate_packed(value, rng)), 1)


def _mutate_packed(value: Any, rng: Random) -> Any:
    """Change a value; one of bytes that are msgpack themselves is taken apart too."""
    if isinstance(value, dict) and rng.random() < 0.75:
        packed = [key for key in value if isinstance(value[key], bytes | list)]
        if packed:
            key = rng.choice(packed)
            held = value[key]
            if isinstance(held, list) and held and all(isinstance(each, bytes) for each in held):
                number = rng.randrange(len(held))
                held[number] = _mutate_blob(held[number], rng)
            elif isinstance(held, bytes):
                value[key] = _mutate_blob(held, rng)
            return value
    return mutate_value(value, None, (), rng)


def _mutate_blob(data: bytes, rng: Random) -> bytes:
    try:
        value = msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        value = None
    if isinstance(value, dict | list) and value and rng.random() < 0.8:
        return msgspec.msgpack.encode(_mutate_packed(value, rng))
    return mutate_bytes(data, b"", (), rng)


def _parquet(data: bytes, rng: Random, _inside: Inside) -> bytes | None:
    """Change a value of a row; the columns become what fits the values, if anything does."""
    try:
        rows = pq.read_table(BytesIO(data)).to_pylist()
        changed = mutate_value(rows, None, (b"e1", b"text", b"id", b"genre", b"dates"), rng)
        table = pa.Table.from_pylist([row for row in changed if isinstance(row, dict)])
        buffer = BytesIO()
        pq.write_table(table, buffer)
    except (pa.ArrowException, OSError, ValueError, TypeError, OverflowError, AttributeError):
        return None
    return buffer.getvalue()


CONTAINERS: dict[str, Container] = {
    ".gz": _compressed(lambda held: gzip.compress(held, 1), gzip.decompress),
    ".bz2": _compressed(lambda held: bz2.compress(held, 1), bz2.decompress),
    ".xz": _compressed(lambda held: lzma.compress(held, preset=0), lzma.decompress),
    ".zst": _compressed(lambda held: pa.compress(held, "zstd", asbytes=True), _from_zstd),
    ".zip": _zip,
    ".spacy": _docbin,
    ".parquet": _parquet,
}
"""By the suffix of a file's name."""
