"""Agreement of two annotations, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.report.terminal import heading, show, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.agreement import Agreement, Coefficient

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
    scores = table()
    scores.add_column("measure")
    columns = ["F1", *(f"pass {number} to gold" for number, _ in enumerate(changes, start=1)), "first", "second"]
    for name in columns:
        scores.add_column(name, justify="right")
    for name in SHOWN:
        found = [_f1(each, name) for each in (between, *changes)]
        part = between.links if name.startswith("links.") else between.scores
        if part is None or name not in part.totals:
            continue
        tally = part.totals[name]
        counts = (tally.recall_denominator, tally.precision_denominator)
        scores.add_row(name, *(_shown(value) for value in found), *(f"{number:g}" for number in counts))
    show(heading(f"agreement on {between.articles} articles"), scores)
    for title, coefficients, unit in (
        ("Krippendorff's alpha, by token", between.alpha, "tokens"),
        ("Cohen's kappa, of labels", between.kappa, "items"),
    ):
        rows = table()
        rows.add_column("layer")
        rows.add_column("label")
        rows.add_column("value", justify="right")
        rows.add_column(unit, justify="right")
        layer = ""
        for (own_layer, name), coefficient in coefficients.items():
            if layer and own_layer != layer:
                rows.add_section()
            rows.add_row(own_layer if own_layer != layer else "", name, *_cells(coefficient))
            layer = own_layer
        show(heading(title), rows)


def _f1(agreement: Agreement, name: str) -> float | None:
    part = agreement.links if name.startswith("links.") else agreement.scores
    return part.numbers[name].f1.estimate if part and name in part.numbers else None


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _cells(coefficient: Coefficient) -> tuple[str, str]:
    return _shown(coefficient.value), f"{coefficient.over}"
