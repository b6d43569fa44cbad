"""Offsets that count as browsers do, in UTF-16 code units and with one character for a line end, made code points."""

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


def without_carriage_returns(text: str, unit: Callable[[str], Conversion]) -> Conversion:
    """Return what makes code points of offsets that count a Windows line end as one character, as browsers may."""
    shown = text.replace("\r\n", "\n")
    places = [number for number in range(len(text)) if text[number - 1 : number + 1] != "\r\n"]
    places.append(len(text))
    counted = unit(shown)
    return lambda offset: None if (place := counted(offset)) is None else places[place]


def has_no_astral(text: str) -> bool:
    """Tell whether UTF-16 code units of a text are its code points."""
    return text.isascii() or max(text, default="") <= "\uffff"
