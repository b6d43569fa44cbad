"""Contents of claims: what stands around a cue and its source, and in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from twicetold.model import Fragment
from twicetold_baselines.rules.arguments import Scene, phrase_end
from twicetold_baselines.rules.claim_lexicon import CUES, NOUNS_TOO, PAUSES, SAID_THINGS, STOPS
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold_baselines.rules.sources import SayingCue
    from twicetold_baselines.rules.text import Document

Quotes = list[tuple[int, int]]
"""Quotations in the order of the text, by where they start and end."""

_QUOTE = re.compile(r"\u201c[^\u201c\u201d]*?(?:\u201d|(?=\n\s*\n)|\Z)|(?<!\w)\"[^\"]*?(?:\"|(?=\n\s*\n)|\Z)")
_LAYOUT = frozenset({"\u2022", "*", "\u2014", "\u2013", "-"})
_PARAGRAPH = re.compile(r"\n\s*\n")
_HEADING = 8  # words of a heading before a colon
_ADJUNCT_PREPOSITIONS = words("in on at by during after to from through via with")
_ADDRESSED = words("tell assure remind inform")
_SUBORDINATE = words("as while although though amid after before when whereas")


def quotations(text: str) -> Quotes:
    """Find the quotations in straight or curly marks; one left open ends with its paragraph."""
    return [(match.start(), match.end()) for match in _QUOTE.finditer(text)]


def after_adjuncts(scene: Scene, k: int, cue: SayingCue) -> int:
    """Return where the content can begin: after the one addressed, and after when and where it was said."""
    document = scene.document
    end = document.sentence(cue.first)[1]
    if cue.verb in _ADDRESSED and k in scene.beginning:
        k = scene.beginning[k].last
    start = k
    while k < end:
        skipped = _adjunct_end(scene, k, end)
        if skipped == k:
            break
        k = skipped
    stops = k >= end or document.tokens[k].text in PAUSES or document.lower(k) in {"that", ":", "\u201c"}
    return k if stops or start in scene.dated else start


def _adjunct_end(scene: Scene, k: int, end: int) -> int:
    """Return the end of the date or prepositional phrase that begins at a token, or the token itself."""
    document = scene.document
    if document.lower(k) in _ADJUNCT_PREPOSITIONS and k + 1 < end:
        inner = scene.beginning.get(k + 1)
        last = inner.last if inner else phrase_end(scene, k + 1)
        k = last if last > k + 1 else k + 1 if k + 1 in scene.dated else k
    while k < end and k in scene.dated:
        k += 1
    return k


def left_content(document: Document, quotes: Quotes, first: int, last: int) -> tuple[Fragment, ...]:
    """Return what stands before ", he said" in its sentence, or in the quotation that ends there."""
    while first < last and (document.tokens[first].text in _LAYOUT or document.lower(first) in {"and", "but", ","}):
        first += 1
    pause = document.tokens[last - 1].text if last > first else ""
    if pause not in PAUSES:
        according = last < len(document.tokens) and document.lower(last) == "according" and last - first > 1
        return (Fragment(document.tokens[first].start, document.tokens[last - 1].end),) if according else ()
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    quote = quote_at(quotes, end - 1)
    colon = next((k for k in range(first, min(last, first + _HEADING)) if document.tokens[k].text == ":"), None)
    if colon and not quote_at(quotes, document.tokens[colon].start):
        start = document.tokens[colon + 1].start
    if quote:
        return (Fragment(min(start, quote[0]), end),)
    last -= 1
    return (Fragment(start, document.tokens[last - 1].end),) if last > first else ()


def continuation(document: Document, quotes: Quotes, k: int, end: int) -> tuple[Fragment, ...]:
    """Return how the content goes on after ", he said": in the sentence, or in a quotation that follows it."""
    if k < end and document.tokens[k].text in {",", "\u2014", "\u2013"} and k + 1 < end:
        return _to_clause_end(document, quotes, k + 1, end)
    if end < len(document.tokens) and document.tokens[end].text in {'"', "\u201c"}:
        quote = quote_at(quotes, document.tokens[end].start)
        gap = document.text[document.tokens[end - 1].end : document.tokens[end].start]
        if quote and not _PARAGRAPH.search(gap) and not _is_attributed(document, quote):
            return (Fragment(*quote),)
    return ()


def _is_attributed(document: Document, quote: tuple[int, int]) -> bool:
    """Tell whether a cue of its own follows a quotation."""
    k = document.index_at(quote[1] - 1) + 1
    end = document.sentence(k - 1)[1] if k - 1 < len(document.tokens) else k
    return any(document.lower(j) in CUES for j in range(k, min(end, k + 5)))


def right_content(scene: Scene, quotes: Quotes, k: int, end: int) -> tuple[Fragment, ...]:
    """Return the content that follows a cue: the rest of its clause, or all of a quotation that begins there."""
    document = scene.document
    while k < end and document.tokens[k].text in {",", ":"}:
        k += 1
    if k >= end:
        return ()
    return _to_clause_end(document, quotes, k, end)


def _to_clause_end(document: Document, quotes: Quotes, k: int, end: int) -> tuple[Fragment, ...]:
    around = quote_at(quotes, document.tokens[k].start)
    if around and around[0] < document.tokens[k].start:  # within a quotation: at most to its end
        end = min(end, document.index_at(around[1] - 1))
    last = _clause_end(document, quotes, k, end)
    while last > k and (document.tokens[last - 1].text in STOPS or document.tokens[last - 1].text in {",", ";"}):
        if quote_at(quotes, document.tokens[last - 1].start) and not around:
            break
        last -= 1
    if last <= k:
        return ()
    stop = document.tokens[last - 1].end
    quote = quote_at(quotes, stop - 1)
    if quote and quote[0] >= document.tokens[k].start:
        stop = max(stop, quote[1])
    return (Fragment(document.tokens[k].start, stop),)


def _clause_end(document: Document, quotes: Quotes, k: int, end: int) -> int:
    """Return where a content ends in its sentence: at another cue of the same source, or at ", as ..."."""
    for j in range(k + 1, end - 1):
        word, after = document.lower(j), document.lower(j + 1)
        if word not in {"and", "but", ","} or quote_at(quotes, document.tokens[j].start):
            continue
        says = after in CUES and not CUES[after].rest and after not in NOUNS_TOO
        comments = after in {"a", "an"} and document.lower(j + 2) in SAID_THINGS
        if (says and (word == ",") == after.endswith("ing")) or (word == "," and (after in _SUBORDINATE or comments)):
            return j
    return end


def quote_at(quotes: Quotes, offset: int) -> tuple[int, int] | None:
    """Return the quotation that holds an offset."""
    number = bisect_right(quotes, (offset, offset + 10**9)) - 1
    return quotes[number] if number >= 0 and quotes[number][0] <= offset < quotes[number][1] else None
