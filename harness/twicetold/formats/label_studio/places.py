"""Where the regions of a text stand: offsets of several kinds become code points, if the words do not contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.formats.utf16 import code_points, has_no_astral, utf16, without_carriage_returns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.utf16 import Conversion

    Given = tuple[int, int, str | None]
    """Offsets as they are given, and the words if these are."""


def places(values: dict[str, object], text: str, note: Callable[[str], None]) -> dict[str, Bounds]:
    """Return where regions stand whose results have these values; what stands nowhere is noted."""
    found = {}
    for name, value in values.items():
        if given := _given(value):
            found[name] = given
        else:
            note("results that are about no run of plain text")
    converted = _conversion(text, found.values())
    placed = {}
    for name, (first, last, words) in found.items():
        start, end = converted(first), converted(last)
        if start is None or end is None or start >= end:
            note("regions that are empty or not in the text")
        elif words is not None and not _alike(words, text[start:end]):
            note("regions whose words are not those of the text there")
        else:
            placed[name] = start, end
    return placed


def _given(value: object) -> Given | None:
    """Return the offsets that a value has; None if there is nothing to rely on."""
    if not isinstance(value, dict):
        return None
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(words, str):
        words = None
    if not isinstance(start, int) and words is not None and isinstance(value.get("globalOffsets"), dict):
        start, end = value["globalOffsets"].get("start"), value["globalOffsets"].get("end")
    return (start, end, words) if isinstance(start, int) and isinstance(end, int) else None


def _conversion(text: str, found: Iterable[Given]) -> Conversion:
    """Return what makes code points of the offsets: they are, unless another way to count gives more of the words."""
    units = [code_points] if has_no_astral(text) else [code_points, utf16]
    ways = [unit(text) for unit in units]
    if "\r\n" in text:
        ways += [without_carriage_returns(text, unit) for unit in units]
    if len(ways) == 1:
        return ways[0]
    quoted = [(start, end, words) for start, end, words in found if words]

    def misses(converted: Conversion) -> int:
        return sum(not _alike(words, text[converted(start) or 0 : converted(end) or 0]) for start, end, words in quoted)

    return min(ways, key=misses)


def _alike(words: str, there: str) -> bool:
    """Compare the words of a region with the text, but for blanks: browsers and older versions change these."""
    return words == there or _squeezed(words) == _squeezed(there)


def _squeezed(words: str) -> str:
    return "".join(words.replace("\\n", "").split())
