"""Stand-off annotation: a story folder without its texts, for texts that may not be given away.

`detach` writes offsets, labels and the SHA-256 of each text. `attach` makes the folder again for whoever has the
texts, so that its marks can be edited and detached anew. In such a folder the table of an article in story.toml
has a `file`, the name under which the text is known, and its headline stands in the text.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from twicetold.corpus import StandoffArticle, StandoffStory, hydrate_story
from twicetold.errors import InputError
from twicetold.gold.folder import write_article
from twicetold.model import Extraction, span

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.gold.source import ArticleSource, StorySource


def detach(source: StorySource) -> StandoffStory:
    """Return the stand-off form of a story.

    Raises InputError where an article's table has no `file`, and for a headline that does not stand in the text.
    """
    story = source.story
    return StandoffStory(
        id=story.id,
        title=story.title,
        topic=story.topic,
        split=story.split,
        articles=tuple(_detach_article(article, source.folder / letter) for letter, article in source.articles.items()),
    )


def _detach_article(source: ArticleSource, folder: Path) -> StandoffArticle:
    article = source.article
    start = article.text.find(article.headline)
    if start < 0:
        raise InputError(f"{folder}: the headline does not stand in the text, and may not be given away")
    if not source.file:
        raise InputError(f"{folder}: its table in story.toml needs a file, the name under which the text is known")
    return StandoffArticle(
        id=article.id,
        published=article.published,
        outlet=article.outlet,
        genre=article.genre,
        headline=span(start, start + len(article.headline)) if article.headline else (),
        file=source.file,
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
        gold=article.gold or Extraction(),
    )


def attach(standoff: StandoffStory, texts: Path, folder: Path) -> None:
    """Write the story folder of a stand-off story whose texts lie in another folder. Raises InputError."""
    if folder.exists():
        raise InputError(f"{folder}: is there already")
    story = hydrate_story(standoff, texts)
    lines = [f"{key} = {json.dumps(getattr(story, key))}" for key in ("id", "title", "topic", "split")]
    for article, detached in zip(story.articles, standoff.articles, strict=True):
        letter = article.id.rpartition("/")[2]
        lines += ["", f"[{letter}]", f"file = {json.dumps(detached.file)}"]
        lines += [
            f"{key} = {json.dumps(value, ensure_ascii=False)}"
            for key in ("outlet", "headline", "published", "genre")
            if (value := getattr(article, key))
        ]
        write_article(article, folder / letter)
    (folder / "story.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
