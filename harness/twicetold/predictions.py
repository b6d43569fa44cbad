"""What a system handed back for a corpus, as it stands in memory or in files.

Quotations are grounded in the article's text. Lines about other articles and stories are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import sense
from twicetold.errors import ValidationError
from twicetold.line_store import LineStore
from twicetold.model import Links
from twicetold.schema import Finding, errors, kind_of, parse
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.line_store import Line
    from twicetold.model import Extraction, Story

    Faults = list[tuple[str, str]]


class Predictions(NamedTuple):
    """Extractions by the id of their article, and links by the id of their story."""

    extractions: dict[str, Extraction]
    links: dict[str, Links]

    def of(self, stories: Sequence[Story]) -> Predictions:
        """Return those for some stories."""
        names = [article.id for story in stories for article in story.articles]
        return Predictions(
            {name: self.extractions[name] for name in names if name in self.extractions},
            {story.id: self.links[story.id] for story in stories if story.id in self.links},
        )

    def read(self, stories: Sequence[Story]) -> Predictions:  # noqa: ARG002 - lines need them
        """Return these: they are read."""
        return self


class Lines(NamedTuple):
    """The lines about some stories, not read yet. They can be pickled."""

    lines: list[Line]

    def read(self, stories: Sequence[Story]) -> Predictions:
        """Return what they say of the stories. Raises ValidationError with every fault."""
        reading = _Reading(stories)
        findings: list[Finding] = []
        for line in self.lines:
            document = parse(line.source, line.path, line.number)
            if isinstance(document, Finding):
                findings.append(document)
            else:
                findings += document.findings(reading.faults(document.value))
        if findings:
            raise ValidationError(findings)
        return reading.found


class _Reading:
    """Lines being read."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.found = Predictions({}, {})
        self._articles = {article.id: article for story in stories for article in story.articles}

    def faults(self, value: Any) -> Faults:  # noqa: ANN401 - JSON
        """Take in a line and return what is wrong with it."""
        if kind_of(value) == "linking":
            return list(errors(value, "linking")) or self._take_links(value)
        return list(errors(value, "prediction")) or self._take_extraction(value)

    def _take_extraction(self, line: dict[str, Any]) -> Faults:
        article = self._articles[line["article"]]
        if article.id in self.found.extractions:
            return [("/article", f"{article.id!r} has a line already")]
        if line.get("text_sha256") not in {None, article.text_hash()}:
            return [("/text_sha256", f"was made from another text than that of {article.id} here")]
        if too_large := list(sense.check_size(line["extraction"], article.text)):
            return [(f"/extraction{pointer}", problem) for pointer, problem in too_large]
        extraction = self.found.extractions[article.id] = ground(line["extraction"], article.text)
        problems = sense.check_extraction(extraction, article.text)
        return [(f"/extraction{pointer}", problem) for pointer, problem in problems]

    def _take_links(self, line: dict[str, Any]) -> Faults:
        """Take in links; the lines of what they connect stand before."""
        story = line["story"]
        if story in self.found.links:
            return [("/story", f"{story!r} has a line already")]
        links = self.found.links[story] = msgspec.convert(line["links"], Links)
        own = {name: found for name, found in self.found.extractions.items() if name.startswith(f"{story}/")}
        return list(sense.check_links(links, own))


class Stored(LineStore):
    """What the files at an address hold, to be read story by story: a run folder, or see `LineStore`."""

    def __init__(self, address: Path | str) -> None:
        run = Path(address) / "predictions.jsonl"
        super().__init__(str(run if run.is_file() else address))

    def of(self, stories: Sequence[Story]) -> Lines:
        """Return the lines about some stories, links last; at first those too that are about nothing."""
        homeless, self.homeless = self.homeless, []
        names = [article.id for story in stories for article in story.articles]
        links = self.about("story", [story.id for story in stories])
        return Lines([*homeless, *self.about("article", names), *links])


def read_predictions(address: Path | str, stories: Sequence[Story]) -> Predictions:
    """Read predictions for the stories given, all at once.

    Raises ValidationError with every fault, InputError where something cannot be read.
    """
    with Stored(address) as stored:
        return stored.of(stories).read(stories)
