"""Claims: a cue, the source before or after it, and the content around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold.model import Claim, Fragment, span
from twicetold_baselines.rules.arguments import Scene, described_subject, phrase_end, subject_of
from twicetold_baselines.rules.claim_lexicon import CUES, NOT_REPORTING_ALONE, NOUNS_TOO
from twicetold_baselines.rules.lexicon import AUXILIARIES, BE, MODALS, RELATIVES
from twicetold_baselines.rules.phrases import VERB_FORMS, group_start
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Date, Span
    from twicetold.ontology import Mode, Stance
    from twicetold_baselines.rules.claim_lexicon import Cue
    from twicetold_baselines.rules.entities import Reference
    from twicetold_baselines.rules.text import Document

_QUOTE = re.compile(r"\u201c[^\u201c\u201d]*?(?:\u201d|(?=\n\s*\n)|\Z)|(?<!\w)\"[^\"]*?(?:\"|(?=\n\s*\n)|\Z)")
_PAUSES = frozenset({",", "\u2014", "\u2013", "-", "\u201d", '"', ";", "."})
_PLURAL_SUBJECTS = words("they i we you who some many others")
_WINDOW = 6  # claims before and after among which one that holds a claim is looked for
_SAID_THINGS = words(
    "claim claims allegation allegations report reports accusation accusations suggestion suggestions "
    "statement idea statements charge charges criticism concerns rumours rumors speculation notion "
    "argument version"
)
_MODAL_AHEAD = re.compile(r"\b(?:will|would|may|might|could)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\bif\b", re.IGNORECASE)
_OWN_PLAN = re.compile(r"(?:that\s+)?(?:he|she|they|it|we|I)(?:\s+(?:will|would|shall)|['\u2019](?:ll|d))\b")


class SayingCue(NamedTuple):
    """A cue in the text as a range of token indices."""

    first: int
    last: int
    stance: Stance
    verb: str


class _Claim(NamedTuple):
    cue: SayingCue
    source: Source | None
    content: Span


def find_claims(document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> tuple[Claim, ...]:
    """Return the claims of a text in the order of their cues."""
    scene = Scene(document, references, dates)
    quotes = [(match.start(), match.end()) for match in _QUOTE.finditer(document.text)]
    found: list[_Claim] = []
    for cue in _find_cues(document):
        claim = _read(scene, quotes, cue, found[-1] if found else None)
        if claim:
            found.append(claim)
    claims = [
        Claim(
            id=f"c{number}",
            cue=_span(document, claim.cue.first, claim.cue.last),
            content=claim.content,
            source=_span(document, claim.source.first, claim.source.last) if claim.source else (),
            source_entity=claim.source.mention.entity if claim.source and claim.source.mention else None,
            mode=_mode(quotes, claim.content, document.text),
            stance=_stance(document, claim),
        )
        for number, claim in enumerate(found, 1)
    ]
    return _nested(claims)


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


def _read(scene: Scene, quotes: list[tuple[int, int]], cue: SayingCue, previous: _Claim | None) -> _Claim | None:
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
    if left and (after >= end or document.tokens[after].text in _PAUSES or cue.verb == "according"):
        right = continuation(document, quotes, after, end)
        return _Claim(cue, source, (*left, *right))
    if cue.verb in NOT_REPORTING_ALONE and not _has_said_thing(document, after):
        return None
    content = right_content(scene, quotes, after, end)
    return _Claim(cue, source, content) if content else None


def _has_said_thing(document: Document, k: int) -> bool:
    """Tell whether something that can be said follows: a clause, a quotation, "the claims"."""
    words = [document.lower(j) for j in range(k, k + 5)]
    return words[0] in {"that", '"', "\u201c", ":"} or not _SAID_THINGS.isdisjoint(words)


def _is_adjacent(document: Document, source: Source, cue: SayingCue) -> bool:
    between = document.tokens[source.last : cue.first]
    return len(between) < 4 and not any(token.lower in {"and", "but", "or"} for token in between)


def _span(document: Document, first: int, last: int) -> Span:
    return span(document.tokens[first].start, document.tokens[last - 1].end)


def _shared_source(document: Document, cue: SayingCue, previous: _Claim | None) -> Source | None:
    """Return the source of the claim before in the sentence, where a second cue only goes on ("and promised")."""
    goes_on = document.lower(cue.first - 1) in {"and", "but"} or document.lower(cue.last - 1).endswith("ing")
    if not goes_on or previous is None or previous.cue.first < document.sentence(cue.first)[0]:
        return None
    return previous.source





def _mode(quotes: list[tuple[int, int]], content: Span, text: str) -> Mode:
    quoted = [quote_at(quotes, part.start) for part in content]
    if all(quote and part.end <= quote[1] for quote, part in zip(quoted, content, strict=True)):
        return "DIRECT"
    inside = any(quote_at(quotes, part.start) or _has_quote(quotes, part) for part in content)
    return "MIXED" if inside else "INDIRECT"


def _has_quote(quotes: list[tuple[int, int]], part: Fragment) -> bool:
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


def _nested(claims: list[Claim]) -> tuple[Claim, ...]:
    """Tell of each claim that lies inside the content of another in which one it lies."""
    nested = []
    for number, claim in enumerate(claims):
        around = [*claims[max(0, number - _WINDOW) : number], *claims[number + 1 : number + 1 + _WINDOW]]
        holders = [other for other in around if _holds(other, claim)]
        inner = min(holders, key=lambda other: other.content[-1].end - other.content[0].start, default=None)
        nested.append(msgspec.structs.replace(claim, nested_in=inner.id) if inner else claim)
    return tuple(nested)


def _holds(outer: Claim, inner: Claim) -> bool:
    parts = (*inner.cue, *inner.content)
    return any(all(part.start <= p.start and p.end <= part.end for p in parts) for part in outer.content)
