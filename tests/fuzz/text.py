"""Mutation of bytes, lines and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

_NUMBER = re.compile(rb"-?\d+")
_NUMBERS = (b"0", b"1", b"-1", b"7", b"255", b"65536", b"2147483648", b"9223372036854775808", b"1e999", b"9" * 400)
_ODD = (
    *(
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\x85",
        b"\x1c",
        b"\r\n",
        b"\r",
        b"\n\n",
        b"\t",
        b" ",
    ),
    *(each.encode() for each in ("\u2028", "\u00a0", "\u202e", "İ", "ß", "e\u0301", "🎪", "٣", "²")),
    *b"\\ \" ' < & ]]> { } [ ] ( ) | # : / .. %s NaN null - -- _ = , ; *".split(),
)
"""What something has stumbled over before: broken UTF-8, ends of lines, digits that are none, marks with a meaning."""


def mutate_bytes(data: bytes, other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes:
    """Return bytes with one thing changed in them; `other` is what is crossed over with."""
    change = rng.choice(_CHANGES)
    return change(data, other, tokens, rng)


def mutate_name(name: str, rng: Random) -> str:
    """Return a path with something changed in the name of the file, which stays one that any disk takes."""
    folder, slash, own = name.rpartition("/")
    place = rng.randrange(len(own) + 1)
    added = rng.choice(("x", "-", "_", ".", "2024-02-30", "é", " ", "0", "🎪"))
    changed = rng.choice((own[:place] + added + own[place:], own[:place] + own[place + 1 :], own.upper(), own * 2))
    return folder + slash + (changed[:60].strip(".") or "x")


def _place(data: bytes, rng: Random) -> int:
    return rng.randrange(len(data) + 1)


def _run(data: bytes, rng: Random) -> tuple[int, int]:
    """Return where some part begins and ends, which is mostly short."""
    start = _place(data, rng)
    return start, min(len(data), start + 1 + int(rng.expovariate(0.1)))


def _flip(data: bytes, _other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    if not data:
        return b"\0"
    place = rng.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :]


def _insert(data: bytes, _other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes:
    place = _place(data, rng)
    return data[:place] + rng.choice(tokens if tokens and rng.random() < 0.6 else _ODD) + data[place:]


def _replace(data: bytes, _other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes:
    start, end = _run(data, rng)
    return data[:start] + rng.choice(tokens or _ODD) + data[end:]


def _delete(data: bytes, _other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    start, end = _run(data, rng)
    return data[:start] + data[end:]


def _cut(data: bytes, _other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    return data[: _place(data, rng)]


def _duplicate(data: bytes, _other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    start, end = _run(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 1, 1, 2, 60)) + data[end:]


def _move(data: bytes, _other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    start, end = _run(data, rng)
    rest = data[:start] + data[end:]
    place = _place(rest, rng)
    return rest[:place] + data[start:end] + rest[place:]


def _cross(data: bytes, other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    other = other or data
    start, end = _run(other, rng)
    place = _place(data, rng)
    return data[:place] + other[start : _place(other, rng) if rng.random() < 0.3 else end] + data[place:]


def _renumber(data: bytes, _other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    match, another = rng.choice(found), rng.choice(found)
    near = b"%d" % (int(match[0][:18]) + rng.choice((-1, 1, 2, -10, 100)))
    number = rng.choice((near, near, another[0], rng.choice(_NUMBERS)))
    return data[: match.start()] + number + data[match.end() :]


def _reline(data: bytes, other: bytes, _tokens: Sequence[bytes], rng: Random) -> bytes:
    """Delete, repeat, swap or bring in a line, or a column of one."""
    lines = data.split(b"\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            del lines[one]
        case 1:
            lines.insert(two, lines[one])
        case 2:
            lines[one], lines[two] = lines[two], lines[one]
        case 3:
            lines.insert(one, rng.choice((other or data).split(b"\n")))
        case 4:
            lines[one] = b" ".join(sorted(lines[one].split(), key=lambda _: rng.random()))
        case _:
            ours, theirs = lines[one].split(b"\t"), lines[two].split(b"\t")
            ours[rng.randrange(len(ours))] = rng.choice(theirs)
            lines[one] = b"\t".join(ours)
    return b"\n".join(lines)


_CHANGES: tuple[Callable[[bytes, bytes, Sequence[bytes], Random], bytes], ...] = (
    _flip, _insert, _insert, _replace, _delete, _duplicate, _move, _cross, _renumber, _renumber, _reline, _reline, _cut,
)  # fmt: skip
