"""Texts of which only parts are annotated: what was predicted elsewhere is left out before it is measured."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twicetold.model import Links
from twicetold.sense import linkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twicetold.model import Claim, Cluster, Extraction, Span


def within(extraction: Extraction, regions: Span) -> Extraction:
    """Return what of an extraction begins within some regions of the text; all of it if there are none.

    A claim begins where its cue does or, without one, its content. What points at something that is left out loses the
    pointer, and what loses all of its places goes.
    """
    if not regions:
        return extraction
    holds = _holder(regions)
    entities = [
        replace(entity, mentions=kept)
        for entity in extraction.entities
        if (kept := tuple(mention for mention in entity.mentions if holds(mention.span)))
    ]
    dates = [date for date in extraction.dates if holds(date.span)]
    days = {date.id for date in dates}
    known = days | {entity.id for entity in entities}
    claims = [claim for claim in extraction.claims if holds(_place(claim))]
    said = {claim.id for claim in claims}
    return replace(
        extraction,
        entities=tuple(entities),
        dates=tuple(replace(date, anchor=date.anchor if date.anchor in days else None) for date in dates),
        events=tuple(
            replace(
                event,
                triggers=triggers,
                arguments=tuple(
                    argument
                    for argument in event.arguments
                    if (argument.filler in known if argument.filler else holds(argument.span))
                ),
            )
            for event in extraction.events
            if (triggers := tuple(trigger for trigger in event.triggers if holds(trigger)))
        ),
        claims=tuple(
            replace(
                claim,
                source_entity=claim.source_entity if claim.source_entity in known else None,
                nested_in=claim.nested_in if claim.nested_in in said else None,
            )
            for claim in claims
        ),
    )


def links_between(links: Links, extractions: Mapping[str, Extraction]) -> Links:
    """Return what of the links of a story connects items that its articles still have, by article id."""
    known = linkable(extractions)

    def clusters(layer: str) -> tuple[Cluster, ...]:
        left = (
            replace(each, members=tuple(one for one in each.members if (one.article, one.id) in known[layer]))
            for each in getattr(links, layer)
        )
        return tuple(each for each in left if len(each.members) > 1)

    ends = ((each, (each.first, each.second)) for each in links.claims)
    claims = [each for each, both in ends if all((one.article, one.id) in known["claims"] for one in both)]
    return Links(clusters("entities"), clusters("events"), tuple(claims))


def _place(claim: Claim) -> Span:
    return claim.cue or claim.content


def _holder(regions: Span) -> Callable[[Span], bool]:
    starts = [region.start for region in regions]

    def holds(span: Span) -> bool:
        number = bisect_right(starts, span[0].start) - 1 if span else -1
        return number >= 0 and span[0].start < regions[number].end

    return holds
