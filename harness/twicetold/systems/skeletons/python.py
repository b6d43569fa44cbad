"""Capitals: finds names of two capitalised words or more.

twicetold check capitals.py:Capitals
twicetold run capitals.py:Capitals --split train
"""

import re

from twicetold import Article, Entity, Extraction, Mention, span


class Capitals:
    """A system: a name, a version, and what it finds in an article."""

    name = "capitals"
    version = "1"

    def extract(self, article: Article) -> Extraction:
        """Return what is found: put your own work here. `article.published` is the day the text was published."""
        names = re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)+", article.text)
        entities = [Entity(f"e{i}", "PER", (Mention(span(*name.span())),)) for i, name in enumerate(names)]
        return Extraction(entities=tuple(entities))
