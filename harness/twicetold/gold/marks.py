r"""Marks in running text: `[Karim Massimov](e5)`, and the text they were taken off.

The closing side carries the label, as a Markdown link does. Marks nest; one span marked twice is two pairs of
brackets, `[[handed](v3)](v4)`. Bars inside a mark delimit its head: `[a close |ally| of [his](e2 pro)](e5 nom)`;
marks over the same words have the same head. A bracket, bar or backslash of the text itself is written with a
backslash before it.

This file knows brackets, not what labels mean: it turns marked text into text and pieces, and back.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from twicetold.errors import InputError, MarkupError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SPECIAL = re.compile(r"[\[\]|\\]")
_LABEL = re.compile(r"\(([^()\[\]|\\\n]+)\)")


class Piece(NamedTuple):
    """A marked run of text, its label as written, its head if barred, and where the label stands in the source."""

    start: int
    end: int
    label: str
    head: tuple[int, int] | None = None
    position: int = 0


class _Open:
    """A mark whose closing bracket has not been met."""

    __slots__ = ("bars", "position", "start")

    def __init__(self, start: int, position: int) -> None:
        self.start = start
        self.position = position
        self.bars: list[int] = []


def fail(problem: str, source: str, position: int, path: Path | str) -> NoReturn:
    """Raise a MarkupError that points at a position of the source."""
    begin = source.rfind("\n", 0, position) + 1
    shown = source[begin:].partition("\n")[0]
    line = source.count("\n", 0, position) + 1
    raise MarkupError(problem, path=path, line=line, column=position - begin + 1, source=shown)


def strip(marked: str, path: Path | str = "<text>") -> tuple[str, list[Piece]]:
    """Take the marks off: return the exact text and the pieces in the order of their closing brackets.

    Raises MarkupError for an unbalanced bracket or bar, a missing label, a mark around nothing, a lone backslash.
    """
    text: list[str] = []
    length = 0
    stack: list[_Open] = []
    pieces: list[Piece] = []
    position = 0
    while match := _SPECIAL.search(marked, position):
        at = match.start()
        text.append(marked[position:at])
        length += at - position
        position = at + 1
        character = marked[at]
        if character == "\\":
            escaped = marked[position : position + 1]
            if escaped not in ("[", "]", "|", "\\"):
                fail(r"a backslash must stand before [, ], | or \; write \\ for a backslash", marked, at, path)
            text.append(escaped)
            length += 1
            position += 1
        elif character == "[":
            stack.append(_Open(length, at))
        elif not stack:
            what = "bar" if character == "|" else "closing bracket"
            fail(f"a {what} outside any mark; write \\{character} if it belongs to the text", marked, at, path)
        elif character == "|":
            stack[-1].bars.append(length)
        else:
            position = _close(stack.pop(), length, marked, at, path, pieces)
    if stack:
        fail("this mark is never closed", marked, stack[-1].position, path)
    text.append(marked[position:])
    heads = {(piece.start, piece.end): piece.head for piece in pieces if piece.head}
    return "".join(text), [piece._replace(head=heads.get((piece.start, piece.end))) for piece in pieces]


def _close(  # noqa: PLR0917 - the state of one scan
    opened: _Open, end: int, marked: str, at: int, path: Path | str, pieces: list[Piece]
) -> int:
    """Note the piece that the bracket at `at` closes; return the position behind its label."""
    label = _LABEL.match(marked, at + 1)
    if label is None:
        fail("a closing bracket needs a label: [words](e1)", marked, at, path)
    if opened.start == end:
        fail("this mark has no words in it", marked, opened.position, path)
    head = None
    if opened.bars:
        if len(opened.bars) != 2 or opened.bars[0] == opened.bars[1]:  # noqa: PLR2004 - a pair
            fail("a head is words between two bars: [the |head| of it](e1)", marked, opened.position, path)
        head = (opened.bars[0], opened.bars[1])
    pieces.append(Piece(opened.start, end, label[1], head, at + 1))
    return label.end()


def put_on(text: str, pieces: Sequence[Piece]) -> str:
    """Write marks into a text: the inverse of `strip`. Of two pieces over the same words the first is the inner.

    Raises InputError for pieces that cross (see `nest`) and for a head that lies inside a smaller mark or crosses
    one, since bars would then delimit the head of that mark.
    """
    heads: dict[tuple[int, int], tuple[int, int] | None] = {}
    nodes: list[tuple[int, int, float, str, str]] = []
    for order, piece in enumerate(pieces):
        bounds = (piece.start, piece.end)
        nodes.append((piece.start, -piece.end, -order, "[", f"]({piece.label})"))
        if piece.head and bounds not in heads:
            inside = -order + 0.5 if piece.head == bounds else -len(pieces)
            nodes.append((piece.head[0], -piece.head[1], inside, "|", "|"))
        if heads.setdefault(bounds, piece.head) != piece.head or _hidden(piece, pieces):
            words = text[piece.start : piece.end]
            raise InputError(f"the head of {words!r} ({piece.label}) lies inside another mark and cannot be barred")
    out: list[str] = []
    stack: list[tuple[int, str]] = []
    done = 0

    def write_up_to(place: int) -> None:
        nonlocal done
        while stack and stack[-1][0] <= place:
            end, closing = stack.pop()
            out.extend((_escape(text[done:end]), closing))
            done = end
        out.append(_escape(text[done:place]))
        done = place

    for start, negative_end, _, opening, closing in sorted(nodes):
        write_up_to(start)
        if stack and stack[-1][0] < -negative_end:
            raise InputError(f"two marks cross at character {start}: {text[start:-negative_end]!r}")
        out.append(opening)
        stack.append((-negative_end, closing))
    write_up_to(len(text))
    return "".join(out)


def _hidden(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Tell whether a smaller mark would take the bars of a piece's head for its own."""
    if piece.head is None:
        return False
    start, end = piece.head
    return any(
        piece.start <= other.start <= start
        and end <= other.end <= piece.end
        and (other.start, other.end) not in {piece.head, (piece.start, piece.end)}
        for other in pieces
    )


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def nest(spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cut spans where they cross, so that all the pieces nest; each span gives its pieces in order.

    A span that crosses none stays whole. Of two that cross, the one that starts later is cut, where the other ends.
    """
    cut: list[list[tuple[int, int]]] = [[] for _ in spans]
    open_now: list[tuple[int, int]] = []  # (end, index), the outermost first
    for index in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i)):
        start, end = spans[index]
        open_now = [item for item in open_now if item[0] > start]
        borders = sorted({other for other, _ in open_now if other < end})
        edges = [start, *borders, end]
        cut[index] = list(pairwise(edges))
        open_now.append((end, index))
    return cut
