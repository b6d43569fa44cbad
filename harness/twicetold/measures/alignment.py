"""One-to-one alignment of maximum weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def align(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs of the one-to-one alignment whose weights add up to most, sorted.

    `weights` gives the weight, above zero, of every (gold, predicted) pair that may be aligned. Each connected
    component is solved by itself. Of alignments of equal weight, the same one is returned whatever the order
    in which the pairs are given.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _components(sorted(weights)):
        if len(rows) == 1 or len(columns) == 1:
            pairs.append(max(((row, column) for row in rows for column in columns), key=weights.__getitem__))
            continue
        matrix = np.array([[weights.get((row, column), 0.0) for column in columns] for row in rows])
        chosen = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
        pairs.extend((rows[i], columns[j]) for i, j in chosen if (rows[i], columns[j]) in weights)
    return sorted(pairs)


def align_in_order(
    weights: Mapping[tuple[int, int], float], rows: Sequence[Any], columns: Sequence[Any]
) -> dict[int, int]:
    """Return an alignment as {column: row} that does not depend on how the items are numbered.

    `rows` and `columns` give every item something it can be sorted by; of alignments of equal weight that is taken
    which comes first in this order.
    """
    order = [sorted(range(len(keys)), key=keys.__getitem__) for keys in (rows, columns)]
    rank = [{number: place for place, number in enumerate(side)} for side in order]
    ranked = {(rank[0][row], rank[1][column]): weight for (row, column), weight in weights.items()}
    return {order[1][column]: order[0][row] for row, column in align(ranked)}


def _components(pairs: list[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Split a bipartite graph, given by its edges, into connected components: (rows, columns), each sorted."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in pairs:
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    components = []
    seen: set[int] = set()
    for row in columns_of:
        if row in seen:
            continue
        rows, border = {row}, [row]
        columns: set[int] = set()
        while border:
            new_columns = set(columns_of[border.pop()]) - columns
            columns |= new_columns
            new_rows = {other for column in new_columns for other in rows_of[column]} - rows
            rows |= new_rows
            border.extend(sorted(new_rows))
        seen |= rows
        components.append((sorted(rows), sorted(columns)))
    return components
