"""The figures of an error hunt, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.report.terminal import heading, show, table

if TYPE_CHECKING:
    from twicetold.gold.hunt import Hunt, Remaining, Row


def print_hunt(found: Hunt) -> None:
    """Print planted and real errors found in each layer, and the errors estimated to remain."""
    columns = (
        "items", "planted", "found by 1", "by 2", "by either", "real by 1", "by 2", "by both", "mended", "false",
        "recaptured: left", "by planted: left", "% wrong",
    )  # fmt: skip
    rows = table(["layer"], columns)
    for layer, row in found.rows.items():
        if layer == "all":
            rows.add_section()
        rows.add_row(layer, *_cells(row))
    show(heading("error hunt"), rows, *_notes(found))


def _cells(row: Row) -> list[str]:
    either = f"{row.planted_found[2]}" + (f" ({100 * row.planted_found[2] / row.planted:.0f} %)" if row.planted else "")
    worst = max((each.estimate for each in (row.recaptured, row.by_planted) if each.estimate is not None), default=None)
    share = "–" if worst is None or not row.items else f"{100 * worst / row.items:.2f}"
    counts = (row.items, row.planted, *row.planted_found[:2])
    real = (*row.real, row.confirmed, row.false)
    return [*map(str, counts), either, *map(str, real), _left(row.recaptured), _left(row.by_planted), share]


def _left(remaining: Remaining) -> str:
    if remaining.estimate is None:
        return "–"
    if remaining.high is None:
        return f"{remaining.estimate:.1f}"
    return f"{remaining.estimate:.1f} [{remaining.low:.1f}, {remaining.high:.1f}]"


def _notes(found: Hunt) -> list[str]:
    notes = ["% wrong: the greater of the two estimates, over the items of the layer."]
    return [*notes, f"{len(found.open)} findings wait for a verdict"] if found.open else notes
