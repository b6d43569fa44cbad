"""What a system handed back for a corpus, and the file it is kept in: JSON Lines, a line for each article or story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import sense
from twicetold.errors import ValidationError
from twicetold.model import Extraction, Linking, Links, Prediction
from twicetold.schema import Finding, errors, kind_of, read_documents
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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


def read_predictions(path: Path, stories: Sequence[Story]) -> Predictions:
    """Read a predictions file, or the one in a run folder, for the stories given.

    Quotations are grounded in the article's text. Lines about other articles and stories are left out. Raises
    ValidationError with every fault of the file, InputError where it cannot be read.
    """
    path = path / "predictions.jsonl" if path.is_dir() else path
    articles = {article.id: article for story in stories for article in story.articles}
    known = {story.id for story in stories}
    findings: list[Finding] = []
    found = Predictions({}, {})
    for document in read_documents(path):
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
