"""From what is alike to links: one to one between two articles, and clusters over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Cluster, Member

if TYPE_CHECKING:
    from collections.abc import Iterable


def best_pairs(scores: dict[tuple[str, str], float]) -> dict[str, str]:
    """Pair ids of two articles one to one, the highest score first; ties go by id. Scores of 0 or less do not pair.

    Within an article what is the same is one entity or event, so it can be the same as one of the other article only.
    """
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for first, second in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if scores[first, second] > 0 and first not in pairs and second not in taken:
            pairs[first] = second
            taken.add(second)
    return pairs


def clusters(pairs: Iterable[tuple[Member, Member]]) -> tuple[Cluster, ...]:
    """Join pairs that share a member."""
    groups: dict[Member, set[Member]] = {}
    for first, second in pairs:
        joined = groups.get(first, {first}) | groups.get(second, {second})
        groups.update(dict.fromkeys(joined, joined))
    return tuple(Cluster(members) for members in sorted({_in_order(group) for group in groups.values()}, key=_places))


def _in_order(group: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(sorted(group, key=lambda member: (member.article, member.id)))


def _places(members: tuple[Member, ...]) -> list[tuple[str, str]]:
    return [(member.article, member.id) for member in members]
