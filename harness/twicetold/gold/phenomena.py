"""Phenomena that follow from the rest of an annotation, so that nobody has to write them by hand.

| tag | an item shows it when |
|---|---|
| `pronoun` | the mention is PRO |
| `nested-name` | the mention is NAM and lies inside another mention |
| `shared-surname` | two persons, or a person and a family, share the last word of their names |
| `relative-weekday` | the words have a weekday and no day of the month |
| `text-anchored` | the date has an anchor |
| `fuzzy-date` | it has a modifier or unknown part, or is a season, part of a day, or past, present or future at large |
| `duration`, `repeated-time` | the type is DURATION, SET |
| `time-of-day` | the type is TIME |
| `negated-event` | the polarity is NEGATIVE |
| `event-in-claim` | every trigger lies in the content of a claim |
| `direct-speech`, `indirect-speech`, `mixed-speech` | the mode |
| `denial` | the stance is DENIES |
| `anonymous-source` | the source is a person, or persons, whom the article does not name |
| `document-source` | the source is a document, or another MISC |
| `institution-source` | the source is an ORG or GPE |
| `second-hand` | the claim is nested |
| `multi-sentence` | a sentence ends inside the content |
| `source-after` | the source begins after the content does |
| `claims-agree` | the relation is AGREE |
| `named-and-described` | one article names the entity, the other never does |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import msgspec

from twicetold.gold.prose import sentence_ends
from twicetold.model import Claim, Date, Entity, Event, Links, Mention, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from twicetold.model import Cluster, Extraction, Relation, Span
    from twicetold.ontology import Phenomenon

    _Tags = tuple[Phenomenon, ...]
    _Change = Callable[[_Tags, Iterable[Phenomenon]], _Tags]

T = TypeVar("T", Entity, Mention, Date, Event, Claim)

replace = msgspec.structs.replace

_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", re.IGNORECASE)
_FUZZY_VALUE = re.compile(r"X|_REF$|-(?:SP|SU|FA|WI)$|T(?:MO|MI|AF|EV|NI|DT)$|^\d{2,3}$")

DERIVED = frozenset(
    """pronoun nested-name shared-surname relative-weekday text-anchored duration repeated-time time-of-day
    negated-event event-in-claim direct-speech indirect-speech mixed-speech denial anonymous-source document-source
    institution-source multi-sentence source-after claims-agree named-and-described""".split()
)
"""Never written by hand. `fuzzy-date` may be, for a date that the calendar contradicts; `second-hand` too, for what is
told to or through another."""

_OF_TYPE: dict[str, Phenomenon] = {"DURATION": "duration", "SET": "repeated-time", "TIME": "time-of-day"}
_SPEECH: dict[str, Phenomenon] = {"DIRECT": "direct-speech", "INDIRECT": "indirect-speech", "MIXED": "mixed-speech"}


def with_derived(extraction: Extraction, text: str) -> Extraction:
    """Return an article's annotation with the phenomena that follow from it added to those written by hand."""
    return _retagged(extraction, text, _added)


def without_derived(extraction: Extraction, text: str) -> Extraction:
    """Return an annotation with those phenomena only that have to be written by hand: the inverse of `with_derived`."""
    return _retagged(extraction, text, _left)


def links_with_derived(links: Links, golds: Mapping[str, Extraction | None]) -> Links:
    """Return a story's links with the phenomena that follow from them added. `golds` is by article."""
    named = {
        (article, entity.id): any(mention.level == "NAM" for mention in entity.mentions)
        for article, gold in golds.items()
        if gold is not None
        for entity in gold.entities
    }
    return _retagged_links(links, named, _added)


def without_derived_links(links: Links) -> Links:
    """Return a story's links with those phenomena only that have to be written by hand."""
    return _retagged_links(links, {}, _left)


def _added(written: _Tags, derived: Iterable[Phenomenon]) -> _Tags:
    return tuple(dict.fromkeys((*written, *derived)))


def _left(written: _Tags, derived: Iterable[Phenomenon]) -> _Tags:
    gone = DERIVED | {*derived}
    return tuple(tag for tag in written if tag not in gone)


def _retagged(extraction: Extraction, text: str, change: _Change) -> Extraction:
    """Return an annotation with the phenomena of each item made of those it has and those that follow."""
    places = [mention.span for entity in extraction.entities for mention in entity.mentions]
    shared = _shared_surnames(extraction.entities)
    entities = {entity.id: entity for entity in extraction.entities}
    contents = [claim.content for claim in extraction.claims]
    ends = sentence_ends(text)

    def tagged(item: T, derived: Iterable[Phenomenon], **others: object) -> T:
        return replace(item, phenomena=change(item.phenomena, derived), **others)

    return replace(
        extraction,
        entities=tuple(
            tagged(
                entity,
                ["shared-surname"] if entity.id in shared else [],
                mentions=tuple(tagged(mention, _of_mention(mention, places)) for mention in entity.mentions),
            )
            for entity in extraction.entities
        ),
        dates=tuple(tagged(date, _of_date(date, text)) for date in extraction.dates),
        events=tuple(tagged(event, _of_event(event, contents)) for event in extraction.events),
        claims=tuple(tagged(claim, _of_claim(claim, entities, ends)) for claim in extraction.claims),
    )


def _retagged_links(links: Links, named: Mapping[tuple[str, str], bool], change: _Change) -> Links:
    """Return links likewise; `named` tells of each (article, entity) whether the article has a name for it."""

    def of_cluster(cluster: Cluster) -> Iterator[Phenomenon]:
        if len({named.get((member.article, member.id), False) for member in cluster.members}) > 1:
            yield "named-and-described"

    def of_relation(relation: Relation) -> Iterator[Phenomenon]:
        if relation.label == "AGREE":
            yield "claims-agree"

    return Links(
        tuple(replace(each, phenomena=change(each.phenomena, of_cluster(each))) for each in links.entities),
        tuple(replace(each, phenomena=change(each.phenomena, ())) for each in links.events),
        tuple(replace(each, phenomena=change(each.phenomena, of_relation(each))) for each in links.claims),
    )


def _shared_surnames(entities: Sequence[Entity]) -> set[str]:
    """Return the ids of named persons and families of whom another has the same family name."""
    bearers: dict[str, set[str]] = {}
    for entity in entities:
        if entity.type == "PER" and any(mention.level == "NAM" for mention in entity.mentions):
            words = entity.name.removesuffix(" family").split()
            if words and words[-1][0].isupper():
                bearers.setdefault(words[-1].removesuffix("s") if len(words) == 1 else words[-1], set()).add(entity.id)
    return {bearer for found in bearers.values() if len(found) > 1 for bearer in found}


def _of_mention(mention: Mention, places: Sequence[Span]) -> Iterator[Phenomenon]:
    if mention.level == "PRO":
        yield "pronoun"
    start, end = mention.span[0].start, mention.span[-1].end
    if mention.level == "NAM" and any(
        place[0].start <= start and end <= place[-1].end and (place[0].start, place[-1].end) != (start, end)
        for place in places
    ):
        yield "nested-name"


def _of_date(date: Date, text: str) -> Iterator[Phenomenon]:
    words = text_of(date.span, text)
    if _WEEKDAY.search(words) and date.type != "SET" and not re.search(r"\d", _without_clock(words)):
        yield "relative-weekday"
    if date.anchor:
        yield "text-anchored"
    if date.mod or (date.type in ("DATE", "TIME", "DURATION") and _FUZZY_VALUE.search(date.value)):
        yield "fuzzy-date"
    if date.type in _OF_TYPE:
        yield _OF_TYPE[date.type]


def _without_clock(words: str) -> str:
    return re.sub(r"\d{1,2}[:.]\d\d|\b\d{1,2}(?= ?[ap]\.?m)", "", words)


def _of_event(event: Event, contents: Sequence[Span]) -> Iterator[Phenomenon]:
    if event.polarity == "NEGATIVE":
        yield "negated-event"
    if all(any(_holds(content, trigger) for content in contents) for trigger in event.triggers):
        yield "event-in-claim"


def _holds(outer: Span, inner: Span) -> bool:
    return all(any(big.start <= part.start and part.end <= big.end for big in outer) for part in inner)


def _of_claim(claim: Claim, entities: Mapping[str, Entity], ends: Sequence[int]) -> Iterator[Phenomenon]:
    yield _SPEECH[claim.mode]
    if claim.stance == "DENIES":
        yield "denial"
    yield from _of_source(entities.get(claim.source_entity or ""))
    if claim.nested_in:
        yield "second-hand"
    if claim.content:
        start, end = claim.content[0].start, claim.content[-1].end
        if any(start < place < end for place in ends):
            yield "multi-sentence"
        if claim.source and claim.source[0].start > start:
            yield "source-after"


def _of_source(source: Entity | None) -> Iterator[Phenomenon]:
    if source is None:
        return
    if source.type in ("ORG", "GPE"):
        yield "institution-source"
    elif source.type == "MISC":
        yield "document-source"
    elif source.type == "PER" and all(mention.level != "NAM" for mention in source.mentions):
        yield "anonymous-source"
