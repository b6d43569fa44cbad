"""Slips of annotation: small changes that make an annotation wrong as people and machines get it wrong.

Each function yields slips that could be made in an annotation as it is written by hand. None says whether the result
is valid: whoever makes a slip checks that. Where a raw pass is given, the readings that adjudication rejected are slips
too: the subtlest there are.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date as calendar_day
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold.gold.places import layer_of, place_of, places_of
from twicetold.model import Fragment, text_of
from twicetold.ontology import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twicetold.gold.places import Item
    from twicetold.model import Argument, Claim, Date, Entity, Event, Extraction, Mention, Span

replace = msgspec.structs.replace


class Slip(NamedTuple):
    """A change that could be made: of which kind, to which items, where; what was and what is now; how to make it.

    Where an event as a whole is wrong, each of its triggers shows it.
    """

    layer: str
    kind: str
    items: tuple[str, ...]
    places: tuple[Span, ...]
    was: str
    now: str
    make: Callable[[Extraction], Extraction]


_CONFUSED_TYPES = {
    "ORG": ("FAC", "PER", "GPE"), "FAC": ("ORG", "LOC"), "GPE": ("LOC", "ORG"), "LOC": ("GPE", "FAC"),
    "PER": ("ORG", "NORP"), "NORP": ("PER", "GPE"), "MISC": ("ORG", "FAC"),
}  # fmt: skip
_CONFUSED_STANCES = {
    "ASSERTS": ("DENIES", "PREDICTS", "DOUBTS"), "DENIES": ("ASSERTS", "DOUBTS"), "DOUBTS": ("ASSERTS", "DENIES"),
    "PREDICTS": ("ASSERTS", "INTENDS"), "INTENDS": ("PREDICTS", "DEMANDS"), "DEMANDS": ("INTENDS", "ASSERTS"),
}  # fmt: skip
_CONFUSED_REALIS = {"ACTUAL": "OTHER", "OTHER": "ACTUAL", "GENERIC": "ACTUAL"}
_LOST_FROM_DATE = re.compile(
    r"(?:the|a|an|about|around|nearly|almost|early|late|some|last|next|this|more than)\s+", re.IGNORECASE
)
_LOST_BEFORE = {
    "source": re.compile(r"(?:the|a|an|another)\s+", re.IGNORECASE),
    "cue": re.compile(r"(?:has|have|had|is|was|were|are|been|also|did not|could not|would)\s+"),
    "content": re.compile(r"(?:that|whether|to)\s+"),
}
_LOST_BEHIND = {
    "source": re.compile(r", [^,]+$"),
    "cue": re.compile(r"\s+(?:of|for|to|as|on|in|against|that)$"),
    "content": re.compile(r"(?:, | and | but )(?:(?!, | and | but ).)+$", re.DOTALL),
}


def of_article(gold: Extraction, text: str) -> Iterator[Slip]:
    """Yield slips of every layer of an article."""
    for entity in gold.entities:
        yield from _entity(entity, gold, text)
    for date in gold.dates:
        yield from _date(date, text)
    for event in gold.events:
        yield from _event(event, gold, text)
    for claim in gold.claims:
        yield from _claim(claim, gold, text)


def rejected(gold: Extraction, readings: Sequence[Extraction], text: str) -> Iterator[Slip]:
    """Yield the readings that one raw pass alone has and adjudication rejected, each different in one thing.

    A reading that several passes share is none: where annotators agree against the adjudicator, either may be right.
    """
    found = [{(slip.kind, slip.places, slip.now): slip for slip in _readings(gold, each, text)} for each in readings]
    passes_with = Counter(itertools.chain.from_iterable(found))
    for slips in found:
        yield from (slip for reading, slip in slips.items() if passes_with[reading] == 1)


def _readings(gold: Extraction, other: Extraction, text: str) -> Iterator[Slip]:
    """Yield the readings of a raw pass that differ from the adjudicated one in one thing."""
    yield from _rejected_mentions(gold, other, text)
    dates = {date.span: date for date in other.dates}
    for date in gold.dates:
        read = dates.get(date.span, date)
        if (read.value, read.type, read.mod) != (date.value, date.type, date.mod):
            yield _slip("value", date, replace(date, value=read.value, type=read.type, mod=read.mod), text)
    events = {trigger: event for event in other.events for trigger in event.triggers}
    for event in gold.events:
        found = events.get(event.triggers[0], event)
        for name in ("type", "realis", "polarity"):
            if getattr(found, name) != getattr(event, name):
                yield _slip(name, event, replace(event, **{name: getattr(found, name)}), text)
    claims = {claim.cue[0].start: claim for claim in other.claims if claim.cue}
    for claim in gold.claims:
        said = claims.get(claim.cue[0].start, claim)
        for name in ("cue", "content", "source", "stance"):
            if getattr(said, name) and getattr(said, name) != getattr(claim, name):
                yield _slip(name, claim, replace(claim, **{name: getattr(said, name)}), text)


def _rejected_mentions(gold: Extraction, other: Extraction, text: str) -> Iterator[Slip]:
    """Yield mentions of the same head with another extent, and entities of another type."""
    theirs = {
        mention.head or mention.span: (mention, entity.type) for entity in other.entities for mention in entity.mentions
    }
    for entity in gold.entities:
        for number, mention in enumerate(entity.mentions):
            found, kind = theirs.get(mention.head or mention.span, (mention, entity.type))
            if found.span != mention.span:
                yield _mention_slip("extent", entity, mention, replace(found, phenomena=mention.phenomena), text)
            elif kind != entity.type and number == 0:
                yield _retyped(entity, kind, text)


def _entity(entity: Entity, gold: Extraction, text: str) -> Iterator[Slip]:
    for kind in _CONFUSED_TYPES[entity.type]:
        yield _retyped(entity, kind, text)
    for number, mention in enumerate(entity.mentions):
        head = mention.head or mention.span
        if mention.span[-1].end > head[-1].end and len(mention.span) == 1:
            short = (Fragment(mention.span[0].start, head[-1].end),)
            yield _mention_slip("extent", entity, mention, replace(mention, span=short), text)
        if number and mention.level != "NAM":
            yield _mention_slip("missing", entity, mention, None, text)
            for other in gold.entities:
                if other.type == entity.type and other.id != entity.id:
                    yield _moved(entity, other, mention, text)
        if mention.phenomena and {"metonymy", "title-for-name"} & {*mention.phenomena}:
            kept = tuple(tag for tag in mention.phenomena if tag not in {"metonymy", "title-for-name"})
            yield _mention_slip("tag", entity, mention, replace(mention, phenomena=kept), text)
    last = entity.mentions[-1]
    if len(entity.mentions) > 1 and last.level == "NOM":
        alone = replace(entity, id=f"{entity.id}x", mentions=(), name=text_of(last.span, text))
        yield _moved(entity, alone, last, text)


def _retyped(entity: Entity, kind: str, text: str) -> Slip:
    return _slip("type", entity, replace(entity, type=kind), text)


def _mention_slip(kind: str, entity: Entity, old: Mention, new: Mention | None, text: str) -> Slip:
    """Return the slip that puts another mention in the place of one, or nothing."""
    changed = (new if mention is old else mention for mention in entity.mentions)
    kept = replace(entity, mentions=tuple(mention for mention in changed if mention is not None))
    was, now = (f"{text_of(each.span, text)} {' '.join(each.phenomena)}".strip() if each else "" for each in (old, new))
    return _slip(kind, entity, kept, text)._replace(places=(old.span,), was=was, now=now)


def _moved(entity: Entity, other: Entity, mention: Mention, text: str) -> Slip:
    """Return the slip that takes a mention for one of another entity, which may be a new one."""
    left = replace(entity, mentions=tuple(each for each in entity.mentions if each is not mention))
    grown = replace(other, mentions=tuple(sorted((*other.mentions, mention), key=lambda each: each.span[0].start)))

    def make(gold: Extraction) -> Extraction:
        gold = _with(gold, entity, left)
        if other.mentions:
            return _with(gold, other, grown)
        return replace(gold, entities=(*gold.entities, grown))

    kind = "identity" if other.mentions else "split"
    words = text_of(mention.span, text)
    was, now = (f"{words} = {each.name}" for each in (entity, other))
    return Slip("entities", kind, (entity.id, other.id), (mention.span,), was, now, make)


def _date(date: Date, text: str) -> Iterator[Slip]:
    for value in _near_values(date.value):
        yield _slip("value", date, replace(date, value=value), text)
    if date.mod:
        yield _slip("mod", date, replace(date, mod=None), text)
    if date.anchor:
        yield _slip("anchor", date, replace(date, anchor=None), text)
    first = _LOST_FROM_DATE.match(text, date.span[0].start, date.span[-1].end)
    if first and len(date.span) == 1:
        yield _slip("extent", date, replace(date, span=(Fragment(first.end(), date.span[0].end),)), text)
    if date.type in ("DATE", "DURATION"):
        yield _slip("missing", date, None, text)


def _near_values(value: str) -> Iterator[str]:
    if match := re.match(r"(\d{4}-\d\d-\d\d)(.*)$", value):
        for days in (-1, 1, -7, 7):
            yield f"{calendar_day.fromisoformat(match[1]) + timedelta(days=days)}{match[2]}"
    elif match := re.fullmatch(r"(\d{4}-)(\d\d)", value):
        yield f"{match[1]}{int(match[2]) % 12 + 1:02}"
    elif match := re.fullmatch(r"(\d{4})(-W)(\d\d)(.*)", value):
        yield f"{match[1]}{match[2]}{max(1, int(match[3]) - 1):02}{match[4]}"
    elif re.fullmatch(r"\d{4}", value):
        yield str(int(value) + 1)
        yield str(int(value) - 1)
    elif match := re.fullmatch(r"P(\d+)([YMWD])", value):
        yield f"P{match[1]}{'YMWD'['YMWD'.index(match[2]) - 1]}"


def _event(event: Event, gold: Extraction, text: str) -> Iterator[Slip]:
    roles = {argument.role for argument in event.arguments}
    for kind, allowed in ROLES.items():
        if kind != event.type and kind.partition(".")[0] == event.type.partition(".")[0] and roles <= allowed.keys():
            yield _slip("type", event, replace(event, type=kind), text)
    yield _slip("realis", event, replace(event, realis=_CONFUSED_REALIS[event.realis]), text)
    if event.polarity == "NEGATIVE":
        yield _slip("polarity", event, replace(event, polarity="POSITIVE"), text)
    yield _slip("missing", event, None, text)
    if len(event.triggers) > 1:
        gone = event.triggers[-1]
        fewer = _slip("trigger missing", event, replace(event, triggers=event.triggers[:-1]), text)
        yield fewer._replace(places=(gone,), was=text_of(gone, text), now="")
    for number, argument in enumerate(event.arguments):
        slip = partial(_argument_slip, event=event, number=number, gold=gold, text=text)
        yield slip("argument missing", new=None)
        for role, fillers in ROLES[event.type].items():
            if role != argument.role and _fits(argument, fillers, gold):
                yield slip("role", new=replace(argument, role=role))
        for filler in _others(argument, gold):
            yield slip("filler", new=replace(argument, filler=filler))


def _fits(argument: Argument, fillers: frozenset[str], gold: Extraction) -> bool:
    if argument.filler is None:
        return "SPAN" in fillers
    types = {entity.id: entity.type for entity in gold.entities}
    return types.get(argument.filler, "DATE") in fillers


def _others(argument: Argument, gold: Extraction) -> Iterator[str]:
    """Yield other entities of the filler's type, or other dates."""
    own = next((entity.type for entity in gold.entities if entity.id == argument.filler), None)
    if own is not None:
        yield from (entity.id for entity in gold.entities if entity.type == own and entity.id != argument.filler)
    elif argument.filler is not None:
        yield from (date.id for date in gold.dates if date.id != argument.filler and date.type != "DURATION")


def _argument_slip(kind: str, event: Event, number: int, new: Argument | None, *, gold: Extraction, text: str) -> Slip:
    """Return the slip that puts another argument in the place of one, or nothing."""
    names = {entity.id: entity.name for entity in gold.entities} | {date.id: date.value for date in gold.dates}
    was, now = (
        f"{each.role}={names.get(each.filler or '') or text_of(each.span, text)}" if each else ""
        for each in (event.arguments[number], new)
    )
    changed = (*event.arguments[:number], *([new] if new else []), *event.arguments[number + 1 :])
    return _slip(kind, event, replace(event, arguments=changed), text)._replace(was=was, now=now)


def _claim(claim: Claim, gold: Extraction, text: str) -> Iterator[Slip]:
    for stance in _CONFUSED_STANCES[claim.stance]:
        yield _slip("stance", claim, replace(claim, stance=stance), text)
    yield _slip("missing", claim, None, text)
    if claim.nested_in:
        yield _slip("nesting", claim, replace(claim, nested_in=None), text)
    for part in ("cue", "content", "source"):
        for span in _shortened(part, getattr(claim, part), text):
            yield _slip(part, claim, replace(claim, **{part: span}), text)
    if len(claim.content) > 1:
        yield _slip("content", claim, replace(claim, content=claim.content[:-1]), text)
    for tag in claim.phenomena:
        kept = tuple(each for each in claim.phenomena if each != tag)
        yield _slip("tag", claim, replace(claim, phenomena=kept), text)._replace(was=f"#{tag}", now="")
    source = next((entity for entity in gold.entities if entity.id == claim.source_entity), None)
    if source is not None:
        for other in gold.entities:
            if other.id != source.id and other.type == source.type:
                slip = _slip("source entity", claim, replace(claim, source_entity=other.id), text)
                yield slip._replace(was=source.name, now=other.name)


def _shortened(part: str, span: Span, text: str) -> Iterator[Span]:
    """Yield what a part of a claim would be without a word at its edge that annotators leave out or lose."""
    if not span:
        return
    first, last = span[0], span[-1]
    if match := _LOST_BEFORE[part].match(text, first.start, first.end):
        yield (Fragment(match.end(), first.end), *span[1:])
    if match := _LOST_BEHIND[part].search(text[last.start : last.end]):
        yield (*span[:-1], Fragment(last.start, last.start + match.start()))


def _slip(kind: str, old: Item, new: Item | None, text: str) -> Slip:
    """Return the slip that puts another item in the place of one, or nothing."""

    def make(gold: Extraction) -> Extraction:
        return _with(gold, old, new)

    now = _written(new, old, text) if new is not None else ""
    places = places_of(old) if layer_of(old) == "events" else (place_of(old),)
    return Slip(layer_of(old), kind, (old.id,), places, _written(old, new, text), now, make)


def _written(item: Item, other: Item | None, text: str) -> str:
    """Return what an item has that another has not, as words; of an item that goes, its own words."""
    if other is None:
        return text_of(place_of(item), text)
    parts = []
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if value != getattr(other, name):
            shown = text_of(value, text) if name in ("span", "cue", "content", "source") else value
            parts.append(f"{name} {shown}")
    return "; ".join(parts)


def _with(gold: Extraction, old: Item, new: Item | None) -> Extraction:
    """Return the annotation with another item in the place of one, or without it."""
    layer = layer_of(old)
    changed = (new if each.id == old.id else each for each in getattr(gold, layer))
    return replace(gold, **{layer: tuple(each for each in changed if each is not None)})
