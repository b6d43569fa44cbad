"""What one annotator makes of it: the ceiling that people set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

import twicetold
from twicetold.errors import InputError, NotStartedError
from twicetold.gold.source import read_story, story_folders
from twicetold.measures.batch import Case
from twicetold.model import Extraction, Links, Member
from twicetold.resources import data_root
from twicetold_baselines.bounds.known import Known

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.model import Article, Cluster, Story


class Annotator:
    """One of the two annotation passes that the gold was adjudicated from; annotator:2 is the other.

    The gold was made of both passes, so that this bound is a little higher than what a third annotator would reach. The
    passes were linked after adjudication: a link is handed back where the annotator has what it connects.
    """

    name = "annotator"
    version = "1"

    def __init__(self, number: str = "1") -> None:
        if number not in {"1", "2"}:
            raise InputError(f"annotator:{number}: there are annotator:1 and annotator:2")
        if missing := self.missing():
            raise NotStartedError(missing)
        self.configuration = {"pass": number}
        self._known = Known(read_story(folder).story for folder in story_folders(_passes() / number))
        self._gold = {story.id: story for story in twicetold.load()}

    @classmethod
    def missing(cls) -> str | None:
        """Return why it cannot run here, None where it can."""
        return None if _passes().is_dir() else "the annotation passes are not here; run it in a clone of the repository"

    @classmethod
    def set_up(cls) -> None:
        """Get nothing: the passes are there, or they are not."""

    def extract(self, article: Article) -> Extraction:
        """Return what the annotator marked in an article."""
        return self._known.extraction(article)

    def link(self, story: Story, _extractions: dict[str, Extraction]) -> Links:
        """Return what the annotator says connects the articles of a story."""
        links = self._known.links(story)
        items: dict[str, dict[Member, Member]] = {"entities": {}, "events": {}, "claims": {}}
        for article in self._gold[story.id].articles:
            case = Case(article.gold or Extraction(), self._known.extraction(article), article.text)
            for layer, ids in _counterparts(case).items():
                items[layer] |= {Member(article.id, gold): Member(article.id, own) for gold, own in ids.items()}
        return Links(
            _clusters(links.entities, items["entities"]),
            _clusters(links.events, items["events"]),
            tuple(
                replace(each, first=items["claims"][each.first], second=items["claims"][each.second])
                for each in links.claims
                if each.first in items["claims"] and each.second in items["claims"]
            ),
        )


def _counterparts(case: Case) -> dict[str, dict[str, str]]:
    """Return by layer the annotator's item, by its id, for each gold one that has any."""
    gold, own = case.gold, case.predicted
    entity: dict[str, str] = {}
    for each in own.entities:
        if found := case.stands_for.get(each.id):
            entity.setdefault(found, each.id)
    return {
        "entities": {name: entity[known] for name, known in case.known_as.items() if known in entity},
        "events": {gold.events[row].id: own.events[column].id for column, row in case.events.items()},
        "claims": {gold.claims[row].id: own.claims[column].id for column, row in case.claims.items()},
    }


def _clusters(clusters: tuple[Cluster, ...], items: dict[Member, Member]) -> tuple[Cluster, ...]:
    """Return clusters of the annotator's items, as far as they connect articles."""
    left = (replace(each, members=tuple(items[one] for one in each.members if one in items)) for each in clusters)
    return tuple(each for each in left if len({member.article for member in each.members}) > 1)


def _passes() -> Path:
    return data_root() / "dataset" / "passes"
