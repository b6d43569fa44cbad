"""A story's folder: its two articles, each with its layers, the metadata, the links and the fact sheet.

kazakhstan-2022/
    story.toml      id, title, topic, split, and a table for each article
    facts.md        what happened in the story's world
    links.txt       what connects the articles
    a/  text.txt entities.txt dates.txt events.txt claims.txt
    b/  …

Where there is no text.txt, the text is that of the layers without their marks.
"""

from __future__ import annotations

import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec

from twicetold.errors import InputError, MarkupError
from twicetold.gold import layers
from twicetold.gold.phenomena import links_with_derived, with_derived
from twicetold.model import Article, Cluster, Links, Member, Relation, Story
from twicetold.ontology import LAYERS, Genre, RelationLabel, Split, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from twicetold.gold.table import Allowance

_LINKED_LAYERS = ("entities", "events")


class ArticleSource(NamedTuple):
    """An article as read from its folder.

    With it come the recorded reasons against findings of lint, by layer, and for a text that is not given away the
    name of its file.
    """

    article: Article
    allowances: dict[str, tuple[Allowance, ...]]
    file: str


class StorySource(NamedTuple):
    """A story as read from its folder."""

    story: Story
    articles: dict[str, ArticleSource]
    folder: Path


def story_folders(root: Path) -> list[Path]:
    """Return the story folders under a folder, or the folder itself if it is one, sorted.

    Raises InputError where there is none.
    """
    if (root / "story.toml").is_file():
        return [root]
    folders = sorted(path.parent for path in root.glob("*/story.toml"))
    if not folders:
        raise InputError(f"{root}: no story here; a story is a folder with a story.toml")
    return folders


def read_story(folder: Path) -> StorySource:
    """Read a story from its folder. Raises InputError, or MarkupError with file, line and column."""
    path = folder / "story.toml"
    try:
        meta = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}") from error
    if not isinstance(meta.get("id"), str):
        raise InputError(f'{path}: needs an id, as in id = "kazakhstan-2022"')
    letters = [key for key, value in meta.items() if isinstance(value, dict)]
    articles = {letter: _read_article(folder, meta["id"], letter, meta.pop(letter)) for letter in letters}
    golds = {source.article.id: source.article.gold for source in articles.values()}
    links = links_with_derived(_read_links(folder / "links.txt", meta["id"]), golds)
    value = {
        **meta,
        "articles": msgspec.to_builtins([source.article for source in articles.values()]),
        "links": msgspec.to_builtins(links),
    }
    try:
        story = msgspec.convert(value, Story)
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: {_explained(error)}") from error
    return StorySource(story, articles, folder)


def _read_article(folder: Path, story_id: str, letter: str, meta: dict[str, Any]) -> ArticleSource:
    paths = {name: folder / letter / f"{name}.txt" for name in LAYERS}
    read = {name: layers.read(name, read_text(path), path) for name, path in paths.items()}
    plain = folder / letter / "text.txt"
    text = read_text(plain) if plain.is_file() else read[LAYERS[0]].text
    for name, layer in read.items():
        if layer.text != text:
            raise InputError(_difference(paths[name], layer.text, text))
    file = meta.pop("file", "")
    value = {
        **meta,
        "id": f"{story_id}/{letter}",
        "text": text,
        "gold": msgspec.to_builtins(with_derived(layers.extraction_of(read), text)),
    }
    try:
        article = msgspec.convert(value, Article)
    except msgspec.ValidationError as error:
        raise InputError(f"{folder / 'story.toml'}: [{letter}]: {_explained(error)}") from error
    return ArticleSource(article, {name: layer.allowances for name, layer in read.items()}, file)


def _explained(error: msgspec.ValidationError) -> str:
    """Return what an error says and, where a field has another value than its list allows, that list."""
    lists = {"$.topic": Topic, "$.split": Split, "$.genre": Genre}
    allowed = [", ".join(get_args(values)) for where, values in lists.items() if f"`{where}`" in str(error)]
    return "; it is one of ".join([str(error), *allowed])


def _difference(path: Path, marked: str, text: str) -> str:
    pairs = zip(marked, text, strict=False)
    same = next((number for number, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(marked), len(text)))
    line = text.count("\n", 0, same) + 1
    begin = max(0, same - 20)
    return (
        f"{path}: without its marks the text differs at line {line}: "
        f"{marked[begin : same + 20]!r} is not {text[begin : same + 20]!r}"
    )


def read_text(path: Path) -> str:
    """Read a UTF-8 file with its line ends as they are. Raises InputError."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def _read_links(path: Path, story_id: str) -> Links:
    """Read `entities a:e1 b:e2`, `events a:v1 b:v4 #granularity`, `CONTRADICT a:c1 b:c2 #contradiction-actor`."""
    if not path.is_file():
        return Links()
    clusters: dict[str, list[Cluster]] = {name: [] for name in _LINKED_LAYERS}
    relations: list[Relation] = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        kind, *words = line.split() or ["#"]
        if kind == "#":
            continue

        def fail(problem: str, at: int = number, shown: str = line) -> MarkupError:
            return MarkupError(problem, path=path, line=at, column=1, source=shown)

        phenomena = [word[1:] for word in words if word.startswith("#")]
        members = [word.partition(":") for word in words if not word.startswith("#")]
        if not all(letter and colon and item for letter, colon, item in members):
            raise fail("a member of a link is written article:id, as in a:e1")
        joined = tuple(Member(f"{story_id}/{letter}", item) for letter, _, item in members)
        if kind in _LINKED_LAYERS:
            clusters[kind].append(Cluster(joined, tuple(phenomena)))  # type: ignore[arg-type]
        elif kind not in get_args(RelationLabel):
            raise fail(f"{kind!r} is none of entities, events, {', '.join(get_args(RelationLabel))}")
        elif len(joined) != 2:  # noqa: PLR2004 - a relation has two sides
            raise fail("a relation joins two claims")
        else:
            relations.append(Relation(kind, *joined, tuple(phenomena)))  # type: ignore[arg-type]
    return Links(**{name: tuple(found) for name, found in clusters.items()}, claims=tuple(relations))


class Edition(NamedTuple):
    """What is said once of a gold set: its version, the string that betrays it in training data, and its description.

    `croissant` has the fields of a Croissant description that the data cannot give.
    """

    version: str = "0"
    canary: str = ""
    croissant: Mapping[str, Any] = MappingProxyType({})


def read_edition(root: Path) -> Edition:
    """Return what the files VERSION and about.toml beside a gold set's stories say; both may be missing."""
    version, about = root / "VERSION", root / "about.toml"
    said: dict[str, Any] = {}
    if about.is_file():
        try:
            said = tomllib.loads(read_text(about))
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{about}: {error}") from error
    return Edition(
        read_text(version).strip() if version.is_file() else "0", said.get("canary", ""), said.get("croissant", {})
    )
