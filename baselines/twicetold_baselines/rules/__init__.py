"""The rule baseline: word lists and patterns, no training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Extraction
from twicetold_baselines.rules.claims.finding import find_claims
from twicetold_baselines.rules.dates.finding import find_dates
from twicetold_baselines.rules.entities.finding import find_entities
from twicetold_baselines.rules.events.finding import find_events
from twicetold_baselines.rules.linking import link_story
from twicetold_baselines.rules.text import Document

if TYPE_CHECKING:
    from twicetold.model import Article, Claim, Entity, Event, Links, Story

__all__ = ["Rules"]

_OFTEN = 3
"""Mentions that make an unnamed entity matter though none of the events and claims that were found refers to it."""


class Rules:
    """A complete system in four steps: entities, dates, events, claims.

    Any class with a name, a version and this `extract` is a system that Twicetold can run and score. What a
    system sees of an article is its text and when it was published; what it hands back is an Extraction, whose
    spans are offsets into that text and whose parts refer to each other by ids. With `link` it is a linker too.
    """

    name = "rules"
    version = "2"

    def extract(self, article: Article) -> Extraction:
        """Find who and what an article names, when, what happens, and who claims what."""
        document = Document(article.text)
        entities, references = find_entities(document)
        dates = find_dates(document, article.published)
        events = find_events(document, references, dates)
        claims = find_claims(document, references, dates)
        return Extraction(_named_or_used(entities, events, claims), dates, events, claims)

    def link(self, story: Story, extractions: dict[str, Extraction]) -> Links:
        """Find what is the same in the articles of a story, and which claims agree or contradict each other."""
        return link_story(story, extractions)


def _named_or_used(
    entities: tuple[Entity, ...], events: tuple[Event, ...], claims: tuple[Claim, ...]
) -> tuple[Entity, ...]:
    """Leave out entities without a name that no event and no claim refers to, unless they come up again and again."""
    used = {argument.filler for event in events for argument in event.arguments}
    used |= {claim.source_entity for claim in claims}
    return tuple(entity for entity in entities if entity.name or entity.id in used or len(entity.mentions) >= _OFTEN)
