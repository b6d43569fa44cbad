"""Which gold item met which predicted item: the object that tallies, errors and reports come from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from twicetold.model import Extraction, Span


class Item(NamedTuple):
    """One thing that a measure counts: whose it is, the label it counts under, where it is, how much it weighs.

    A predicted item without a place is a quotation that is not in the text. `key` is what a measure compares
    besides the place.
    """

    id: str
    label: str
    span: Span = ()
    weight: float = 1
    key: Any = None


class Pair(NamedTuple):
    """A gold item and a predicted item, by their numbers, and the credit that both sides earn."""

    gold: int
    predicted: int
    credit: float = 1


class Matching(NamedTuple):
    """The outcome of a measure on one article."""

    gold: tuple[Item, ...]
    predicted: tuple[Item, ...]
    pairs: tuple[Pair, ...]

    @property
    def missed(self) -> tuple[Item, ...]:
        """Gold items that met no prediction."""
        met = {pair.gold for pair in self.pairs}
        return tuple(item for number, item in enumerate(self.gold) if number not in met)

    @property
    def spurious(self) -> tuple[Item, ...]:
        """Predicted items that met no gold."""
        met = {pair.predicted for pair in self.pairs}
        return tuple(item for number, item in enumerate(self.predicted) if number not in met)

    def tally(self) -> Tally:
        """Return the four sums over all items."""
        credit = sum(pair.credit for pair in self.pairs)
        return Tally(
            credit,
            sum(item.weight for item in self.predicted),
            credit,
            sum(item.weight for item in self.gold),
        )

    def by_label(self) -> dict[str, Tally]:
        """Return a tally for each label: recall under the gold item's label, precision under the predicted one's.

        The tallies of all labels add up to the tally of the whole.
        """
        sums: dict[str, list[float]] = {}
        for item in self.predicted:
            sums.setdefault(item.label, [0, 0, 0, 0])[1] += item.weight
        for item in self.gold:
            sums.setdefault(item.label, [0, 0, 0, 0])[3] += item.weight
        for pair in self.pairs:
            sums[self.predicted[pair.predicted].label][0] += pair.credit
            sums[self.gold[pair.gold].label][2] += pair.credit
        return {label: Tally(*sums[label]) for label in sorted(sums)}


class Measure(NamedTuple):
    """A way to score an extraction against the gold of its article."""

    name: str
    layer: str
    rule: str
    match: Callable[[Extraction, Extraction, str], Matching]

    def __str__(self) -> str:
        """Print as it is written on the command line."""
        return self.name


def match_equal(gold: Sequence[Item], predicted: Sequence[Item], same: Callable[[Item], Hashable]) -> Matching:
    """Pair items that are the same in the sense of `same`, one to one; repeated items are paired off in order.

    A predicted item without a place is the same as nothing.
    """
    waiting: dict[Hashable, list[int]] = {}
    for number, item in enumerate(gold):
        waiting.setdefault(same(item), []).append(number)
    taken: Counter[Hashable] = Counter()
    pairs = []
    for number, item in enumerate(predicted):
        key = same(item)
        numbers = waiting.get(key, ())
        if item.span and taken[key] < len(numbers):
            pairs.append(Pair(numbers[taken[key]], number))
            taken[key] += 1
    return Matching(tuple(gold), tuple(predicted), tuple(pairs))


def ungrounded(predicted: Extraction, part: str) -> list[Item]:
    """Return the quotations for a part of the extraction that are not in the text, as items without a place."""
    return [Item("", entry.label, weight=1, key=entry.quote) for entry in predicted.ungrounded if entry.part == part]
