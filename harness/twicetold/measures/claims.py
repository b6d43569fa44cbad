"""Claims: source, cue and content, and what is said of them.

Claims are aligned one to one by what their contents and cues share; then their parts are compared.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.batch import not_found
from twicetold.measures.measure import Measure
from twicetold.measures.outcome import Item, Outcome, pairs_of
from twicetold.measures.overlap import Tokens, share_half

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.measures.batch import Batch, Case
    from twicetold.model import Claim

    _Reader = Callable[[Case, Claim], "_Attribute | None"]

PARTS = ("source", "cue", "content")


def _part(batch: Batch, *, part: str, count_tokens: bool) -> Outcome:
    """Compare one part of aligned claims; a claim without that part has no item."""
    gold: list[Item] = []
    predicted: list[Item] = []
    found: list[tuple[int, int]] = []
    credit: list[float] = []
    for number, case in enumerate(batch.cases):
        inside = case.tokens.inside
        numbers: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for side, claims, rows in zip(
            (gold, predicted), (case.gold.claims, case.predicted.claims), numbers, strict=True
        ):
            for index, claim in enumerate(claims):
                span = getattr(claim, part)
                if span:
                    rows[index] = len(side)
                    weight = len(inside(span)) if count_tokens else 1
                    side.append(Item(number, claim.id, claim.mode, span, weight, facets=claim.phenomena))
        for column, row in case.claims.items():
            if row in numbers[0] and column in numbers[1]:
                wanted, given = gold[numbers[0][row]], predicted[numbers[1][column]]
                same = len(inside(wanted.span) & inside(given.span)) if count_tokens else wanted.span == given.span
                if same:
                    found.append((numbers[0][row], numbers[1][column]))
                    credit.append(float(same))
        predicted += [
            item._replace(weight=Tokens(item.key).count if count_tokens else 1)
            for item in not_found(number, case.predicted, part)
        ]
    return Outcome(gold, predicted, pairs_of(found, credit))


def _whole(batch: Batch, *, right: Callable[[Case, Claim, Claim], bool]) -> Outcome:
    """Pair aligned claims that are right in a given sense. Every claim counts."""
    gold: list[Item] = []
    predicted: list[Item] = []
    found = []
    for number, case in enumerate(batch.cases):
        for column, row in case.claims.items():
            if right(case, case.gold.claims[row], case.predicted.claims[column]):
                found.append((len(gold) + row, len(predicted) + column))
        gold += [_item(number, claim, claim.mode) for claim in case.gold.claims]
        predicted += [_item(number, claim, claim.mode) for claim in case.predicted.claims]
        predicted += not_found(number, case.predicted, "claim")
    return Outcome(gold, predicted, pairs_of(sorted(found)))


def _given(batch: Batch, *, gold_value: _Reader, predicted_value: _Reader) -> Outcome:
    """Compare an attribute of aligned claims; claims without a counterpart are left out, and those that have none."""
    gold: list[Item] = []
    predicted: list[Item] = []
    found = []
    for number, case in enumerate(batch.cases):
        for column, row in sorted(case.claims.items()):
            claims = case.gold.claims[row], case.predicted.claims[column]
            wanted, given = gold_value(case, claims[0]), predicted_value(case, claims[1])
            if wanted and given and wanted.value == given.value:
                found.append((len(gold), len(predicted)))
            gold += [_item(number, claims[0], wanted.label)] if wanted else []
            predicted += [_item(number, claims[1], given.label)] if given else []
    return Outcome(gold, predicted, pairs_of(found))


class _Attribute(NamedTuple):
    """What an aligned claim is compared by, in terms of the gold, and the label it counts under."""

    value: str | None
    label: str


def _stance(_case: Case, claim: Claim) -> _Attribute:
    return _Attribute(claim.stance, claim.stance)


def _mode(_case: Case, claim: Claim) -> _Attribute:
    return _Attribute(claim.mode, claim.mode)


def _gold_entity(case: Case, claim: Claim) -> _Attribute | None:
    return _Attribute(case.known_as[claim.source_entity], claim.mode) if claim.source_entity else None


def _predicted_entity(case: Case, claim: Claim) -> _Attribute | None:
    """Return the gold entity that the predicted source stands for; one that stands for none is only wrong."""
    return _Attribute(case.stands_for.get(claim.source_entity), claim.mode) if claim.source_entity else None


def _gold_holder(_case: Case, claim: Claim) -> _Attribute | None:
    return _Attribute(claim.nested_in, claim.mode) if claim.nested_in else None


def _predicted_holder(case: Case, claim: Claim) -> _Attribute | None:
    """Return the gold claim that the predicted holder is aligned with."""
    if claim.nested_in is None:
        return None
    (number,) = (number for number, other in enumerate(case.predicted.claims) if other.id == claim.nested_in)
    row = case.claims.get(number)
    return _Attribute(None if row is None else case.gold.claims[row].id, claim.mode)


def _item(number: int, claim: Claim, label: str) -> Item:
    return Item(number, claim.id, label, claim.cue or claim.content or claim.source, facets=claim.phenomena)


def _overlaps_by_half(case: Case, wanted: Claim, given: Claim) -> bool:
    inside = case.tokens.inside
    for part in PARTS:
        first, second = inside(getattr(wanted, part)), inside(getattr(given, part))
        if (first or second) and not share_half(first, second):
            return False
    return True


def _attribution(case: Case, wanted: Claim, given: Claim) -> bool:
    return _overlaps_by_half(case, wanted, given) and _source_is_right(case, wanted, given)


def _source_is_right(case: Case, wanted: Claim, given: Claim) -> bool:
    return wanted.source_entity is None or _same(_gold_entity(case, wanted), _predicted_entity(case, given))


def _everything(case: Case, wanted: Claim, given: Claim) -> bool:
    return (
        all(getattr(wanted, part) == getattr(given, part) for part in (*PARTS, "mode", "stance"))
        and _same(_gold_entity(case, wanted), _predicted_entity(case, given))
        and _same(_gold_holder(case, wanted), _predicted_holder(case, given))
    )


def _same(wanted: _Attribute | None, given: _Attribute | None) -> bool:
    return (wanted and wanted.value) == (given and given.value)


def _part_measures(part: str) -> tuple[Measure, Measure]:
    return (
        Measure(
            f"claims.{part}.exact",
            f"{part} of the aligned claim, the same span",
            partial(_part, part=part, count_tokens=False),
        ),
        Measure(
            f"claims.{part}.overlap",
            f"{part} of the aligned claim, the tokens that both have",
            partial(_part, part=part, count_tokens=True),
        ),
    )


def _given_measure(name: str, rule: str, gold: _Reader, predicted: _Reader) -> Measure:
    return Measure(
        f"claims.{name}", f"{rule}, given the claim", partial(_given, gold_value=gold, predicted_value=predicted)
    )


MEASURES = (
    *(measure for part in PARTS for measure in _part_measures(part)),
    _given_measure("entity", "source entity", _gold_entity, _predicted_entity),
    _given_measure("stance", "stance", _stance, _stance),
    _given_measure("mode", "mode", _mode, _mode),
    _given_measure("nesting", "the claim it is nested in", _gold_holder, _predicted_holder),
    Measure(
        "claims.attribution",
        "the claim: source, cue and content overlap by half or more, and the source entity is right where there is one",
        partial(_whole, right=_attribution),
    ),
    Measure("claims.whole", "the claim with every span and every attribute", partial(_whole, right=_everything)),
)
