"""The page of a story: its tellings side by side, with their time line and where their claims meet.

The text, the time line and the relations stand in the page itself; scripts load the data and mark the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import text_of
from twicetold.report.site import naming
from twicetold.report.site.calendar import told_by
from twicetold.report.site.data_files import write_data
from twicetold.report.site.gathering import by_story
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.time_line import time_line
from twicetold.report.site.story_data import letter_of, prediction_value, story_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.model import Article, Claim, Member, Span, Story
    from twicetold.report.site.gathering import Run

SIGNS = {"AGREE": "=", "CONTRADICT": "≠", "ELABORATE": "+"}
"""How a relation between two claims is drawn."""
SCRIPTS = (
    "segments", "items", "difference", "marks", "gutter", "light", "relations", "time_line", "panel", "walk",
    "address", "pointing", "controls", "viewer",
)  # fmt: skip
"""The scripts of the page in the order in which they build on one another."""


class Telling(NamedTuple):
    """An article as the page shows it."""

    letter: str
    article: Article
    paragraphs: Sequence[str]


class Said(NamedTuple):
    """A claim in words: who says it, how, and what."""

    letter: str
    id: str
    source: str
    cue: str
    content: str


class Meeting(NamedTuple):
    """Two claims of different tellings about the same matter."""

    label: str
    sign: str
    first: Said
    second: Said
    phenomena: Sequence[str]


def write_stories(runs: Sequence[Run], stories: Iterable[Story], slugs: Mapping[str, str], folder: Path) -> None:
    """Write a page and the data of each story, and what each run predicted for it; nothing is kept in memory.

    `slugs` are the names of stories in files, by id. `stories` are gone through once more for each run.
    """
    for story in stories:
        write_data(naming.story_data(slugs[story.id]), story_value(story), folder)
        write_page("story.html", naming.story(slugs[story.id]), _context(story, slugs[story.id], runs), folder)
    for run in runs:
        for predicted in by_story(run, stories):
            key = naming.prediction_data(run.slug, slugs[predicted.story.id])
            write_data(key, prediction_value(predicted), folder)


def _context(story: Story, slug: str, runs: Sequence[Run]) -> Mapping[str, object]:
    told = {article.id: told_by(article) for article in story.articles}
    return {
        "story": story,
        "slug": slug,
        "runs": runs,
        "tellings": [
            Telling(letter_of(article), article, re.split(r"\n{2,}", article.text.strip("\n")))
            for article in story.articles
        ],
        "time_line": time_line(story, told),
        "elsewhere": [each for dates in told.values() for each in dates if each.interval is None],
        "meetings": list(_meetings(story)),
        "scripts": SCRIPTS,
    }


def _meetings(story: Story) -> Iterator[Meeting]:
    articles = {article.id: article for article in story.articles}
    claims = {
        (article.id, claim.id): claim for article in story.articles if article.gold for claim in article.gold.claims
    }

    def said(member: Member) -> Said:
        return _said(articles[member.article], claims[member.article, member.id])

    for relation in story.links.claims:
        first, second = said(relation.first), said(relation.second)
        yield Meeting(relation.label, SIGNS[relation.label], first, second, relation.phenomena)


def _said(article: Article, claim: Claim) -> Said:
    def words(span: Span) -> str:
        return " ".join(text_of(span, article.text).split())

    return Said(letter_of(article), claim.id, words(claim.source), words(claim.cue), words(claim.content))
