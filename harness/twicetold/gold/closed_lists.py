"""Errors about a value that is not on a closed list, with the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

import msgspec

from twicetold.ontology import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = re.compile(r"`\$(\S*)`$")


def explained(error: msgspec.ValidationError, kind: type[msgspec.Struct]) -> str:
    """Return what an error in a struct of this kind says and, where a field has a closed list, that list."""
    place = _PLACE.search(str(error))
    hint: object = kind
    for name in re.findall(r"\.(\w+)", place[1]) if place else ():
        owner = next(each for each in _within(hint) if isinstance(each, type) and issubclass(each, msgspec.Struct))
        hint = get_type_hints(owner)[name]
    listed = [value for each in _within(hint) if get_origin(each) is Literal for value in get_args(each)]
    allowed = ", ".join(value for value in listed if value not in ("", UNKNOWN))
    return f"{error}; it is one of {allowed}" if allowed else str(error)


def _within(hint: object) -> Iterator[object]:
    """Yield a type and those that it is made of."""
    yield hint
    if get_origin(hint) is not Literal:
        for each in get_args(hint):
            yield from _within(each)
