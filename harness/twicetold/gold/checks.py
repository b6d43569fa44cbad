"""What a machine can find wrong in one article, check by check; `lint` says what each holds.

Every check looks at the annotation against the text, or at one layer against another, and yields faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from twicetold import timex
from twicetold.gold.prose import WORD
from twicetold.model import Extraction, Span, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Article, Claim, Date, Entity, Fragment

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PREPOSITIONS = frozenset("after at before between by during for from in of on over since through to until".split())
_THIRD_PERSON = frozenset("he she they him her them his hers their theirs himself herself themselves".split())
_PRONOUNS = _THIRD_PERSON | frozenset("i me my mine myself we us our ours ourselves you your yours".split())
_RELATIVE = frozenset("who which that whom whose".split())
_HANGS = re.compile(
    r"\b(?:that (?:day|night|morning|afternoon|evening|week|month|year)|the (?:same|next|following|previous) \w+"
    r"|(?:the )?\w+ (?:later|earlier)|the (?:day|night|morning|week|month|year|evening) (?:before|after))$",
    re.IGNORECASE,
)
_CUES = frozenset(
    """accused accuses according acknowledged acknowledges adding admitted admits alleged alleges announced announces
    argued argues asserted asserts believes blamed blames blaming claimed claims conceded concedes confirmed confirms
    contended contends declared declares demanded demands denied denies denying described disputed doubts estimates
    expects feared fears forecast insisted insists predicted predicts promised promises rejected rejects reported
    said says saying stated states suggested suggests told urged urges vowed warned warns""".split()
)
_QUOTATION = re.compile(r'"[^"\n]+"|“[^”\n]+”')
_LONG_QUOTATION = 4


class Fault(NamedTuple):
    """What looks wrong in an article: in which layer, where, about which words, and why."""

    layer: str
    start: int
    words: str
    problem: str


Check = Callable[["Article", Extraction], Iterator[Fault]]


def _fault(layer: str, span: Span, text: str, problem: str) -> Fault:
    return Fault(layer, span[0].start, text_of(span, text), problem)


def _quoted(text: str) -> set[int]:
    """Return the positions inside quotation marks, the marks included."""
    return {position for match in _QUOTATION.finditer(text) for position in range(*match.span())}


def _positions(span: Span) -> set[int]:
    return {position for part in span for position in range(part.start, part.end)}


def _spans(gold: Extraction) -> Iterator[tuple[str, Span]]:
    """Yield every span of the gold with its layer."""
    for entity in gold.entities:
        for mention in entity.mentions:
            yield "entities", mention.span
            if mention.head:
                yield "entities", mention.head
    for time in gold.dates:
        yield "dates", time.span
    for event in gold.events:
        yield from (("events", trigger) for trigger in event.triggers)
        yield from (("events", argument.span) for argument in event.arguments if argument.span)
    for claim in gold.claims:
        yield from (("claims", span) for span in (claim.source, claim.cue, claim.content) if span)


def _trim(article: Article, gold: Extraction) -> Iterator[Fault]:
    for layer, span in _spans(gold):
        for part in span:
            words = article.text[part.start : part.end]
            if words != words.strip() or words[0] in ",;)" or words[-1] in ",;(":
                yield Fault(layer, part.start, words, "begins or ends with what does not belong to it")
            elif layer == "entities" and words.endswith(("'s", "’s")):
                yield Fault(layer, part.start, words, "the possessive ending is outside a mention")


def _crossing(article: Article, gold: Extraction) -> Iterator[Fault]:
    by_layer: dict[str, set[tuple[int, int]]] = {}
    for layer, span in _spans(gold):
        by_layer.setdefault(layer, set()).update((part.start, part.end) for part in span)
    for layer, bounds in by_layer.items():
        ordered = sorted(bounds)
        for number, (start, end) in enumerate(ordered):
            for other_start, other_end in ordered[number + 1 :]:
                if other_start >= end:
                    break
                if start < other_start and end < other_end:
                    words = article.text[start:other_end]
                    yield Fault(layer, start, words, "two spans of one layer cross here")


def _preposition(article: Article, gold: Extraction) -> Iterator[Fault]:
    for time in gold.dates:
        if text_of(time.span, article.text).split()[0].lower() in _PREPOSITIONS:
            yield _fault("dates", time.span, article.text, "the preposition is outside a date")


def _value(article: Article, gold: Extraction) -> Iterator[Fault]:
    for time in gold.dates:
        if not timex.fits(time.type, time.value):
            yield _fault("dates", time.span, article.text, f"{time.value} is no value of a {time.type}")


def _weekday(article: Article, gold: Extraction) -> Iterator[Fault]:
    published = timex.day_of(article.published)
    if published is None:
        return  # which is a fault of sense
    for time in gold.dates:
        words = text_of(time.span, article.text)
        named = [number for number, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}\b", words.lower())]
        day = timex.day_of(time.value)
        if len(named) != 1 or day is None or time.type == "SET":
            continue
        if day.weekday() != named[0]:
            yield _fault("dates", time.span, article.text, f"{day} is a {_WEEKDAYS[day.weekday()].title()}")
        elif _is_bare(time, words) and not published - timedelta(days=6) <= day <= published:
            yield _fault("dates", time.span, article.text, f"{day} is neither {published} nor in the six days before")


def _is_bare(time: Date, words: str) -> bool:
    return words.lower() in _WEEKDAYS and time.anchor is None


def _head(article: Article, gold: Extraction) -> Iterator[Fault]:
    for entity in gold.entities:
        for mention in entity.mentions:
            words = text_of(mention.span, article.text)
            if mention.level == "NOM" and " " in words and not mention.head:
                yield _fault("entities", mention.span, article.text, "a noun phrase of several words has a head")
            if mention.level != "PRO" and words.lower() in _PRONOUNS:
                yield _fault("entities", mention.span, article.text, "a pronoun is marked pro")


def _everywhere(article: Article, gold: Extraction) -> Iterator[Fault]:
    taken = [part for entity in gold.entities for mention in entity.mentions for part in mention.span]
    for name in sorted(set().union(*(_names(entity, article.text) for entity in gold.entities))):
        for start in _outside(taken, name, article.text):
            yield Fault("entities", start, name, "is marked elsewhere, and not here")
    triggers = [part for event in gold.events for trigger in event.triggers for part in trigger]
    for words in sorted({article.text[part.start : part.end].lower() for part in triggers}):
        for start in _outside(triggers, words, article.text, re.IGNORECASE):
            yield Fault("events", start, words, "is a trigger elsewhere, and not here")


def _names(entity: Entity, text: str) -> set[str]:
    """Return what a text calls an entity by name."""
    return {text_of(mention.head or mention.span, text) for mention in entity.mentions if mention.level == "NAM"}


def _outside(taken: Sequence[Fragment], words: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> Iterator[int]:
    """Yield where words stand, whole, and in none of the places that are taken."""
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags):
        if not any(part.start <= match.start() and match.end() <= part.end for part in taken):
            yield match.start()


def _unmarked(article: Article, gold: Extraction) -> Iterator[Fault]:
    covered = {
        position for layer, span in _spans(gold) if layer in ("entities", "dates") for position in _positions(span)
    }
    for match in WORD.finditer(article.text):
        word = match[0]
        before = article.text[: match.start()].rstrip(' "“‘(•')
        opens = not before or before[-1] in ".!?:\n"
        is_name = word[0].isupper() and not opens and word != "I"
        if match.start() not in covered and (is_name or word.lower() in _THIRD_PERSON):
            yield Fault("entities", match.start(), word, "is in no mention and no date")


def _quotation(article: Article, gold: Extraction) -> Iterator[Fault]:
    contents = {position for claim in gold.claims for position in _positions(claim.content)}
    for match in _QUOTATION.finditer(article.text):
        if len(WORD.findall(match[0])) >= _LONG_QUOTATION and not contents.issuperset(range(*match.span())):
            yield Fault("claims", match.start(), match[0], "the quotation lies in no claim's content")


def _mode(article: Article, gold: Extraction) -> Iterator[Fault]:
    quoted = _quoted(article.text)
    for claim in gold.claims:
        if _positions(claim.cue) <= quoted:
            continue  # the marks around it are those of the claim that holds it
        letters = {position for position in _positions(claim.content) if article.text[position].isalnum()}
        inside = letters & quoted
        answered = _is_answer(claim, article.text)
        mode = "DIRECT" if answered or (letters and inside == letters) else "MIXED" if inside else "INDIRECT"
        if mode != claim.mode:
            yield _fault("claims", claim.cue, article.text, f"is {claim.mode}, reads {mode}")


def _is_answer(claim: Claim, text: str) -> bool:
    """Tell whether a claim is an answer in a transcript: a paragraph that begins with its source and a colon."""
    if text_of(claim.cue, text) != ":" or not claim.source:
        return False
    start = claim.source[0].start
    return (start == 0 or text[start - 1] == "\n") and claim.source[-1].end == claim.cue[0].start


def _cue(article: Article, gold: Extraction) -> Iterator[Fault]:
    cues = {position for claim in gold.claims for position in _positions(claim.cue)}
    quoted = _quoted(article.text)
    for match in WORD.finditer(article.text):
        if match[0].lower() in _CUES and match.start() not in cues and match.start() not in quoted:
            yield Fault("claims", match.start(), match[0], "a cue verb that is no cue")


def _named(article: Article, gold: Extraction) -> Iterator[Fault]:
    for entity in gold.entities:
        names = _names(entity, article.text)
        if names and entity.name not in names:
            start = entity.mentions[0].span[0].start
            yield Fault("entities", start, entity.name, f"is not how the text names {entity.id}")


def _voice(article: Article, gold: Extraction) -> Iterator[Fault]:
    fillers = {argument.filler for event in gold.events for argument in event.arguments}
    sources = {claim.source_entity for claim in gold.claims}
    for entity in gold.entities:
        if entity.id not in fillers | sources and all(mention.level != "NAM" for mention in entity.mentions):
            yield _fault("entities", entity.mentions[0].span, article.text, "has neither name, role nor voice")


def _argument(article: Article, gold: Extraction) -> Iterator[Fault]:
    mentions = [mention for entity in gold.entities for mention in entity.mentions]
    places = {place for mention in mentions for place in (mention.span, mention.head) if place}
    for event in gold.events:
        for argument in event.arguments:
            if argument.span in places:
                yield _fault("events", argument.span, article.text, "is an entity: the role takes its id")
        fillers = [argument.filler for argument in event.arguments if argument.filler]
        if len(set(fillers)) < len(fillers):
            yield _fault("events", event.triggers[0], article.text, "something fills two of its roles")


def _anchor(article: Article, gold: Extraction) -> Iterator[Fault]:
    for time in gold.dates:
        if _HANGS.search(text_of(time.span, article.text)) and time.anchor is None and time.type in ("DATE", "TIME"):
            yield _fault("dates", time.span, article.text, "hangs on another date: give its anchor")


def _source(article: Article, gold: Extraction) -> Iterator[Fault]:
    entities = {entity.id: entity for entity in gold.entities}
    for claim in gold.claims:
        words = text_of(claim.source, article.text)
        if not claim.source or words.lower() in _RELATIVE:
            continue
        entity = entities.get(claim.source_entity or "")
        if entity is None and _speakers(claim.source, gold.entities):
            yield _fault("claims", claim.source, article.text, "is a mention of an entity, which is not given")
        elif entity is not None and not _speakers(claim.source, [entity]):
            yield _fault("claims", claim.source, article.text, f"holds no mention of {entity.id} {entity.name}")


def _speakers(source: Span, entities: Sequence[Entity]) -> bool:
    """Tell whether a source is, or begins with, a mention of one of the entities."""
    start, end = source[0].start, source[-1].end
    return any(
        mention.span[0].start == start and mention.span[-1].end <= end
        for entity in entities
        for mention in entity.mentions
    )


def _nesting(article: Article, gold: Extraction) -> Iterator[Fault]:
    contents = {claim.id: _positions(claim.content) for claim in gold.claims}
    for claim in gold.claims:
        own = _positions(claim.source) | _positions(claim.cue) | _positions(claim.content)
        holders = [name for name, content in contents.items() if name != claim.id and own <= content]
        if claim.nested_in is None and holders:
            yield _fault("claims", claim.cue, article.text, f"stands in the content of {holders[0]}: in={holders[0]}")
        elif claim.nested_in is not None and claim.nested_in not in holders:
            yield _fault("claims", claim.cue, article.text, f"does not stand in the content of {claim.nested_in}")


def _tag(article: Article, gold: Extraction) -> Iterator[Fault]:
    for entity in gold.entities:
        for mention in entity.mentions:
            if "title-for-name" in mention.phenomena and mention.level != "NOM":
                yield _fault("entities", mention.span, article.text, "a title is NOM")
            if "name-variant" in mention.phenomena and mention.level != "NAM":
                yield _fault("entities", mention.span, article.text, "a name is NAM")
    for event in gold.events:
        if event.realis != "OTHER" and {"future-event", "hypothetical-event"} & {*event.phenomena}:
            yield _fault("events", event.triggers[0], article.text, f"is {event.realis}, but tagged as not settled")


CHECKS: dict[str, Check] = {
    "trim": _trim,
    "crossing": _crossing,
    "preposition": _preposition,
    "value": _value,
    "weekday": _weekday,
    "anchor": _anchor,
    "head": _head,
    "named": _named,
    "voice": _voice,
    "everywhere": _everywhere,
    "unmarked": _unmarked,
    "argument": _argument,
    "quotation": _quotation,
    "mode": _mode,
    "cue": _cue,
    "source": _source,
    "nesting": _nesting,
    "tag": _tag,
}
"""Every check of an article, by the name under which `lint` reports it."""
