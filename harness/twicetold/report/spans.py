"""Scores of flat spans in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.report.counting import amount, count
from twicetold.report.terminal import heading, show, table

if TYPE_CHECKING:
    from twicetold.measures.tally import Tally
    from twicetold.span_scoring import SpanScores


def print_span_scores(scores: SpanScores, *, title: str, by_type: bool = False) -> None:
    """Print precision, recall and F1 of every mode, in per cent, with what they count; rows for each label if asked."""
    rows = table(["mode"], ("P", "R", "F1", "gold", "found"))
    for mode, labels in scores.tallies.items():
        rows.add_row(mode, *_cells(scores.total(mode)))
        for label, tally in labels.items() if by_type else ():
            rows.add_row(f"  {label}", *_cells(tally), style="dim")
    documents = count(scores.documents, "document")
    if scores.missing:
        documents += f", {scores.missing} without a prediction, counted as empty"
    show(heading(title), rows, documents)


def _cells(tally: Tally) -> list[str]:
    numbers = ["–" if number is None else f"{100 * number:.1f}" for number in (tally.precision, tally.recall, tally.f1)]
    return [*numbers, amount(tally.recall_denominator), amount(tally.precision_denominator)]
