"""What TimeML cannot hold of a story and its articles, noted in writing."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from twicetold.formats.format import number_of_links
from twicetold.formats.timeml.convention import story_title
from twicetold.model import Date, Event
from twicetold.ontology import UNKNOWN

if TYPE_CHECKING:
    from twicetold.formats.format import Notes
    from twicetold.model import Article, Extraction, Story


def note_story(story: Story, notes: Notes) -> None:
    """Note what is lost of a story beside its articles."""
    lost = {
        "links between the articles of a story": number_of_links(story),
        "topics": story.topic is not None,
        "splits": story.split is not None,
        "titles of stories": bool(story.articles) and story.title != story_title(story.articles[0], story.id),
        "phenomena": len(story.phenomena),
    }
    notes.add_all(lost, story.id)


def note_article(article: Article, gold: Extraction, notes: Notes) -> None:
    """Note what is lost of an article wherever its spans are; `gold` is its own, or empty."""
    lost: dict[str, int] = {
        "articles without gold, which look as if nothing were in them": article.gold is None,
        "articles of which parts only are annotated": bool(article.scored),
        "outlets": bool(article.outlet),
        "genres": article.genre is not None,
        "entities": len(gold.entities),
        "claims": len(gold.claims),
        "arguments": sum(len(event.arguments) for event in gold.events),
        "event types": sum(event.type != UNKNOWN for event in gold.events),
        "events that are GENERIC": sum(event.realis == "GENERIC" for event in gold.events),
        "phenomena": sum(len(each.phenomena) for each in chain[Date | Event](gold.dates, gold.events)),
    }
    notes.add_all(lost, article.id)
