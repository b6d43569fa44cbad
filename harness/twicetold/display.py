"""How values show themselves in a notebook, and what a terminal may be shown.

What draws them stands on top of everything that they are made of. So the package puts it in here, where all can reach
it, and it is loaded when the first value is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

draw: Callable[[object], str]
"""What makes HTML of a value; `twicetold/__init__.py` sets it."""


HARMLESS = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
    | {0x7F: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
)
"""For characters on which a terminal acts, or which turn the direction of others, characters that are only seen."""


def harmless(text: str) -> str:
    """Return a text that a terminal shows and does not obey."""
    return text.translate(HARMLESS)


def shown(value: object) -> str:
    """Return a value as HTML; as the method `_repr_html_` of a class it is what Jupyter calls."""
    return draw(value)  # noqa: F821 - set from outside
