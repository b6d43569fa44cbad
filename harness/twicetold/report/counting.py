"""Numbers as they are written, and with what they count."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 story", "2 stories"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def amount(number: float) -> str:
    """Return a sum as it is written: "2", "0.5", "1234567"."""
    return f"{number:.12g}"
