"""Writing story folders: the inverse of `source`."""

from __future__ import annotations

import shutil
from types import MappingProxyType
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.gold import layers, link_lines
from twicetold.gold.phenomena import without_derived
from twicetold.model import Extraction
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from twicetold.gold.source import StorySource
    from twicetold.gold.table import Allowance
    from twicetold.model import Article, Story


def write_article(
    article: Article, folder: Path, allowances: Mapping[str, tuple[Allowance, ...]] = MappingProxyType({})
) -> None:
    """Write an article's text and layers into a folder, with the reasons against findings of lint by layer."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.txt").write_bytes(article.text.encode())
    gold = without_derived(article.gold or Extraction(), article.text)
    for layer in LAYERS:
        marked = layers.write(layer, article.text, getattr(gold, layer), allowances.get(layer, ()))
        (folder / f"{layer}.txt").write_bytes(marked.encode())


def copy_story(source: StorySource, story: Story, folder: Path) -> None:
    """Write a story whose annotation was changed into a new folder, with what else the source has.

    Raises InputError if the folder is there already.
    """
    if folder.exists():
        raise InputError(f"{folder}: is there already")
    for letter, article in zip(source.articles, story.articles, strict=True):
        write_article(article, folder / letter, source.articles[letter].allowances)
    shutil.copyfile(source.folder / "story.toml", folder / "story.toml")
    (folder / "links.txt").write_text(link_lines.write(story.links), encoding="utf-8")
