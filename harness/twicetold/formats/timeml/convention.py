"""What reading and writing agree on beyond the names of elements: identity, and the title of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twicetold.model import Article

IDENTITY = "IDENTITY"
"""The relType of a TLINK between two events that are the same."""

ENDS = ("eventInstanceID", "relatedToEventInstance")
"""Attributes of a TLINK that name two events, by their eiid."""


def story_title(first: Article, story: str) -> str:
    """Return the title of a story, for which TimeML has no place: the headline of its first article, or its id."""
    return first.headline or story
