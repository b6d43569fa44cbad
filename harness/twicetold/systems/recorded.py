"""Files of predictions as a system: what was handed back once is handed back again.

The lines are ours (schema/prediction.schema.json, schema/linking.schema.json) or LangExtract's.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.errors import InputError, SystemFailure
from twicetold.line_store import LineStore
from twicetold.schema import Finding, parse
from twicetold.systems.labels import file_of_labels, read_labels
from twicetold.systems.langextract import TARGETS, Documents, is_langextract

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.model import Article, Extraction, Story


class Recorded:
    """What files of predictions say of each article, and of each story if they say so.

    The option `labels` is a map of LangExtract's classes. Raises InputError for what is no such file.
    """

    def __init__(self, address: str, *, options: Mapping[str, str]) -> None:
        file = file_of_labels(address, options)
        labels = read_labels(file, TARGETS) if file else {}
        self._lines = LineStore(address)
        self._lines.load()
        self._documents = self._langextract(address, labels)
        self.links = self._lines.has("story")
        self.name = PurePosixPath(address).name.partition(".")[0]
        self.version = self._lines.hash[:8]
        self.configuration = {"sha256": self._lines.hash, "labels": labels}

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what is said of an article. Raises SystemFailure where nothing is, or more than once."""
        if self._documents:
            return self._documents.extraction(article)
        lines = list(self._lines.about("article", [article.id]))
        if len(lines) != 1:
            raise SystemFailure(article.id, f"the file has {len(lines) or 'no'} line{'s' * bool(lines)} for it")
        return msgspec.json.decode(lines[0].source)["extraction"]

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Any:  # noqa: ANN401, ARG002 - JSON; a system's
        """Return what is said to connect the articles of a story."""
        lines = list(self._lines.about("story", [story.id]))
        return msgspec.json.decode(lines[-1].source)["links"] if lines else {}

    def close(self) -> None:
        """Let the lines go."""
        self._lines.close()

    def _langextract(self, address: str, labels: Mapping[str, str]) -> Documents | None:
        """Return LangExtract's documents, if the lines are any."""
        documents = []
        for line in self._lines.homeless:
            document = parse(line.source, line.path, line.number)
            if isinstance(document, Finding):
                raise InputError(str(document))
            if not is_langextract(document.value):
                raise InputError(str(document.finding("", "neither a prediction nor links, nor LangExtract's")))
            documents.append(document.value)
        if documents and (self._lines.has("article") or self._lines.has("story")):
            raise InputError(f"{address}: has lines of ours and of LangExtract's; split it")
        try:
            return Documents(documents, labels) if documents else None
        except InputError as error:
            raise InputError(f"{address}: {error}") from error
