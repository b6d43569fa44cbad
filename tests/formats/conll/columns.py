"""What the tests of CoNLL share: columns, and what is read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formats import common
from twicetold.model import Article, Story, text_of

if TYPE_CHECKING:
    from pathlib import Path

Reads = tuple[list[Story], list[str]]


def read(path: Path, text: str | bytes) -> Reads:
    """Read a file, and return its stories and notes, those about days of publication aside."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    stories, notes = common.read("conll", path)
    return stories, [note.replace(f"{path}:", "") for note in notes if "day of publication" not in note]


def rows(tags: str, mark: str = "-DOCSTART- -X-\n\n") -> str:
    """Return an article whose tokens a, b, c, … have the tags given."""
    return mark + "".join(f"{chr(97 + number)} {tag}\n" for number, tag in enumerate(tags.split()))


def names(article: Article) -> list[str]:
    """Return the entities of an article as `TYPE words|words`."""
    assert article.gold is not None
    return [
        f"{entity.type} {'|'.join(text_of(mention.span, article.text) for mention in entity.mentions)}"
        for entity in article.gold.entities
    ]


def only(reads: Reads) -> Article:
    ((story,), _) = reads
    (article,) = story.articles
    return article
