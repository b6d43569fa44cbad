"""Contents of claims: what stands around a cue and its source, and in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from twicetold.model import Fragment
from twicetold_baselines.rules.claims.lexicon import (
    ADDRESSED,
    ASKING,
    CUES,
    FRAMED_CUES,
    NOUNS_TOO,
    PAUSES,
    SAID_THINGS,
    STOPS,
)
from twicetold_baselines.rules.lexicon import DETERMINERS, PERSONAL, RELATIVES
from twicetold_baselines.rules.phrases import is_word
from twicetold_baselines.rules.scene import Scene, phrase_end
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold_baselines.rules.claims.sources import SayingCue
    from twicetold_baselines.rules.text import Document

Quotes = list[tuple[int, int]]
"""Quotations in the order of the text, by where they start and end."""

_QUOTE = re.compile(r"\u201c[^\u201c\u201d]*?(?:\u201d|(?=\n\s*\n)|\Z)|(?<!\w)\"[^\"]*?(?:\"|(?=\n\s*\n)|\Z)")
_LAYOUT = frozenset({"\u2022", "*", "\u2014", "\u2013", "-"})
_PARAGRAPH = re.compile(r"\n\s*\n")
_SPEAKER = 7  # words in which another speaker is named with a cue
_AFTER_SPEAKER = PAUSES | words("on in at by the")
_JOINTS = frozenset({"and", "but", ",", ";", ":"})
_HEADING = 8  # words of a heading before a colon
_ADJUNCT_PREPOSITIONS = words("in on at by during after to from through via with over outside before")
_SUBORDINATE = words("as while although though amid after before when whereas")


def quotations(text: str) -> Quotes:
    """Find the quotations in straight or curly marks; one left open ends with its paragraph."""
    return [(match.start(), match.end()) for match in _QUOTE.finditer(text)]


def after_adjuncts(scene: Scene, k: int, cue: SayingCue) -> int:
    """Return where the content can begin: after the one addressed, and after when and where it was said."""
    document = scene.document
    end = document.sentence(cue.first)[1]
    start = k = _after_addressee(scene, k, end, cue)
    while k < end:
        skipped = _adjunct_end(scene, k, end)
        if skipped == k:
            break
        k = skipped
    stops = k >= end or document.tokens[k].text in PAUSES or document.lower(k) in {"that", ":", "\u201c"}
    return k if stops or start in scene.dated else start


def _after_addressee(scene: Scene, k: int, end: int, cue: SayingCue) -> int:
    """Return where the content can begin after the one spoken to ("told its canteen that", "asked her to")."""
    document = scene.document
    if k >= end or cue.verb not in ADDRESSED | ASKING or document.lower(k) in {"that", "to", "of", '"', "\u201c"}:
        return k
    mention = scene.beginning.get(k)
    whole = mention if cue.verb in ADDRESSED else None
    last = whole.last if whole else k + 1 if document.lower(k) in PERSONAL else phrase_end(scene, k)
    if cue.verb in ADDRESSED and (mention or document.lower(k) in PERSONAL):
        return last
    follows = document.lower(last) if last < end else "."
    if cue.verb in ASKING and follows == "for":
        return last + 1
    asks = (
        follows in {"to", "not"}
        if cue.verb in ASKING
        else follows in {"that", "to", "not", "of", "how", '"', "\u201c", ",", "."}
    )
    return last if asks else k


def _adjunct_end(scene: Scene, k: int, end: int) -> int:
    """Return the end of the date or prepositional phrase that begins at a token, or the token itself."""
    document = scene.document
    if document.lower(k) in _ADJUNCT_PREPOSITIONS and k + 1 < end:
        inner = scene.beginning.get(k + 1)
        infinitive = document.lower(k) == "to" and inner is None and document.lower(k + 1) not in DETERMINERS
        last = k if infinitive else max(inner.last if inner else k, phrase_end(scene, k + 1))
        k = last if last > k + 1 else k + 1 if k + 1 in scene.dated else k
    while k < end and k in scene.dated:
        k += 1
    return k


def left_content(document: Document, quotes: Quotes, first: int, last: int) -> tuple[Fragment, ...]:
    """Return what stands before ", he said" in its sentence, or in the quotation that ends there."""
    around = quote_at(quotes, document.tokens[min(last, len(document.tokens) - 1)].start)
    if around and document.tokens[first].start <= around[0]:  # within a quotation: at most from its beginning
        inside = document.index_at(around[0]) + 1
        if inside == last and first == last - 1:
            return ()
        first = inside if inside < last else first
    while first < last and (
        document.tokens[first].text in _LAYOUT or document.lower(first) in {"and", "but", ",", ";"}
    ):
        first += 1
    pause = document.tokens[last - 1].text if last > first else ""
    if pause not in PAUSES:
        according = _is_according(document, last) and last - first > 1
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


def _is_according(document: Document, k: int) -> bool:
    return document.lower(k) == "according" or (document.lower(k) == "in" and document.lower(k + 2) == "words")


def continuation(document: Document, quotes: Quotes, k: int, end: int) -> tuple[Fragment, ...]:
    """Return how the content goes on after ", he said": in the sentence, or in a quotation that follows it."""
    if k < end and document.tokens[k].text in {",", "\u2014", "\u2013"} and k + 1 < end:
        return () if document.lower(k + 1) in RELATIVES else _to_clause_end(document, quotes, k + 1, end)
    return quoted_next(document, quotes, end)


def quoted_next(document: Document, quotes: Quotes, end: int) -> tuple[Fragment, ...]:
    """Return the quotation that begins with the next sentence, if it has no cue of its own."""
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
    """Return where a content ends in its sentence: at another cue or speaker, or at ", as ..."."""
    for j in range(k + 1, end - 1):
        if document.lower(j) not in _JOINTS or quote_at(quotes, document.tokens[j].start):
            continue
        if _goes_on_saying(document, j) or _has_speaker(document, j, end) or _is_of_reporter(document, j, end):
            return j
    return end


def _goes_on_saying(document: Document, j: int) -> bool:
    """Tell whether another cue of the same source follows a joint ("and promised", ", adding")."""
    word, after = document.lower(j), document.lower(j + 1)
    if after in NOUNS_TOO or word in {";", ":"}:
        return False
    if after in CUES and not CUES[after].rest:
        return word != "," or after.endswith(("ing", "es", "ed", "said"))
    return word == "and" and after in FRAMED_CUES and FRAMED_CUES[after].form != "base"


def _is_of_reporter(document: Document, j: int, end: int) -> bool:
    """Tell whether the reporter goes on after a joint: ", as ...", ", a claim that ...", "; it was, he said"."""
    word, after = document.lower(j), document.lower(j + 1)
    if word == ";":
        return any(document.lower(i) in CUES or document.lower(i) == "according" for i in range(j, end))
    comments = after in {"a", "an"} and document.lower(j + 2) in SAID_THINGS
    return word == "," and (after in _SUBORDINATE or comments)


def _has_speaker(document: Document, j: int, end: int) -> bool:
    """Tell whether another speaker is set off after a comma (", she told the court,")."""
    if document.lower(j) in {"and", "but"}:
        return False
    for k in range(j + 2, min(end, j + _SPEAKER)):
        word = document.lower(k)
        if word in CUES and CUES[word].form not in {"base", "ing", "participle"} and word not in NOUNS_TOO:
            return document.lower(j + 1) not in RELATIVES and (k + 1 >= end or document.lower(k + 1) in _AFTER_SPEAKER)
        if not is_word(document.tokens[k]) and word != ".":
            return False
    return False


def quote_at(quotes: Quotes, offset: int) -> tuple[int, int] | None:
    """Return the quotation that holds an offset."""
    number = bisect_right(quotes, (offset, offset + 10**9)) - 1
    return quotes[number] if number >= 0 and quotes[number][0] <= offset < quotes[number][1] else None
