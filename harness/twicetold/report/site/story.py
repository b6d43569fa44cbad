"""The page of a story: its tellings side by side, with their time line and where their claims meet.

The text, the time line and the relations stand in the page itself; scripts load the data and mark the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.model import text_of
from twicetold.report.site import naming
from twicetold.report.site.calendar import found_in, told_apart, told_by
from twicetold.report.site.data_files import write_data
from twicetold.report.site.pages import write_page
from twicetold.report.site.plots.shapes import markup
from twicetold.report.site.plots.time_line import time_line
from twicetold.report.site.story_data import letter_of, prediction_value, story_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.model import Article, Claim, Member, Span, Story
    from twicetold.report.site.calendar import Told
    from twicetold.report.site.gathering import Predicted, Run

SIGNS = {"AGREE": "=", "CONTRADICT": "≠", "ELABORATE": "+"}
"""How a relation between two claims is drawn."""
SCRIPTS = (
    "segments", "later", "items", "difference", "links", "marks", "articles", "gutter", "light", "relations",
    "meetings", "time_line", "panel", "faults", "walk", "address", "pointing", "controls", "viewer",
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
    """Write a page and the data of each story; nothing is kept in memory.

    `slugs` are the names of stories in files, by id; `runs` can be chosen on the pages.
    """
    for story in stories:
        write_data(naming.story_data(slugs[story.id]), story_value(story), folder)
        write_page("story.html", naming.story(slugs[story.id]), _context(story, slugs[story.id], runs), folder)


def write_prediction(run: Run, predicted: Predicted, slug: str, folder: Path) -> None:
    """Write what a run predicted for a story of this slug, and what is wrong with it."""
    value = prediction_value(predicted) | {"time_lines": _time_lines(predicted)}
    write_data(naming.prediction_data(run.slug, slug), value, folder)


def _time_lines(predicted: Predicted) -> dict[str, Any]:
    """Return the time line of what was predicted, and that of the difference, by the name of the view."""
    found = {each.id: found_in(each, predicted.extractions[each.id]) for each in predicted.story.articles}
    apart = {
        each.id: told_apart(each, predicted.extractions[each.id], predicted.errors[each.id])
        for each in predicted.story.articles
    }
    return {
        view: {
            "drawn": time_line(predicted.story, told),
            "elsewhere": [
                {"side": each.side, "keys": each.keys, "words": ", ".join(each.words), "value": _told_value(each)}
                | ({"state": each.standing.state} if each.standing else {})
                for each in _elsewhere(told)
            ],
        }
        for view, told in (("prediction", found), ("difference", apart))
    }


def _told_value(told: Told) -> str:
    return f"{told.value}, {told.standing.told(told.side)}" if told.standing else told.value


def _elsewhere(told: Mapping[str, Sequence[Told]]) -> list[Told]:
    """Return what has no place in the calendar."""
    return [each for dates in told.values() for each in dates if each.interval is None]


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
        "time_line": markup(time_line(story, told)),
        "elsewhere": _elsewhere(told),
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
