"""Instances that are in several articles, as links of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Cluster, Extraction, Links, Member

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.formats.cat.annotation import Told
    from twicetold.formats.format import Notes

_SEVERAL = ""
"""What stands for the story of an instance that was found to be in several."""


class Linker:
    """What makes links of instances that are in several articles of a story."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._stories: dict[str, str] = {}

    def links(self, story: str, articles: Iterable[Told]) -> Links:
        """Return the links of a story. That an instance is in other stories too is lost, and noted once."""
        clusters: dict[tuple[str, str], list[Member]] = {}
        for told in articles:
            gold = told.article.gold or Extraction()
            items = [("entities", entity.id) for entity in gold.entities]
            items += [("events", event.id) for event in gold.events]
            for layer, name in items:
                if instance := told.instances.get(name):
                    clusters.setdefault((layer, instance), []).append(Member(told.article.id, name))
        for _, instance in clusters:
            first = self._stories.setdefault(instance, story)
            if first not in {story, _SEVERAL}:
                self._stories[instance] = _SEVERAL
                self._notes.add(
                    "instances that are in several stories, linked within each only", f"{story}: {instance}"
                )
        entities, events = (
            tuple(
                Cluster(tuple(members))
                for (own, _), members in clusters.items()
                if own == layer and len(members) > 1  # an article has an item for an instance, not two
            )
            for layer in ("entities", "events")
        )
        return Links(entities, events)
