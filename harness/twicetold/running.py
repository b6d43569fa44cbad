"""Running a system on articles, and the folder a run leaves behind.

runs/rules-1/
    run.json            the manifest: who ran on what, with which versions
    predictions.jsonl   a line for each article
    scores.json         the scores
"""

from __future__ import annotations

import platform
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from twicetold import corpus
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION, __version__
from twicetold.errors import InputError, SystemFailure
from twicetold.model import Article, ArticleId, Extraction, Links, Sha256
from twicetold.predictions import Predictions, lines_of
from twicetold.systems.output import accept, accept_links
from twicetold.systems.protocol import Linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from twicetold.model import Story
    from twicetold.systems.protocol import System

Count = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article, or a story's links, on which the system failed; it counts as empty."""

    article: ArticleId
    reason: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a run folder says of itself."""

    system: str
    system_version: str
    spec: str
    corpus: str
    corpus_version: str
    corpus_hash: Sha256
    split: str
    articles: Count
    failures: tuple[Failure, ...]
    ungrounded: Count
    started: str
    seconds: Seconds
    twicetold: str
    schema: str
    scorer: str
    python: str


class Run(msgspec.Struct, frozen=True):
    """A finished run: its manifest, its predictions, and the articles they are about."""

    manifest: Manifest
    predictions: Predictions
    articles: tuple[Article, ...]


def run(
    system: System,
    stories: Sequence[Story],
    *,
    spec: str,
    split: str,
    progress: Callable[[Article], None] = lambda _: None,
) -> Run:
    """Run a system on every article of the stories, and on the stories if it links.

    A system that fails on one goes on with the next.
    """
    started = datetime.now(UTC)
    clock = time.perf_counter()
    found = Predictions({}, {})
    failures: list[Failure] = []
    for story in stories:
        for article in story.articles:
            progress(article)
            try:
                found.extractions[article.id] = extract(system, article)
            except SystemFailure as failure:
                failures.append(Failure(failure.article, failure.reason))
        if isinstance(system, Linker):
            try:
                found.links[story.id] = link(system, story, found.extractions)
            except SystemFailure as failure:
                failures.append(Failure(failure.article, failure.reason))
    manifest = Manifest(
        system=system.name,
        system_version=system.version,
        spec=spec,
        corpus="gold",
        corpus_version=corpus.gold_version().version,
        corpus_hash=corpus.content_hash(stories),
        split=split,
        articles=sum(len(story.articles) for story in stories),
        failures=tuple(failures),
        ungrounded=sum(len(extraction.ungrounded) for extraction in found.extractions.values()),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
        twicetold=__version__,
        schema=SCHEMA_VERSION,
        scorer=SCORER_VERSION,
        python=platform.python_version(),
    )
    return Run(manifest, found, tuple(article for story in stories for article in story.articles))


def extract(system: System, article: Article) -> Extraction:
    """Return what a system finds in one article, checked and grounded. Raises SystemFailure, whatever goes wrong."""
    try:
        output = system.extract(article.without_gold())
    except Exception as error:  # whatever a system raises is that system's failure on this article
        raise SystemFailure(article.id, f"{type(error).__name__}: {error}") from error
    return accept(article, output)


def link(system: Linker, story: Story, extractions: Mapping[str, Extraction]) -> Links:
    """Return what a system says connects the articles of a story, checked. Raises SystemFailure, as `extract` does."""
    own = {article.id: extractions.get(article.id, Extraction()) for article in story.articles}
    blind = msgspec.structs.replace(
        story, articles=tuple(article.without_gold() for article in story.articles), links=Links()
    )
    try:
        output = system.link(blind, own)
    except Exception as error:  # whatever a system raises is that system's failure on this story
        raise SystemFailure(f"{story.id}/links", f"{type(error).__name__}: {error}") from error
    return accept_links(story, output, own)


def write_run(finished: Run, folder: Path) -> None:
    """Write manifest and predictions into a folder, which is made if it is not there. Raises InputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_lines(lines_of(finished.predictions, finished.articles), folder / "predictions.jsonl")
        write_json(finished.manifest, folder / "run.json")
    except OSError as error:
        raise InputError(f"{error.filename or folder}: {error.strerror}") from error


def write_json(value: object, path: Path) -> None:
    """Write a value as readable JSON, whole or not at all."""
    scratch = path.with_name(f".{path.name}.part")
    scratch.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    scratch.replace(path)


def write_lines(values: Iterable[object], path: Path) -> None:
    """Write values as JSON Lines, whole or not at all. Raises InputError."""
    scratch = path.with_name(f".{path.name}.part")
    try:
        with scratch.open("wb") as lines:
            for value in values:
                lines.write(msgspec.json.encode(value) + b"\n")
        scratch.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
