"""Gold with errors whose number is known, so that its scores are too."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

import twicetold
from twicetold.errors import InputError
from twicetold.model import Extraction, span
from twicetold_baselines.bounds.known import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twicetold.model import Article, Claim, Date, Entity, Event, Links, Mention, Span, Story


class Noise:
    """Gold of which a share is put in the wrong place: noise:0.2 spoils a fifth of it.

    Each entity, date, event and claim is spoilt by itself, with the given probability: all its spans are moved to
    single letters outside of all gold of its layer. It is missed and something else is found, so precision, recall and
    F1 of whatever counts such items are 1 - RATE in expectation, and (1 - RATE)² of whatever needs two of them: an
    argument that an entity or date fills, a claim with its source entity, a link. What counts tokens has that recall
    only, since a spoilt span is short.
    """

    name = "noise"
    version = twicetold.__version__

    def __init__(self, rate: str) -> None:
        try:
            self._rate = float(rate)
        except ValueError:
            self._rate = -1.0
        if not 0 <= self._rate <= 1:
            raise InputError(f"noise:{rate}: write a share from 0 to 1, as in noise:0.2")
        self.configuration = {"rate": self._rate}
        self._known = Known(twicetold.load())

    def extract(self, article: Article) -> Extraction:
        """Return the gold of an article, spoilt."""
        gold = self._known.extraction(article)
        mentions = _elsewhere(article.text, (mention.span for entity in gold.entities for mention in entity.mentions))
        dates = _elsewhere(article.text, (date.span for date in gold.dates))
        triggers = _elsewhere(article.text, (trigger for event in gold.events for trigger in event.triggers))
        parts = _elsewhere(article.text, (part for each in gold.claims for part in _parts(each)))

        def spoils(item: Entity | Date | Event | Claim) -> bool:
            return is_spoilt(article.id, item.id, self._rate)

        def moved(mention: Mention) -> Mention:
            place = next(mentions)
            return replace(mention, span=place, head=place if mention.head else ())

        def entity(each: Entity) -> Entity:
            return replace(each, mentions=tuple(map(moved, each.mentions))) if spoils(each) else each

        def date(each: Date) -> Date:
            return replace(each, span=next(dates)) if spoils(each) else each

        def event(each: Event) -> Event:
            return replace(each, triggers=tuple(next(triggers) for _ in each.triggers)) if spoils(each) else each

        def claim(each: Claim) -> Claim:
            if not spoils(each):
                return each
            cue, content, source = (next(parts) if part else () for part in _parts(each))
            return replace(each, cue=cue, content=content, source=source)

        return Extraction(
            tuple(map(entity, gold.entities)),
            tuple(map(date, gold.dates)),
            tuple(map(event, gold.events)),
            tuple(map(claim, gold.claims)),
        )

    def link(self, story: Story, _extractions: dict[str, Extraction]) -> Links:
        """Return the gold links of a story; those of spoilt items are wrong."""
        return self._known.links(story)


def _parts(claim: Claim) -> tuple[Span, Span, Span]:
    return claim.cue, claim.content, claim.source


def is_spoilt(article: str, item: str, rate: float) -> bool:
    """Tell whether an item is spoilt at a rate: always the same, and at any higher rate too."""
    digest = hashlib.sha256(f"{article} {item}".encode()).digest()
    return int.from_bytes(digest[:7], "big") < rate * 2**56


def _elsewhere(text: str, taken: Iterable[Span]) -> Iterator[Span]:
    """Yield spans of a letter each, outside of those that are taken, in the order of the text.

    Raises InputError where there are no more of them.
    """
    covered = {place for each in taken for part in each for place in range(part.start, part.end)}
    free: Sequence[int] = [place for place, letter in enumerate(text) if letter.isalnum() and place not in covered]
    for place in free:
        yield span(place, place + 1)
    raise InputError("noise: the text has no letter left that is outside of the gold")
