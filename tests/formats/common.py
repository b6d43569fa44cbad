"""What the tests of formats share: the corpora of real news beside the checkout, and reading and writing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from twicetold import formats, sense
from twicetold.formats.format import NO_DATE, Reading, labels_of

if TYPE_CHECKING:
    from twicetold.formats.format import Labels, Notes
    from twicetold.model import Article, Story

UNDATED = f"articles without a day of publication, taken to be of {NO_DATE}"
"""What is noted of articles whose day of publication is not said, and asked of nobody."""

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


def corpus(name: str) -> Path:
    """Return the folder of a corpus of real news, or skip the test where it is not there."""
    if not (CORPORA / name).is_dir():
        pytest.skip(f"no corpus {name} beside the checkout, in ../shared/corpora")
    return CORPORA / name


def read(name: str, path: Path, labels: Labels | None = None) -> tuple[list[Story], Notes]:
    """Read a corpus; every story makes sense."""
    found = formats.get(name)
    assert found.read is not None
    reading = Reading(labels_of(name) if labels is None else labels)
    stories = list(found.read(path, reading))
    for story in stories:
        assert list(sense.check_story(story)) == []
    assert len({story.id for story in stories}) == len(stories)
    return stories, reading.notes


def write(name: str, stories: list[Story], path: Path) -> Notes:
    """Write stories."""
    found = formats.get(name)
    assert found.write is not None
    return found.write(stories, path)


def articles(stories: list[Story]) -> list[Article]:
    """Return the articles of stories."""
    return [article for story in stories for article in story.articles]
