"""What is not written, and so noted: of a story, of an article, and of the types of its entities."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from twicetold.formats.clusters import most_frequent
from twicetold.formats.format import number_of_links
from twicetold.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.conll.placing import Placed
    from twicetold.formats.format import Notes
    from twicetold.model import Article, Story


def note_story(story: Story, notes: Notes) -> None:
    """Note what of a story is not written."""
    lost = {
        "titles of stories": story.title not in ("", story.id),
        "topics of stories": story.topic is not None,
        "splits of stories": story.split is not None,
        "phenomena": len(story.phenomena),
        "links between articles": number_of_links(story),
    }
    notes.add_all(lost, story.id)


def note_article(article: Article, tokens: str, notes: Notes) -> None:
    """Note what of an article is not written; `tokens` is the text that comes back."""
    gold = article.gold or Extraction()
    mentions = [mention for entity in gold.entities for mention in entity.mentions]
    lost = {
        "days of publication": 1,
        "outlets": bool(article.outlet),
        "headlines": bool(article.headline),
        "genres": article.genre is not None,
        "articles of which parts only are scored": bool(article.scored),
        "articles without gold, as if nothing were in them": article.gold is None,
        "texts whose white space is not a blank between tokens": article.text != tokens,
        "names of entities": sum(bool(entity.name) for entity in gold.entities),
        "heads of mentions": sum(bool(mention.head) for mention in mentions),
        "phenomena": sum(len(each.phenomena) for layer in (gold.entities, mentions) for each in layer),
        "dates": len(gold.dates),
        "events": len(gold.events),
        "claims": len(gold.claims),
    }
    notes.add_all(lost, article.id)


def note_types(article: Article, mentions: Iterable[Placed], tagged: Mapping[Bounds, str], notes: Notes) -> None:
    """Note the entities that do not have their type from tags at the places of their mentions."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for bounds, number, _ in mentions:
        found[number] += [tagged[bounds].partition(".")[0]] if bounds in tagged else []
    for number, entity in enumerate(article.gold.entities if article.gold else ()):
        if number in found and (not found[number] or most_frequent(found[number]) != entity.type):
            notes.add("entities whose mentions have no tags, or those of others, and so not their type", article.id)
