"""Coreference of entities and of events within an article, and the scores that are means of several measures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twicetold.measures.clusters import METRICS, score_clusters
from twicetold.measures.measure import Mean, Sums

if TYPE_CHECKING:
    from collections.abc import Hashable

    from twicetold.measures.batch import Batch
    from twicetold.measures.tally import Tally
    from twicetold.model import Extraction


def _clusters(extraction: Extraction, layer: str) -> list[list[Hashable]]:
    return [*(places for _, places in places_of(extraction, layer)), *lost(extraction, layer)]


def places_of(extraction: Extraction, layer: str) -> list[tuple[str, list[Hashable]]]:
    """Return the id of every entity and the places of its mentions, or of every event and those of its triggers."""
    if layer == "entities":
        return [(entity.id, [mention.span for mention in entity.mentions]) for entity in extraction.entities]
    return [(event.id, list(event.triggers)) for event in extraction.events]


def lost(extraction: Extraction, layer: str) -> list[list[Hashable]]:
    """Return a cluster for each mention or trigger that was not found: it stands alone."""
    part = "mention" if layer == "entities" else "trigger"
    number = sum(entry.part == part for entry in extraction.ungrounded)
    return [[("not found", each)] for each in range(number)]


def _tallies(batch: Batch, *, layer: str, metric: str) -> dict[tuple[int, str], Tally]:
    found = batch.once(f"coreference of {layer}", partial(_score, layer=layer))
    return {(number, ""): scores[metric] for number, scores in enumerate(found)}


def _score(batch: Batch, layer: str) -> list[dict[str, Tally]]:
    sides = [(_clusters(case.gold, layer), _clusters(case.predicted, layer)) for case in batch.cases]
    return [score_clusters(gold, predicted, singletons=batch.singletons) for gold, predicted in sides]


def _measures(layer: str) -> tuple[Sums, ...]:
    return tuple(
        Sums(f"{layer}.{metric}", f"{rule}; mentions by exact span", partial(_tallies, layer=layer, metric=metric))
        for metric, rule in METRICS.items()
    )


def means(layer: str) -> tuple[Mean, Mean]:
    """Return the two means over the coreference measures whose names begin so."""
    return (
        Mean(
            f"{layer}.blanc", "mean over both kinds of pairs", (f"{layer}.blanc.coreferent", f"{layer}.blanc.separate")
        ),
        Mean(f"{layer}.conll", "mean of MUC, B3 and CEAF-e", (f"{layer}.muc", f"{layer}.b3", f"{layer}.ceafe")),
    )


ENTITIES: tuple[Sums | Mean, ...] = (*_measures("entities"), *means("entities"))
EVENTS: tuple[Sums | Mean, ...] = (*_measures("events"), *means("events"))
