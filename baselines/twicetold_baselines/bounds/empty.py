"""The lower bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Extraction, Links

if TYPE_CHECKING:
    from twicetold.model import Article, Story


class Empty:
    """Finds nothing: the lower bound, in all layers."""

    name = "empty"
    version = "1"

    def extract(self, _article: Article) -> Extraction:
        """Find nothing in an article."""
        return Extraction()

    def link(self, _story: Story, _extractions: dict[str, Extraction]) -> Links:
        """Find nothing that connects the articles of a story."""
        return Links()
