"""Gold annotations as the models learn them: in tokens of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Extraction
from twicetold_baselines.learned.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Argument, Article, Claim, Event, Span
    from twicetold_baselines.learned.passage import Range


class Phrase(NamedTuple):
    """A mention: its tokens, those of its head, its level, and the type and id of its entity ("" while unknown).

    One that is not sure is kept only if its entity is: by another mention, or by a role or voice.
    """

    first: int
    last: int
    head: Range
    level: str
    type: str
    entity: str = ""
    sure: bool = True

    @property
    def range(self) -> Range:
        """The tokens of the mention."""
        return self.first, self.last


class Timed(NamedTuple):
    """A time expression: its tokens, type and id, and its value where that is known."""

    first: int
    last: int
    type: str
    id: str
    value: str = ""

    @property
    def range(self) -> Range:
        """The tokens of the expression."""
        return self.first, self.last


class Happening(NamedTuple):
    """A gold event with the tokens of its triggers."""

    event: Event
    triggers: tuple[Range, ...]


class Saying(NamedTuple):
    """A gold claim with the tokens of its cue and its source."""

    claim: Claim
    cue: Range
    source: Range | None


class Known:
    """An article's gold in tokens, everything in the order of the text."""

    def __init__(self, article: Article) -> None:
        """Find the tokens."""
        gold = article.gold or Extraction()
        self.passage = passage = Passage(article.text)
        self.phrases = sorted(
            Phrase(*whole, head, mention.level, entity.type, entity.id)
            for entity in gold.entities
            for mention in entity.mentions
            if (whole := passage.range_of(mention.span)) and (head := passage.range_of(mention.head or mention.span))
        )
        self.dates = sorted(
            Timed(*where, date.type, date.id, date.value)
            for date in gold.dates
            if (where := passage.range_of(date.span))
        )
        self.happenings = sorted(
            (Happening(event, tuple(self._ranges(event.triggers))) for event in gold.events),
            key=lambda happening: happening.triggers,
        )
        self.sayings = sorted(
            (
                Saying(claim, cue, passage.range_of(claim.source))
                for claim in gold.claims
                if (cue := passage.range_of(claim.cue))
            ),
            key=lambda saying: saying.cue,
        )

    def words_of(self, argument: Argument) -> Range | None:
        """Return the tokens of an argument in plain words."""
        return self.passage.range_of(argument.span)

    def _ranges(self, spans: Iterable[Span]) -> list[Range]:
        return sorted(where for span in spans if len(span) == 1 and (where := self.passage.range_of(span)))
