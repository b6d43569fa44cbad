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
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from twicetold import corpus, sense
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION, __version__
from twicetold.errors import InputError, SystemFailure, ValidationError
from twicetold.model import ArticleId, Extraction, Prediction, Sha256
from twicetold.schema import Finding, errors, read_documents
from twicetold.systems.grounding import ground
from twicetold.systems.output import accept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from twicetold.model import Article, Story
    from twicetold.systems.protocol import System

Count = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article on which the system failed; it counts as empty."""

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
    """A finished run: its manifest and its predictions."""

    manifest: Manifest
    predictions: tuple[Prediction, ...]


def run(
    system: System,
    stories: Sequence[Story],
    *,
    spec: str,
    split: str,
    progress: Callable[[Article], None] = lambda _: None,
) -> Run:
    """Run a system on every article of the stories. A system that fails on one goes on with the next."""
    started = datetime.now(UTC)
    clock = time.perf_counter()
    predictions: list[Prediction] = []
    failures: list[Failure] = []
    for story in stories:
        for article in story.articles:
            progress(article)
            try:
                extraction = extract(system, article)
                predictions.append(Prediction(article.id, extraction, article.text_hash()))
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
        ungrounded=sum(len(prediction.extraction.ungrounded) for prediction in predictions),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
        twicetold=__version__,
        schema=SCHEMA_VERSION,
        scorer=SCORER_VERSION,
        python=platform.python_version(),
    )
    return Run(manifest, tuple(predictions))


def extract(system: System, article: Article) -> Extraction:
    """Return what a system finds in one article, checked and grounded. Raises SystemFailure, whatever goes wrong."""
    try:
        output = system.extract(article.without_gold())
    except Exception as error:  # whatever a system raises is that system's failure on this article
        reason = f"{type(error).__name__}: {error}"
        raise SystemFailure(article.id, reason) from error
    return accept(article, output)


def write_run(finished: Run, folder: Path) -> None:
    """Write manifest and predictions into a folder, which is made if it is not there. Raises InputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_lines(finished.predictions, folder / "predictions.jsonl")
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


def read_predictions(path: Path, articles: dict[str, Article]) -> dict[str, Extraction]:
    """Read a predictions file, or the one in a run folder, for the articles given.

    Quotations are grounded in the article's text. Lines about other articles are left out. Raises ValidationError with
    every fault of the file, InputError where an article has two lines.
    """
    path = path / "predictions.jsonl" if path.is_dir() else path
    findings: list[Finding] = []
    predictions: dict[str, Extraction] = {}
    for document in read_documents(path):
        if isinstance(document, Finding):
            findings.append(document)
            continue
        faults = list(errors(document.value, "prediction"))
        if not faults:
            name = document.value["article"]
            if name in predictions:
                faults = [("/article", f"{name!r} has a line already")]
            elif name in articles:
                predictions[name], faults = _read_prediction(document.value, articles[name])
        findings.extend(document.finding(pointer, problem) for pointer, problem in faults)
    if findings:
        raise ValidationError(findings)
    return predictions


def _read_prediction(line: dict[str, Any], article: Article) -> tuple[Extraction, list[tuple[str, str]]]:
    """Ground the extraction of a line that is valid against its schema; return it with what makes no sense in it."""
    if line.get("text_sha256") not in {None, article.text_hash()}:
        return Extraction(), [("/text_sha256", f"was made from another text than that of {article.id} here")]
    extraction = ground(line["extraction"], article.text)
    problems = sense.check_extraction(extraction, article.text)
    return extraction, [(f"/extraction{pointer}", problem) for pointer, problem in problems]
