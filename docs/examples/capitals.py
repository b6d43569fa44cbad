"""Names of two capitalised words or more, as persons. Run with: twicetold run capitals.py:Capitals."""

import re

from twicetold import Entity, Extraction, Mention, span


class Capitals:
    """The least that a system must be."""

    name, version = "capitals", "1"

    def extract(self, article):
        """Return what is found in an article."""
        names = re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)+", article.text)
        return Extraction(entities=[Entity(f"e{i}", "PER", [Mention(span(*m.span()))]) for i, m in enumerate(names)])
