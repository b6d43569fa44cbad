"""Twicetold: a benchmark of news told twice.

    import twicetold

    for story in twicetold.load("test"):
        for article in story.articles:
            article.text, article.gold.entities

Names are imported when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from twicetold import display
from twicetold._version import __version__

if TYPE_CHECKING:
    from twicetold.corpus import hydrate, load
    from twicetold.measures.tally import Tally
    from twicetold.model import (
        Argument,
        Article,
        Claim,
        Cluster,
        Date,
        Entity,
        Event,
        Extraction,
        Fragment,
        Links,
        Member,
        Mention,
        Prediction,
        Relation,
        Span,
        Story,
        span,
        text_of,
    )
    from twicetold.resources import data_root, dataset_path
    from twicetold.scoring import Scores, score
    from twicetold.systems.protocol import System
    from twicetold.systems.registry import find_system

_HOME = {
    "hydrate": "corpus",
    "load": "corpus",
    "Tally": "measures.tally",
    **dict.fromkeys(
        (
            "Argument", "Article", "Claim", "Cluster", "Date", "Entity", "Event", "Extraction", "Fragment", "Links",
            "Member", "Mention", "Prediction", "Relation", "Span", "Story", "span", "text_of",
        ),
        "model",
    ),
    "data_root": "resources",
    "dataset_path": "resources",
    "Scores": "scoring",
    "score": "scoring",
    "System": "systems.protocol",
    "find_system": "systems.registry",
}  # fmt: skip

__all__ = [
    "Argument",
    "Article",
    "Claim",
    "Cluster",
    "Date",
    "Entity",
    "Event",
    "Extraction",
    "Fragment",
    "Links",
    "Member",
    "Mention",
    "Prediction",
    "Relation",
    "Scores",
    "Span",
    "Story",
    "System",
    "Tally",
    "__version__",
    "data_root",
    "dataset_path",
    "find_system",
    "hydrate",
    "load",
    "score",
    "span",
    "text_of",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'twicetold' has no attribute {name!r}")
    return getattr(import_module(f"twicetold.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__


def _draw(value: object) -> str:
    drawn: str = import_module("twicetold.report.notebook").html(value)
    return drawn


display.draw = _draw
