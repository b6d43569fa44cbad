"""Time expressions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from twicetold import timex
from twicetold.measures import spans
from twicetold.measures.measure import Measure
from twicetold.measures.outcome import Outcome, Pairs, pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.measures.batch import Batch
    from twicetold.model import Date

    Credit = Callable[[Date, Date], tuple[float, float]]
    """What a predicted date and its gold date earn: for precision, for recall."""


def _strict(batch: Batch) -> Outcome:
    return batch.dates.outcome(spans.exact)


def _aligned(batch: Batch, credit: Credit) -> Outcome:
    """Give credit to dates that are aligned."""
    sides = batch.dates
    numbers = [
        {(item.article, item.id): number for number, item in enumerate(items) if item.span}
        for items in (sides.gold, sides.predicted)
    ]
    rows = []
    for number, case in enumerate(batch.cases):
        for column, row in case.dates.items():
            wanted, given = case.gold.dates[row], case.predicted.dates[column]
            earned = credit(wanted, given)
            if any(earned):
                rows.append((numbers[0][number, wanted.id], numbers[1][number, given.id], *earned))
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    paired = table[:, :2].astype(np.int64)
    return Outcome(sides.gold, sides.predicted, Pairs(paired[:, 0], paired[:, 1], table[:, 2], table[:, 3]))


def _with_values(batch: Batch, credit: Credit) -> Outcome:
    """Give credit to dates that are aligned. Gold without a value, and what is aligned with it, is left out.

    Not every corpus says what its dates mean, and what it does not say is neither right nor wrong.
    """
    outcome = _aligned(batch, credit)
    kept = [number for number, item in enumerate(outcome.gold) if item.key is None or item.key.value]
    if len(kept) == len(outcome.gold):
        return outcome
    silent = {
        (number, case.predicted.dates[column].id)
        for number, case in enumerate(batch.cases)
        for column, row in case.dates.items()
        if not case.gold.dates[row].value
    }
    found = [number for number, item in enumerate(outcome.predicted) if (item.article, item.id) not in silent]
    return outcome.only(kept, found)


def _value_given_date(batch: Batch) -> Outcome:
    """Compare the values of aligned dates; dates without a counterpart are left out."""
    outcome = _with_values(batch, _relaxed)
    gold = [outcome.gold[row] for row in outcome.pairs.gold.tolist()]
    predicted = [outcome.predicted[column] for column in outcome.pairs.predicted.tolist()]
    right = [number for number in range(len(gold)) if any(_value(gold[number].key, predicted[number].key))]
    return Outcome(gold, predicted, pairs_of([(number, number) for number in right]))


def _relaxed(_gold: Date, _predicted: Date) -> tuple[float, float]:
    return 1.0, 1.0


def _type(gold: Date, predicted: Date) -> tuple[float, float]:
    same = float(gold.type == predicted.type)
    return same, same


def _value(gold: Date, predicted: Date) -> tuple[float, float]:
    same = float(timex.canonical(gold.value) == timex.canonical(predicted.value))
    return same, same


def _interval(gold: Date, predicted: Date) -> tuple[float, float]:
    """Give for precision the share of the predicted interval that lies in the gold one, for recall the reverse.

    Values that denote no interval of the calendar are compared as values.
    """
    wanted, found = timex.interval(gold.value), timex.interval(predicted.value)
    if wanted is None or found is None:
        return _value(gold, predicted)
    shared = min(wanted[1], found[1]) - max(wanted[0], found[0])
    if shared.total_seconds() <= 0:
        return 0.0, 0.0
    return shared / (found[1] - found[0]), shared / (wanted[1] - wanted[0])


MEASURES = (
    Measure("dates.strict", "span of a gold date", _strict),
    Measure("dates.relaxed", "overlaps its gold date", partial(_aligned, credit=_relaxed)),
    Measure("dates.type", "overlaps its gold date and has its type", partial(_aligned, credit=_type)),
    Measure(
        "dates.value",
        "overlaps its gold date and has its value, canonicalised",
        partial(_with_values, credit=_value),
    ),
    Measure("dates.value.given", "value, given the date", _value_given_date),
    Measure(
        "dates.interval",
        "overlaps its gold date, for the share of the calendar that both values name",
        partial(_with_values, credit=_interval),
    ),
)
