"""Spans by their bounds: made of runs of text, within others, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Span

Bounds = tuple[int, int]
"""Where something begins and ends, in characters or tokens."""


def span_of(runs: Iterable[Bounds]) -> Span:
    """Return a span of runs in any order, which may touch, overlap or be empty."""
    found: list[Bounds] = []
    for start, end in sorted(runs):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(Fragment(start, end) for start, end in found)


def within(inner: Span, outer: Span) -> bool:
    """Tell whether all of a span lies in another."""
    if inner[0].start < outer[0].start or inner[-1].end > outer[-1].end:
        return False  # which is said of most at once
    return all(any(part.start <= each.start and each.end <= part.end for part in outer) for each in inner)


def in_text(bounds: Bounds) -> Bounds:
    """Return a key for the order of the text; of two that begin together the longer comes first."""
    return bounds[0], -bounds[1]


def order_of(span: Span) -> Bounds:
    """Return the key of a span for the order of the text."""
    return in_text((span[0].start, span[-1].end))
