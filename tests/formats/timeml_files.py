"""What the tests of TimeML share: files in the making, and what is read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formats import common
from twicetold.model import Article, Extraction, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Notes
    from twicetold.model import Span

DCT = '<DCT><TIMEX3 tid="t0" type="DATE" value="2031-05-02" functionInDocument="CREATION_TIME">2 May</TIMEX3></DCT>'


def parse(path: Path, content: str | bytes) -> tuple[Article, Notes]:
    """Return the one article of a file of that content."""
    path = path / "x.tml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    stories, notes = common.read("timeml", path)
    ((article,),) = ([story.articles[0]] for story in stories)
    return article, notes


def body(path: Path, text: str, after: str = "") -> tuple[Article, Extraction, list[str]]:
    """Return the article of a TEXT and what follows it, its gold, and the notes without their places."""
    article, notes = parse(path, f"<TimeML>\n<DOCID>x</DOCID>\n{DCT}\n<TEXT>{text}</TEXT>\n{after}\n</TimeML>")
    assert article.gold is not None
    return article, article.gold, [f"{number} {what}" for what, number in notes.counts.items()]


def words(article: Article, *spans: Span) -> list[str]:
    return [text_of(where, article.text) for where in spans]
