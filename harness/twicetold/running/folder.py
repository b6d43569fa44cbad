"""The folder that a run leaves behind, which is also where it goes on after it was stopped.

    runs/rules-1-3fa1c2d4/
        run.json            the manifest: who ran on what, with which versions, and how it went
        predictions.jsonl   a line for each article and each story's links, in the order in which they were ready
        stderr/             what the programs of the system wrote to standard error
        scores.json         the scores

Every line is written as soon as it is known. A run that is killed at any moment leaves whole lines and perhaps one cut
short, which is dropped when the run goes on.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

import filelock
import msgspec

from twicetold.errors import InputError
from twicetold.files import whole_file, write_json
from twicetold.model import Prediction, to_json
from twicetold.running.manifest import Failure, Identity, Manifest

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from twicetold.model import Extraction
    from twicetold.running.engine import Result


class _Found(msgspec.Struct):
    """What is looked at of an extraction."""

    ungrounded: list[msgspec.Raw] = []


class _Line(msgspec.Struct):
    """What is looked at of a line."""

    article: str = ""
    story: str = ""
    extraction: _Found | None = None
    usage: dict[str, float] = {}
    links: dict[str, Any] | None = None


class RunFolder:
    """A run folder that one run writes into; used as a context, which holds its lock.

    Raises InputError where another run writes into it, where it holds what was found under another identity, or where
    it cannot be read or written.
    """

    def __init__(self, path: Path, identity: Identity, *, fresh: bool = False) -> None:
        self.path = path
        self.failures: list[Failure] = []
        self.ungrounded = 0
        self.usage: Counter[str] = Counter()
        self.seconds = 0.0
        """What earlier sittings took."""
        self.linked: set[str] = set()
        self._identity = identity
        self._fresh = fresh
        self._predictions = path / "predictions.jsonl"
        self._manifest = path / "run.json"
        self._places: dict[str, tuple[int, int]] = {}
        self._relinked = False
        self._lock = filelock.FileLock(path / ".lock", timeout=0)
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except filelock.Timeout as error:
            raise InputError(f"{self.path}: another run is writing into this folder") from error
        except OSError as error:
            problem = f"{error.filename or self.path}: {error.strerror}"
            raise InputError(f"{problem}; name another folder with --output") from error
        try:
            self._take_up()
            self._file = self._predictions.open("ab")
        except OSError as error:
            self._lock.release()
            raise InputError(f"{error.filename or self.path}: {error.strerror}") from error
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        if self._relinked:
            self._read_lines()
        self._lock.release()

    @property
    def before(self) -> Mapping[str, Extraction]:
        """What is in the folder, by article id; read when it is asked for."""
        return _Recorded(self._predictions, dict(self._places))

    def add(self, result: Result) -> None:
        """Write what was found; a failure is only noted. Raises InputError where it cannot be written."""
        if isinstance(result, Failure):
            self.failures.append(result)
            return
        if isinstance(result, Prediction):
            self.ungrounded += len(result.extraction.ungrounded)
            self.usage.update(result.usage)
        elif result.story in self.linked:
            self._relinked = True
        self._write(to_json(result) + b"\n")

    def write_manifest(self, manifest: Manifest) -> None:
        """Write what the folder says of itself."""
        write_json(manifest, self._manifest)

    def _write(self, line: bytes) -> None:
        file = self._file
        if file is None:
            raise InputError(f"{self.path}: the folder is not open")
        whole = file.tell()
        try:
            file.write(line)
            file.flush()
        except OSError as error:
            os.truncate(self._predictions, whole)
            raise InputError(f"{self._predictions}: {error.strerror}; what was found before is kept") from error

    def _take_up(self) -> None:
        """Read what an earlier sitting left, if it may be used."""
        if self._fresh:
            for name in ("run.json", "predictions.jsonl", "scores.json"):
                (self.path / name).unlink(missing_ok=True)
            return
        if not self._manifest.is_file():
            if self._predictions.exists():
                raise InputError(
                    f"{self.path}: holds predictions, and no run.json that says of what; choose another folder"
                )
            return
        try:
            manifest = msgspec.json.decode(self._manifest.read_bytes(), type=Manifest)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(f"{self._manifest}: not the manifest of a run ({error}); --fresh starts over") from error
        if manifest.identity != self._identity:
            others = ", ".join(
                f"{name} was {getattr(manifest.identity, name)} and is {getattr(self._identity, name)}"
                for name in Identity.__struct_fields__
                if getattr(manifest.identity, name) != getattr(self._identity, name)
            )
            raise InputError(
                f"{self.path}: holds another run ({others}); choose another folder, or --fresh to replace it"
            )
        self.seconds = manifest.seconds
        self._read_lines()

    def _read_lines(self) -> None:
        """Find each line's place; drop the last one if it was cut short, and links that were made anew since."""
        self._places.clear()
        links: dict[str, int] = {}
        dropped: set[int] = set()
        self.ungrounded = 0
        self.usage.clear()
        if not self._predictions.exists():
            return
        place = number = 0
        with self._predictions.open("rb") as lines:
            for line in lines:
                number += 1
                start, place = place, place + len(line)
                read = _parse(line)
                if read is None and lines.read(1):
                    raise InputError(
                        f"{self._predictions}:{number}: neither a prediction nor links; mend it, or --fresh starts over"
                    )
                if read is None:
                    dropped.add(start)
                elif read.story:
                    if read.story in links:
                        dropped.add(links[read.story])
                    links[read.story] = start
                else:
                    self._places[read.article] = (start, place)
                    self.ungrounded += len(read.extraction.ungrounded) if read.extraction else 0
                    self.usage.update(read.usage)
        self.linked = set(links)
        if dropped:
            _cut(self._predictions, dropped)
            self._read_lines()


def _parse(line: bytes) -> _Line | None:
    """Return a whole line, or None."""
    if not line.endswith(b"\n"):
        return None
    try:
        read = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return read if (read.article and read.extraction) or (read.story and read.links is not None) else None


def _cut(path: Path, starts: set[int]) -> None:
    """Take the lines out of a file that start at some places. The file is replaced as a whole."""
    place = 0
    with whole_file(path) as scratch, path.open("rb") as lines, scratch.open("wb") as kept:
        for line in lines:
            if place not in starts:
                kept.write(line)
            place += len(line)


class _Recorded(Mapping[str, Any]):
    """Extractions in a file of predictions, by article id."""

    def __init__(self, path: Path, places: Mapping[str, tuple[int, int]]) -> None:
        self._path = path
        self._places = places

    def __getitem__(self, article: str) -> Extraction:
        start, end = self._places[article]
        with self._path.open("rb") as lines:
            lines.seek(start)
            return msgspec.json.decode(lines.read(end - start), type=Prediction).extraction

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
