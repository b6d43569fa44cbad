"""Mutation of values: JSON, XML, msgpack and rows are taken apart, changed, and written again."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from fuzz.text import mutate_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Tree = Callable[[bytes, bytes, Sequence[bytes], Random], bytes | None]
    """Give the file with a value changed, or None where it is not of this kind."""

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 3, 2**31 - 1, 2**31, 2**63, 1.5, -0.0, 1e308, "", " ", "e1", "v1", "suit/a", "\u0000",
    "🎪" * 3, "x" * 200, [], {}, [[]], [{}], [None], {"": ""}, "2024-02-30", "PT9" + "9" * 30 + "H",
)  # fmt: skip
_STAYS = 0.15
"""How often a place is one that holds others."""
_CROSSED = 0.5
"""How often a part comes from elsewhere."""
_SHALLOW = 0.98
"""How often a value is not nested for the sake of it."""
_DEEP = 300
"""How deep a value is that is nested for the sake of it."""


def mutate_value(root: Any, other: Any, tokens: Sequence[bytes], rng: Random) -> Any:
    """Return a value with something changed in it. What is in it is changed in place; `other` gives parts."""
    if not (isinstance(root, dict | list) and root):
        return rng.choice(_VALUES)
    holder, key = _place(root, rng)
    from_other = isinstance(other, dict | list) and other and rng.random() < _CROSSED
    giver, its_key = _place(other if from_other else root, rng)
    given = deepcopy(giver[its_key])
    match rng.randrange(10):
        case 0 | 1 | 2:
            holder[key] = _changed(holder[key], tokens, rng)
        case 3 | 4:
            holder[key] = given
        case 5:
            del holder[key]
        case 6 | 7 if isinstance(holder, list):
            some = [given] if rng.random() < _CROSSED else [holder[key]] * rng.choice((1, 1, 30))
            holder[key:key] = some
        case 6 | 7:
            holder[rng.choice((_word(tokens, rng), str(its_key)))] = given
        case 8:
            holder[key] = [holder[key]]
        case _:
            holder[key] = rng.choice(_VALUES) if rng.random() < _SHALLOW else _nested(holder[key])
    return root


def _place(root: Any, rng: Random) -> tuple[Any, Any]:
    """Return a place in a value, however deep: what holds something, and the key or number under which it does."""
    holder = root
    while True:
        key = rng.choice(list(holder)) if isinstance(holder, dict) else rng.randrange(len(holder))
        inner = holder[key]
        if not (isinstance(inner, dict | list) and inner) or rng.random() < _STAYS:
            return holder, key
        holder = inner


def _changed(value: Any, tokens: Sequence[bytes], rng: Random) -> Any:
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice((-1, 1, -2, 5, 40, -value))
    if isinstance(value, float):
        return value * rng.choice((0, -1, 1e300))
    if isinstance(value, str):
        if rng.random() < 0.4:
            return _word(tokens, rng)
        return mutate_bytes(value.encode(), b"", tokens, rng).decode(errors="replace")
    return rng.choice(_VALUES)


def _word(tokens: Sequence[bytes], rng: Random) -> str:
    return rng.choice(tokens).decode(errors="replace") if tokens else "x"


def _nested(value: object) -> object:
    for _ in range(_DEEP):
        value = [value]
    return value


def _json(data: bytes, other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes | None:
    try:
        value = msgspec.json.decode(data)
        giver = msgspec.json.decode(other) if other else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return msgspec.json.encode(mutate_value(value, giver, tokens, rng))


def _json_lines(data: bytes, other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes | None:
    lines = data.split(b"\n")
    number = rng.randrange(len(lines))
    changed = _json(lines[number], rng.choice(other.split(b"\n")), tokens, rng)
    if changed is None:
        return None
    lines[number] = changed
    return b"\n".join(lines)


_TAG = re.compile(r"[^A-Za-z0-9_.-]")


def _xml(data: bytes, _other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes | None:
    """Change an attribute, an element or some text."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    one, two = rng.choice(elements), rng.choice(elements)
    attributed = [each for each in elements if each.attrib] or elements
    try:
        match rng.randrange(8):
            case 0 | 1 | 2:
                one = rng.choice(attributed)
                name = rng.choice(one.keys() or ["id"])
                two = rng.choice(attributed)
                value = rng.choice(two.values() or ["1"]) if rng.random() < 0.4 else one.get(name, "")
                one.set(name, str(_changed(value, tokens, rng)) if rng.random() < 0.7 else value)
            case 3:
                one = rng.choice(attributed)
                del one.attrib[rng.choice(one.keys())]
            case 4:
                one.text = _changed(one.text or "", tokens, rng)
            case 5:
                one.tag = two.tag if rng.random() < 0.7 else "x" + _TAG.sub("", _word(tokens, rng))
            case 6 if one.getparent() is not None:
                one.getparent().remove(one)
            case _:
                copy = etree.fromstring(etree.tostring(one, with_tail=False))
                two.insert(rng.randrange(len(two) + 1), copy)
    except (ValueError, IndexError, etree.LxmlError):
        return None
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


TREES: dict[str, Tree] = {
    ".json": _json,
    ".jsonl": _json_lines,
    **dict.fromkeys((".xml", ".tml", ".xmi"), _xml),
}
"""By the suffix of a file's name."""
