"""Drawings that are made once and shown in two ways: as SVG in a page, and as data that a script builds SVG from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.report.site.plots.svg import tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup


class Shape(NamedTuple):
    """An element of SVG: its name, its attributes by name, and the elements and texts inside. JSON has it as a list."""

    name: str
    attributes: Mapping[str, str | float]
    content: tuple[Shape | str, ...]


def shape(name: str, *content: Shape | str, **attributes: str | float) -> Shape:
    """Return an element. Of the names of attributes, a final underscore goes and others become hyphens."""
    return Shape(name, {key.removesuffix("_").replace("_", "-"): value for key, value in attributes.items()}, content)


def markup(drawn: Shape) -> Markup:
    """Return an element as it stands in a page."""
    inside = (each if isinstance(each, str) else markup(each) for each in drawn.content)
    return tag(drawn.name, *inside, **drawn.attributes)
