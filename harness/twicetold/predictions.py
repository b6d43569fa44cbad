"""What a system handed back for a corpus, and the file it is kept in: JSON Lines, a line for each article or story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import sense
from twicetold.addresses import files_at
from twicetold.errors import InputError, ValidationError
from twicetold.model import Extraction, Linking, Links, Prediction
from twicetold.ontology import LAYERS
from twicetold.schema import Document, Finding, errors, kind_of, parse
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.model import Article, Story

    Faults = list[tuple[str, str]]


class Predictions(NamedTuple):
    """Extractions by the id of their article, and links by the id of their story."""

    extractions: dict[str, Extraction]
    links: dict[str, Links]


def lines_of(predictions: Predictions, articles: Sequence[Article]) -> Iterator[Prediction | Linking]:
    """Yield the lines of a predictions file, in the order of the articles; links after them."""
    for article in articles:
        if article.id in predictions.extractions:
            yield Prediction(article.id, predictions.extractions[article.id], article.text_hash())
    for story, links in predictions.links.items():
        yield Linking(story, links)


def read_predictions(address: Path | str, stories: Sequence[Story]) -> Predictions:
    """Read predictions for the stories given: from a file, a run folder, or a folder of files that share them.

    Files are JSON Lines, or Parquet with a column `article` and one for each layer, plain or compressed; links come
    after the extractions that they connect. Quotations are grounded in the article's text. Lines about other articles
    and stories are left out. Raises ValidationError with every fault, InputError where something cannot be read.
    """
    articles = {article.id: article for story in stories for article in story.articles}
    known = {story.id for story in stories}
    findings: list[Finding] = []
    found = Predictions({}, {})
    for document in _documents(address):
        if isinstance(document, Finding):
            findings.append(document)
            continue
        kind = kind_of(document.value)
        if kind == "linking":
            faults = list(errors(document.value, kind)) or _take_links(document.value, found, known)
        else:
            faults = list(errors(document.value, "prediction")) or _take_extraction(document.value, found, articles)
        findings.extend(document.finding(pointer, problem) for pointer, problem in faults)
    if findings:
        raise ValidationError(findings)
    return found


def _documents(address: Path | str) -> Iterator[Document | Finding]:
    """Yield the lines, or what would be lines, of all files at an address."""
    run = Path(address) / "predictions.jsonl"
    for file in files_at(str(run if run.is_file() else address)):
        if file.has_lines:
            for number, line in file.lines():
                try:
                    yield parse(line.decode(), file.path, number)
                except UnicodeDecodeError as error:
                    raise InputError(
                        f"{file.path}:{number}: not UTF-8 ({error.reason} at byte {error.start})"
                    ) from error
        else:
            for number, row in file.rows():
                extraction = {layer: row[layer] for layer in LAYERS if layer in row}
                value = {"article": row.get("article"), "extraction": extraction}
                yield Document(value, f"{file.path}: row {number}", 1, "")


def _take_extraction(line: dict[str, Any], found: Predictions, articles: dict[str, Article]) -> Faults:
    """Ground the extraction of a line and add it; return what is wrong with it."""
    name = line["article"]
    if name in found.extractions:
        return [("/article", f"{name!r} has a line already")]
    article = articles.get(name)
    if article is None:
        return []
    if line.get("text_sha256") not in {None, article.text_hash()}:
        return [("/text_sha256", f"was made from another text than that of {article.id} here")]
    found.extractions[name] = ground(line["extraction"], article.text)
    problems = sense.check_extraction(found.extractions[name], article.text)
    return [(f"/extraction{pointer}", problem) for pointer, problem in problems]


def _take_links(line: dict[str, Any], found: Predictions, known: set[str]) -> Faults:
    """Add the links of a line, which must come after those of its articles; return what is wrong with them."""
    name = line["story"]
    if name in found.links:
        return [("/story", f"{name!r} has a line already")]
    if name not in known:
        return []
    found.links[name] = msgspec.convert(line["links"], Links)
    own = {article: extraction for article, extraction in found.extractions.items() if article.startswith(f"{name}/")}
    return list(sense.check_links(found.links[name], dict(own)))
