"""Measures: gold and prediction of a batch of articles to an outcome, and an outcome to tallies."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from twicetold.errors import UnknownNameError
from twicetold.measures import claims, coreference, dates, entities, events, links
from twicetold.measures.measure import AnyMeasure, Mean, Measure, StoryMeasure, StorySums, Sums

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADLINES = ("entities.strict", "dates.value", "events.argument.class", "claims.attribution")
"""The measure that stands for each layer."""

ALL: tuple[AnyMeasure, ...] = (
    *entities.MEASURES,
    *coreference.ENTITIES,
    *dates.MEASURES,
    *events.MEASURES,
    *coreference.EVENTS,
    *claims.MEASURES,
    *links.MEASURES,
    Mean("twicetold", "mean of the headline measures of the four layers", HEADLINES),
)


MAIN = (
    "entities.strict", "entities.partial", "entities.conll",
    "dates.strict", "dates.value",
    "events.trigger.class", "events.argument.class",
    "claims.source.overlap", "claims.cue.overlap", "claims.content.overlap", "claims.attribution",
    "links.entities", "links.events", "links.claims",
    "twicetold",
)  # fmt: skip
"""The measures that are shown unless all are asked for."""


def layer_of(measure: str) -> str:
    """Return the layer that a measure is of: how its name begins."""
    return measure.partition(".")[0]


LAYERS = tuple(dict.fromkeys(layer_of(measure.name) for measure in ALL if not isinstance(measure, Mean)))
"""Those of an extraction, and links."""


def get(name: str) -> AnyMeasure:
    """Return the measure of that name, or raise UnknownNameError."""
    for measure in ALL:
        if measure.name == name:
            return measure
    raise UnknownNameError("measure", name, [measure.name for measure in ALL])


def matching(patterns: Sequence[str]) -> list[AnyMeasure]:
    """Return the measures that are named, by name or by how it begins (`dates.*`), and means of nothing but them."""
    named = [measure for measure in ALL if any(fnmatchcase(measure.name, pattern) for pattern in patterns)]
    names = {measure.name for measure in named}
    return [measure for measure in named if not isinstance(measure, Mean) or names.issuperset(measure.parts)]


def of_items(name: str) -> Measure:
    """Return the measure of that name, which must be one that pairs items, or raise UnknownNameError."""
    measure = get(name)
    if not isinstance(measure, Measure):
        raise UnknownNameError("measure of items", name, [each.name for each in ALL if isinstance(each, Measure)])
    return measure


__all__ = [
    "ALL",
    "HEADLINES",
    "LAYERS",
    "MAIN",
    "AnyMeasure",
    "Mean",
    "Measure",
    "StoryMeasure",
    "StorySums",
    "Sums",
    "get",
    "layer_of",
    "matching",
    "of_items",
]
