"""Stories from where they lie: the gold set, and texts that the gold set describes but does not hold."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec

from twicetold.errors import InputError, UnknownNameError
from twicetold.model import Article, Extraction, Span, Story, text_of, to_json
from twicetold.ontology import LAYERS, SPLITS, Genre, Split, Topic
from twicetold.resources import data_root

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CLASS_LABELS = {"genre": get_args(Genre), "topic": get_args(Topic)}
"""Columns of the Parquet files that hold a number for each of these names."""


class GoldVersion(NamedTuple):
    """Version and content hash of the released gold set."""

    version: str
    hash: str


def load(split: str | None = None) -> list[Story]:
    """Return the stories of the gold set: of one split (`train`, `dev`, `test`), or all of them.

    Raises UnknownNameError for another split.
    """
    if split is not None and split not in SPLITS:
        raise UnknownNameError("split", split, SPLITS)
    return [story for story in _gold() if split in (None, story.split)]


@cache
def _gold() -> tuple[Story, ...]:
    folder = data_root() / "dataset" / "data"
    articles = {row["id"]: article_of(row) for row in _rows(folder / "articles")}
    stories = [story_of(row, [articles[name] for name in row["articles"]]) for row in _rows(folder / "stories")]
    return tuple(sorted(stories, key=lambda story: story.id))


def _rows(folder: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and not needed to score files of one's own

    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.parquet")):
        rows.extend(pq.read_table(path).to_pylist())
    return [_with_labels(row) for row in rows]


def _with_labels(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with names for the numbers of its class labels."""
    numbered = {column: names for column, names in CLASS_LABELS.items() if isinstance(row.get(column), int)}
    return row | {column: names[row[column]] for column, names in numbered.items()}


def article_of(row: dict[str, Any]) -> Article:
    """Return the article of a row of the configuration `articles`; it has gold if it has a column of any layer.

    Raises msgspec.ValidationError for a row that is none.
    """
    row = {name: value for name, value in _with_labels(row).items() if value is not None}
    gold = {name: row.pop(name) for name in LAYERS if name in row}
    article: Article = _convert({**row, "gold": gold} if gold else row, Article)
    return article


def story_of(row: dict[str, Any], articles: Iterable[Article] = ()) -> Story:
    """Return the story of a row of the configuration `stories`, with its articles.

    Raises msgspec.ValidationError for a row that is none.
    """
    story: Story = _convert({**_with_labels(row), "articles": ()}, Story)
    return msgspec.structs.replace(story, articles=tuple(articles))


def _convert(row: dict[str, Any], kind: Any) -> Any:  # noqa: ANN401 - a struct type and an instance of it
    known = {field.name for field in msgspec.structs.fields(kind)}
    return msgspec.convert({name: value for name, value in row.items() if name in known}, kind)


@cache
def gold_version() -> GoldVersion:
    """Return version and content hash of the gold set in this installation."""
    found = msgspec.json.decode((data_root() / "dataset" / "data" / "gold.json").read_bytes(), type=dict[str, str])
    return GoldVersion(found["version"], found["sha256"])


def story_hash(story: Story) -> str:
    """Return a SHA-256 over a story's whole content, gold included."""
    return hashlib.sha256(to_json(story)).hexdigest()


def hash_of_hashes(hashes: Iterable[str]) -> str:
    """Return a SHA-256 over the hashes of stories, whatever their order."""
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()


def content_hash(stories: Iterable[Story]) -> str:
    """Return a SHA-256 over the stories' whole content, gold included, whatever their order."""
    return hash_of_hashes(map(story_hash, stories))


class StandoffArticle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An article whose text the gold set does not hold: its annotation, and how to know the text."""

    id: str
    published: str
    file: str
    sha256: str
    gold: Extraction
    headline: Span = ()
    outlet: str = ""
    genre: Genre | None = None


class StandoffStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A story of such articles."""

    id: str
    title: str
    articles: tuple[StandoffArticle, ...]
    topic: Topic | None = None
    split: Split | None = None


def standoff_stories() -> list[StandoffStory]:
    """Return the stories of the gold set whose texts the user has to bring."""
    folder = data_root() / "dataset" / "standoff"
    return [msgspec.json.decode(path.read_bytes(), type=StandoffStory) for path in sorted(folder.glob("*.json"))]


def hydrate(texts: Path) -> list[Story]:
    """Return the stand-off stories of the gold set whose texts lie in a folder, put together with them.

    Raises InputError if a text is not what was annotated, and if the folder holds the texts of no story.
    """
    files = _files_by_hash(texts)
    stories = standoff_stories()
    complete = [story for story in stories if all(_has(article, files) for article in story.articles)]
    if not complete:
        wanted = ", ".join(
            f"{article.file} (SHA-256 {article.sha256})" for story in stories for article in story.articles
        )
        raise InputError(f"{texts}: holds none of the texts that the gold set annotates stand-off: {wanted}")
    return [_put_together(story, files) for story in complete]


def hydrate_story(story: StandoffStory, texts: Path) -> Story:
    """Return one stand-off story put together with its texts.

    A text is known by its SHA-256, whatever its file is called. Raises InputError if it is not in the folder.
    """
    files = _files_by_hash(texts)
    for article in story.articles:
        if not _has(article, files):
            raise InputError(f"{texts}: has no file with the text of {article.id} (SHA-256 {article.sha256})")
    return _put_together(story, files)


def _put_together(story: StandoffStory, files: dict[str, Path]) -> Story:
    return Story(
        id=story.id,
        title=story.title,
        topic=story.topic,
        split=story.split,
        articles=tuple(_hydrate(article, files[article.sha256]) for article in story.articles),
    )


def _files_by_hash(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise InputError(f"{folder}: not a folder; --texts wants the folder that holds the texts")
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.iterdir()) if path.is_file()}


def _has(article: StandoffArticle, files: dict[str, Path]) -> bool:
    """Tell whether the text is among the files. Raises InputError for a file of its name with another text."""
    if article.sha256 in files:
        return True
    for digest, path in files.items():
        if path.name == article.file:
            raise InputError(
                f"{path}: not the text that was annotated: its SHA-256 is {digest}, not {article.sha256}. "
                "Offsets would not fit; use the file exactly as it was published, line ends included"
            )
    return False


def _hydrate(article: StandoffArticle, path: Path) -> Article:
    text = path.read_bytes().decode("utf-8")
    return Article(
        id=article.id,
        text=text,
        published=article.published,
        outlet=article.outlet,
        headline=text_of(article.headline, text),
        genre=article.genre,
        gold=article.gold,
    )
