"""Tables and marked text in a terminal; plain text when piped."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from twicetold.measures.tally import Tally
    from twicetold.model import Article
    from twicetold.scoring import Scores

_WIDTH = 160
"""Columns where no terminal sets them."""


def show(*things: RenderableType) -> None:
    """Print tables and texts: in colour and as wide as the terminal, or plain, of a fixed width, when piped."""
    out = Console(highlight=False, markup=False)
    if out.is_terminal:
        for thing in things:
            out.print(thing)
        return
    plain = Console(highlight=False, markup=False, width=_WIDTH, color_system=None)
    with plain.capture() as captured:
        for thing in things:
            plain.print(thing)
    lines = captured.get().splitlines()
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))


def table(title: str = "") -> Table:
    """Return an empty table in the house style."""
    return Table(title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)


def print_scores(scores: Scores, *, title: str, by: str | None = None) -> None:
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
        for label, tally in scores.by(by, measure).items() if by else ():
            rows.add_row("", f"  {label}", *_cells(tally), style="dim")
    missing = len(scores.missing)
    articles = f"{len(scores.articles)} articles"
    if missing:
        articles += f", {missing} without a prediction, counted as empty"
    show(rows, articles, Text(scores.signature, style="dim"))


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
    show(shown)


def print_facts(facts: Mapping[str, str]) -> None:
    """Print names and values, one a line."""
    width = max(map(len, facts))
    show(*(Text(f"{name.ljust(width)}  {value}", no_wrap=True, overflow="ignore") for name, value in facts.items()))


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
