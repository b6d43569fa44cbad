"""Stories streamed from files: JSON Lines or Parquet, plain or compressed, here or wherever fsspec reaches.

A line of JSON is a story (schema/story.schema.json) or an article; a row of Parquet is an article, as in the
configuration `articles` of the gold set. Articles of one story stand together: what their ids share before the slash
is the story. One story is in memory at a time.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import corpus
from twicetold.errors import InputError
from twicetold.model import Article, Story
from twicetold.schema import errors, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES = {".jsonl", ".ndjson"}
_COMPRESSED = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}
_ROWS = 64
"""Rows of Parquet that are read at a time."""


class Contents(NamedTuple):
    """What is in a corpus: how many articles, and a SHA-256 over all of its bytes."""

    articles: int
    hash: str


def stories_in(address: str) -> Iterator[Story]:
    """Yield the stories of a file, or of all files in a folder, in the order of their names.

    Raises InputError with file and line for what is no story or article, and for a story in two places.
    """
    seen: set[str] = set()
    for file in _files(address):
        for name, group in groupby(file.stories(), key=lambda story: story.id):
            stories = list(group)
            if name in seen or (len(stories) > 1 and any(len(story.articles) > 1 for story in stories)):
                raise InputError(f"{file.path}: story {name!r} stands in two places; put its articles together")
            seen.add(name)
            yield stories[0] if len(stories) == 1 else _joined(stories)


def contents(address: str) -> Contents:
    """Count the articles of a corpus without making stories of them. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    articles = sum(file.count(digest) for file in _files(address))
    return Contents(articles, digest.hexdigest())


def _joined(stories: list[Story]) -> Story:
    """Return one story of several that have an article each."""
    return msgspec.structs.replace(stories[0], articles=tuple(each.articles[0] for each in stories))


def _files(address: str) -> list[_File]:
    import fsspec  # noqa: PLC0415 - heavy, and only for corpora of one's own

    try:
        system, path = fsspec.core.url_to_fs(address)
        if not system.exists(path):
            raise InputError(f"{address}: no such file or folder")
        paths = sorted(system.find(path)) if system.isdir(path) else [path]
    except (OSError, ValueError, ImportError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{address}: cannot be read: {error}") from error
    files = [_File(system, each) for each in paths if _File(system, each).is_known]
    if not files:
        raise InputError(f"{address}: no .jsonl or .parquet file, plain or compressed ({', '.join(_COMPRESSED)})")
    return files


class _File:
    """A file of stories or articles."""

    def __init__(self, system: Any, path: str) -> None:  # noqa: ANN401 - an fsspec file system
        self.path = path
        self._system = system
        suffixes = PurePosixPath(path).suffixes
        self._compression = _COMPRESSED.get(suffixes[-1]) if suffixes else None
        self._kind = (suffixes[:-1] if self._compression else suffixes)[-1:]

    @property
    def is_known(self) -> bool:
        """Whether it is of a kind that can be read."""
        return bool({*self._kind} & {*_LINES, ".parquet"})

    def stories(self) -> Iterator[Story]:
        """Yield what it holds; an article by itself is a story of one article. Raises InputError."""
        with self._open() as opened:
            yield from self._rows(opened) if self._kind == [".parquet"] else self._lines(opened)

    def count(self, digest: hashlib._Hash) -> int:
        """Add its bytes to a hash and return how many articles it holds."""
        with self._open() as opened:
            if self._kind == [".parquet"]:
                import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

                while chunk := opened.read(2**20):
                    digest.update(chunk)
                return int(pq.ParquetFile(opened).metadata.num_rows)
            articles = 0
            for line in opened:
                digest.update(line)
                if line.strip():
                    articles += len(_counted(line))
            return articles

    def _open(self) -> IO[bytes]:
        try:
            opened: IO[bytes] = self._system.open(self.path, "rb", compression=self._compression)
        except (OSError, ValueError) as error:
            raise InputError(f"{self.path}: cannot be read: {error}") from error
        return opened

    def _lines(self, opened: IO[bytes]) -> Iterator[Story]:
        for number, line in enumerate(opened, start=1):
            if line.strip():
                yield self._story(line, number)

    def _story(self, line: bytes, number: int) -> Story:
        try:
            value = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(f"{self.path}:{number}: not JSON: {error}") from error
        kind = kind_of(value)
        if kind not in {"story", "article"}:
            raise InputError(f"{self.path}:{number}: neither a story nor an article")
        for pointer, problem in errors(value, kind):
            raise InputError(f"{self.path}:{number}: {pointer or '/'}: {problem}")
        return msgspec.convert(value, Story) if kind == "story" else _alone(msgspec.convert(value, Article))

    def _rows(self, opened: IO[bytes]) -> Iterator[Story]:
        import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

        number = 0
        for batch in pq.ParquetFile(opened).iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield _alone(corpus.article_of(row))
                except (msgspec.ValidationError, KeyError) as error:
                    raise InputError(f"{self.path}: row {number}: {error}") from error


def _counted(line: bytes) -> list[msgspec.Raw]:
    """Return the articles of a line; what is wrong with it is told when it is read."""
    try:
        found = msgspec.json.decode(line, type=_Counted)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []
    return found.articles or [msgspec.Raw(b"")]


class _Counted(msgspec.Struct):
    articles: list[msgspec.Raw] = []


def _alone(article: Article) -> Story:
    name = article.id.rpartition("/")[0]
    return Story(name, name, (article,))
