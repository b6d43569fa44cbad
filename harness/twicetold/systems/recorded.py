"""A file of predictions as a system: what was handed back once is handed back again.

The lines are ours (schema/prediction.schema.json, schema/linking.schema.json) or LangExtract's.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twicetold.errors import InputError, SystemFailure
from twicetold.schema import Finding, read_documents
from twicetold.systems.labels import read_labels
from twicetold.systems.langextract import TARGETS, Documents, is_langextract

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.model import Article, Extraction, Story


class Recorded:
    """What a file of predictions says of each article, and of each story if it says so.

    The option `labels` is a map of LangExtract's classes. Raises InputError for what is no such file.
    """

    def __init__(self, path: Path, *, options: Mapping[str, str]) -> None:
        if unknown := set(options) - {"labels"}:
            raise InputError(f"{path}: takes the option labels, not {', '.join(sorted(unknown))}")
        self._extractions: dict[str, Any] = {}
        self._links: dict[str, Any] = {}
        labels = read_labels(Path(options["labels"]), TARGETS) if options else {}
        self._documents = self._read(path, labels)
        self.links = bool(self._links)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.name = path.stem
        self.version = digest[:8]
        self.configuration = {"sha256": digest, "labels": labels}

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what the file says of an article. Raises SystemFailure where it says nothing."""
        if self._documents:
            return self._documents.extraction(article)
        if article.id not in self._extractions:
            raise SystemFailure(article.id, "the file has no line for it")
        return self._extractions[article.id]

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Any:  # noqa: ANN401, ARG002 - JSON; a system's
        """Return what the file says connects the articles of a story."""
        return self._links.get(story.id, {})

    def _read(self, path: Path, labels: Mapping[str, str]) -> Documents | None:
        """Take the lines in; return LangExtract's, if they are."""
        documents = []
        for document in read_documents(path):
            if isinstance(document, Finding):
                raise InputError(str(document))
            line = document.value
            if is_langextract(line):
                documents.append(line)
            elif isinstance(line, dict) and {"article", "extraction"} <= set(line):
                self._extractions[line["article"]] = line["extraction"]
            elif isinstance(line, dict) and {"story", "links"} <= set(line):
                self._links[line["story"]] = line["links"]
            else:
                raise InputError(str(document.finding("", "neither a prediction nor links, nor LangExtract's")))
        if documents and self._extractions:
            raise InputError(f"{path}: has lines of ours and of LangExtract's; split it")
        try:
            return Documents(documents, labels) if documents else None
        except InputError as error:
            raise InputError(f"{path}: {error}") from error
