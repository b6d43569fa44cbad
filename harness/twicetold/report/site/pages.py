"""Pages: templates filled in, everything escaped, with what every page has."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from twicetold._version import __version__
from twicetold.report.site import naming
from twicetold.report.site.numbers import FILTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent

_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(FILTERS)
_TEMPLATES.globals.update({"naming": naming, "version": __version__})


def write_page(template: str, page: str, context: Mapping[str, Any], folder: Path) -> None:
    """Fill in a template and write it into a site. `page` is its place there, from which links lead."""
    text = _TEMPLATES.get_template(template).render(**context, page=page, top=naming.to_top(page))
    path = folder / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy_static(folder: Path) -> None:
    """Copy style, scripts and the parts of others, with their licences, into a site."""
    shutil.copytree(_HERE / "static", folder / "static")
