"""How far a run is, in a terminal."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LINE_EVERY = 30.0
"""Seconds between two lines of progress where there is no terminal."""


@contextmanager
def progress(total: int, stream: IO[str]) -> Iterator[Callable[[int, int], None]]:
    """Show how far something is: a bar on a terminal, a line now and then elsewhere.

    Yields what to call with the number of articles done and of failures among them.
    """
    out = Console(file=stream)
    if not out.is_terminal:
        yield _lines_of_progress(total, stream)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", style="red"),
    )
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("", total=total, rate="")

        def step(done: int, failed: int) -> None:
            speed = bar.tasks[0].speed
            rate = "" if speed is None else f"{speed:.1f}/s"
            bar.update(task, completed=done, rate=rate, description=f"{failed} failed" if failed else "")

        yield step


def _lines_of_progress(total: int, stream: IO[str]) -> Callable[[int, int], None]:
    last = time.monotonic()

    def step(done: int, failed: int) -> None:
        nonlocal last
        if time.monotonic() - last > _LINE_EVERY:
            last = time.monotonic()
            print(f"{done} of {total} articles, {failed} failed", file=stream, flush=True)

    return step
