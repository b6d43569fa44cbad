"""Files of predictions, a line for each article or story, found by what a line is about.

Files are JSON Lines, or Parquet with a column `article` and one for each layer, plain or compressed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, NamedTuple
from weakref import finalize

import msgspec

from twicetold.addresses import files_at
from twicetold.errors import InputError
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from twicetold.addresses import File


class Line(NamedTuple):
    """A line of a file, or a row of Parquet as a line of JSON, and where it stands."""

    path: str
    number: int
    source: str


class LineStore:
    """The lines of a file, or of a folder of files that share them, in a temporary database. Used as a context.

    `address` is where they are, `homeless` are those that do not say what they are about, `hash` is a SHA-256 over all
    of them. Raises InputError where something cannot be read.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.homeless: list[Line] = []
        self._files = files_at(address)
        self._digest = hashlib.sha256()
        self._database = sqlite3.connect("", check_same_thread=False)
        finalize(self, self._database.close)

    def __enter__(self) -> Self:
        self.load()
        return self

    def load(self) -> None:
        """Read the files. A context does it by itself."""
        self._database.executescript(_SCHEMA)
        try:
            self._database.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", self._placed())
            self._database.execute("CREATE INDEX about ON line (kind, name)")
        except sqlite3.OperationalError as error:
            raise InputError(f"the predictions do not fit into the folder for temporary files: {error}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    @property
    def hash(self) -> str:
        """The SHA-256 of all lines."""
        return self._digest.hexdigest()

    def has(self, kind: str) -> bool:
        """Tell whether any line is about an `article`, or about a `story`."""
        return self._database.execute("SELECT 1 FROM line WHERE kind = ? LIMIT 1", [kind]).fetchone() is not None

    def about(self, kind: str, names: Sequence[str]) -> Iterator[Line]:
        """Yield the lines about some articles, or about some stories, as they come."""
        return map(Line._make, self._database.execute(_QUERY, [kind, msgspec.json.encode(names).decode()]))

    def _placed(self) -> Iterator[tuple[str, str, str, int, str]]:
        """Yield every line with what it is about, and set aside those that do not say it."""
        for file in self._files:
            for line in _lines(file):
                self._digest.update(line.source.encode())
                try:
                    about = msgspec.json.decode(line.source, type=_About)
                except (msgspec.DecodeError, RecursionError):
                    about = _About()
                if about.article and about.extraction:
                    yield "article", about.article, *line
                elif about.story and about.links:
                    yield "story", about.story, *line
                elif len(self.homeless) < _MOST_HOMELESS:
                    self.homeless.append(line)
                else:
                    raise InputError(
                        f"{file.path}: more than {_MOST_HOMELESS:,} lines are neither predictions nor links"
                    )


_MOST_HOMELESS = 1_000_000
"""Lines that do not say what they are about; they are in memory."""

_SCHEMA = """
    PRAGMA journal_mode = OFF;
    CREATE TABLE line (kind TEXT, name TEXT, path TEXT, number INTEGER, source TEXT);
"""

_QUERY = """
    SELECT path, number, source FROM line
    WHERE kind = ? AND name IN (SELECT value FROM json_each(?)) ORDER BY line.rowid
"""


class _About(msgspec.Struct):
    """What a line is about."""

    article: str = ""
    extraction: msgspec.Raw = msgspec.Raw()
    story: str = ""
    links: msgspec.Raw = msgspec.Raw()


def _lines(file: File) -> Iterator[Line]:
    """Yield the lines of a file, or what its rows would be as lines."""
    if file.has_lines:
        for number, line in file.lines():
            try:
                yield Line(file.path, number, line.decode())
            except UnicodeDecodeError as error:
                raise InputError(f"{file.path}:{number}: not UTF-8 ({error.reason} at byte {error.start})") from error
    else:
        for number, row in file.rows():
            value = {"article": row.get("article"), "extraction": {name: row[name] for name in LAYERS if name in row}}
            yield Line(f"{file.path}: row {number}", 1, msgspec.json.encode(value).decode())
