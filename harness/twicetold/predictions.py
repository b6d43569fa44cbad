"""What a system handed back for a corpus, and the files it is kept in: a line for each article or story.

Files are JSON Lines, or Parquet with a column `article` and one for each layer, plain or compressed. Quotations are
grounded in the article's text. Lines about other articles and stories are left out.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import sense
from twicetold.addresses import files_at
from twicetold.errors import InputError, ValidationError
from twicetold.model import Links
from twicetold.ontology import LAYERS
from twicetold.schema import Finding, errors, kind_of, parse
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from twicetold.addresses import File
    from twicetold.model import Extraction, Story

    Faults = list[tuple[str, str]]


class Predictions(NamedTuple):
    """Extractions by the id of their article, and links by the id of their story."""

    extractions: dict[str, Extraction]
    links: dict[str, Links]

    def of(self, stories: Sequence[Story]) -> Predictions:
        """Return those for some stories."""
        names = [article.id for story in stories for article in story.articles]
        return Predictions(
            {name: self.extractions[name] for name in names if name in self.extractions},
            {story.id: self.links[story.id] for story in stories if story.id in self.links},
        )

    def read(self, stories: Sequence[Story]) -> Predictions:  # noqa: ARG002 - lines need them
        """Return these: they are read."""
        return self


class Line(NamedTuple):
    """A line of a file, or a row of Parquet as a line of JSON, and where it stands."""

    path: str
    number: int
    source: str


class Lines(NamedTuple):
    """The lines about some stories, not read yet. They can be pickled."""

    lines: list[Line]

    def read(self, stories: Sequence[Story]) -> Predictions:
        """Return what they say of the stories. Raises ValidationError with every fault."""
        reading = _Reading(stories)
        findings: list[Finding] = []
        for line in self.lines:
            document = parse(line.source, line.path, line.number)
            if isinstance(document, Finding):
                findings.append(document)
            else:
                findings += [document.finding(*fault) for fault in reading.faults(document.value)]
        if findings:
            raise ValidationError(findings)
        return reading.found


class _Reading:
    """Lines being read."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.found = Predictions({}, {})
        self._articles = {article.id: article for story in stories for article in story.articles}

    def faults(self, value: Any) -> Faults:  # noqa: ANN401 - JSON
        """Take in a line and return what is wrong with it."""
        if kind_of(value) == "linking":
            return list(errors(value, "linking")) or self._take_links(value)
        return list(errors(value, "prediction")) or self._take_extraction(value)

    def _take_extraction(self, line: dict[str, Any]) -> Faults:
        article = self._articles[line["article"]]
        if article.id in self.found.extractions:
            return [("/article", f"{article.id!r} has a line already")]
        if line.get("text_sha256") not in {None, article.text_hash()}:
            return [("/text_sha256", f"was made from another text than that of {article.id} here")]
        extraction = self.found.extractions[article.id] = ground(line["extraction"], article.text)
        problems = sense.check_extraction(extraction, article.text)
        return [(f"/extraction{pointer}", problem) for pointer, problem in problems]

    def _take_links(self, line: dict[str, Any]) -> Faults:
        """Take in links; the lines of what they connect stand before."""
        story = line["story"]
        if story in self.found.links:
            return [("/story", f"{story!r} has a line already")]
        links = self.found.links[story] = msgspec.convert(line["links"], Links)
        own = {name: found for name, found in self.found.extractions.items() if name.startswith(f"{story}/")}
        return list(sense.check_links(links, dict(own)))


class Stored:
    """What the files at an address hold, to be read story by story. Used as a context.

    The address is that of a file, a run folder, or a folder of files that share the predictions. Their lines are kept
    in a temporary database. Raises InputError where something cannot be read.
    """

    def __init__(self, address: Path | str) -> None:
        run = Path(address) / "predictions.jsonl"
        self._files = files_at(str(run if run.is_file() else address))
        self._database = sqlite3.connect("")
        self._homeless: list[Line] = []

    def __enter__(self) -> Self:
        self._database.executescript(_SCHEMA)
        try:
            self._database.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", self._placed())
            self._database.execute("CREATE INDEX about ON line (kind, name)")
        except sqlite3.OperationalError as error:
            raise InputError(f"the predictions do not fit into the folder for temporary files: {error}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def of(self, stories: Sequence[Story]) -> Lines:
        """Return the lines about some stories, links last; at first those too that are about nothing."""
        homeless, self._homeless = self._homeless, []
        names = [article.id for story in stories for article in story.articles]
        return Lines([*homeless, *self._about("article", names), *self._about("story", [each.id for each in stories])])

    def _about(self, kind: str, names: Sequence[str]) -> Iterator[Line]:
        found = self._database.execute(_QUERY, [kind, msgspec.json.encode(names).decode()])
        return map(Line._make, found)

    def _placed(self) -> Iterator[tuple[str, str, str, int, str]]:
        """Yield every line with what it is about, and set aside those that do not say it."""
        for file in self._files:
            for line in _lines(file):
                try:
                    about = msgspec.json.decode(line.source, type=_About)
                except msgspec.DecodeError:
                    about = _About()
                if about.article and about.extraction:
                    yield "article", about.article, *line
                elif about.story and about.links:
                    yield "story", about.story, *line
                else:
                    self._homeless.append(line)


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


def read_predictions(address: Path | str, stories: Sequence[Story]) -> Predictions:
    """Read predictions for the stories given, all at once.

    Raises ValidationError with every fault, InputError where something cannot be read.
    """
    with Stored(address) as stored:
        return stored.of(stories).read(stories)
