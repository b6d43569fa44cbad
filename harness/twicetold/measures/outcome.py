"""What a measure finds in a batch of articles: which gold item met which predicted item, for what credit.

Tallies, rows by type, slices, errors and reports all come from this one object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from twicetold.model import Span

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


class Item(NamedTuple):
    """One thing that a measure counts.

    `article` is its number in the batch, `label` the type it counts under, `weight` how much it counts (1, or how many
    tokens it has), `key` what is compared besides the place, `facets` what else it can be sliced by. A predicted item
    without a place is a quotation that is not in the text.
    """

    article: int
    id: str
    label: str
    span: Span = ()
    weight: float = 1
    key: Any = None
    facets: tuple[str, ...] = ()


class Pairs(NamedTuple):
    """Gold and predicted items that belong together, by their numbers, and the credit that each side earns.

    `precision_credit` counts for the predicted item, `recall_credit` for the gold item, each up to the item's weight.
    """

    gold: Ints
    predicted: Ints
    precision_credit: Floats
    recall_credit: Floats


def pairs_of(found: Sequence[tuple[int, int]], credit: Sequence[float] | float = 1.0) -> Pairs:
    """Make pairs of (gold, predicted) numbers that earn the same credit on both sides."""
    numbers = np.array(found, dtype=np.int64).reshape(-1, 2)
    earned = np.broadcast_to(np.asarray(credit, dtype=np.float64), (len(numbers),))
    return Pairs(numbers[:, 0], numbers[:, 1], earned, earned)


class Outcome(NamedTuple):
    """The items of both sides and the pairs among them."""

    gold: Sequence[Item]
    predicted: Sequence[Item]
    pairs: Pairs

    def only(self, gold: Sequence[int], predicted: Sequence[int]) -> Outcome:
        """Return the outcome of some of the items, by their numbers; pairs of others go."""
        place = [np.full(len(items), -1) for items in (self.gold, self.predicted)]
        place[0][gold], place[1][predicted] = np.arange(len(gold)), np.arange(len(predicted))
        rows, columns = place[0][self.pairs.gold], place[1][self.pairs.predicted]
        both = (rows >= 0) & (columns >= 0)
        credit = (self.pairs.precision_credit[both], self.pairs.recall_credit[both])
        pairs = Pairs(rows[both], columns[both], *credit)
        return Outcome([self.gold[row] for row in gold], [self.predicted[column] for column in predicted], pairs)

    def tallies(self) -> dict[tuple[int, str], Tally]:
        """Return a tally for every (article, label).

        Recall counts under the gold item's label, precision under the predicted item's. The tallies of all labels add
        up to the tally of the article.
        """
        sums: dict[tuple[int, str], list[float]] = {}
        earned = [np.zeros(len(self.predicted)), np.zeros(len(self.gold))]
        np.add.at(earned[0], self.pairs.predicted, self.pairs.precision_credit)
        np.add.at(earned[1], self.pairs.gold, self.pairs.recall_credit)
        for offset, items, credit in ((0, self.predicted, earned[0]), (2, self.gold, earned[1])):
            for item, own in zip(items, credit.tolist(), strict=True):
                row = sums.setdefault((item.article, item.label), [0.0, 0.0, 0.0, 0.0])
                row[offset] += own
                row[offset + 1] += item.weight
        return {key: Tally(*sums[key]) for key in sorted(sums)}

    def tally(self) -> Tally:
        """Return the four sums over everything."""
        return Tally.total(self.tallies().values())

    def by_facet(self) -> dict[tuple[int, str], Tally]:
        """Return a tally for every (article, facet): gold items that have it, and the predictions paired with them."""
        sums: dict[tuple[int, str], list[float]] = {}
        for item in self.gold:
            for facet in item.facets:
                sums.setdefault((item.article, facet), [0.0, 0.0, 0.0, 0.0])[3] += item.weight
        for number, other, precision_credit, recall_credit in self.rows():
            gold = self.gold[number]
            for facet in gold.facets:
                row = sums[gold.article, facet]
                row[0] += precision_credit
                row[1] += self.predicted[other].weight
                row[2] += recall_credit
        return {key: Tally(*sums[key]) for key in sorted(sums)}

    def rows(self) -> Iterator[tuple[int, int, float, float]]:
        """Yield every pair as (gold, predicted, precision credit, recall credit)."""
        return zip(*(column.tolist() for column in self.pairs), strict=True)

    @property
    def missed(self) -> list[Item]:
        """Gold items that met no prediction."""
        met = set(self.pairs.gold.tolist())
        return [item for number, item in enumerate(self.gold) if number not in met]

    @property
    def spurious(self) -> list[Item]:
        """Predicted items that met no gold."""
        met = set(self.pairs.predicted.tolist())
        return [item for number, item in enumerate(self.predicted) if number not in met]
