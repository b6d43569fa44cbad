"""Measures: gold and prediction of a batch of articles to an outcome, and an outcome to tallies."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from twicetold.errors import UnknownNameError
from twicetold.measures import claims, coreference, dates, entities, events, links
from twicetold.measures.measure import AnyMeasure, Mean, Measure, StoryMeasure, StorySums, Sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold.measures.tally import Tally

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


_AMONG_WHAT_WAS_FOUND = {
    "dates.value.given": "dates.value",
    "events.argument.given": "events.argument",
    "events.polarity": "events.trigger",
    "events.realis": "events.trigger",
    **dict.fromkeys((f"claims.{each}" for each in ("entity", "stance", "mode", "nesting")), "claims"),
}
"""Measures that count only gold that was found, with how the names begin of those that count all such gold."""


def held(totals: Mapping[str, Tally]) -> set[str]:
    """Return the measures of which a corpus holds any gold, given their totals; means are those of which all parts are.

    What a system found makes no difference.
    """
    own = {name for name in totals.keys() - _AMONG_WHAT_WAS_FOUND.keys() if totals[name].recall_denominator}
    among = {
        name
        for name in totals.keys() & _AMONG_WHAT_WAS_FOUND.keys()
        if any(each.startswith(_AMONG_WHAT_WAS_FOUND[name]) for each in own)
    }
    return own | among | {each.name for each in ALL if isinstance(each, Mean) and own.issuperset(each.parts)}


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
    "held",
    "layer_of",
    "matching",
    "of_items",
]
