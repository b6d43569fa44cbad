"""An article as it is compared with another: its sentences, and sets of stems with the weight of each."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import fsum, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import text_of
from twicetold_baselines.rules.linking.stemming import stems
from twicetold_baselines.rules.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Article, Extraction, Span


class Bag(NamedTuple):
    """A set of stems, and its length as a vector."""

    stems: frozenset[str]
    length: float


class Reading:
    """An article, what was found in it, and its words."""

    def __init__(self, article: Article, extraction: Extraction) -> None:
        """Take the article in."""
        self.id = article.id
        self.text = article.text
        self.extraction = extraction
        self._document = Document(article.text)

    @cached_property
    def sentences(self) -> list[frozenset[str]]:
        """The stems of each sentence."""
        tokens = self._document.tokens
        bounds = ((tokens[i].start, tokens[j - 1].end) for i, j in self._document.sentences)
        return [frozenset(stems(self.text[start:end])) for start, end in bounds]

    def around(self, spans: Iterable[Span]) -> frozenset[str]:
        """Return the stems of all sentences that spans reach into."""
        index_at, sentence_of = self._document.index_at, self._document.sentence_of
        numbers: set[int] = set()
        for part in (part for where in spans for part in where):
            numbers.update(sentence_of[index_at(part.start) : index_at(part.end - 1) + 1])
        return frozenset[str]().union(*(self.sentences[number] for number in numbers))

    def stems_of(self, spans: Iterable[Span]) -> frozenset[str]:
        """Return the stems of the words that spans cover."""
        return frozenset(found for where in spans for found in stems(text_of(where, self.text)))


class Weights:
    """How much each stem tells in a story: the fewer sentences it is in, the more.

    The weight is the inverse document frequency of Spärck Jones (1972), with the sentences of the story as documents.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        """Count in how many sentences of the story each stem is."""
        sentences = [sentence for reading in readings for sentence in reading.sentences]
        counts = Counter(found for sentence in sentences for found in sentence)
        self._squares = {found: log((len(sentences) + 1) / count) ** 2 for found, count in counts.items()}
        self._unseen = log(len(sentences) + 1) ** 2

    def bag(self, found: frozenset[str]) -> Bag:
        """Return a set of stems with its length."""
        return Bag(found, sqrt(self._sum(found)))

    def likeness(self, first: Bag, second: Bag) -> float:
        """Return the cosine of two sets of stems, from 0 to 1."""
        shared = first.stems & second.stems
        return self._sum(shared) / (first.length * second.length) if shared else 0.0

    def _sum(self, found: frozenset[str]) -> float:
        """Add up, exactly: a set has no order, and a rounding error could turn a tie."""
        return fsum(self._squares.get(one, self._unseen) for one in found)
