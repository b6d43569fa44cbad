"""Entities: names, common nouns and pronouns, grouped by what they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Entity, Mention, span
from twicetold_baselines.rules.entities.coreference import resolve
from twicetold_baselines.rules.entities.names import find_names
from twicetold_baselines.rules.entities.nominals import find_nominals, find_pronouns, pronoun_of

if TYPE_CHECKING:
    from twicetold.ontology import EntityType, Level
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document


class Reference(NamedTuple):
    """A mention with the token range of its phrase and the id and type of its entity."""

    first: int
    last: int
    head: int
    entity: str
    type: EntityType
    level: Level


def find_entities(document: Document) -> tuple[tuple[Entity, ...], tuple[Reference, ...]]:
    """Return the entities in order of first mention, and all mentions in the order of the text."""
    names = find_names(document)
    nouns = find_nominals(document, names)
    phrases = sorted([*names, *nouns, *find_pronouns(document, nouns)], key=_place)
    clusters = sorted(resolve(document, phrases), key=lambda cluster: _place(cluster.phrases[0]))
    entities, references = [], []
    for number, cluster in enumerate(clusters, 1):
        entity = Entity(
            id=f"e{number}",
            type=cluster.type,
            mentions=tuple(_mention(document, phrase) for phrase in cluster.phrases),
            name=max((_head(document, p) for p in cluster.phrases if p.level == "NAM"), key=len, default=""),
        )
        entities.append(entity)
        references += [
            Reference(p.first, p.last, p.head[1] - 1, entity.id, cluster.type, p.level) for p in cluster.phrases
        ]
    return tuple(entities), tuple(sorted(references))


def _place(phrase: Phrase) -> tuple[int, int]:
    return phrase.first, -phrase.last


def _mention(document: Document, phrase: Phrase) -> Mention:
    tokens = document.tokens
    if phrase.level == "PRO":
        last = tokens[phrase.last - 1]
        return Mention(span=span(tokens[phrase.first].start, last.start + len(pronoun_of(last))), level="PRO")
    whole = span(tokens[phrase.first].start, tokens[phrase.last - 1].end)
    if phrase.head == (phrase.first, phrase.last):
        return Mention(span=whole, level=phrase.level)
    head = span(tokens[phrase.head[0]].start, tokens[phrase.head[1] - 1].end)
    return Mention(span=whole, head=head, level=phrase.level)


def _head(document: Document, phrase: Phrase) -> str:
    first, last = phrase.head
    return document.text[document.tokens[first].start : document.tokens[last - 1].end]
