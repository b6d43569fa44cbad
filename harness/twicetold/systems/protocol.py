"""What a system under test must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from typing import Any

    from twicetold.model import Article, Extraction, Links, Story


@runtime_checkable
class System(Protocol):
    """Anything with a name, a version and `extract`."""

    name: str
    version: str

    def extract(self, article: Article) -> Extraction | dict[str, Any]:
        """Return what is found in an article: an Extraction, or the like of its JSON, with offsets or quotations."""


@runtime_checkable
class Linker(System, Protocol):
    """A system that also says what connects the articles of a story."""

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Links | dict[str, Any]:
        """Return what is the same in the articles of a story, given what was found in each, by article id."""
