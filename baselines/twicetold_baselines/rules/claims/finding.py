"""Claims: a cue, the source before or after it, and the content around them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Claim, span
from twicetold_baselines.rules.claims.contents import (
    Quotes,
    after_adjuncts,
    continuation,
    left_content,
    quotations,
    quote_at,
    quoted_next,
    right_content,
)
from twicetold_baselines.rules.claims.cues import find_cues
from twicetold_baselines.rules.claims.frames import fits
from twicetold_baselines.rules.claims.lexicon import NOTHING, PAUSES
from twicetold_baselines.rules.claims.sources import SayingCue, Source, inverted, source_after, source_before
from twicetold_baselines.rules.claims.stance import stance_of
from twicetold_baselines.rules.claims.transcripts import answers
from twicetold_baselines.rules.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Date, Fragment, Span
    from twicetold.ontology import Mode
    from twicetold_baselines.rules.entities.finding import Reference
    from twicetold_baselines.rules.text import Document

_ADJUNCT = 3  # words between a source and its cue ("on Monday")
_WINDOW = 6  # claims before and after among which one that holds a claim is looked for


class _Claim(NamedTuple):
    """A claim as it is read; `end` is the token after its cue and source where these follow their content."""

    cue: SayingCue
    source: Source | None
    content: Span
    end: int = 0
    postposed: bool = False
    is_answer: bool = False


def find_claims(document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> tuple[Claim, ...]:
    """Return the claims of a text in the order of their cues."""
    scene = Scene(document, references, dates)
    quotes = quotations(document.text)
    found = _answers(scene)
    answered = len(found)
    for cue in find_cues(document):
        claim = _read(scene, quotes, cue, found[-1] if len(found) > answered else None)
        if claim:
            found.append(claim)
    found.sort(key=lambda claim: claim.cue.first)
    ids = [f"c{number}" for number in range(1, len(found) + 1)]
    return tuple(
        Claim(
            id=ids[number],
            cue=_span(document, claim.cue.first, claim.cue.last),
            content=_apart(claim.content),
            source=_span(document, claim.source.first, claim.source.last) if claim.source else (),
            source_entity=claim.source.mention.entity if claim.source and claim.source.mention else None,
            mode="DIRECT" if claim.is_answer else _mode(quotes, claim.content),
            stance=stance_of(document, claim.cue, claim.content),
            nested_in=next((ids[outer] for outer in _holders(document, found, number)), None),
        )
        for number, claim in enumerate(found)
    )


def _answers(scene: Scene) -> list[_Claim]:
    """Return the answers of an interview, whose cue is the colon after the speaker."""
    document = scene.document
    found = []
    for answer in answers(document.text):
        first, colon = document.index_at(answer.label[0]), document.index_at(answer.colon)
        source = Source(first, colon, scene.beginning.get(first))
        cue = SayingCue(colon, colon + 1, "ASSERTS", "answer")
        found.append(_Claim(cue, source, span(*answer.content), is_answer=True))
    return found


def _read(scene: Scene, quotes: Quotes, cue: SayingCue, previous: _Claim | None) -> _Claim | None:
    """Find source and content of a cue; None where there is no content, or no source though it needs one."""
    if cue.verb == "passive":
        return _read_sourceless(scene, quotes, cue)
    document = scene.document
    source, unit = _sourced(scene, cue, previous)
    if source is None:
        return None
    first, end = document.sentence(cue.first)
    if previous and previous.postposed and first < previous.end < unit[0]:  # what is before is its content
        first = previous.end
    after = after_adjuncts(scene, unit[1], cue)
    left = left_content(document, quotes, first, unit[0]) if cue.frame == "any" and cue.verb != "refuse" else ()
    pauses = after >= end or document.tokens[after].text in PAUSES or cue.verb == "according"
    if left and (pauses or quote_at(quotes, left[-1].end - 1)):
        whole = left + continuation(document, quotes, after, end)
        return _Claim(cue, source, whole, unit[1], postposed=True)
    return _preposed(scene, quotes, _Claim(cue, source, ()), after)


def _read_sourceless(scene: Scene, quotes: Quotes, cue: SayingCue) -> _Claim | None:
    """Read a view that a passive credits to nobody ("is expected to")."""
    content = right_content(scene, quotes, cue.last, scene.document.sentence(cue.first)[1])
    return _Claim(cue, None, content) if content else None


def _sourced(scene: Scene, cue: SayingCue, previous: _Claim | None) -> tuple[Source | None, tuple[int, int]]:
    """Return the source of a cue, and where the two begin and end as far as they stand together."""
    if cue.verb == "according":
        source = source_after(scene, cue.last)
        return source, (cue.first, source.last if source else cue.last)
    source = inverted(scene, cue)
    if source:
        return source, (cue.first, source.last)
    source = _shared_source(scene.document, cue, previous) or source_before(scene, cue)
    together = source and source.first < cue.first and _is_adjacent(scene.document, source, cue)
    return source, (source.first if source and together else cue.first, cue.last)


def _preposed(scene: Scene, quotes: Quotes, claim: _Claim, k: int) -> _Claim | None:
    """Give a claim the content that follows its cue from a token on, if it is what the cue asks for."""
    document = scene.document
    end = document.sentence(claim.cue.first)[1]
    if document.lower(k) in NOTHING or not fits(scene, claim.cue, k):
        return None
    content = right_content(scene, quotes, k, end)
    if claim.cue.verb == "refuse":
        return claim._replace(content=content)
    goes_on = content and content[-1].end >= document.tokens[end - 1].start - 1
    more = quoted_next(document, quotes, end) if goes_on else ()
    return claim._replace(content=content + more) if content else None


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


def _apart(content: Span) -> Span:
    """Return the parts of a content that begin after the one before.

    Where quotation marks do not pair, what follows may seem to be in a quotation that began before.
    """
    kept: list[Fragment] = []
    for part in content:
        if not kept or part.start > kept[-1].end:
            kept.append(part)
    return tuple(kept)


def _mode(quotes: Quotes, content: Span) -> Mode:
    quoted = [quote_at(quotes, part.start) for part in content]
    if content and all(quote and part.end <= quote[1] for quote, part in zip(quoted, content, strict=True)):
        return "DIRECT"
    inside = any(quote_at(quotes, part.start) or _has_quote(quotes, part) for part in content)
    return "MIXED" if inside else "INDIRECT"


def _has_quote(quotes: Quotes, part: Fragment) -> bool:
    number = bisect_right(quotes, (part.start, 0))
    return number < len(quotes) and quotes[number][0] < part.end


def _holders(document: Document, claims: list[_Claim], number: int) -> list[int]:
    """Return the claims in whose content a claim lies, the narrowest first."""
    cue, content = claims[number].cue, claims[number].content
    first = min([document.tokens[cue.first].start, *(part.start for part in content)])
    last = max([document.tokens[cue.last - 1].end, *(part.end for part in content)])
    around = range(max(0, number - _WINDOW), min(len(claims), number + 1 + _WINDOW))
    widths = {
        other: part.end - part.start
        for other in around
        for part in claims[other].content
        if other != number and part.start <= first and last <= part.end and last - first < part.end - part.start
    }
    return sorted(widths, key=widths.__getitem__)
