"""Stories streamed from files of the user's own.

A line of JSON is a story (schema/story.schema.json) or an article; a row of Parquet is an article, as in the
configuration `articles` of the gold set. Articles of one story stand together: what their ids share before the slash
is the story. Of a release, as `gold build` writes it, the folder `stories` beside that of the articles says the rest of
their stories: title, topic, split and links. One story is in memory at a time, and of a release what is said so.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold import corpus, sense
from twicetold.addresses import File, files_at
from twicetold.errors import InputError
from twicetold.model import Article, Story
from twicetold.schema import errors, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any, TypeVar

    T = TypeVar("T")


class Contents(NamedTuple):
    """What is in a corpus: how many articles, and a SHA-256 over all of its bytes."""

    articles: int
    hash: str


def stories_in(address: str) -> Iterator[Story]:
    """Yield the stories of a file, or of all files in a folder, in the order of their names.

    Raises InputError with file and line for what is no story or article, or makes no sense, and for a story in two
    places.
    """
    seen: set[str] = set()
    files, of_stories = _parts(address)
    told = {story.id: story for file in of_stories for story in _rows(file, corpus.story_of)}
    for file in files:
        for name, group in groupby(_stories(file), key=lambda story: story.id):
            stories = list(group)
            if name in seen or (len(stories) > 1 and any(len(story.articles) > 1 for story in stories)):
                raise InputError(f"{file.path}: story {name!r} stands in two places; put its articles together")
            seen.add(name)
            story = stories[0] if len(stories) == 1 else _joined(stories, file.path)
            yield _with_links(story, told[name], file.path) if name in told else story


def contents(address: str) -> Contents:
    """Count the articles of a corpus without making stories of them. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    files, of_stories = _parts(address)
    articles = sum(_count(file, digest) for file in files)
    for file in of_stories:
        _count(file, digest)
    return Contents(articles, digest.hexdigest())


def is_release(folder: Path) -> bool:
    """Tell whether a folder is a release, with articles and stories side by side."""
    return all((folder / name).is_dir() for name in ("articles", "stories"))


def _parts(address: str) -> tuple[list[File], list[File]]:
    """Return the files that hold what is at an address, and those that say of a release what its stories are."""
    files = files_at(address)
    if {"articles", "stories"} <= {file.folder for file in files if file.has_rows}:
        files = [file for file in files if file.folder == "articles"]
    of_release = next((file for file in files if file.has_rows and file.folder == "articles"), None)
    return files, [each for each in of_release.beside("stories") if each.has_rows] if of_release else []


def _with_links(story: Story, told: Story, path: str) -> Story:
    """Return a story with all that is told of it. Raises InputError where links point at what is not there."""
    _refuse(sense.check_links(told.links, {article.id: article.gold for article in story.articles}), path)
    return msgspec.structs.replace(told, articles=story.articles)


def _joined(stories: list[Story], path: str) -> Story:
    """Return one story of several that have an article each. Raises InputError where two are the same article."""
    articles: dict[str, Article] = {}
    for (article,) in (each.articles for each in stories):
        if article.id in articles:
            raise InputError(f"{path}: article {article.id!r} stands there twice")
        articles[article.id] = article
    return msgspec.structs.replace(stories[0], articles=tuple(articles.values()))


def _stories(file: File) -> Iterator[Story]:
    """Yield what a file holds; an article by itself is a story of one article."""
    if file.has_lines:
        for number, line in file.lines():
            yield _of_line(line, f"{file.path}:{number}")
        return
    for number, article in enumerate(_rows(file, _article_of), start=1):
        _refuse(sense.check_article(article), f"{file.path}: row {number}")
        yield _alone(article)


def _rows(file: File, make: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    """Yield what is made of each row. Raises InputError for one of which it cannot be made."""
    for number, row in file.rows():
        try:
            yield make(row)
        except (msgspec.ValidationError, LookupError) as error:
            raise InputError(f"{file.path}: row {number}: {error}") from error


def _article_of(row: dict[str, Any]) -> Article:
    """Return the article of a row. Raises LookupError for a row of something else, such as a release has beside it."""
    if not {"id", "text"} <= row.keys():
        raise LookupError("no article with its text; of a release give the folder that holds `articles` and `stories`")
    return corpus.article_of(row)


def _of_line(line: bytes, place: str) -> Story:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{place}: not JSON: {error}") from error
    kind = kind_of(value)
    if kind not in {"story", "article"}:
        raise InputError(f"{place}: neither a story nor an article")
    _refuse(errors(value, kind), place)
    if kind == "story":
        story = msgspec.convert(value, Story, strict=False)  # 5.0 is an integer of JSON Schema
        _refuse(sense.check_story(story), place)
        return story
    article = msgspec.convert(value, Article, strict=False)
    _refuse(sense.check_article(article), place)
    return _alone(article)


def _refuse(problems: Iterator[tuple[str, str]], place: str) -> None:
    """Raise InputError with the first problem, if there is any."""
    for pointer, problem in problems:
        raise InputError(f"{place}: {pointer or '/'}: {problem}")


def _alone(article: Article) -> Story:
    name = article.id.rpartition("/")[0]
    return Story(name, name, (article,))


def _count(file: File, digest: hashlib._Hash) -> int:
    """Add a file's bytes to a hash and return how many articles it holds."""
    if file.has_lines:
        articles = 0
        for _, line in file.lines():
            digest.update(line)
            articles += _articles_of(line)
        return articles
    for chunk in file.chunks():
        digest.update(chunk)
    return file.count_rows()


class _Counted(msgspec.Struct):
    articles: list[msgspec.Raw] = []


def _articles_of(line: bytes) -> int:
    """Count the articles of a line; what is wrong with it is told when it is read."""
    try:
        return len(msgspec.json.decode(line, type=_Counted).articles) or 1
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return 0
