"""Coreference of entities and of events within an article, and the scores that are means of several measures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twicetold.measures.clusters import score_clusters
from twicetold.measures.measure import Mean, Sums

if TYPE_CHECKING:
    from collections.abc import Hashable

    from twicetold.measures.batch import Batch
    from twicetold.measures.tally import Tally
    from twicetold.model import Extraction, Ungrounded

RULES = {
    "muc": "links within clusters (Vilain et al. 1995)",
    "b3": "clusters seen from each mention (Bagga and Baldwin 1998)",
    "ceafm": "clusters aligned one to one by common mentions (Luo 2005)",
    "ceafe": "clusters aligned one to one by likeness (Luo 2005)",
    "lea": "clusters weighted by size, links resolved (Moosavi and Strube 2016)",
    "blanc.coreferent": "pairs of mentions that corefer (Recasens and Hovy 2011)",
    "blanc.separate": "pairs of mentions that do not (Recasens and Hovy 2011)",
}


def _clusters(extraction: Extraction, layer: str) -> list[list[Hashable]]:
    """Return the places of every entity's mentions or every event's triggers; what was not found stands alone."""
    clusters: list[list[Hashable]] = (
        [[mention.span for mention in entity.mentions] for entity in extraction.entities]
        if layer == "entities"
        else [list(event.triggers) for event in extraction.events]
    )
    return clusters + [[("not found", number)] for number in range(len(lost_alone(extraction, layer)))]


def lost_alone(extraction: Extraction, layer: str) -> list[Ungrounded]:
    """Return the mentions or triggers that were not found; each stands alone."""
    part = "mention" if layer == "entities" else "trigger"
    return [entry for entry in extraction.ungrounded if entry.part == part]


def _tallies(batch: Batch, *, layer: str, metric: str) -> dict[tuple[int, str], Tally]:
    found = batch.once(f"coreference of {layer}", partial(_score, layer=layer))
    return {(number, ""): scores[metric] for number, scores in enumerate(found)}


def _score(batch: Batch, layer: str) -> list[dict[str, Tally]]:
    sides = [(_clusters(case.gold, layer), _clusters(case.predicted, layer)) for case in batch.cases]
    return [score_clusters(gold, predicted, singletons=batch.singletons) for gold, predicted in sides]


def _measures(layer: str) -> tuple[Sums, ...]:
    return tuple(
        Sums(f"{layer}.{metric}", f"{rule}; mentions by exact span", partial(_tallies, layer=layer, metric=metric))
        for metric, rule in RULES.items()
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
