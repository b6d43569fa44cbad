"""Tables and marked text in a terminal; plain text when piped."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from twicetold.measures.tally import Tally
    from twicetold.model import Article
    from twicetold.scoring import Scores

_WIDE = 400
"""Columns when nobody's terminal limits them."""


def console() -> Console:
    """Return a console on standard output: as wide as the terminal, or as wide as the lines when piped."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=_WIDE)


def table(title: str = "") -> Table:
    """Return an empty table in the house style."""
    return Table(title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)


def print_scores(scores: Scores, *, title: str, by_type: bool = False) -> None:
    """Print precision, recall and F1 of every measure, in per cent, and under it the signature."""
    rows = table(title)
    rows.add_column("layer")
    rows.add_column("measure")
    for name in ("P", "R", "F1", "gold", "found"):
        rows.add_column(name, justify="right")
    layer = ""
    for measure in scores.measures:
        own_layer, _, rest = measure.partition(".")
        if layer and own_layer != layer:
            rows.add_section()
        rows.add_row(own_layer if own_layer != layer else "", rest, *_cells(scores.total(measure)))
        layer = own_layer
        if by_type:
            for label in scores.labels(measure):
                rows.add_row("", f"  {label}", *_cells(scores.total(measure, label=label)), style="dim")
    out = console()
    out.print(rows)
    missing = len(scores.missing)
    out.print(
        f"{len(scores.articles)} articles" + (f", {missing} without a prediction, counted as empty" if missing else "")
    )
    out.print(scores.signature, style="dim", soft_wrap=True)


def _cells(tally: Tally) -> list[str]:
    numbers = [_percent(value) for value in (tally.precision, tally.recall, tally.f1)]
    return [*numbers, f"{tally.recall_denominator:g}", f"{tally.precision_denominator:g}"]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def print_rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Print a table of rows that have the same keys."""
    shown = table()
    for name in rows[0] if rows else ():
        shown.add_column(name)
    for row in rows:
        shown.add_row(*row.values())
    console().print(shown)


def print_facts(facts: Mapping[str, str]) -> None:
    """Print names and values, one a line."""
    out = console()
    width = max(map(len, facts))
    for name, value in facts.items():
        out.print(f"{name.ljust(width)}  {value}", soft_wrap=True, markup=False)


@contextmanager
def progress(total: int, stream: IO[str]) -> Iterator[Callable[[Article], None]]:
    """Show a bar on a terminal, and nothing elsewhere; yields what to call before each article."""
    out = Console(file=stream)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=out, transient=True,
        disable=not out.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=total)

        def step(article: Article) -> None:
            bar.update(task, description=article.id, advance=1)

        yield step
