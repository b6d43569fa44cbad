"""What the tests of the engine share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twicetold import Article, Story, corpus, running
from twicetold.predictions import read_predictions

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.predictions import Predictions


def story(name: str, *outlets: str, text: str = "Ada Byron quit on Monday.") -> Story:
    """Return a story with an article for each outlet; to the programs and servers of the tests it is an order."""
    articles = [
        Article(f"{name}/{letter}", text, "2024-03-04", outlet)
        for letter, outlet in zip("abcdefgh", outlets, strict=False)
    ]
    return Story(name, name, tuple(articles))


def stories(number: int) -> list[Story]:
    """Return so many stories of two articles."""
    return [story(f"s{index}", "", "", text=f"Story {index} was told on Monday.") for index in range(number)]


def about(told: list[Story]) -> running.Corpus:
    """Return what the manifest says of the stories."""
    return running.Corpus("test", "", corpus.content_hash(told), "all", sum(len(each.articles) for each in told))


def run(system: Any, told: list[Story], folder: Path, **options: Any) -> running.Manifest:
    """Run a system, which may be a spec, and return the manifest."""
    if isinstance(system, str):
        system = running.Named(system, options.pop("seconds", None), options.pop("isolated", False))
    return running.run(system, told, folder, about=about(told), **options).manifest


def found(folder: Path, told: list[Story]) -> Predictions:
    """Return what is in a run folder."""
    return read_predictions(folder, told)
