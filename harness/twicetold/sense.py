"""Validation of sense: what a schema cannot say.

An article was published on a day that there is, offsets lie inside the text, fragments come in order, ids are used once
and resolve, a role is allowed for the event's type and its filler, links point at what exists. Every function
yields (JSON pointer, problem).
"""

from __future__ import annotations

from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING, Any

from twicetold.model import is_point_in_time
from twicetold.ontology import LAYERS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twicetold.model import Argument, Article, Claim, Entity, Extraction, Links, Member, Span, Story

    Problems = Iterator[tuple[str, str]]

LEAST = 1000
"""Characters that a shorter text counts as having where its predictions are limited."""

MOST_OBJECTS = 2
"""Objects that a prediction may have for each character of the text: its items, mentions, arguments, spans and so on.
Gold has 0.2 at most."""

MOST_COVERED = 100
"""How many times as long as the text all places of a prediction may be together. Gold's are 1.6 times at most."""

MOST_LINKS = 10_000
"""Links of a layer that there may be for each two articles of a story."""


def check_size(raw: Any, text: str) -> Problems:  # noqa: ANN401 - JSON
    """Check that a prediction is not larger than any honest one of that text, before more is done with it.

    What alignments and groundings take grows faster than what they are given. `raw` is valid against its schema.
    """
    objects = covered = 0
    left = [raw]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            objects += 1
            covered += (
                max(min(value["end"], len(text)) - value["start"], 0)
                if "start" in value
                else len(value.get("quote", ""))
            )
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    length = max(len(text), LEAST)
    given = f"a text of {len(text):,} characters is given"
    if objects > (most := MOST_OBJECTS * length):
        yield (
            "",
            f"has {objects:,} objects, and {given} {most:,} at most; hand back what is there, not all that might be",
        )
    elif covered > (most := MOST_COVERED * length):
        yield "", f"covers {covered:,} characters in all, and {given} {most:,} at most; mark the words that are meant"


def check_extraction(extraction: Extraction, text: str | None = None) -> Problems:
    """Check an extraction; without the article's text, offsets are checked against one another only."""
    length = len(text) if text is not None else None
    yield from _ids(extraction)
    entities = {entity.id: entity for entity in extraction.entities}
    dates = {date.id for date in extraction.dates}
    claims = {claim.id: claim for claim in extraction.claims}
    for number, entity in enumerate(extraction.entities):
        yield from _entity(entity, f"/entities/{number}", length)
    for number, date in enumerate(extraction.dates):
        at = f"/dates/{number}"
        yield from _span(date.span, f"{at}/span", length)
        if date.anchor is not None and (date.anchor not in dates or date.anchor == date.id):
            yield f"{at}/anchor", f"{date.anchor!r} is the id of no other date of this article"
    for number, event in enumerate(extraction.events):
        at = f"/events/{number}"
        if not event.triggers:
            yield f"{at}/triggers", "an event needs a trigger"
        for index, trigger in enumerate(event.triggers):
            yield from _span(trigger, f"{at}/triggers/{index}", length)
        for index, argument in enumerate(event.arguments):
            where = f"{at}/arguments/{index}"
            yield from _span(argument.span, f"{where}/span", length)
            yield from _argument(argument, event.type, where, entities, dates)
    for number, claim in enumerate(extraction.claims):
        yield from _claim(claim, f"/claims/{number}", length, entities)
    yield from _nesting(extraction, claims)


def check_article(article: Article) -> Problems:
    """Check when an article was published, and its gold, if it has any."""
    if not is_point_in_time(article.published):
        yield "/published", f"{article.published!r} is no point in time"
    if article.gold is not None:
        for pointer, problem in check_extraction(article.gold, article.text):
            yield f"/gold{pointer}", problem


def check_story(story: Story) -> Problems:
    """Check a story: its articles, and that links point at what exists."""
    seen = set()
    for number, article in enumerate(story.articles):
        at = f"/articles/{number}"
        if article.id in seen:
            yield f"{at}/id", f"{article.id!r} is used twice"
        if not article.id.startswith(f"{story.id}/"):
            yield f"{at}/id", f"the id of an article of this story begins with {story.id + '/'!r}"
        seen.add(article.id)
        for pointer, problem in check_article(article):
            yield f"{at}{pointer}", problem
    yield from check_links(story.links, {article.id: article.gold for article in story.articles})


def check_links(links: Links, extractions: Mapping[str, Extraction | None]) -> Problems:
    """Check that links point at items of the articles given, and cross from one article to another."""
    if too_many := list(_size_of_links(links, len(extractions))):
        yield from too_many
        return
    known = linkable(extractions)
    for layer in ("entities", "events"):
        taken: set[tuple[str, str]] = set()
        for number, cluster in enumerate(getattr(links, layer)):
            at = f"/links/{layer}/{number}"
            yield from _members(cluster.members, f"{at}/members", known[layer], layer)
            for index, member in enumerate(cluster.members):
                if (member.article, member.id) in taken:
                    yield f"{at}/members/{index}", f"{member.article} {member.id} is in a cluster already"
                taken.add((member.article, member.id))
    for number, relation in enumerate(links.claims):
        at = f"/links/claims/{number}"
        yield from _members((relation.first, relation.second), at, known["claims"], "claims")


def linkable(extractions: Mapping[str, Extraction | None]) -> dict[str, set[tuple[str, str]]]:
    """Return what links of each layer may point at, as (article, id), from extractions by the id of their article."""
    return {
        layer: {(article, item.id) for article, found in extractions.items() if found for item in getattr(found, layer)}
        for layer in ("entities", "events", "claims")
    }


def _size_of_links(links: Links, articles: int) -> Problems:
    """Check that there are not more links than between the articles of any honest story: clusters link all with all."""
    counts = {
        layer: sum(comb(len(each.members), 2) for each in getattr(links, layer)) for layer in ("entities", "events")
    }
    most = MOST_LINKS * max(comb(articles, 2), 1)
    for layer, number in {**counts, "claims": len(links.claims)}.items():
        if number > most:
            yield f"/links/{layer}", f"{number:,} links between {articles} articles are too many; {most:,} are taken"


def _members(members: tuple[Member, ...], at: str, known: set[tuple[str, str]], layer: str) -> Problems:
    for index, member in enumerate(members):
        if (member.article, member.id) not in known:
            yield f"{at}/{index}", f"{member.article} has no {member.id} among its {layer}"
    if len({member.article for member in members}) < 2:  # noqa: PLR2004 - a link has two sides
        yield at, "a link has members in two articles or more"


def _ids(extraction: Extraction) -> Problems:
    seen: set[str] = set()
    for layer in LAYERS:
        for number, item in enumerate(getattr(extraction, layer)):
            if item.id in seen:
                yield f"/{layer}/{number}/id", f"{item.id!r} is used twice"
            seen.add(item.id)


def _span(span: Span, at: str, length: int | None) -> Problems:
    for index, part in enumerate(span):
        if part.start >= part.end:
            yield f"{at}/{index}", f"the run from {part.start} to {part.end} is empty"
        elif length is not None and part.end > length:
            yield f"{at}/{index}", f"ends at {part.end}, but the text has {length} characters"
    for index, (before, after) in enumerate(pairwise(span)):
        if after.start <= before.end:
            yield f"{at}/{index + 1}", "fragments must come in the order of the text and not touch"


def _entity(entity: Entity, at: str, length: int | None) -> Problems:
    if not entity.mentions:
        yield f"{at}/mentions", "an entity needs a mention"
    for index, mention in enumerate(entity.mentions):
        where = f"{at}/mentions/{index}"
        yield from _span(mention.span, f"{where}/span", length)
        yield from _span(mention.head, f"{where}/head", length)
        for number, head in enumerate(mention.head):
            if not any(part.start <= head.start and head.end <= part.end for part in mention.span):
                yield f"{where}/head/{number}", "the head lies outside the mention"


def _argument(argument: Argument, event_type: str, at: str, entities: dict[str, Entity], dates: set[str]) -> Problems:
    if (argument.filler is None) == (not argument.span):
        yield at, "an argument has either a filler or a span"
        return
    filler = argument.filler
    if filler is None:
        kind = "SPAN"
    elif filler in entities:
        kind = entities[filler].type
    elif filler in dates:
        kind = "DATE"
    else:
        yield f"{at}/filler", f"{filler!r} is the id of no entity or date of this article"
        return
    allowed = ROLES[event_type].get(argument.role)
    if allowed is None:
        yield (
            f"{at}/role",
            f"{event_type} has no role {argument.role}; it has {', '.join(sorted(ROLES[event_type]))}",
        )
    elif kind not in allowed:
        yield (
            f"{at}/filler" if filler else f"{at}/span",
            (f"{argument.role} of {event_type} takes {', '.join(sorted(allowed))}, not {kind}"),
        )


def _claim(claim: Claim, at: str, length: int | None, entities: dict[str, Entity]) -> Problems:
    for part in ("source", "cue", "content"):
        yield from _span(getattr(claim, part), f"{at}/{part}", length)
    if claim.source_entity is not None and claim.source_entity not in entities:
        yield f"{at}/source_entity", f"{claim.source_entity!r} is the id of no entity of this article"


def _nesting(extraction: Extraction, claims: dict[str, Claim]) -> Problems:
    """Check that claims are nested in others, and not in themselves."""
    sound: set[str] = set()
    for number, claim in enumerate(extraction.claims):
        outer, passed = claim.nested_in, {claim.id}
        while outer is not None and outer in claims and outer not in passed and outer not in sound:
            passed.add(outer)
            outer = claims[outer].nested_in
        if outer is None or outer in sound:
            sound |= passed
        elif outer in passed:
            yield f"/claims/{number}/nested_in", "the claim is nested in itself"
        else:
            yield f"/claims/{number}/nested_in", f"{outer!r} is the id of no claim of this article"
