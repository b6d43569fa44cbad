"""What a system under test must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
class Batching(System, Protocol):
    """A system that is faster with several articles at once."""

    def extract_many(self, articles: Sequence[Article]) -> Iterable[Extraction | dict[str, Any]]:
        """Return what is found in each article, in their order. Called with at most `batch` of them (16)."""


@runtime_checkable
class Linker(System, Protocol):
    """A system that also says what connects the articles of a story."""

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Links | dict[str, Any]:
        """Return what is the same in the articles of a story, given what was found in each, by article id."""


@runtime_checkable
class Installed(Protocol):
    """A class of systems that need more than their package: an environment, a trained model."""

    @classmethod
    def set_up(cls) -> None:
        """Get or make what it needs, if it is not there yet. Raises NotStartedError where that cannot be done here."""

    @classmethod
    def missing(cls) -> str | None:
        """Return why it cannot run here and now, and what to do about it; None where it can."""


BATCH = 16


def batch_of(system: System) -> int:
    """Return how many articles a system is given at once: its `batch` if it takes several, else one."""
    return int(getattr(system, "batch", BATCH)) if isinstance(system, Batching) else 1


def gives_links(system: System) -> bool:
    """Tell whether a system says what connects the articles of a story."""
    return bool(getattr(system, "links", isinstance(system, Linker)))


def usage_of(system: System) -> dict[str, float]:
    """Return what a system has used up since it was opened, by name (tokens, cost): its `usage`, if it counts."""
    return dict(getattr(system, "usage", {}))


def configuration_of(system: System) -> dict[str, Any]:
    """Return what a system's answers depend on beside name and version: its `configuration`, if it has one."""
    return dict(getattr(system, "configuration", {}))
