"""Linear classifiers: fitted by scikit-learn's logistic regression, kept and applied as plain matrices."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from twicetold_baselines.learned.lessons import FIRST, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from twicetold_baselines.learned.lessons import Lesson

    Array = npt.NDArray[np.float32]

_ITERATIONS = 150
_TOLERANCE = 1e-3


class Vocabulary:
    """The features that a model knows, each with its column."""

    def __init__(self, features: Sequence[str]) -> None:
        """Give each feature a column, in their order."""
        self.features = tuple(features)
        self._column = {feature: number for number, feature in enumerate(self.features)}

    def columns(self, rows: Iterable[Iterable[str]]) -> tuple[list[int], list[int]]:
        """Return the columns of all rows, one after the other, and where each row begins.

        A feature that a row has twice is there twice; each row ends with the column behind the last, of the intercept.
        """
        find, intercept = self._column.get, len(self.features)
        columns: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(columns))
            columns += [column for column in map(find, row) if column is not None]
            columns.append(intercept)
        return columns, starts


class Linear:
    """A multinomial logistic model over counted features.

    `weights` has the shape (features + 1, labels), the intercepts in the last row. `moves`, of the shape (labels + 1,
    labels), is what the label before adds in a sequence, its last row for the beginning; elsewhere it is empty.
    """

    def __init__(self, labels: Sequence[str], vocabulary: Vocabulary, weights: Array, moves: Array) -> None:
        """Take the parameters."""
        self.labels = tuple(labels)
        self.vocabulary = vocabulary
        self.weights = weights
        self.moves = moves

    def scores(self, rows: Sequence[Iterable[str]]) -> Array:
        """Return the log-probabilities of the labels in the shape (rows, labels), up to a constant for each row."""
        return self.scores_of(*self.vocabulary.columns(rows))

    def scores_of(self, columns: Sequence[int], starts: Sequence[int]) -> Array:
        """Return the same for rows given by their columns and beginnings."""
        if not starts:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        found: Array = np.add.reduceat(self.weights[columns], starts, axis=0)
        return found

    def probabilities(self, rows: Sequence[Iterable[str]]) -> Array:
        """Return the probabilities of the labels in the shape (rows, labels)."""
        scores = self.scores(rows)
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Array = raised / raised.sum(axis=1, keepdims=True)
        return found

    def yes(self, rows: Sequence[Iterable[str]]) -> list[float]:
        """Return how likely the answer is yes, for each row; zero where that was never learned."""
        if YES not in self.labels:
            return [0.0] * len(rows)
        found: list[float] = self.probabilities(rows)[:, self.labels.index(YES)].tolist()
        return found

    def likeliest(self, rows: Sequence[Iterable[str]], least: float) -> int | None:
        """Return the number of the row whose answer is most likely yes, if it is likelier than `least`."""
        likely = self.yes(rows)
        best = max(range(len(likely)), key=likely.__getitem__, default=None)
        return best if best is not None and likely[best] > least else None

    def best(self, rows: Sequence[Iterable[str]]) -> list[str]:
        """Return the likeliest label of each row."""
        return [self.labels[number] for number in self.scores(rows).argmax(axis=1)]


def vocabulary_of(lessons: Sequence[Lesson]) -> Vocabulary:
    """Return the features that are seen twice or more."""
    counts = Counter(feature for lesson in lessons for feature in lesson.features)
    return Vocabulary(sorted(feature for feature, count in counts.items() if count > 1))


def fit(lessons: Sequence[Lesson], vocabulary: Vocabulary, *, c: float) -> Linear:
    """Fit a model; `c` is the inverse strength of the L2 penalty.

    With fewer than two labels there is nothing to learn, and the model knows the one label, or none but "".
    """
    labels = sorted({lesson.label for lesson in lessons}) or [""]
    before = [*labels, FIRST] if any(lesson.previous for lesson in lessons) else []
    size = len(vocabulary.features)
    weights = np.zeros((size + 1 + len(before), len(labels)), dtype=np.float32)
    if len(labels) > 1:
        found = _solve(lessons, vocabulary, {label: size + 1 + number for number, label in enumerate(before)}, c)
        weights[:, -found.shape[1] :] = found  # of two labels scikit-learn weighs the second only
    return Linear(labels, vocabulary, weights[: size + 1], weights[size + 1 :])


def _solve(lessons: Sequence[Lesson], vocabulary: Vocabulary, before: dict[str, int], c: float) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Return the weights of the features, the intercepts and the moves, one below the other, a column for a label."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy, and needed for training only
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415 - likewise
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - likewise

    columns: list[int] = []
    ends = [0]
    for lesson in lessons:
        own, _ = vocabulary.columns([lesson.features])
        columns += own[:-1]
        columns += [before[lesson.previous]] if lesson.previous in before else []
        ends.append(len(columns))
    width = len(vocabulary.features) + 1 + len(before)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(lessons), width))
    solver = LogisticRegression(C=c, max_iter=_ITERATIONS, tol=_TOLERANCE)
    with warnings.catch_warnings(), threadpool_limits(1):  # sums depend on how many threads share them
        warnings.simplefilter("ignore", ConvergenceWarning)  # to stop early does no harm: the penalty rules
        solver.fit(matrix, [lesson.label for lesson in lessons])
    found = solver.coef_.T
    found[len(vocabulary.features)] = solver.intercept_
    return found
