"""How values show themselves in a notebook.

What draws them stands on top of everything that they are made of. So the package puts it in here, where all can reach
it, and it is loaded when the first value is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

draw: Callable[[object], str]
"""What makes HTML of a value; `twicetold/__init__.py` sets it."""


def shown(value: object) -> str:
    """Return a value as HTML; as the method `_repr_html_` of a class it is what Jupyter calls."""
    return draw(value)  # noqa: F821 - set from outside
