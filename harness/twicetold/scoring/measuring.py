"""A piece of the work: some stories and what was predicted for them go in, the rows of the table come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec
import numpy as np

from twicetold import corpus, measures
from twicetold.errors import ValidationError
from twicetold.measures.batch import Batch, Case, StoryCase
from twicetold.measures.measure import Mean, Measure, StoryMeasure, StorySums, Sums
from twicetold.model import Extraction, Links, Story
from twicetold.scoring.regions import links_between, within
from twicetold.scoring.table import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold.measures.measure import AnyMeasure, Tallies
    from twicetold.model import Article
    from twicetold.predictions import Predictions
    from twicetold.scoring.table import Rows

_NOTHING = Extraction()


class Unread(Protocol):
    """What was predicted for some stories, and perhaps not read yet. It can be pickled."""

    def read(self, stories: Sequence[Story]) -> Predictions:
        """Return it. Raises ValidationError with every fault."""


class Piece(NamedTuple):
    """Some stories, and what was predicted for them."""

    stories: Sequence[Story]
    predicted: Unread

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to a worker as JSON, which takes a seventh of the time."""
        return _piece, (msgspec.json.encode(self.stories), self.predicted)


def _piece(stories: bytes, predicted: Unread) -> Piece:
    return Piece(msgspec.json.decode(stories, type=list[Story]), predicted)


class Unit(NamedTuple):
    """An article, or a story for its links, and what it can be sliced by; a story has no genre, outlet or length."""

    name: str
    story: str
    topic: str
    genre: str
    outlet: str
    split: str
    length: str


class Measured(NamedTuple):
    """What became of a piece. Rows have the numbers of its own units and labels, and those of measures in `ALL`."""

    units: list[Unit]
    articles: list[str]
    missing: list[str]
    hashes: list[str]
    labels: list[str]
    rows: Rows
    findings: Sequence[object]


def measure(piece: Piece, *, names: Sequence[str], singletons: bool) -> Measured:
    """Measure a piece; what is wrong with its predictions comes back as findings."""
    stories = piece.stories
    articles = [article for story in stories for article in story.articles]
    units = [_story_unit(story) for story in stories]
    units += [_article_unit(story, article) for story in stories for article in story.articles]
    hashes = [corpus.story_hash(story) for story in stories]
    ids = [article.id for article in articles]
    try:
        found = piece.predicted.read(stories)
    except ValidationError as error:
        return Measured(units, ids, [], hashes, [], np.empty(0, ROW), error.findings)
    missing = [name for name in ids if name not in found.extractions]
    batch = case_batch(articles, found.extractions, singletons=singletons)
    story_cases = _story_cases(stories, batch, found.links)
    labels: dict[str, int] = {}
    rows = [
        (first + number, column, labels.setdefault(label, len(labels)), is_facet, tally)
        for column, each in enumerate(measures.ALL)
        if each.name in names
        for first in (0 if isinstance(each, StoryMeasure | StorySums) else len(stories),)
        for is_facet, tallies in enumerate(_tallies(each, batch, story_cases))
        for (number, label), tally in tallies.items()
    ]
    return Measured(units, ids, missing, hashes, list(labels), np.array(rows, ROW), [])


def _tallies(measure: AnyMeasure, batch: Batch, story_cases: Sequence[StoryCase]) -> tuple[Tallies, Tallies]:
    """Return what a measure gives by label and by facet, for each article or story of a batch."""
    if isinstance(measure, Mean):
        return {}, {}
    if isinstance(measure, Sums):
        return measure.tallies(batch), {}
    if isinstance(measure, StorySums):
        return measure.tallies(story_cases), {}
    outcome = measure.match(batch) if isinstance(measure, Measure) else measure.match(story_cases)
    return outcome.tallies(), outcome.by_facet()


def case_batch(articles: Sequence[Article], extractions: Mapping[str, Extraction], *, singletons: bool = True) -> Batch:
    """Put articles and predictions side by side; what is missing on either side is empty.

    Where only parts of an article are scored, what was predicted elsewhere is left out.
    """
    cases = [
        Case(each.gold or _NOTHING, within(extractions.get(each.id, _NOTHING), each.scored), each.text)
        for each in articles
    ]
    return Batch(cases, singletons=singletons)


def _story_cases(stories: Sequence[Story], batch: Batch, links: Mapping[str, Links]) -> list[StoryCase]:
    """Put the links of stories side by side, with the cases of their articles; what is missing is empty."""
    cases = iter(batch.cases)
    return [
        story_case(
            story,
            [next(cases) for _ in story.articles],
            links.get(story.id, Links()),
            singletons=batch.singletons,
        )
        for story in stories
    ]


def story_case(story: Story, cases: Sequence[Case], links: Links, *, singletons: bool = True) -> StoryCase:
    """Put the links of a story side by side, with the cases of its articles in their order.

    Links to what was left out of articles of which only parts are scored are left out too.
    """
    own = {article.id: case for article, case in zip(story.articles, cases, strict=True)}
    if any(article.scored for article in story.articles):
        links = links_between(links, {name: case.predicted for name, case in own.items()})
    return StoryCase(story.links, links, own, singletons)


_LENGTHS = {250: "under 250 words", 500: "250 to 499 words"}
_LONGEST = "500 words or more"


def _article_unit(story: Story, article: Article) -> Unit:
    words = len(article.text.split())
    length = next((name for limit, name in _LENGTHS.items() if words < limit), _LONGEST)
    shared = story.id, story.topic or ""
    return Unit(article.id, *shared, article.genre or "", article.outlet, story.split or "", length)


def _story_unit(story: Story) -> Unit:
    return Unit(story.id, story.id, story.topic or "", "", "", story.split or "", "")
