"""What connects the articles of a story, by rules over what was found in each.

Two articles are compared at a time: first entities, by name and description; then events, with the help of the
entities; then claims, with the help of both. Weights and thresholds are rounded by hand from what fits the gold
extractions and links of the split train, and stay where they hold on dev.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from twicetold.model import Links, Member, Relation
from twicetold_baselines.rules.linking.claims import relate_claims
from twicetold_baselines.rules.linking.entities import link_entities
from twicetold_baselines.rules.linking.events import link_events
from twicetold_baselines.rules.linking.pairing import clusters
from twicetold_baselines.rules.linking.reading import Reading, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.model import Extraction, Story

__all__ = ["link_story"]


def link_story(story: Story, extractions: Mapping[str, Extraction]) -> Links:
    """Link entities and events of a story's articles, and relate their claims. The order of articles is no matter."""
    articles = sorted(story.articles, key=lambda article: article.id)
    readings = [Reading(article, extractions[article.id]) for article in articles]
    weights = Weights(readings)
    entities: list[tuple[Member, Member]] = []
    events: list[tuple[Member, Member]] = []
    claims: list[Relation] = []
    for first, second in combinations(readings, 2):
        same = link_entities(first, second, weights)
        happened = link_events(first, second, weights, same)
        related = relate_claims(first, second, weights, same | happened)
        entities += [_members(first, second, pair) for pair in same.items()]
        events += [_members(first, second, pair) for pair in happened.items()]
        claims += [Relation(label, *_members(first, second, pair)) for pair, label in sorted(related.items())]
    return Links(clusters(entities), clusters(events), tuple(claims))


def _members(first: Reading, second: Reading, pair: tuple[str, str]) -> tuple[Member, Member]:
    return Member(first.id, pair[0]), Member(second.id, pair[1])
