"""Validation of files: schema first, then sense, every fault with file, line and JSON pointer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold import corpus, schema, sense
from twicetold.model import Article, Extraction, Story
from twicetold.schema import Finding
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def validate_file(path: Path) -> Iterator[Finding]:
    """Yield every fault of a file. Raises InputError where it cannot be read."""
    for document in schema.read_documents(path):
        if isinstance(document, Finding):
            yield document
            continue
        kind = schema.kind_of(document.value)
        yield from document.findings(list(schema.errors(document.value, kind)) or list(_sense(document.value, kind)))


def _sense(value: Any, kind: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Check the sense of a document that is valid against its schema."""
    if kind == "extraction":
        yield from _sense_of_extraction(value, None)
    elif kind == "prediction":
        text = _gold_texts().get(value["article"])
        for pointer, problem in _sense_of_extraction(value["extraction"], text):
            yield f"/extraction{pointer}", problem
    elif kind in {"article", "story"}:
        try:
            if kind == "article":
                yield from sense.check_article(msgspec.convert(value, Article, strict=False))
            else:
                yield from sense.check_story(msgspec.convert(value, Story, strict=False))
        except msgspec.ValidationError as error:
            yield "", f"gold has offsets, not quotations: {error}"


def _sense_of_extraction(raw: dict[str, Any], text: str | None) -> Iterator[tuple[str, str]]:
    """Check an extraction; where it quotes and the text is known, that the quotations are in it."""
    if text is None:
        try:
            yield from sense.check_extraction(msgspec.convert(raw, Extraction, strict=False))
        except msgspec.ValidationError:
            return  # it quotes a text that is not known here
        return
    if too_large := list(sense.check_size(raw, text)):
        yield from too_large
        return
    extraction = ground(raw, text)
    for lost in extraction.ungrounded:
        yield "", f"the text of the article has no {lost.quote!r}, quoted for a {lost.part}"
    yield from sense.check_extraction(extraction, text)


@cache
def _gold_texts() -> dict[str, str]:
    return {article.id: article.text for story in corpus.load() for article in story.articles}
