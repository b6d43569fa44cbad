"""The same entity in two articles."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import text_of
from twicetold_baselines.rules.linking import names
from twicetold_baselines.rules.linking.pairing import best_pairs
from twicetold_baselines.rules.linking.stemming import split, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.model import Entity, Mention
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.linking.reading import Bag, Reading, Weights

_AGE_AFTER = re.compile(r",? \(?(?:aged )?(\d\d)(?=[,.)])")
_AGE_INSIDE = re.compile(r"\b(\d\d)(?:-year-old)?\b")
_ENOUGH = 0.75
_BY_NAME = (0, 10, 20)  # what variants and the same name count: more than any description


class Portrait(NamedTuple):
    """What an article says of an entity.

    `only` has the stems of the head nouns that no other entity of the article has; the description is every word of
    its mentions but names and pronouns, titles among them; the surroundings are the sentences it is mentioned in;
    the figures are ages and head counts, of people only.
    """

    type: EntityType
    names: frozenset[names.Name]
    only: frozenset[str]
    description: Bag
    surroundings: Bag
    figures: frozenset[str]


def link_entities(first: Reading, second: Reading, weights: Weights) -> dict[str, str]:
    """Return for entities of the first article, by id, the same one of the second."""
    of_second = list(_portraits(second, weights))
    return best_pairs(
        {
            (one, other): likeness(portrait, counterpart, weights)
            for one, portrait in _portraits(first, weights)
            for other, counterpart in of_second
        }
    )


def likeness(first: Portrait, second: Portrait, weights: Weights) -> float:
    """Say how much two entities are alike; more than 0 is enough to link them.

    Two that are named are judged by name; sentences that are alike tell between several who could be meant. They may
    be of different types if they share a full name, for a system errs on types more often than two share a name: on
    what the rules find in train this is worth 2 points of F1. NORP is left out, for "Finnish" may be a language too.

    Otherwise it counts whether they are described in the same words, appear in sentences that are alike, have the same
    figure, and are each the only one of a kind ("the regulator"). On gold extractions of train, F1 is 95.8; without
    descriptions it falls by 5.7, without sentences by 1.0, without figures by 1.0, without the only ones of a kind by
    1.4.
    """
    if first.type != second.type and ("NORP" in {first.type, second.type} or not first.names & second.names):
        return 0.0
    surroundings = weights.likeness(first.surroundings, second.surroundings)
    if first.names and second.names:
        return _BY_NAME[names.alike(first.names, second.names, first.type)] * (1 + surroundings)
    return (
        weights.likeness(first.description, second.description)
        + surroundings
        + (not first.figures.isdisjoint(second.figures))
        + (not first.only.isdisjoint(second.only)) / 2
        - _ENOUGH
    )


def _portraits(reading: Reading, weights: Weights) -> Iterator[tuple[str, Portrait]]:
    entities = reading.extraction.entities
    heads = {entity.id: _heads(entity, reading.text) for entity in entities}
    counts = Counter(head for own in heads.values() for head in own)
    for entity in entities:
        described = (found for mention in entity.mentions for found in _description(mention, reading.text))
        yield (
            entity.id,
            Portrait(
                type=entity.type,
                names=_names(entity, reading.text),
                only=frozenset(head for head in heads[entity.id] if counts[head] == 1),
                description=weights.bag(frozenset(described)),
                surroundings=weights.bag(reading.around(mention.span for mention in entity.mentions)),
                figures=_figures(entity, reading.text) if entity.type == "PER" else frozenset(),
            ),
        )


def _names(entity: Entity, text: str) -> frozenset[names.Name]:
    named = (mention for mention in entity.mentions if mention.level == "NAM")
    return names.fullest(names.name_of(text_of(mention.head or mention.span, text)) for mention in named)


def _heads(entity: Entity, text: str) -> frozenset[str]:
    nominal = (mention for mention in entity.mentions if mention.level == "NOM")
    found = (split(text_of(mention.head or mention.span, text)) for mention in nominal)
    return frozenset(stem(head[-1]) for head in found if head)


def _description(mention: Mention, text: str) -> list[str]:
    span, head = mention.span, mention.head or mention.span
    if mention.level == "PRO":
        return []
    if mention.level == "NOM":
        return stems(text_of(span, text))
    return stems(text[span[0].start : head[0].start]) + stems(text[head[-1].end : span[-1].end])


def _figures(entity: Entity, text: str) -> frozenset[str]:
    """Return the numbers of two digits in mentions, or right after: ages ("a 40-year-old", ", 40,") and head counts."""
    found: set[str] = set()
    for mention in entity.mentions:
        after = _AGE_AFTER.match(text, mention.span[-1].end)
        found.update(_AGE_INSIDE.findall(text_of(mention.span, text)), after.groups() if after else ())
    return frozenset(found)
