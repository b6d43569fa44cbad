"""What a gold set holds, in numbers: the counts of its card.

A phenomenon is counted once for each item that shows it: a mention, an entity, a date, an event, a claim, a link.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from twicetold.gold.prose import COPIED_RUN, runs, sentence_ends, words
from twicetold.ontology import Phenomenon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.model import Article, Extraction, Links, Story

_LONG = 6
"""A word of more letters is long (Björnsson 1968)."""
_TELLING_RUN = 4

Counts = dict[str, Counter[str]]
"""For each label how often it occurs, by split; `all` is a split too."""


class Prose(NamedTuple):
    """What the texts are like."""

    sentences: int
    words_by_article: list[int]
    distinct_words: int
    lix: float
    """Words a sentence, plus words of more than six letters in per cent (Björnsson 1968): 40 is a newspaper."""
    shared_by_tellings: dict[str, float]
    """For each story of two articles, the share of the shorter one's distinct runs of four words that both have."""
    copied: int
    """Distinct runs of eight words that stand in two articles."""


class Stats(NamedTuple):
    """All counts of a gold set."""

    totals: Counts
    labels: dict[str, Counts]
    phenomena: Counts
    prose: Prose

    def to_json(self) -> dict[str, Any]:
        """Return everything as the like of JSON."""
        return self._asdict() | {"prose": self.prose._asdict()}


def stats(stories: Sequence[Story]) -> Stats:
    """Count what a gold set holds."""
    totals: Counts = {}
    labels: dict[str, Counts] = {}
    phenomena: Counts = {name: Counter() for name in get_args(Phenomenon)}
    for story in stories:
        splits = ("all", story.split) if story.split else ("all",)
        for split in splits:
            for kind, number in _totals(story):
                totals.setdefault(kind, Counter())[split] += number
            for kind, label in _labels(story):
                labels.setdefault(kind, {}).setdefault(label, Counter())[split] += 1
            for name in _phenomena(story):
                phenomena[name][split] += 1
    in_order = {kind: dict(sorted(found.items())) for kind, found in labels.items()}
    return Stats(totals, in_order, phenomena, _prose(stories))


def _totals(story: Story) -> Iterator[tuple[str, int]]:
    yield "stories", 1
    yield "articles", len(story.articles)
    yield "words", sum(len(words(article.text)) for article in story.articles)
    golds = _golds(story)
    yield "entities", sum(len(gold.entities) for gold in golds)
    yield "mentions", sum(len(entity.mentions) for gold in golds for entity in gold.entities)
    yield "dates", sum(len(gold.dates) for gold in golds)
    yield "events", sum(len(gold.events) for gold in golds)
    yield "triggers", sum(len(event.triggers) for gold in golds for event in gold.events)
    yield "arguments", sum(len(event.arguments) for gold in golds for event in gold.events)
    yield "claims", sum(len(gold.claims) for gold in golds)
    yield "linked entities", len(story.links.entities)
    yield "linked events", len(story.links.events)
    yield "claim relations", len(story.links.claims)


def _labels(story: Story) -> Iterator[tuple[str, str]]:
    yield "topic", story.topic or "–"
    for article in story.articles:
        yield "genre", article.genre or "–"
    for gold in _golds(story):
        for entity in gold.entities:
            yield from (("mention", entity.type) for _ in entity.mentions)
            yield from (("level", mention.level) for mention in entity.mentions)
        yield from (("date", date.type) for date in gold.dates)
        for event in gold.events:
            yield "event", event.type
            yield "realis", event.realis
            yield "polarity", event.polarity
            yield from (("role", argument.role) for argument in event.arguments)
        for claim in gold.claims:
            yield "stance", claim.stance
            yield "mode", claim.mode
    yield from (("relation", relation.label) for relation in story.links.claims)


def _phenomena(story: Story) -> Iterator[str]:
    return chain(*(_phenomena_of(gold) for gold in _golds(story)), _phenomena_between(story.links))


def _phenomena_of(gold: Extraction) -> Iterator[str]:
    for entity in gold.entities:
        yield from chain(entity.phenomena, *(mention.phenomena for mention in entity.mentions))
    yield from chain.from_iterable(date.phenomena for date in gold.dates)
    yield from chain.from_iterable(event.phenomena for event in gold.events)
    yield from chain.from_iterable(claim.phenomena for claim in gold.claims)


def _phenomena_between(links: Links) -> Iterator[str]:
    yield from chain.from_iterable(cluster.phenomena for cluster in (*links.entities, *links.events))
    yield from chain.from_iterable(relation.phenomena for relation in links.claims)


def _golds(story: Story) -> list[Extraction]:
    return [article.gold for article in story.articles if article.gold is not None]


def _prose(stories: Sequence[Story]) -> Prose:
    articles = [article for story in stories for article in story.articles]
    texts = [words(article.text) for article in articles]
    number = sum(map(len, texts))
    sentences = sum(len(sentence_ends(article.text)) + 1 for article in articles)
    long_words = sum(len(word) > _LONG for text in texts for word in text)
    seen = Counter(chain.from_iterable(set(runs(article.text, COPIED_RUN)) for article in articles))
    return Prose(
        sentences=sentences,
        words_by_article=sorted(map(len, texts)),
        distinct_words=len(set(chain.from_iterable(texts))),
        lix=number / sentences + 100 * long_words / number if number else 0.0,
        shared_by_tellings={story.id: _shared(*story.articles) for story in stories if len(story.articles) == 2},  # noqa: PLR2004 - two tellings
        copied=sum(count > 1 for count in seen.values()),
    )


def _shared(first: Article, second: Article) -> float:
    mine, theirs = (set(runs(article.text, _TELLING_RUN)) for article in (first, second))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
