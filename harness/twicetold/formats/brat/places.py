"""Places in a text: spans broken as brat can hold them, and the mention around a span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold.formats.bounds import within
from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.model import Span

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Where brat, like `str.splitlines`, ends a line."""

_LINE = re.compile(f"[^{BREAKS}]+")


def broken(span: Span, text: str) -> Span:
    """Return a span in fragments without ends of lines; as it is where it has nothing else."""
    lines = (line for part in span for line in _LINE.finditer(text, part.start, part.end))
    return tuple(Fragment(*line.span()) for line in lines) or span


def innermost(span: Span, mentions: Mapping[str, Span]) -> str | None:
    """Return the shortest mention around a span, the first of several; None where there is none."""
    around = (name for name, outer in mentions.items() if within(span, outer))
    return min(around, key=lambda name: sum(part.end - part.start for part in mentions[name]), default=None)
