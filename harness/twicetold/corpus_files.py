"""Stories streamed from files of the user's own.

A line of JSON is a story (schema/story.schema.json) or an article; a row of Parquet is an article, as in the
configuration `articles` of the gold set. Articles of one story stand together: what their ids share before the slash
is the story. One story is in memory at a time.
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
    from collections.abc import Iterator


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
    for file in files_at(address):
        for name, group in groupby(_stories(file), key=lambda story: story.id):
            stories = list(group)
            if name in seen or (len(stories) > 1 and any(len(story.articles) > 1 for story in stories)):
                raise InputError(f"{file.path}: story {name!r} stands in two places; put its articles together")
            seen.add(name)
            yield stories[0] if len(stories) == 1 else _joined(stories, file.path)


def contents(address: str) -> Contents:
    """Count the articles of a corpus without making stories of them. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    articles = sum(_count(file, digest) for file in files_at(address))
    return Contents(articles, digest.hexdigest())


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
    for number, row in file.rows():
        place = f"{file.path}: row {number}"
        try:
            article = corpus.article_of(row)
        except (msgspec.ValidationError, LookupError) as error:
            raise InputError(f"{place}: {error}") from error
        _refuse(sense.check_article(article), place)
        yield _alone(article)


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
