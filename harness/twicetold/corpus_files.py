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

from twicetold import corpus
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

    Raises InputError with file and line for what is no story or article, and for a story in two places.
    """
    seen: set[str] = set()
    for file in files_at(address):
        for name, group in groupby(_stories(file), key=lambda story: story.id):
            stories = list(group)
            if name in seen or (len(stories) > 1 and any(len(story.articles) > 1 for story in stories)):
                raise InputError(f"{file.path}: story {name!r} stands in two places; put its articles together")
            seen.add(name)
            yield stories[0] if len(stories) == 1 else _joined(stories)


def contents(address: str) -> Contents:
    """Count the articles of a corpus without making stories of them. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    articles = sum(_count(file, digest) for file in files_at(address))
    return Contents(articles, digest.hexdigest())


def _joined(stories: list[Story]) -> Story:
    """Return one story of several that have an article each."""
    return msgspec.structs.replace(stories[0], articles=tuple(each.articles[0] for each in stories))


def _stories(file: File) -> Iterator[Story]:
    """Yield what a file holds; an article by itself is a story of one article."""
    if file.has_lines:
        for number, line in file.lines():
            yield _of_line(line, f"{file.path}:{number}")
        return
    for number, row in file.rows():
        try:
            yield _alone(corpus.article_of(row))
        except (msgspec.ValidationError, KeyError) as error:
            raise InputError(f"{file.path}: row {number}: {error}") from error


def _of_line(line: bytes, place: str) -> Story:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{place}: not JSON: {error}") from error
    kind = kind_of(value)
    if kind not in {"story", "article"}:
        raise InputError(f"{place}: neither a story nor an article")
    for pointer, problem in errors(value, kind):
        raise InputError(f"{place}: {pointer or '/'}: {problem}")
    return msgspec.convert(value, Story) if kind == "story" else _alone(msgspec.convert(value, Article))


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
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    with file.open() as opened:
        while chunk := opened.read(2**20):
            digest.update(chunk)
        return int(pq.ParquetFile(opened).metadata.num_rows)


class _Counted(msgspec.Struct):
    articles: list[msgspec.Raw] = []


def _articles_of(line: bytes) -> int:
    """Count the articles of a line; what is wrong with it is told when it is read."""
    try:
        return len(msgspec.json.decode(line, type=_Counted).articles) or 1
    except (msgspec.DecodeError, UnicodeDecodeError):
        return 0
