"""Offsets of tools that count as browsers do, in UTF-16 code units, made code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Conversion = Callable[[int], int | None]
    """The offset in code points for one in another unit, or None where it leads to no place in the text."""


def code_points(text: str) -> Conversion:
    """Return what tells whether an offset in code points lies in a text."""
    return lambda offset: offset if 0 <= offset <= len(text) else None


def utf16(text: str) -> Conversion:
    """Return what makes code points of offsets in UTF-16 code units; None outside the text and within a character."""
    found: list[int | None] = []
    for number, character in enumerate(text):
        found += [number] if character <= "\uffff" else [number, None]
    found.append(len(text))
    return lambda offset: found[offset] if 0 <= offset < len(found) else None


def has_no_astral(text: str) -> bool:
    """Tell whether UTF-16 code units of a text are its code points."""
    return text.isascii() or max(text, default="") <= "\uffff"
