"""Measures: gold and prediction of a batch of articles to an outcome, and an outcome to tallies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.errors import UnknownNameError
from twicetold.measures import claims, dates, entities, events

if TYPE_CHECKING:
    from twicetold.measures.measure import Measure

ALL: tuple[Measure, ...] = (*entities.MEASURES, *dates.MEASURES, *events.MEASURES, *claims.MEASURES)


def get(name: str) -> Measure:
    """Return the measure of that name, or raise UnknownNameError."""
    for measure in ALL:
        if measure.name == name:
            return measure
    raise UnknownNameError("measure", name, [measure.name for measure in ALL])
