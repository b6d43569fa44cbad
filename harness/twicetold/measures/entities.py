"""Entity mentions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twicetold.measures import spans
from twicetold.measures.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.measures.batch import Batch
    from twicetold.measures.outcome import Outcome, Pairs
    from twicetold.measures.spans import Meeting


def _match(batch: Batch, pair: Callable[[Meeting], Pairs]) -> Outcome:
    return batch.mentions.outcome(pair)


def _measure(name: str, rule: str, pair: Callable[[Meeting], Pairs]) -> Measure:
    return Measure(f"entities.{name}", rule, partial(_match, pair=pair))


MEASURES = (
    _measure("strict", "span and type of a gold mention", spans.strict),
    _measure("exact", "span of a gold mention", spans.exact),
    _measure("type", "overlaps a gold mention of the same type", spans.same_type),
    _measure("partial", "span of a gold mention, or half the credit for an overlap", spans.partial),
    _measure("overlap", "overlaps a gold mention of the same type, for the share that is covered", spans.proportional),
)
