"""An extraction from what the models find in a text, step by step, each building on those before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twicetold.model import Argument, Claim, Entity, Event, Extraction, Mention
from twicetold_baselines.learned import arguments, claims, coreference, dates, events, mentions
from twicetold_baselines.learned.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Article
    from twicetold_baselines.learned.arguments import Played
    from twicetold_baselines.learned.claims import Said
    from twicetold_baselines.learned.coreference import Cluster
    from twicetold_baselines.learned.events import Found
    from twicetold_baselines.learned.known import Phrase
    from twicetold_baselines.learned.lessons import Models


def extract(article: Article, models: Models) -> Extraction:
    """Return what the models find in an article."""
    passage = Passage(article.text)
    if not len(passage):
        return Extraction()
    clusters = coreference.resolve(passage, models, mentions.find(passage, models))
    phrases = sorted(
        phrase._replace(entity=f"e{number}", type=cluster.type)
        for number, cluster in enumerate(clusters, 1)
        for phrase in cluster.phrases
    )
    timed, found_dates = dates.find(passage, models, article.published)
    found = events.find(passage, models)
    played = arguments.find(passage, models, found, phrases, timed)
    said = claims.find(passage, models, phrases)
    used = {role.id for roles in played for role in roles} | {claim.entity for claim in said}
    return Extraction(
        entities=tuple(
            _entity(passage, cluster, number)
            for number, cluster in enumerate(clusters, 1)
            if f"e{number}" in used or any(phrase.sure for phrase in cluster.phrases)
        ),
        dates=found_dates,
        events=tuple(
            _event(passage, event, roles, number)
            for number, (event, roles) in enumerate(zip(found, played, strict=True), 1)
        ),
        claims=_claims(passage, said),
    )


def _entity(passage: Passage, cluster: Cluster, number: int) -> Entity:
    names = (passage.span(phrase.head)[0] for phrase in cluster.phrases if phrase.level == "NAM")
    kind: Any = cluster.type
    return Entity(
        id=f"e{number}",
        type=kind,
        mentions=tuple(_mention(passage, phrase) for phrase in cluster.phrases),
        name=max((passage.document.text[part.start : part.end] for part in names), key=len, default=""),
    )


def _mention(passage: Passage, phrase: Phrase) -> Mention:
    level: Any = phrase.level
    whole, head = passage.span(phrase.range), passage.span(phrase.head)
    return Mention(span=whole, head=head if head != whole else (), level=level)


def _event(passage: Passage, event: Found, roles: Sequence[Played], number: int) -> Event:
    labels: Any = event
    return Event(
        id=f"v{number}",
        type=labels.type,
        triggers=tuple(passage.span(where) for where in event.triggers),
        arguments=tuple(_argument(passage, played) for played in roles),
        polarity=labels.polarity,
        realis=labels.realis,
    )


def _argument(passage: Passage, played: Played) -> Argument:
    role: Any = played.role
    return Argument(role, filler=played.id or None, span=passage.span(played.words) if played.words else ())


def _claims(passage: Passage, said: Sequence[Said]) -> tuple[Claim, ...]:
    cues, contents = [claim.cue for claim in said], [claim.content for claim in said]
    found = []
    for number, claim in enumerate(said):
        labels: Any = claim
        outer = claims.holder(cues, contents, number)
        found.append(
            Claim(
                id=f"c{number + 1}",
                cue=passage.span(claim.cue),
                content=passage.span(*claim.content),
                source=passage.span(claim.source) if claim.source else (),
                source_entity=claim.entity or None,
                mode=labels.mode,
                stance=labels.stance,
                nested_in=f"c{outer + 1}" if outer is not None else None,
            )
        )
    return tuple(found)
