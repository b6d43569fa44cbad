"""Answers that are known beforehand, by the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.errors import SystemFailure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Article, Extraction, Links, Story


class Known:
    """The annotation of stories, looked up."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._stories = {story.id: story for story in stories}
        self._articles = {article.id: article for story in self._stories.values() for article in story.articles}

    def extraction(self, article: Article) -> Extraction:
        """Return the annotation of an article. Raises SystemFailure for one that is not known, or has another text."""
        known = self._articles.get(article.id)
        if known is None or known.gold is None:
            raise SystemFailure(article.id, "is no article of the gold set")
        if known.text != article.text:
            raise SystemFailure(article.id, "has another text than in the gold set")
        return known.gold

    def links(self, story: Story) -> Links:
        """Return what connects the articles of a story. Raises SystemFailure for one that is not known."""
        if story.id not in self._stories:
            raise SystemFailure(story.id, "is no story of the gold set")
        return self._stories[story.id].links
