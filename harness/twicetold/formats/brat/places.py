"""Places in a text: runs of it made a span, spans broken as brat can hold them, and spans within others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twicetold.model import Span

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Where brat, like `str.splitlines`, ends a line."""

_LINE = re.compile(f"[^{BREAKS}]+")


def span_of(bounds: Iterable[tuple[int, int]]) -> Span:
    """Return a span of runs in any order, which may touch, overlap or be empty."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(bounds):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        elif start < end:
            runs.append((start, end))
    return tuple(Fragment(start, end) for start, end in runs)


def broken(span: Span, text: str) -> Span:
    """Return a span in fragments without ends of lines; as it is where it has nothing else."""
    lines = (line for part in span for line in _LINE.finditer(text, part.start, part.end))
    return tuple(Fragment(*line.span()) for line in lines) or span


def within(inner: Span, outer: Span) -> bool:
    """Tell whether all of a span lies in another."""
    if inner[0].start < outer[0].start or inner[-1].end > outer[-1].end:
        return False  # which is said of most at once
    return all(any(part.start <= each.start and each.end <= part.end for part in outer) for each in inner)


def innermost(span: Span, mentions: Mapping[str, Span]) -> str | None:
    """Return the shortest mention around a span, the first of several; None where there is none."""
    around = (name for name, outer in mentions.items() if within(span, outer))
    return min(around, key=lambda name: sum(part.end - part.start for part in mentions[name]), default=None)
