"""What plots are made of: elements of SVG, every text and attribute escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 36
"""Characters of a name beside a plot."""


def tag(name: str, *content: Markup | str, **attributes: str | float) -> Markup:
    """Return an element. Of the names of attributes, a final underscore goes and others become hyphens."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.removesuffix("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
    )
    if not content:
        return Markup("<{}{}/>").format(name, written)
    inside = Markup("").join(map(escape, content))
    return Markup("<{}{}>{}</{}>").format(name, written, inside, name)


def shortened(words: str) -> str:
    """Return no more of some words than there is room for at the side of a plot."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _value(value: str | float) -> str:
    """Return a number with no more digits than can be seen."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def picture(title: str, parts: Iterable[Markup], *, width: float, height: float, **attributes: str) -> Markup:
    """Return a plot as one picture: a screen reader says its title, a pointer shows it."""
    box = f"0 0 {_value(width)} {_value(height)}"
    return tag("svg", tag("title", title), *parts, role="img", width=width, height=height, viewBox=box, **attributes)
