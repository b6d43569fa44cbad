"""Taking a story back into its folder after somebody corrected it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError
from twicetold.gold import link_lines
from twicetold.gold.folder import write_article
from twicetold.gold.places import items_of, layer_of
from twicetold.gold.source import read_story
from twicetold.gold.tidy import tidy_layers, tidy_links
from twicetold.model import Links

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    those whose items are gone; their file is written anew only where an id or a link changes.
    Raises InputError for a text that is not the folder's, before anything is written.
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
    known = {(layer_of(item), name, item.id) for name, gold in golds.items() if gold for item in items_of(gold)}
    links = source.story.links
    kept = _kept(links, known)
    if lost := _number(links) - _number(kept):
        (source.folder / "links.txt").write_text(link_lines.write(kept), encoding="utf-8")
    written = read_story(source.folder)
    _, names = tidy_layers(written)
    if any(old != new for own in names.values() for old, new in own.items()):
        tidy_links(written, names)
    after = _contents(source.folder)
    return TakenIn(sorted(path for path in after if after[path] != before.get(path)), lost)


def _kept(links: Links, known: set[tuple[str, str, str]]) -> Links:
    """Return the links of what is known, by layer, article and id."""

    def are_there(layer: str, *members: Member) -> bool:
        return all((layer, member.article, member.id) in known for member in members)

    return Links(
        entities=tuple(each for each in links.entities if are_there("entities", *each.members)),
        events=tuple(each for each in links.events if are_there("events", *each.members)),
        claims=tuple(each for each in links.claims if are_there("claims", each.first, each.second)),
    )


def _number(links: Links) -> int:
    return len(links.entities) + len(links.events) + len(links.claims)


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.txt")}
