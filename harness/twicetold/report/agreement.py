"""Agreement of two annotations, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.measures import layer_of
from twicetold.report.counting import amount, count
from twicetold.report.terminal import heading, show, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.agreement import Agreement
    from twicetold.scoring import Scores

SHOWN = (
    "entities.strict", "entities.exact", "entities.conll",
    "dates.strict", "dates.value",
    "events.trigger.id", "events.trigger.class", "events.argument.class",
    "claims.source.exact", "claims.cue.exact", "claims.content.exact", "claims.content.overlap", "claims.attribution",
    "links.entities", "links.events", "links.claims",
)  # fmt: skip
"""The measures that are shown."""


def print_agreement(between: Agreement, changes: Sequence[Agreement] = ()) -> None:
    """Print F1 between two annotations, and of each against the adjudicated one; then the coefficients."""
    columns = ["F1", *(f"pass {number} to gold" for number, _ in enumerate(changes, start=1)), "first", "second"]
    scores = table(["measure"], columns)
    for name in SHOWN:
        found = [_f1(each, name) for each in (between, *changes)]
        part = part_of(between, name)
        if part is None or name not in part.totals:
            continue
        tally = part.totals[name]
        counts = (tally.recall_denominator, tally.precision_denominator)
        scores.add_row(name, *(_shown(value) for value in found), *map(amount, counts))
    show(heading(f"agreement on {count(between.articles, 'article')}"), scores)
    for title, coefficients, unit in (
        ("Krippendorff's alpha, by token", between.alpha, "tokens"),
        ("Cohen's kappa, of labels", between.kappa, "items"),
    ):
        rows = table(("layer", "label"), ("value", unit))
        layer = ""
        for (own_layer, name), coefficient in coefficients.items():
            if layer and own_layer != layer:
                rows.add_section()
            in_layer = own_layer if own_layer != layer else ""
            rows.add_row(in_layer, name, _shown(coefficient.value), f"{coefficient.over}")
            layer = own_layer
        show(heading(title), rows)


def part_of(agreement: Agreement, measure: str) -> Scores | None:
    """Return the scores that hold a measure; links are scored only where ids are those of the adjudicated items."""
    return agreement.links if layer_of(measure) == "links" else agreement.scores


def _f1(agreement: Agreement, name: str) -> float | None:
    part = part_of(agreement, name)
    return part.numbers[name].f1.estimate if part and name in part.numbers else None


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
