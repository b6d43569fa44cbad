"""One sitting of a run, from its start to its end or stop: what it took, and what its programs wrote meanwhile."""

from __future__ import annotations

import platform
import shutil
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from twicetold._version import SCORER_VERSION, __version__
from twicetold.running.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from twicetold.running.folder import RunFolder
    from twicetold.running.manifest import Identity


class Logs:
    """Where programs write their standard error while they run, and where it is kept afterwards."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.folder: Path | None = None


@contextmanager
def kept_logs() -> Iterator[Logs]:
    """Yield a place for logs; at the end what was written there is moved into the run folder."""
    with tempfile.TemporaryDirectory(prefix="twicetold-") as scratch:
        logs = Logs(Path(scratch))
        try:
            yield logs
        finally:
            for number, log in enumerate(sorted(logs.scratch.iterdir()), start=1):
                if logs.folder is not None and log.stat().st_size:
                    logs.folder.mkdir(exist_ok=True)
                    shutil.move(log, logs.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{number}.txt")


class Sitting:
    """The time in which a run is at work, used as a context: the manifest is written at its beginning and its end."""

    def __init__(self, folder: RunFolder, identity: Identity, articles: int, spec: str) -> None:
        self.finished = False
        self._folder = folder
        self._identity = identity
        self._articles = articles
        self._spec = spec
        self._started = datetime.now(UTC)
        self._clock = time.perf_counter()
        self._seconds: float | None = None

    def __enter__(self) -> Self:
        self._folder.write_manifest(self.manifest())
        return self

    def __exit__(self, *_: object) -> None:
        self._seconds = self._taken()
        self._folder.write_manifest(self.manifest())

    def manifest(self) -> Manifest:
        """Return what the folder says of itself now."""
        return Manifest(
            identity=self._identity,
            spec=self._spec,
            articles=self._articles,
            failures=tuple(self._folder.failures),
            ungrounded=self._folder.ungrounded,
            usage=dict(self._folder.usage),
            started=self._started.isoformat(timespec="seconds"),
            seconds=self._taken() if self._seconds is None else self._seconds,
            finished=self.finished,
            twicetold=__version__,
            scorer=SCORER_VERSION,
            python=platform.python_version(),
        )

    def _taken(self) -> float:
        return round(self._folder.seconds + time.perf_counter() - self._clock, 3)
