"""Where pages and data files lie: the only place that knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable

INDEX = "index.html"
GOLD = "gold.html"
TOP = {INDEX, GOLD, "systems", "stories", "compare", "static", "data"}
"""What may lie at the top of a site."""

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 80


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Return for each name what it is called in file names: no two alike, whatever the case."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for name in names:
        plain = _NOT_IN_NAMES.sub("-", name).strip("-")[:_LONGEST] or "unnamed"
        slug, number = plain, 1
        while slug.lower() in taken:
            number += 1
            slug = f"{plain}-{number}"
        taken.add(slug.lower())
        found[name] = slug
    return found


def system(run: str) -> str:
    """Return the page of a system."""
    return f"systems/{run}.html"


def errors(run: str) -> str:
    """Return the page with the errors of a system; no slug has a point, so that no other page is called so."""
    return f"systems/{run}.errors.html"


def story(slug: str) -> str:
    """Return the page of a story."""
    return f"stories/{slug}.html"


def comparison(first: str, second: str) -> str:
    """Return the page that compares two systems."""
    return f"compare/{first}.{second}.html"


def story_data(slug: str) -> str:
    """Return the key of a story's text, gold and links."""
    return f"stories/{slug}"


def prediction_data(run: str, slug: str) -> str:
    """Return the key of what a system predicted for a story."""
    return f"predictions/{run}/{slug}"


def error_group(layer: str, kind: str) -> str:
    """Return the fragment at which a page of errors shows those of a layer and kind."""
    return f"{layer}-{kind}".replace(" ", "-")


def part_of_group(group: str, gold: str, found: str) -> str:
    """Return the fragment at which a page of errors shows of a group the gold of one type that was found as another."""
    return f"{group}?{urlencode({'gold': gold, 'found': found})}"


def error_data(run: str, layer: str, kind: str, number: int) -> str:
    """Return the key of a part of a system's errors of a layer and kind; parts are numbered from 1."""
    return f"errors/{run}/{error_group(layer, kind)}-{number}"


def score_data(run: str) -> str:
    """Return the key of a system's scores, story by story."""
    return f"scores/{run}"


def two_predictions(slug: str, first: str, second: str) -> str:
    """Return the page of a story, with two systems to be switched between."""
    return f"{story(slug)}#run={first}&other={second}"


def data_file(key: str) -> str:
    """Return the file in which the data of a key lies."""
    return f"data/{key}.js"


def to_top(page: str) -> str:
    """Return what leads from a page to the top of the site: "" or "../"."""
    return "../" * page.count("/")
