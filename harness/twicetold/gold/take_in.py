"""Taking a story back into its folder after somebody corrected it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError
from twicetold.gold.folder import write_article, write_links
from twicetold.gold.phenomena import without_derived_links
from twicetold.gold.source import read_story
from twicetold.gold.tidy import tidy
from twicetold.model import Links
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from twicetold.gold.source import StorySource
    from twicetold.model import Article, Member


class TakenIn(NamedTuple):
    """The files that changed, and how many links went with the items that they connected."""

    changed: list[Path]
    links_lost: int


def take_in(source: StorySource, articles: Mapping[str, Article]) -> TakenIn:
    """Write corrected articles, by id, over those of a story folder, in normal form.

    What is kept beside the annotation stays: headline, genre, reasons against findings of lint, and the links, but for
    those whose items are gone. Raises InputError for a text that is not the folder's, before anything is written.
    """
    corrected = {
        letter: articles[own.article.id] for letter, own in source.articles.items() if own.article.id in articles
    }
    for letter, article in corrected.items():
        if article.text != source.articles[letter].article.text:
            raise InputError(f"{article.id}: its text is not that in {source.folder / letter}; only marks may change")
    before = _contents(source.folder)
    for letter, article in corrected.items():
        write_article(article, source.folder / letter, source.articles[letter].allowances)
    golds = {own.article.id: corrected.get(letter, own.article).gold for letter, own in source.articles.items()}
    known = {
        (layer, name, item.id)
        for name, gold in golds.items()
        if gold is not None
        for layer in LAYERS
        for item in getattr(gold, layer)
    }
    links = source.story.links
    kept = _kept(links, lambda layer, member: (layer, member.article, member.id) in known)
    if lost := _number(links) - _number(kept):
        (source.folder / "links.txt").write_text(write_links(without_derived_links(kept)), encoding="utf-8")
    tidy(read_story(source.folder))
    after = _contents(source.folder)
    return TakenIn(sorted(path for path in after if after[path] != before.get(path)), lost)


def _kept(links: Links, is_there: Callable[[str, Member], bool]) -> Links:
    def are_there(layer: str, *members: Member) -> bool:
        return all(is_there(layer, member) for member in members)

    return Links(
        entities=tuple(each for each in links.entities if are_there("entities", *each.members)),
        events=tuple(each for each in links.events if are_there("events", *each.members)),
        claims=tuple(each for each in links.claims if are_there("claims", each.first, each.second)),
    )


def _number(links: Links) -> int:
    return len(links.entities) + len(links.events) + len(links.claims)


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.txt")}
