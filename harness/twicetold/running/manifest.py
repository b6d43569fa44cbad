"""What a run folder says of itself."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from twicetold.model import OF_LINKS, ArticleId, Sha256

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""Up to what every reader of JSON holds exactly."""
Seconds = Annotated[float, msgspec.Meta(ge=0)]


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What decides the predictions of a run: only predictions made under the same identity are ever used again."""

    system: str
    system_version: str
    configuration: dict[str, Any]
    """All else that the system's answers depend on, as far as it can be known: hashes of its files, its options."""
    corpus: str
    corpus_version: str
    corpus_hash: Sha256
    """Of the stories, texts and gold."""
    split: str
    schema: str


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article, or a story's links, on which the system failed; it counts as empty."""

    article: ArticleId
    """Of links, STORY/links."""
    reason: str

    @property
    def is_of_links(self) -> bool:
        """Tell whether a story's links are what failed."""
        return self.article.endswith(OF_LINKS)


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who ran on what, with which versions, and how it went."""

    identity: Identity
    spec: str
    articles: Count
    """How many there are to do."""
    failures: tuple[Failure, ...]
    ungrounded: Count
    """Quotations that were not found in the text."""
    usage: dict[str, float]
    """What the system counted: tokens, cost."""
    started: str
    seconds: Seconds
    """What the run took, all its sittings together."""
    finished: bool
    twicetold: str
    scorer: str
    python: str
