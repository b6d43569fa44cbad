"""A system for Twicetold that finds calendar dates and attributed quotations by patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold import Extraction

from dates_and_quotations.dates import dates
from dates_and_quotations.quotations import quotations

if TYPE_CHECKING:
    from twicetold import Article

__all__ = ["DatesAndQuotations"]


class DatesAndQuotations:
    """Calendar dates, and quotations with their speaker, by patterns."""

    name = "dates-and-quotations"
    version = "1.0"

    def extract(self, article: Article) -> Extraction:
        """Return the dates, the quotations as claims, and their speakers as entities."""
        speakers, claims = quotations(article.text)
        return Extraction(entities=speakers, dates=dates(article.text, article.published), claims=claims)
