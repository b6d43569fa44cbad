"""Claims: a cue, the source before or after it, and the content around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Claim, span
from twicetold_baselines.rules.arguments import Scene
from twicetold_baselines.rules.claim_lexicon import CUES, NOT_REPORTING_ALONE, PAUSES, SAID_THINGS
from twicetold_baselines.rules.contents import (
    Quotes,
    after_adjuncts,
    continuation,
    left_content,
    quotations,
    quote_at,
    right_content,
)
from twicetold_baselines.rules.lexicon import BE, MODALS
from twicetold_baselines.rules.phrases import group_start
from twicetold_baselines.rules.sources import SayingCue, Source, inverted, source_after, source_before
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Date, Fragment, Span
    from twicetold.ontology import Mode, Stance
    from twicetold_baselines.rules.claim_lexicon import Cue
    from twicetold_baselines.rules.entities import Reference
    from twicetold_baselines.rules.text import Document

_PLURAL_SUBJECTS = words("they i we you who some many others")
_ADJUNCT = 3  # words between a source and its cue ("on Monday")
_WINDOW = 6  # claims before and after among which one that holds a claim is looked for
_MODAL_AHEAD = re.compile(r"\b(?:will|would|may|might|could)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\bif\b", re.IGNORECASE)
_OWN_PLAN = re.compile(r"(?:that\s+)?(?:he|she|they|it|we|I)(?:\s+(?:will|would|shall)|['\u2019](?:ll|d))\b")


class _Claim(NamedTuple):
    cue: SayingCue
    source: Source
    content: Span


def find_claims(document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> tuple[Claim, ...]:
    """Return the claims of a text in the order of their cues."""
    scene = Scene(document, references, dates)
    quotes = quotations(document.text)
    found: list[_Claim] = []
    for cue in _find_cues(document):
        claim = _read(scene, quotes, cue, found[-1] if found else None)
        if claim:
            found.append(claim)
    ids = [f"c{number}" for number in range(1, len(found) + 1)]
    return tuple(
        Claim(
            id=ids[number],
            cue=_span(document, claim.cue.first, claim.cue.last),
            content=claim.content,
            source=_span(document, claim.source.first, claim.source.last),
            source_entity=claim.source.mention.entity if claim.source.mention else None,
            mode=_mode(quotes, claim.content),
            stance=_stance(document, claim),
            nested_in=next((ids[outer] for outer in _holders(document, found, number)), None),
        )
        for number, claim in enumerate(found)
    )


def _find_cues(document: Document) -> list[SayingCue]:
    """Return verbs of saying and thinking in the active, and "according to", as groups with their auxiliaries."""
    cues = []
    for k, token in enumerate(document.tokens):
        if token.lower == "according" and document.lower(k + 1) == "to":
            cues.append(SayingCue(k, k + 2, "ASSERTS", "according"))
        entry = CUES.get(token.lower)
        if entry and _is_cue(document, k, entry):
            cues.append(SayingCue(group_start(document, k), k + 1 + len(entry.rest), entry.stance, entry.verb))
    return cues


def _is_cue(document: Document, k: int, entry: Cue) -> bool:
    if entry.rest and document.lower(k + 1) != entry.rest[0]:
        return False
    group = [document.lower(j) for j in range(group_start(document, k), k)]
    unreal = not (MODALS - {"will", "would", "'ll", "won't", "wouldn't"}).isdisjoint(group)
    passive = BE.intersection(group) and entry.form != "ing"
    if "to" in group or unreal or passive or (entry.form == "participle" and not group):
        return False
    if entry.form == "ing":
        return document.lower(k - 1) == "," or bool(BE.intersection(group))
    return entry.form not in {"base", "base or past"} or bool(group) or document.lower(k - 1) in _PLURAL_SUBJECTS


def _read(scene: Scene, quotes: Quotes, cue: SayingCue, previous: _Claim | None) -> _Claim | None:
    """Find source and content of a cue; None where there is no source or no content."""
    document = scene.document
    first, end = document.sentence(cue.first)
    if cue.verb == "according":
        source = source_after(scene, cue.last)
        unit = (cue.first, source.last if source else cue.last)
    else:
        source = inverted(scene, cue)
        unit = (cue.first, source.last) if source else (cue.first, cue.last)
        source = source or _shared_source(document, cue, previous) or source_before(scene, cue)
        if source and source.first < cue.first and _is_adjacent(document, source, cue):
            unit = (source.first, cue.last)
    if source is None:
        return None
    left = left_content(document, quotes, first, unit[0])
    after = after_adjuncts(scene, unit[1], cue)
    if left and (after >= end or document.tokens[after].text in PAUSES or cue.verb == "according"):
        right = continuation(document, quotes, after, end)
        # Where marks do not pair, what follows may seem to be in a quotation that began before: it is none of its own.
        return _Claim(cue, source, left + tuple(part for part in right if part.start > left[-1].end))
    if cue.verb in NOT_REPORTING_ALONE and not _has_said_thing(document, after):
        return None
    content = right_content(scene, quotes, after, end)
    return _Claim(cue, source, content) if content else None


def _has_said_thing(document: Document, k: int) -> bool:
    """Tell whether something that can be said follows: a clause, a quotation, "the claims"."""
    words = [document.lower(j) for j in range(k, k + 5)]
    return words[0] in {"that", '"', "\u201c", ":"} or not SAID_THINGS.isdisjoint(words)


def _is_adjacent(document: Document, source: Source, cue: SayingCue) -> bool:
    between = document.tokens[source.last : cue.first]
    return len(between) <= _ADJUNCT and not any(token.lower in {"and", "but", "or"} for token in between)


def _span(document: Document, first: int, last: int) -> Span:
    return span(document.tokens[first].start, document.tokens[last - 1].end)


def _shared_source(document: Document, cue: SayingCue, previous: _Claim | None) -> Source | None:
    """Return the source of the claim before in the sentence, where a second cue only goes on ("and promised")."""
    goes_on = document.lower(cue.first - 1) in {"and", "but"} or document.lower(cue.last - 1).endswith("ing")
    if not goes_on or previous is None or previous.cue.first < document.sentence(cue.first)[0]:
        return None
    return previous.source


def _mode(quotes: Quotes, content: Span) -> Mode:
    quoted = [quote_at(quotes, part.start) for part in content]
    if all(quote and part.end <= quote[1] for quote, part in zip(quoted, content, strict=True)):
        return "DIRECT"
    inside = any(quote_at(quotes, part.start) or _has_quote(quotes, part) for part in content)
    return "MIXED" if inside else "INDIRECT"


def _has_quote(quotes: Quotes, part: Fragment) -> bool:
    number = bisect_right(quotes, (part.start, 0))
    return number < len(quotes) and quotes[number][0] < part.end


def _stance(document: Document, claim: _Claim) -> Stance:
    if claim.cue.stance != "ASSERTS" or not claim.content:
        return claim.cue.stance
    start, end = claim.content[0].start, claim.content[-1].end
    if _OWN_PLAN.match(document.text, start):
        return "INTENDS"
    ahead = _MODAL_AHEAD.search(document.text, start, end) and _CONDITION.search(document.text, start, end)
    return "PREDICTS" if ahead else "ASSERTS"


def _holders(document: Document, claims: list[_Claim], number: int) -> list[int]:
    """Return the claims in whose content a claim lies, the narrowest first."""
    start = document.tokens[claims[number].cue.first].start
    ends = [document.tokens[claims[number].cue.last - 1].end, *(part.end for part in claims[number].content)]
    first = min(start, claims[number].content[0].start)
    around = range(max(0, number - _WINDOW), min(len(claims), number + 1 + _WINDOW))
    widths = {
        other: part.end - part.start
        for other in around
        for part in claims[other].content
        if other != number and part.start <= first and max(ends) <= part.end
    }
    return sorted(widths, key=widths.__getitem__)
