"""Slips of annotation: small changes that make an annotation wrong as people and machines get it wrong.

Each function yields slips that could be made in an annotation as it is written by hand, or in a story's links. None
says whether the result is valid: whoever makes a slip checks that. Where a raw pass is given, the readings that
adjudication rejected are slips too: the subtlest there are.
"""

from __future__ import annotations

import re
from datetime import date as calendar_day
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold.gold.places import items_of, place_of
from twicetold.model import Fragment, Member, text_of
from twicetold.ontology import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twicetold.gold.places import Item
    from twicetold.model import (
        Argument,
        Claim,
        Cluster,
        Date,
        Entity,
        Event,
        Extraction,
        Links,
        Mention,
        Relation,
        Span,
        Story,
    )

replace = msgspec.structs.replace


class Slip(NamedTuple):
    """A change that could be made: of which kind, to which item, where; what was there, what is now; how to make it."""

    layer: str
    kind: str
    item: str
    place: Span
    was: str
    now: str
    make: Callable[[Extraction], Extraction]


class LinkSlip(NamedTuple):
    """A change that could be made to a story's links; its place is that of an item of one article."""

    kind: str
    member: Member
    was: str
    now: str
    make: Callable[[Links], Links]


_CONFUSED_TYPES = {
    "ORG": ("FAC", "PER", "GPE"), "FAC": ("ORG", "LOC"), "GPE": ("LOC", "ORG"), "LOC": ("GPE", "FAC"),
    "PER": ("ORG", "NORP"), "NORP": ("PER", "GPE"), "MISC": ("ORG", "FAC"),
}  # fmt: skip
_CONFUSED_STANCES = {
    "ASSERTS": ("DENIES", "PREDICTS", "DOUBTS"), "DENIES": ("ASSERTS", "DOUBTS"), "DOUBTS": ("ASSERTS", "DENIES"),
    "PREDICTS": ("ASSERTS", "INTENDS"), "INTENDS": ("PREDICTS", "DEMANDS"), "DEMANDS": ("INTENDS", "ASSERTS"),
}  # fmt: skip
_CONFUSED_REALIS = {"ACTUAL": "OTHER", "OTHER": "ACTUAL", "GENERIC": "ACTUAL"}
_CONFUSED_RELATIONS = {"AGREE": "ELABORATE", "CONTRADICT": "AGREE", "ELABORATE": "AGREE"}
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


def rejected(gold: Extraction, other: Extraction, text: str) -> Iterator[Slip]:
    """Yield the readings of a raw pass that differ from the adjudicated one in one thing."""
    yield from _rejected_mentions(gold, other, text)
    dates = {date.span: date for date in other.dates}
    for date in gold.dates:
        read = dates.get(date.span, date)
        if (read.value, read.type, read.mod) != (date.value, date.type, date.mod):
            yield _slip("dates", "value", date, replace(date, value=read.value, type=read.type, mod=read.mod), text)
    events = {trigger: event for event in other.events for trigger in event.triggers}
    for event in gold.events:
        found = events.get(event.triggers[0], event)
        for name in ("type", "realis", "polarity"):
            if getattr(found, name) != getattr(event, name):
                yield _slip("events", name, event, replace(event, **{name: getattr(found, name)}), text)
    claims = {claim.cue[0].start: claim for claim in other.claims if claim.cue}
    for claim in gold.claims:
        said = claims.get(claim.cue[0].start, claim)
        for name in ("cue", "content", "source", "stance"):
            if getattr(said, name) and getattr(said, name) != getattr(claim, name):
                yield _slip("claims", name, claim, replace(claim, **{name: getattr(said, name)}), text)


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
            yield _without_mention(entity, mention, text)
            for other in gold.entities:
                if other.type == entity.type and other.id != entity.id:
                    yield _moved(entity, other, mention, text)
        if mention.phenomena and {"metonymy", "title-for-name"} & {*mention.phenomena}:
            kept = tuple(tag for tag in mention.phenomena if tag not in {"metonymy", "title-for-name"})
            yield _mention_slip("tag", entity, mention, replace(mention, phenomena=kept), text)
    if len(entity.mentions) > 1 and entity.mentions[-1].level == "NOM":
        yield _split(entity, text)


def _retyped(entity: Entity, kind: str, text: str) -> Slip:
    return _slip("entities", "type", entity, replace(entity, type=kind), text)


def _mention_slip(kind: str, entity: Entity, old: Mention, new: Mention, text: str) -> Slip:
    mentions = tuple(new if mention is old else mention for mention in entity.mentions)
    shown = [f"{text_of(each.span, text)} {' '.join(each.phenomena)}".strip() for each in (old, new)]

    def make(gold: Extraction) -> Extraction:
        return _with(gold, "entities", entity.id, lambda item: replace(item, mentions=mentions))

    return Slip("entities", kind, entity.id, old.span, shown[0], shown[1], make)


def _without_mention(entity: Entity, mention: Mention, text: str) -> Slip:
    mentions = tuple(each for each in entity.mentions if each is not mention)

    def make(gold: Extraction) -> Extraction:
        return _with(gold, "entities", entity.id, lambda item: replace(item, mentions=mentions))

    return Slip("entities", "missing", entity.id, mention.span, text_of(mention.span, text), "", make)


def _moved(entity: Entity, other: Entity, mention: Mention, text: str) -> Slip:
    left = tuple(each for each in entity.mentions if each is not mention)
    grown = tuple(sorted((*other.mentions, mention), key=lambda each: each.span[0].start))

    def make(gold: Extraction) -> Extraction:
        gold = _with(gold, "entities", entity.id, lambda item: replace(item, mentions=left))
        return _with(gold, "entities", other.id, lambda item: replace(item, mentions=grown))

    return Slip(
        "entities",
        "identity",
        entity.id,
        mention.span,
        f"{text_of(mention.span, text)} = {entity.name}",
        f"= {other.name}",
        make,
    )


def _split(entity: Entity, text: str) -> Slip:
    kept, cut = entity.mentions[:-1], entity.mentions[-1:]
    new = replace(entity, id=f"{entity.id}x", mentions=cut, name=text_of(cut[0].span, text))

    def make(gold: Extraction) -> Extraction:
        gold = _with(gold, "entities", entity.id, lambda item: replace(item, mentions=kept))
        return replace(gold, entities=(*gold.entities, new))

    return Slip(
        "entities",
        "split",
        entity.id,
        cut[0].span,
        f"{text_of(cut[0].span, text)} = {entity.name}",
        "an entity of its own",
        make,
    )


def _date(date: Date, text: str) -> Iterator[Slip]:
    for value in _near_values(date.value):
        yield _slip("dates", "value", date, replace(date, value=value), text)
    if date.mod:
        yield _slip("dates", "mod", date, replace(date, mod=None), text)
    if date.anchor:
        yield _slip("dates", "anchor", date, replace(date, anchor=None), text)
    first = _LOST_FROM_DATE.match(text, date.span[0].start, date.span[-1].end)
    if first and len(date.span) == 1:
        yield _slip("dates", "extent", date, replace(date, span=(Fragment(first.end(), date.span[0].end),)), text)
    if date.type in ("DATE", "DURATION"):
        yield _slip("dates", "missing", date, None, text)


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
            yield _slip("events", "type", event, replace(event, type=kind), text)
    yield _slip("events", "realis", event, replace(event, realis=_CONFUSED_REALIS[event.realis]), text)
    if event.polarity == "NEGATIVE":
        yield _slip("events", "polarity", event, replace(event, polarity="POSITIVE"), text)
    yield _slip("events", "missing", event, None, text)
    if len(event.triggers) > 1:
        yield _slip("events", "trigger missing", event, replace(event, triggers=event.triggers[:-1]), text)
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
    return _slip("events", kind, event, replace(event, arguments=changed), text)._replace(was=was, now=now)


def _claim(claim: Claim, gold: Extraction, text: str) -> Iterator[Slip]:
    for stance in _CONFUSED_STANCES[claim.stance]:
        yield _slip("claims", "stance", claim, replace(claim, stance=stance), text)
    yield _slip("claims", "missing", claim, None, text)
    if claim.nested_in:
        yield _slip("claims", "nesting", claim, replace(claim, nested_in=None), text)
    for part in ("cue", "content", "source"):
        for span in _shortened(part, getattr(claim, part), text):
            yield _slip("claims", part, claim, replace(claim, **{part: span}), text)
    if len(claim.content) > 1:
        yield _slip("claims", "content", claim, replace(claim, content=claim.content[:-1]), text)
    for tag in claim.phenomena:
        kept = tuple(each for each in claim.phenomena if each != tag)
        yield _slip("claims", "tag", claim, replace(claim, phenomena=kept), text)._replace(was=f"#{tag}", now="")
    source = next((entity for entity in gold.entities if entity.id == claim.source_entity), None)
    if source is not None:
        for other in gold.entities:
            if other.id != source.id and other.type == source.type:
                slip = _slip("claims", "source entity", claim, replace(claim, source_entity=other.id), text)
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


def _slip(layer: str, kind: str, old: Item, new: Item | None, text: str) -> Slip:
    """Return the slip that puts another item in the place of one, or nothing."""

    def make(gold: Extraction) -> Extraction:
        return _with(gold, layer, old.id, lambda _: new)

    now = _written(new, old, text) if new is not None else ""
    return Slip(layer, kind, old.id, place_of(old), _written(old, new, text), now, make)


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


def of_links(story: Story) -> Iterator[LinkSlip]:
    """Yield slips in what connects the articles of a story."""
    golds = {article.id: article.gold for article in story.articles if article.gold}
    names = {
        (article, item.id): getattr(item, "name", "") or item.id
        for article, gold in golds.items()
        for item in items_of(gold)
    }

    def shown(*members: Member) -> str:
        return " ~ ".join(f"{member.id} {names[member.article, member.id]}" for member in members)

    for layer in ("entities", "events"):
        for cluster in getattr(story.links, layer):
            first, last = cluster.members[0], cluster.members[-1]
            was = f"{layer} {shown(*cluster.members)}"
            yield LinkSlip("link missing", first, was, "", _without(layer, cluster))
            taken = {(member.article, member.id) for other in getattr(story.links, layer) for member in other.members}
            kinds = {item.id: item.type for item in getattr(golds[last.article], layer)}
            for item, kind in kinds.items():
                if kind == kinds[last.id] and (last.article, item) not in taken:
                    other = Member(last.article, item)
                    moved = replace(cluster, members=(*cluster.members[:-1], other))
                    now = f"{layer} {shown(*moved.members)}"
                    yield LinkSlip("wrong link", first, was, now, _without(layer, cluster, moved))
    for relation in story.links.claims:
        was = f"{relation.label} {shown(relation.first, relation.second)}"
        label = _CONFUSED_RELATIONS[relation.label]
        changed = replace(relation, label=label, phenomena=())
        yield LinkSlip("relation missing", relation.first, was, "", _without("claims", relation))
        yield LinkSlip("relation", relation.first, was, label, _without("claims", relation, changed))


def _without(layer: str, old: Cluster | Relation, *new: Cluster | Relation) -> Callable[[Links], Links]:
    """Return what puts other links in the place of one."""

    def make(links: Links) -> Links:
        kept = [new_one for each in getattr(links, layer) for new_one in (new if each == old else (each,))]
        return replace(links, **{layer: tuple(kept)})

    return make


def _with(gold: Extraction, layer: str, item: str, change: Callable[[Any], Item | None]) -> Extraction:
    """Return the annotation with an item of a layer changed, or without it."""
    changed = [change(each) if each.id == item else each for each in getattr(gold, layer)]
    return replace(gold, **{layer: tuple(each for each in changed if each is not None)})
