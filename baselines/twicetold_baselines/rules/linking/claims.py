"""Claims of two articles about the same matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import text_of
from twicetold_baselines.rules.linking.contradiction import Wording, count_otherwise, deny, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twicetold.model import Claim, Event, Span
    from twicetold.ontology import RelationLabel
    from twicetold_baselines.rules.linking.reading import Bag, Reading, Weights

_ON_ONE_MATTER = 0.15  # likeness of contents from which a difference between them is one on the same matter
_AGREEING = 0.4


class Statement(NamedTuple):
    """What an article says somebody claims.

    `source` is the linked entity that claims it, if it is linked; `events` are the linked events of the content, and
    `around` has the words of its sentences.
    """

    content: Bag
    around: Bag
    has_source: bool
    source: str | None
    events: frozenset[str]
    wording: Wording


def relate_claims(
    first: Reading, second: Reading, weights: Weights, same: Mapping[str, str]
) -> dict[tuple[str, str], RelationLabel]:
    """Return relations by the ids of two claims; `same` has for ids of the first article those of the second."""
    of_second = list(_statements(second, weights, {own: own for own in same.values()}))
    labels = {
        (one, other): label
        for one, statement in _statements(first, weights, same)
        for other, counterpart in of_second
        if (label := relation(statement, counterpart, weights))
    }
    layers = [_Layers(reading.extraction.claims) for reading in (first, second)]
    return {pair: label for pair, label in labels.items() if not _crosses(pair, layers[0], layers[1], labels)}


def relation(first: Statement, second: Statement, weights: Weights) -> RelationLabel | None:
    """Return the relation of two claims, or None where they are on different matters.

    Without a word in common they are. They contradict each other if they share some words and count one thing
    otherwise, or have sources known to both articles of which one denies what the other affirms; or if they share few,
    but two sources speak of one event. They agree if their words are enough alike, those of the sentences around
    counting half and one source a quarter.

    On gold extractions of train, F1 is 61.0; without numbers it falls by 1.5, without denial by 0.4, without two
    sources on one event by 1.1, without the sentences around by 1.8, without the source by 5.0.

    ELABORATE is not given: it is for claims on one matter of which neither says what the other says, hence for those
    whose words are the least alike.
    """
    content = weights.likeness(first.content, second.content)
    if not content:
        return None
    both_linked = first.source is not None and second.source is not None
    one_source = both_linked and first.source == second.source
    two_sources = first.has_source and second.has_source and not one_source
    if content > _ON_ONE_MATTER:
        denied = both_linked and two_sources and deny(first.wording, second.wording)
        contradict = denied or count_otherwise(first.wording, second.wording)
    else:
        contradict = two_sources and not first.events.isdisjoint(second.events)
    if contradict:
        return "CONTRADICT"
    alike = content + weights.likeness(first.around, second.around) / 2 + one_source / 4
    return "AGREE" if alike > _AGREEING else None


def _statements(reading: Reading, weights: Weights, same: Mapping[str, str]) -> Iterator[tuple[str, Statement]]:
    events = [event for event in reading.extraction.events if event.id in same]
    for claim in reading.extraction.claims:
        yield (
            claim.id,
            Statement(
                content=weights.bag(reading.stems_of([claim.content])),
                around=weights.bag(reading.around([claim.content, claim.cue])),
                has_source=claim.source_entity is not None,
                source=same.get(claim.source_entity or ""),
                events=frozenset(same[event.id] for event in events if _tells(claim.content, event)),
                wording=wording(text_of(claim.content, reading.text), claim.stance),
            ),
        )


def _tells(content: Span, event: Event) -> bool:
    starts_and_ends = [(trigger[0].start, trigger[-1].end) for trigger in event.triggers]
    return any(part.start <= start and end <= part.end for part in content for start, end in starts_and_ends)


class _Layers:
    """Which claims of an article stand inside which."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self.outer = {claim.id: claim.nested_in for claim in claims if claim.nested_in is not None}
        self.outermost = frozenset(self.outer.values()) - self.outer.keys()


def _crosses(
    pair: tuple[str, str], first: _Layers, second: _Layers, related: Mapping[tuple[str, str], RelationLabel]
) -> bool:
    """Tell whether a pair is of an outer and an inner claim where both articles have both.

    There outer goes with outer and inner with inner, as the guidelines have it. On gold extractions of train this is
    worth 1.7 points of F1.
    """
    one, other = pair
    return (one in first.outermost and (one, second.outer.get(other)) in related) or (
        other in second.outermost and (first.outer.get(one), other) in related
    )
