"""A file of predictions as a system: what it handed back once, it hands back again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from twicetold.errors import InputError, SystemFailure
from twicetold.schema import Finding, read_documents

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.model import Article, Extraction, Story


class Recorded:
    """What a file of predictions says of each article, and of each story if it says so."""

    def __init__(self, path: Path) -> None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.name = path.stem
        self.version = digest[:8]
        self.configuration = {"sha256": digest}
        self._extractions: dict[str, Any] = {}
        self._links: dict[str, Any] = {}
        for document in read_documents(path):
            if isinstance(document, Finding):
                raise InputError(str(document))
            line = document.value
            if not isinstance(line, dict) or not (
                {"article", "extraction"} <= set(line) or {"story", "links"} <= set(line)
            ):
                raise InputError(str(document.finding("", "neither a prediction nor links")))
            if "article" in line:
                self._extractions[line["article"]] = line["extraction"]
            else:
                self._links[line["story"]] = line["links"]
        self.links = bool(self._links)

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what the file says of an article. Raises SystemFailure where it says nothing."""
        if article.id not in self._extractions:
            raise SystemFailure(article.id, "the file has no line for it")
        return self._extractions[article.id]

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Any:  # noqa: ANN401, ARG002 - JSON; a system's
        """Return what the file says connects the articles of a story."""
        return self._links.get(story.id, {})
