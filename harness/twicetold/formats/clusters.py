"""Entities where labels stand on names and clusters have none: their types, levels of mentions, ids in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from twicetold.formats.bounds import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Entity
    from twicetold.ontology import Level

_T = TypeVar("_T", bound=str)

UNTAGGED = "(untagged)"
"""What the map of labels has a type for: clusters without a tagged mention."""

_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "we us our ours ourselves they them their theirs themselves who whom whose which that this these those".split()
)


def level_of(words: str) -> Level:
    """Return the level of a mention that is none of a name: whether it is an English pronoun."""
    return "PRO" if words.lower() in _PRONOUNS else "NOM"


def most_frequent(labels: Iterable[_T]) -> _T:
    """Return what is there most often; of several the first."""
    found = list(labels)
    return max(dict.fromkeys(found), key=found.count)


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return entities in the order of the text, with ids for it."""
    found = sorted(entities, key=lambda entity: [order_of(mention.span) for mention in entity.mentions])
    return tuple(replace(entity, id=f"e{number}") for number, entity in enumerate(found, start=1))
