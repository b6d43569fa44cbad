"""A Python system in a process of its own, so that a hang or a crash of it ends only what it was at.

The other end is `twicetold.systems.serve`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.errors import NotStartedError, SystemFailure
from twicetold.model import Extraction
from twicetold.systems.command import answer_of
from twicetold.systems.output import Accepted
from twicetold.systems.process import Process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from twicetold.model import Article, Story


class Isolated:
    """A system that is found and run in another process; what it is, that process says."""

    def __init__(
        self, spec: str, options: Mapping[str, str], *, seconds: float | None = None, logs: Path | None = None
    ) -> None:
        words = [f"{name}={value}" for name, value in options.items()]
        command = [sys.executable, "-m", "twicetold.systems.serve", spec, *words]
        self._process = Process(command, seconds=seconds, logs=logs)
        try:
            said = self._ask({"describe": True}, spec)
        except SystemFailure as failure:
            self._process.close()
            raise NotStartedError(failure.reason) from failure
        self.name: str = said["name"]
        self.version: str = said["version"]
        self.configuration: dict[str, Any] = said["configuration"]
        self.batch: int = said["batch"]
        self.links: bool = said["links"]
        self.usage: dict[str, float] = {}

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - Accepted, which is more than a system need say
        """Return what the system finds in an article, accepted. Raises SystemFailure."""
        return _accepted(self._ask({"extract": article}, article.id))

    def extract_many(self, articles: Sequence[Article]) -> Any:  # noqa: ANN401 - as above
        """Return what the system finds in several articles, accepted. Raises SystemFailure."""
        return [_accepted(each) for each in self._ask({"extract_many": articles}, articles[0].id)]

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Any:  # noqa: ANN401 - JSON
        """Return what the system says connects the articles of a story. Raises SystemFailure."""
        return self._ask({"link": story, "extractions": extractions}, story.links_name)

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _ask(self, question: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - JSON
        answer = answer_of(self._process, msgspec.json.encode(question), name)
        if "error" in answer:
            raise SystemFailure(name, answer["error"])
        self.usage = answer["usage"]
        return answer["answer"]


def _accepted(answer: Any) -> Accepted:  # noqa: ANN401 - JSON
    return Accepted(msgspec.convert(answer, Extraction))
