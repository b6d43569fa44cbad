"""Slips in what connects two articles: a link that is missing or goes astray, a relation with another label."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold.gold.places import items_of
from twicetold.model import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twicetold.model import Cluster, Links, Relation, Story

replace = msgspec.structs.replace

_CONFUSED_RELATIONS = {"AGREE": "ELABORATE", "CONTRADICT": "AGREE", "ELABORATE": "AGREE"}


class LinkSlip(NamedTuple):
    """A change that could be made to a story's links; its place is that of an item of one article."""

    kind: str
    member: Member
    was: str
    now: str
    make: Callable[[Links], Links]


def of_story(story: Story) -> Iterator[LinkSlip]:
    """Yield slips in what connects the articles of a story."""
    golds = {article.id: article.gold for article in story.articles if article.gold}
    names = {
        (article, item.id): getattr(item, "name", "") or item.id
        for article, gold in golds.items()
        for item in items_of(gold)
    }

    def shown(*members: Member) -> str:
        return " ~ ".join(f"{member.id} {names[member.article, member.id]}" for member in members)

    for layer in ("entities", "events"):
        for cluster in getattr(story.links, layer):
            first, last = cluster.members[0], cluster.members[-1]
            was = f"{layer} {shown(*cluster.members)}"
            yield LinkSlip("link missing", first, was, "", _without(layer, cluster))
            taken = {(member.article, member.id) for other in getattr(story.links, layer) for member in other.members}
            kinds = {item.id: item.type for item in getattr(golds[last.article], layer)}
            for item, kind in kinds.items():
                if kind == kinds[last.id] and (last.article, item) not in taken:
                    other = Member(last.article, item)
                    moved = replace(cluster, members=(*cluster.members[:-1], other))
                    now = f"{layer} {shown(*moved.members)}"
                    yield LinkSlip("wrong link", first, was, now, _without(layer, cluster, moved))
    for relation in story.links.claims:
        was = f"{relation.label} {shown(relation.first, relation.second)}"
        label = _CONFUSED_RELATIONS[relation.label]
        changed = replace(relation, label=label, phenomena=())
        yield LinkSlip("relation missing", relation.first, was, "", _without("claims", relation))
        yield LinkSlip("relation", relation.first, was, label, _without("claims", relation, changed))


def _without(layer: str, old: Cluster | Relation, *new: Cluster | Relation) -> Callable[[Links], Links]:
    """Return what puts other links in the place of one."""

    def make(links: Links) -> Links:
        kept = [new_one for each in getattr(links, layer) for new_one in (new if each == old else (each,))]
        return replace(links, **{layer: tuple(kept)})

    return make
