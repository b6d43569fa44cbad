"""Hypothesis strategies for the vocabulary."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from twicetold import model, ontology
from twicetold.model import Fragment

texts = st.text(min_size=1, max_size=40)
ids = st.from_regex(r"\A[A-Za-z][A-Za-z0-9]{0,3}\Z")


def label_of(literal: object) -> st.SearchStrategy[Any]:
    """Any of the labels of a Literal."""
    return st.sampled_from(get_args(literal))


@st.composite
def spans(draw: st.DrawFn, length: int, most: int = 3) -> model.Span:
    """A span of one or more fragments inside a text of a given length."""
    wanted = draw(st.integers(1, most))
    edges = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=2 * wanted)))
    return tuple(Fragment(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


phenomena = st.lists(label_of(ontology.Phenomenon), max_size=2, unique=True).map(tuple)


def draw_entities(draw: st.DrawFn, length: int) -> tuple[model.Entity, ...]:
    """Up to three entities in a text of a given length."""
    span = spans(length)
    return tuple(
        model.Entity(
            id=f"e{number}",
            type=draw(label_of(ontology.EntityType)),
            name=draw(st.sampled_from(["", "Ada", "the old mill"])),
            mentions=tuple(
                model.Mention(where, draw(st.sampled_from([(), where[:1]])), draw(label_of(ontology.Level)))
                for where in draw(st.lists(span, min_size=1, max_size=3, unique=True))
            ),
            phenomena=draw(phenomena),
        )
        for number in range(draw(st.integers(0, 3)))
    )


def draw_dates(draw: st.DrawFn, length: int) -> tuple[model.Date, ...]:
    """Up to three dates in a text of a given length, some of them reckoned from an earlier one."""
    return tuple(
        model.Date(
            id=f"d{number}",
            span=draw(spans(length)),
            type=draw(label_of(ontology.DateType)),
            value=draw(st.sampled_from(["2022-01-05", "P3D", "PRESENT_REF"])),
            mod=draw(st.none() | label_of(ontology.DateModifier)),
            anchor=f"d{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else None,
            phenomena=draw(phenomena),
        )
        for number in range(draw(st.integers(0, 3)))
    )


def draw_arguments(
    draw: st.DrawFn, event_type: ontology.EventType, kinds: dict[str, str], length: int
) -> tuple[model.Argument, ...]:
    """At most one argument for each role of an event: an item of a kind that the role allows, by `kinds`, or words."""
    found = []
    for role, allowed in sorted(ontology.ROLES[event_type].items()):
        fillers = [item for item, kind in kinds.items() if kind in allowed]
        filled = draw(st.booleans())
        if fillers and filled:
            found.append(model.Argument(role, draw(st.sampled_from(fillers))))
        elif "SPAN" in allowed and draw(st.booleans()):
            found.append(model.Argument(role, span=draw(spans(length, most=1))))
    return tuple(found)


def draw_events(draw: st.DrawFn, length: int, kinds: dict[str, str]) -> tuple[model.Event, ...]:
    """Up to two events in a text of a given length, with arguments among the items whose kinds are given by id."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        event_type = draw(label_of(ontology.EventType))
        found.append(
            model.Event(
                id=f"v{number}",
                type=event_type,
                arguments=draw_arguments(draw, event_type, kinds, length),
                triggers=tuple(draw(st.lists(spans(length), min_size=1, max_size=2, unique=True))),
                polarity=draw(label_of(ontology.Polarity)),
                realis=draw(label_of(ontology.Realis)),
                phenomena=draw(phenomena),
            )
        )
    return tuple(found)


def draw_claims(draw: st.DrawFn, length: int, sources: list[str]) -> tuple[model.Claim, ...]:
    """Up to two claims in a text of a given length, some of an entity of `sources`, some within an earlier claim."""
    span = spans(length)
    return tuple(
        model.Claim(
            id=f"c{number}",
            cue=draw(spans(length, most=1)),
            content=draw(st.just(()) | span),
            source=draw(st.just(()) | span),
            source_entity=draw(st.sampled_from([None, *sources])),
            mode=draw(label_of(ontology.Mode)),
            stance=draw(label_of(ontology.Stance)),
            nested_in=f"c{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else None,
            phenomena=draw(phenomena),
        )
        for number in range(draw(st.integers(0, 2)))
    )


@st.composite
def extractions(draw: st.DrawFn, text: str) -> model.Extraction:
    """An extraction that makes sense over a text of at least one character."""
    length = len(text)
    entities, dates = draw_entities(draw, length), draw_dates(draw, length)
    kinds: dict[str, str] = {entity.id: entity.type for entity in entities} | {date.id: "DATE" for date in dates}
    sources = [entity.id for entity in entities]
    return model.Extraction(entities, dates, draw_events(draw, length, kinds), draw_claims(draw, length, sources))


@st.composite
def articles(draw: st.DrawFn, article_id: str = "story/a") -> model.Article:
    """An article with gold."""
    text = draw(texts)
    return model.Article(
        id=article_id,
        text=text,
        published=draw(st.sampled_from(["2022-01-10", "2022-01-10T09:30:00+06:00"])),
        outlet="The Plumb Line",
        headline="What happened",
        genre=draw(st.none() | label_of(ontology.Genre)),
        gold=draw(extractions(text)),
    )


@st.composite
def stories(draw: st.DrawFn) -> model.Story:
    """A story of two articles with links between them."""
    first, second = draw(articles("story/a")), draw(articles("story/b"))

    def member(article: model.Article, layer: str) -> model.Member | None:
        items = getattr(article.gold, layer)
        return model.Member(article.id, draw(st.sampled_from(items)).id) if items else None

    def pair(layer: str) -> tuple[model.Member, ...]:
        both = (member(first, layer), member(second, layer))
        return tuple(side for side in both if side) if all(both) else ()

    entities, events, claims = pair("entities"), pair("events"), pair("claims")
    return model.Story(
        id="story",
        title="A story",
        articles=(first, second),
        topic=draw(st.none() | label_of(ontology.Topic)),
        split=draw(st.none() | label_of(ontology.Split)),
        links=model.Links(
            entities=(model.Cluster(entities),) if entities else (),
            events=(model.Cluster(events),) if events else (),
            claims=(model.Relation(draw(label_of(ontology.RelationLabel)), claims[0], claims[1]),) if claims else (),
        ),
    )
