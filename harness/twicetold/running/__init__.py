"""Running a system: stories go in, a run folder comes out.

    from pathlib import Path
    from twicetold import corpus, running

    gold = running.Corpus("gold", "1.0.0", corpus.content_hash(stories), "test", 60)
    system = running.Named("my_system.py:MySystem", seconds=30)
    folder, manifest = running.run(system, stories, Path("runs/mine"), about=gold, workers=4)

The folder is the cache. The same call goes on where the last one stopped, whatever stopped it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold._version import SCHEMA_VERSION
from twicetold.model import Linking
from twicetold.running import work
from twicetold.running.engine import Plan, results
from twicetold.running.executors import local
from twicetold.running.folder import RunFolder
from twicetold.running.manifest import Failure, Identity, Manifest
from twicetold.running.sitting import Sitting, kept_logs
from twicetold.systems import python
from twicetold.systems.protocol import batch_of, gives_links
from twicetold.systems.registry import Named, is_remote
from twicetold.systems.source import Given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from twicetold.executors import Place
    from twicetold.model import Story
    from twicetold.systems.protocol import System
    from twicetold.systems.source import Source


class Corpus(NamedTuple):
    """What a system is run on, as the manifest says it."""

    name: str
    version: str
    hash: str
    split: str
    articles: int


class Progress(NamedTuple):
    """How far a run is: articles done, earlier sittings included, and failures among them."""

    done: int
    failed: int


class Finished(NamedTuple):
    """What a run leaves: its folder, and what that says of itself."""

    folder: Path
    manifest: Manifest


def run(
    system: System | Named,
    stories: Iterable[Story],
    folder: Path | None = None,
    *,
    about: Corpus,
    workers: int = 1,
    retries: int = 1,
    most_failures: float | None = None,
    fresh: bool = False,
    place: AbstractContextManager[Place] | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Finished:
    """Run a system on every article of the stories, and on the stories if it links, into a folder.

    Without a folder it is one under `runs` that no other run can have. An article on which the system fails is tried
    `retries` times more, then listed with the reason and counted as empty; the run goes on, unless more than
    `most_failures` have failed. Work is done by `workers` on this machine, or where `place` puts it. A system that is
    given as an object is used by all of them at once; by name each has its own.

    Raises InputError where the folder cannot be used or the system is not there.
    """
    source: Source = system if isinstance(system, Named) else Given(system)
    spec = system.spec if isinstance(system, Named) else ""
    with kept_logs() as logs, place or local(workers) as where:
        if isinstance(source, Named):
            source = source._replace(logs=str(logs.scratch))
        with work.lease(source) as found:
            identity = identity_of(found, about)
            plan = Plan(where, retries, batch_of(found), gives_links(found))
        opened = RunFolder(folder or default_folder(identity), identity, fresh=fresh)
        logs.folder = opened.path / "stderr"
        with opened, Sitting(opened, identity, about.articles, spec) as sitting:
            before = opened.before
            done = len(before)
            progress(Progress(done, 0))
            for result in results(source, stories, plan, before=before, linked=opened.linked):
                opened.add(result)
                done += not (isinstance(result, Linking) or (isinstance(result, Failure) and result.is_of_links))
                progress(Progress(done, len(opened.failures)))
                if most_failures is not None and len(opened.failures) > most_failures:
                    break
            else:
                sitting.finished = True
    return Finished(opened.path, sitting.manifest())


def default_folder(identity: Identity) -> Path:
    """Return the folder of a run that named none: what decides its predictions decides its name."""
    key = hashlib.sha256(msgspec.json.encode(identity, order="deterministic")).hexdigest()[:8]
    name = re.sub(r"[^\w.-]+", "-", f"{identity.system}-{identity.system_version}")
    return Path("runs") / f"{name}-{key}"


def identity_of(system: System, about: Corpus) -> Identity:
    """Return what decides the predictions of a system on a corpus."""
    return Identity(
        system=system.name,
        system_version=system.version,
        configuration=python.full_configuration(system),
        corpus=about.name,
        corpus_version=about.version,
        corpus_hash=about.hash,
        split=about.split,
        schema=SCHEMA_VERSION,
    )


__all__ = [
    "Corpus",
    "Failure",
    "Finished",
    "Identity",
    "Manifest",
    "Named",
    "Progress",
    "default_folder",
    "identity_of",
    "is_remote",
    "run",
]
