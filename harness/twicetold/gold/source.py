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
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold.errors import InputError
from twicetold.gold import layers, link_lines
from twicetold.gold.closed_lists import explained
from twicetold.gold.phenomena import links_with_derived, with_derived
from twicetold.model import Article, Links, Story
from twicetold.ontology import LAYERS
from twicetold.resources import data_root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.gold.table import Allowance


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
        own, here = data_root() / "dataset" / "stories" / root, Path.cwd()
        named = own.relative_to(here) if own.is_relative_to(here) else own
        is_known = (own / "story.toml").is_file()
        form = f"given as its folder, {named}" if is_known else "a folder with a story.toml"
        raise InputError(f"{root}: no story here; a story is {form}")
    return folders


def read_story(folder: Path) -> StorySource:
    """Read a story from its folder. Raises InputError, or MarkupError with file, line and column."""
    path = folder / "story.toml"
    meta = _read_toml(path)
    if not isinstance(meta.get("id"), str):
        raise InputError(f'{path}: needs an id, as in id = "kazakhstan-2022"')
    letters = [key for key, value in meta.items() if isinstance(value, dict)]
    articles = {letter: _read_article(folder, meta["id"], letter, meta.pop(letter)) for letter in letters}
    golds = {source.article.id: source.article.gold for source in articles.values()}
    linked = folder / "links.txt"
    links = link_lines.read(read_text(linked), meta["id"], linked) if linked.is_file() else Links()
    value = {
        **meta,
        "articles": msgspec.to_builtins([source.article for source in articles.values()]),
        "links": msgspec.to_builtins(links_with_derived(links, golds)),
    }
    try:
        story = msgspec.convert(value, Story)
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: {explained(error, Story)}") from error
    return StorySource(story, articles, folder)


def _read_article(folder: Path, story_id: str, letter: str, meta: dict[str, Any]) -> ArticleSource:
    paths = {name: folder / letter / f"{name}.txt" for name in LAYERS}
    if missing := [f"{letter}/{path.name}" for path in paths.values() if not path.exists()]:
        advice = "a layer without marks is the text, an empty line and a line '----'"
        raise InputError(f"{folder}: lacks {', '.join(missing)}; {advice}")
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
        raise InputError(f"{folder / 'story.toml'}: [{letter}]: {explained(error, Article)}") from error
    return ArticleSource(article, {name: layer.allowances for name, layer in read.items()}, file)


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


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}") from error


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
    said = _read_toml(about) if about.is_file() else {}
    return Edition(
        read_text(version).strip() if version.is_file() else "0", said.get("canary", ""), said.get("croissant", {})
    )
