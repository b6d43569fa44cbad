"""Numbers with what they count."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 story", "2 stories"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
