"""What went wrong with the links of a story, as the measures of links count it.

| kind | what it is |
|---|---|
| missed | a gold link that no predicted link stands for |
| spurious | a predicted link that stands for no gold link |
| wrong label | a relation of claims whose two ends are those of a gold relation of another label |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures import links
from twicetold.measures.measure import StoryMeasure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.measures.batch import StoryCase
    from twicetold.measures.links import End
    from twicetold.measures.outcome import Item

    Ends = tuple[End | None, End | None]

LAYERS = ("entities", "events", "claims")
KINDS = ("missed", "spurious", "wrong label")
_MEASURES = {measure.name: measure for measure in links.MEASURES if isinstance(measure, StoryMeasure)}


class Link(NamedTuple):
    """A link of one side: its two ends, and the type of its first end or the label of its relation."""

    first: End
    second: End
    label: str


class LinkError(NamedTuple):
    """One fault: its layer and kind, and the gold and the predicted link that met, or failed to."""

    layer: str
    kind: str
    gold: Link | None
    predicted: Link | None
    stands_for: Ends = (None, None)
    """The gold items that the ends of the predicted link stand for, each None where there is none."""


def link_errors(case: StoryCase) -> list[LinkError]:
    """Return every fault in the links of a story, layer by layer; what has none is counted as right."""
    return [error for layer in LAYERS for error in _of_layer(case, layer)]


def _of_layer(case: StoryCase, layer: str) -> Iterator[LinkError]:
    outcome = _MEASURES[f"links.{layer}"].match([case])
    right = list(outcome.rows())
    gold = _others(links.ends_of(case.gold, layer), outcome.gold, {row for row, *_ in right})
    predicted = _others(links.ends_of(case.predicted, layer), outcome.predicted, {column for _, column, *_ in right})
    known = links.stands_for(case, layer)
    unlike: dict[Link, tuple[Link, Ends]] = {}
    spurious = []
    for link in predicted:
        meant = known.get(link.first), known.get(link.second)
        gold_link = next((each for each in gold if layer == "claims" and {each.first, each.second} == {*meant}), None)
        if gold_link and gold_link not in unlike:
            unlike[gold_link] = link, meant
        else:
            spurious.append(LinkError(layer, "spurious", None, link, meant))
    for link in gold:
        if link in unlike:
            yield LinkError(layer, "wrong label", link, *unlike[link])
        else:
            yield LinkError(layer, "missed", link, None)
    yield from spurious


def _others(ends: Sequence[tuple[End, End]], items: Sequence[Item], right: set[int]) -> list[Link]:
    """Return the links that are not right; items and ends come in the same order."""
    both = enumerate(zip(ends, items, strict=True))
    return [Link(*own, item.label) for number, (own, item) in both if number not in right]
