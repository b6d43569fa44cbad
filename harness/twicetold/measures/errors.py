"""What went wrong, item by item: one taxonomy for all layers.

| kind | what it is |
|---|---|
| missed, spurious | gold that met nothing, a prediction that met nothing |
| boundary | the right thing, with other words |
| type | the same words, of another type |
| split, merged | one gold item found as several, several found as one |
| wrong value | a date with another value |
| wrong role | an argument in another role |
| wrong link | a mention given to another entity |
| wrong source, wrong stance | a claim with another source entity, another stance |
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold import timex
from twicetold.measures import claims, of_items, spans
from twicetold.measures.batch import not_found
from twicetold.measures.outcome import Item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from twicetold.measures.batch import Batch, Case
    from twicetold.measures.outcome import Outcome

KINDS = (
    "missed", "spurious", "boundary", "type", "split", "merged", "wrong value", "wrong role", "wrong link",
    "wrong source", "wrong stance",
)  # fmt: skip


class Error(NamedTuple):
    """One fault: its layer and kind, the number of the article in the batch, and what met, or failed to."""

    layer: str
    kind: str
    article: int
    gold: Item | None
    predicted: Item | None


def errors(batch: Batch) -> list[Error]:
    """Return every fault in a batch, in the order of articles, layers and text."""
    found = [*_entities(batch), *_dates(batch), *_events(batch), *_arguments(batch), *_claims(batch)]
    return sorted(found, key=lambda error: (error.article, error.layer, _place(error), error.kind))


def _place(error: Error) -> tuple[int, int]:
    item = error.gold or error.predicted
    return (item.span[0].start, item.span[-1].end) if item and item.span else (-1, -1)


def _entities(batch: Batch) -> Iterator[Error]:
    outcome = of_items("entities.strict").match(batch)
    yield from _unequal_spans("entities", outcome)
    for row, column, *_ in outcome.rows():
        gold, predicted = outcome.gold[row], outcome.predicted[column]
        case = batch.cases[gold.article]
        if case.stands_for.get(predicted.id) != case.known_as[gold.id]:
            yield Error("entities", "wrong link", gold.article, gold, predicted)


def _events(batch: Batch) -> Iterator[Error]:
    yield from _unequal_spans("events", of_items("events.trigger.class").match(batch))


def _unequal_spans(layer: str, outcome: Outcome) -> Iterator[Error]:
    """Explain spans that are not the same: those that overlap something left over, and the rest."""
    missed, spurious = outcome.missed, outcome.spurious
    overlaps = spans.overlapping(*spans.columns_of(missed, spurious))
    meetings = list(zip(overlaps.gold.tolist(), overlaps.predicted.tolist(), strict=True))
    of_gold, of_predicted = Counter(row for row, _ in meetings), Counter(column for _, column in meetings)
    for row, column in meetings:
        gold, predicted = missed[row], spurious[column]
        if of_gold[row] > 1 and of_predicted[column] == 1:
            kind = "split"
        elif of_predicted[column] > 1 and of_gold[row] == 1:
            kind = "merged"
        else:
            kind = "type" if gold.span == predicted.span else "boundary"
        yield Error(layer, kind, gold.article, gold, predicted)
    yield from _left_over(layer, missed, spurious, (of_gold, of_predicted))


def _dates(batch: Batch) -> Iterator[Error]:
    for number, case in enumerate(batch.cases):
        gold = [Item(number, date.id, date.type, date.span, key=date) for date in case.gold.dates]
        predicted = [Item(number, date.id, date.type, date.span, key=date) for date in case.predicted.dates]
        for column, row in case.dates.items():
            wanted, given = gold[row], predicted[column]
            faults = {
                "boundary": wanted.span != given.span,
                "type": wanted.label != given.label,
                "wrong value": timex.canonical(wanted.key.value) != timex.canonical(given.key.value),
            }
            for kind, is_fault in faults.items():
                if is_fault:
                    yield Error("dates", kind, number, wanted, given)
        predicted += not_found(number, case.predicted, "date")
        yield from _left_over("dates", gold, predicted, (set(case.dates.values()), case.dates))


def _left_over(
    layer: str, gold: Sequence[Item], predicted: Sequence[Item], met: tuple[Collection[int], Collection[int]]
) -> Iterator[Error]:
    """Yield the items that met nothing: those whose numbers are not among the `met` of their side."""
    for number, item in enumerate(gold):
        if number not in met[0]:
            yield Error(layer, "missed", item.article, item, None)
    for number, item in enumerate(predicted):
        if number not in met[1]:
            yield Error(layer, "spurious", item.article, None, item)


def _arguments(batch: Batch) -> Iterator[Error]:
    """Explain the arguments of events that were found; those of events that were not are missed with them."""
    right = of_items("events.argument.class").match(batch)
    met = ({row for row, *_ in right.rows()}, {column for _, column, *_ in right.rows()})
    for row, column, *_ in of_items("events.argument.id").match(batch).rows():
        if row not in met[0] and column not in met[1]:
            gold, predicted = right.gold[row], right.predicted[column]
            met[0].add(row)
            met[1].add(column)
            yield Error("arguments", "wrong role", gold.article, gold, predicted)
    yield from _left_over("arguments", right.gold, right.predicted, met)


def _claims(batch: Batch) -> Iterator[Error]:
    for number, case in enumerate(batch.cases):
        gold, predicted = (
            [Item(number, claim.id, claim.mode, claim.cue or claim.content, key=claim) for claim in side.claims]
            for side in (case.gold, case.predicted)
        )
        for column, row in case.claims.items():
            for kind in _claim_faults(case, row, column):
                yield Error("claims", kind, number, gold[row], predicted[column])
        predicted += not_found(number, case.predicted, "claim")
        yield from _left_over("claims", gold, predicted, (set(case.claims.values()), case.claims))


def _claim_faults(case: Case, row: int, column: int) -> list[str]:
    wanted, given = case.gold.claims[row], case.predicted.claims[column]
    source = case.known_as.get(wanted.source_entity or "")
    faults = {
        "boundary": any(getattr(wanted, part) != getattr(given, part) for part in claims.PARTS),
        "type": wanted.mode != given.mode,
        "wrong source": source is not None and source != case.stands_for.get(given.source_entity or ""),
        "wrong stance": wanted.stance != given.stance,
    }
    return [kind for kind, is_fault in faults.items() if is_fault]
