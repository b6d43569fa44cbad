"""Quotations, and who speaks in them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.lexicon import AUXILIARIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

_OPEN = "\u201c"
_CLOSE = "\u201d"
_PLAIN = '"'
_BEFORE_TURNED = frozenset({",", _CLOSE, _PLAIN, ".", ""})  # what stands before "said X"
_BETWEEN = AUXILIARIES | {"also", "later", "then"}
_FEWEST_LABELS = 2  # paragraphs of a transcript that begin with a name and a colon
_SENTENCES_ON = 2  # within which an unattributed quotation goes on with the speaker before


class Quote(NamedTuple):
    """A range of tokens in quotation marks, or after the label of a speaker, and the mention of who speaks."""

    first: int
    last: int
    speaker: Phrase | None


def find_quotes(document: Document, mentions: Sequence[Phrase]) -> list[Quote]:
    """Return the quotations of a text; mentions are given in the order of the text."""
    labels = [phrase for phrase in mentions if _is_label(document, phrase)]
    if len(labels) >= _FEWEST_LABELS:
        ends = [*(phrase.first for phrase in labels[1:]), len(document.tokens)]
        return [Quote(phrase.last, end, phrase) for phrase, end in zip(labels, ends, strict=True)]
    ranges = _ranges(document)
    quoted = {k for first, last in ranges for k in range(first, last)}
    speakers = _Speakers(document, [p for p in mentions if p.type in {"PER", "ORG", "GPE"} and p.first not in quoted])
    quotes: list[Quote] = []
    for first, last in ranges:
        speaker = speakers.of(first, last)
        if speaker is None and quotes and _goes_on(document, quotes[-1], first):
            speaker = quotes[-1].speaker
        quotes.append(Quote(first, last, speaker))
    return quotes


def _is_label(document: Document, phrase: Phrase) -> bool:
    if phrase.level != "NAM" or document.lower(phrase.last) != ":":
        return False
    begin = document.tokens[phrase.first - 1].end if phrase.first else 0
    return phrase.first == 0 or "\n" in document.text[begin : document.tokens[phrase.first].start]


def _ranges(document: Document) -> list[tuple[int, int]]:
    """Return the token ranges between quotation marks; a paragraph ends one that is not closed."""
    ranges = []
    opened: int | None = None
    for k, token in enumerate(document.tokens):
        if opened is not None and "\n\n" in document.text[document.tokens[k - 1].end : token.start]:
            ranges.append((opened, k))
            opened = None
        if token.text == _OPEN or (token.text == _PLAIN and opened is None):
            opened = k + 1
        elif token.text in {_CLOSE, _PLAIN} and opened is not None:
            ranges.append((opened, k))
            opened = None
    return [(first, last) for first, last in ranges if first < last]


def _goes_on(document: Document, before: Quote, first: int) -> bool:
    return document.sentence_of[first] - document.sentence_of[before.last - 1] <= _SENTENCES_ON


class _Speakers:
    """The mentions outside quotations, in the order of the text, of whom one may speak."""

    def __init__(self, document: Document, mentions: list[Phrase]) -> None:
        self.document = document
        self.mentions = mentions
        self.starts = [phrase.first for phrase in mentions]

    def of(self, first: int, last: int) -> Phrase | None:
        """Return who speaks: beside a verb of saying right behind, else in the sentence, else in the one before."""
        behind = last + 1 + (self.document.lower(last + 1) == ",")
        for phrase in self._within(behind, behind + 2):
            if phrase.first == behind and self._says(phrase):
                return phrase
            if phrase.first == behind + 1 and self.document.lower(behind) in CUES:
                return phrase
        begin = self.document.sentence(max(first - 1, 0))[0]
        end = self.document.sentence(min(last, len(self.document.tokens) - 1))[1]
        found = self._saying(self._within(begin, end), first)
        if found is None and begin > 0:
            found = self._saying(self._within(self.document.sentence(begin - 1)[0], begin), first)
        return found

    def _within(self, first: int, last: int) -> list[Phrase]:
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def _saying(self, mentions: list[Phrase], first: int) -> Phrase | None:
        """Return who says something, the last before the quotation rather than one behind it, else the first person."""
        beside = [phrase for phrase in mentions if self._says(phrase)]
        before = [phrase for phrase in beside if phrase.first < first]
        persons = [phrase for phrase in mentions if phrase.type == "PER"]
        return next(iter([*before[-1:], *beside, *persons]), None)

    def _says(self, phrase: Phrase) -> bool:
        """Tell whether a verb of saying follows a mention, perhaps behind "also", or precedes it in ", said X"."""
        k = phrase.last + (self.document.lower(phrase.last) in _BETWEEN)
        turned = (
            self.document.lower(phrase.first - 1) in CUES and self.document.lower(phrase.first - 2) in _BEFORE_TURNED
        )
        return turned or self.document.lower(k) in CUES
