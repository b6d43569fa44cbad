"""Annotations as anaforatools 1.2.0 scores them, in `anafora.evaluate`, with exact spans and with `--overlap`.

Annotations are compared as sets, in views, each by its own key:

- ("*",) and (type,): the spans, the type and all properties; ("*", "<span>") and (type, "<span>"): the spans and the
  type;
- (type, property): the spans, the type and this property, if it is there: two annotations that both lack it are the
  same;
- (type, property, value): the same, of those with this value only.

With overlap, spans are the same if any of their fragments share a character. This sameness is not transitive, and
Python's sets make of it: in each side, what is the same as an earlier one is dropped; right are those of the smaller
set, or of the prediction if they are equally large, that are the same as any of the larger. That is not one to one.

An annotation here is what the XML calls an entity. Relations, and properties whose value is the id of another
annotation, are left out.
"""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.compat._common import tally_of_sets
from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Spans = tuple[tuple[int, int], ...]
    View = tuple[str, ...]
    Rest = tuple[object, ...]

DIFFERS = (
    "exact spans as sets, or any shared character but not one to one; P is 1 without prediction, R is 1 without gold"
)

ALL = "*"
SPAN = "<span>"


class Annotation(NamedTuple):
    """A type, half-open fragments in characters, and properties; a property can be there and have no value."""

    type: str
    spans: Spans
    properties: Mapping[str, str | None] = MappingProxyType({})


def tallies(gold: Sequence[Annotation], predicted: Sequence[Annotation], *, overlap: bool = False) -> dict[View, Tally]:
    """Score the annotations of one document in every view that any of them belongs to."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for item in (*gold, *predicted):
        names[item.type].update(item.properties)
    views: defaultdict[View, tuple[list[_Key], list[_Key]]] = defaultdict(lambda: ([], []))
    views[ALL,], views[ALL, SPAN] = ([], []), ([], [])
    for side, items in enumerate((gold, predicted)):
        for item in items:
            for view, rest in _views(item, names[item.type]):
                views[view][side].append(_Key(item.spans, (item.type, rest)))
    score = _overlapping if overlap else tally_of_sets
    return {view: score(*both) for view, both in views.items()}


def final(tally: Tally) -> tuple[float, float, float]:
    """Return precision, recall and F1 as anaforatools gives them: 1 where there is no precision or recall."""
    precision = 1.0 if tally.precision is None else tally.precision
    recall = 1.0 if tally.recall is None else tally.recall
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class _Key(NamedTuple):
    """What is compared in a view: the spans, and the rest."""

    spans: Spans
    rest: Rest

    def overlaps(self, other: _Key) -> bool:
        """Whether the rest is equal and any fragments share a character."""
        return self.rest == other.rest and any(
            start < their_end and their_start < end
            for start, end in self.spans
            for their_start, their_end in other.spans
        )


def _views(item: Annotation, names: set[str]) -> Iterator[tuple[View, Rest]]:
    """Yield the views that an annotation belongs to, and what of its properties counts there."""
    valued = tuple(sorted((name, value) for name, value in item.properties.items() if value is not None))
    for scope in (ALL, item.type):
        yield (scope,), valued
        yield (scope, SPAN), ()
    for name in names:
        yield (item.type, name), (name, item.properties[name]) if name in item.properties else ()
    for name, value in valued:
        yield (item.type, name, value), (name, value)


def _overlapping(gold: Sequence[_Key], predicted: Sequence[_Key]) -> Tally:
    """Score two lists of keys as the sets that Python makes of them if keys that overlap are equal."""
    wanted, found = _merged(gold), _merged(predicted)
    larger, smaller = (found, wanted) if len(found) > len(wanted) else (wanted, found)
    right = sum(any(item.overlaps(other) for other in larger) for item in smaller)
    return Tally(right, len(found), right, len(wanted))


def _merged(keys: Sequence[_Key]) -> list[_Key]:
    """Drop what overlaps an earlier one that was not dropped itself."""
    merged: list[_Key] = []
    for key in keys:
        if not any(key.overlaps(other) for other in merged):
            merged.append(key)
    return merged
