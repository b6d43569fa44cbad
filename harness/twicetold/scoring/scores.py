"""The scores of one system: what is reported, computed from the table of tallies."""

from __future__ import annotations

from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from twicetold import corpus, measures
from twicetold._version import SCHEMA_VERSION, SCORER_VERSION
from twicetold.display import shown
from twicetold.errors import UnknownNameError, ValidationError
from twicetold.measures import layer_of
from twicetold.measures.measure import Mean
from twicetold.measures.tally import Tally
from twicetold.ontology import SLICES, Level, Phenomenon
from twicetold.scoring.table import Table, groups
from twicetold.statistics import SEED, Statistic, bootstrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from pandas import DataFrame

    from twicetold.measures import AnyMeasure
    from twicetold.scoring.measuring import Measured, Unit
    from twicetold.scoring.table import Keys, Rows
    from twicetold.statistics import Intervals


class Cell(NamedTuple):
    """What one measure says of one unit under one label, or of the part of it that shows a facet.

    The unit is an article, for links a story; the facet a level or a phenomenon.
    """

    unit: str
    measure: str
    label: str
    facet: str
    tally: Tally


class Conventions(NamedTuple):
    """What may be chosen in scoring, and stands in the signature.

    How many resamples, from which seed, and the kind of interval; and whether coreference counts clusters of one
    mention or leaves them out, on each side by itself.
    """

    resamples: int = 1000
    seed: int = SEED
    interval: Literal["percentile", "bca"] = "percentile"
    singletons: bool = True


class Scores:
    """The tallies of one system. Everything that is reported is computed from them.

    They are a table of unit, measure and label, which holds no more in memory than a few numbers for each unit. Rows
    by level and phenomenon stand beside: for these gold items are restricted to those that show it, and predictions to
    those that were paired with them.
    """

    def __init__(
        self,
        parts: Iterable[Measured],
        *,
        gold: str,
        split: str,
        names: Sequence[str],
        held_only: bool,
        conventions: Conventions,
    ) -> None:
        """Take in what was measured, part by part. Raises ValidationError with all that is wrong in any.

        With `held_only`, what the gold holds nothing of at all is not scored; layers of that kind are in `not_held`.
        """
        self.conventions = conventions
        self._units: list[Unit] = []
        self._labels: dict[str, int] = {}
        self._table = Table()
        self._slices: dict[str, dict[str, dict[str, Tally]]] = {}
        articles: list[str] = []
        missing: list[str] = []
        findings: list[object] = []
        hashes: list[str] = []
        for part in parts:
            findings += part.findings
            hashes += part.hashes
            articles += part.articles
            missing += part.missing
            self._take(part)
        if findings:
            raise ValidationError(findings)
        self.articles = tuple(articles)
        self.missing = tuple(missing)
        self._sums = self._table.sums(lambda rows: np.where(rows["is_facet"], -1, rows["measure"]))
        self._names = [name for name in names if self.articles]
        self.not_held: tuple[str, ...] = ()
        if held_only:
            held = measures.held(self.totals)
            layers = set(map(layer_of, held))
            self.not_held = tuple(layer for layer in measures.LAYERS if layer not in layers)
            self._names = [name for name in self._names if name in held]
        self.signature = _signature(f"{gold}@{corpus.hash_of_hashes(hashes)[:8]}", split, self)

    def _take(self, part: Measured) -> None:
        """Add the rows of a part to the table, with numbers of units and labels that hold for all parts."""
        rows = part.rows.copy()
        rows["unit"] += len(self._units)
        self._units += part.units
        numbers = [self._labels.setdefault(label, len(self._labels)) for label in part.labels]
        rows["label"] = np.array(numbers, dtype=np.int64)[rows["label"]]
        self._table.append(rows)

    @property
    def totals(self) -> dict[str, Tally]:
        """The tally of each measure over everything, in the order of the table of measures. Means have none."""
        return {
            measure.name: self._sums.get(number, Tally())
            for number, measure in enumerate(measures.ALL)
            if measure.name in self._names and not isinstance(measure, Mean)
        }

    @cached_property
    def numbers(self) -> dict[str, Intervals]:
        """Precision, recall and F1 of each measure and mean, with 95 % intervals over resampled stories."""
        statistics, tallies = self.by_story(list(self.totals))
        chosen = self.conventions
        return bootstrap(tallies, statistics, resamples=chosen.resamples, seed=chosen.seed, method=chosen.interval)

    def by_story(self, names: Sequence[str]) -> tuple[list[Statistic], NDArray[np.float64]]:
        """Return what `statistics` works on: every number that these measures give, and their tallies by story.

        The array has the shape (stories, measures, 4), stories in the order of their names.
        """
        place = {name: number for number, name in enumerate(names)}
        column = np.array([place.get(measure.name, -1) for measure in measures.ALL])
        row = {name: number for number, name in enumerate(sorted({unit.story for unit in self._units}))}
        row_of = np.array([row[unit.story] for unit in self._units])
        tallies = np.zeros((len(row), len(names), 4))

        def cell(rows: Rows) -> Keys:
            columns = np.where(rows["is_facet"], -1, column[rows["measure"]])
            return np.where(columns < 0, -1, row_of[rows["unit"]] * len(names) + columns)

        for block in self._table:  # a story's rows are all in one block
            for key, columns in groups(block, cell(block)):
                tallies[divmod(key, len(names))] = [fsum(numbers) for numbers in columns]
        statistics = [
            Statistic(measure.name, tuple(place[part] for part in parts_of(measure)))
            for measure in measures.ALL
            if all(part in place for part in parts_of(measure))
        ]
        return statistics, tallies

    def by(self, name: str, measure: str) -> dict[str, Tally]:
        """Return the tallies of a measure by one of `ontology.SLICES`. Raises UnknownNameError for another."""
        if name not in SLICES:
            raise UnknownNameError("slice", name, SLICES)
        if name not in self._slices:
            self._slices[name] = self._sliced(name)
        return self._slices[name].get(measure, {})

    def _sliced(self, name: str) -> dict[str, dict[str, Tally]]:
        """Return the tallies of every measure by the labels of a slice."""
        if name in ("type", *_FACETS):
            labels = list(self._labels)
            kept = _FACETS.get(name, set(labels) - {""})
            number_of = np.array([number if label in kept else -1 for number, label in enumerate(labels)])
            column = "label"
        else:
            values = [getattr(unit, name) for unit in self._units]
            labels = sorted(set(values) - {""})
            number = {label: number for number, label in enumerate(labels)}
            number_of = np.array([number.get(value, -1) for value in values])
            column = "unit"

        def key(rows: Rows) -> Keys:
            numbers = np.where(rows["is_facet"] == (name in _FACETS), number_of[rows[column]], -1)
            return np.where(numbers < 0, -1, rows["measure"] * len(labels) + numbers)

        found: dict[str, dict[str, Tally]] = {}
        for each, tally in self._table.sums(key).items():
            measure, label = divmod(each, len(labels))
            found.setdefault(measures.ALL[measure].name, {})[labels[label]] = tally
        return {measure: dict(sorted(slices.items())) for measure, slices in found.items()}

    def cells(self) -> Iterator[Cell]:
        """Yield the tallies of every unit, measure and label, and of every facet; unit by unit."""
        labels = list(self._labels)
        for block in self._table:
            rows = block[np.argsort(block["unit"], kind="stable")]
            columns = [rows[name].tolist() for name in ("unit", "measure", "label", "is_facet", "tally")]
            for unit, measure, label, is_facet, tally in zip(*columns, strict=True):
                name, facet = ("", labels[label]) if is_facet else (labels[label], "")
                yield Cell(self._units[unit].name, measures.ALL[measure].name, name, facet, Tally(*tally))

    def to_json(self) -> dict[str, Any]:
        """Return the scores as the like of JSON: every number with its limits and tally, and the tallies by type."""
        return {
            "signature": self.signature,
            "articles": len(self.articles),
            "missing": list(self.missing),
            **({"not_held": list(self.not_held)} if self.not_held else {}),
            "measures": {name: self._measure_to_json(name, found) for name, found in self.numbers.items()},
        }

    def to_pandas(self, by: str | None = None) -> DataFrame:
        """Return the scores as a DataFrame, in shares of one, with `gold` and `found` the denominators of R and P.

        A row is a measure, by its name, with columns layer, precision, recall, f1, f1_low, f1_high, gold, found; of
        means the last two are missing. With `by`, a row is a measure and a label of that slice, such as a type, without
        limits; `by` is what the method of this name takes.
        """
        from pandas import DataFrame, Index, MultiIndex  # noqa: PLC0415 - heavy

        if by is not None:
            cut = [(name, label, tally) for name in self.totals for label, tally in self.by(by, name).items()]
            rows = [
                [layer_of(name), tally.precision, tally.recall, tally.f1, *_denominators(tally)]
                for name, _, tally in cut
            ]
            index = MultiIndex.from_tuples([row[:2] for row in cut], names=["measure", by])
            return DataFrame(rows, index, ["layer", "precision", "recall", "f1", "gold", "found"])
        rows = []
        for name, (precision, recall, f1) in self.numbers.items():
            counts = _denominators(self.totals.get(name))
            rows.append([layer_of(name), precision.estimate, recall.estimate, *f1, *counts])
        columns = ["layer", "precision", "recall", "f1", "f1_low", "f1_high", "gold", "found"]
        return DataFrame(rows, Index(list(self.numbers), name="measure"), columns)

    _repr_html_ = shown

    def _measure_to_json(self, name: str, found: Intervals) -> dict[str, Any]:
        numbers = {kind: interval.estimate for kind, interval in found._asdict().items()}
        limits = {kind: [interval.low, interval.high] for kind, interval in found._asdict().items()}
        if name not in self.totals:
            return {**numbers, "intervals": limits}
        types = {label: tally.to_json() for label, tally in self.by("type", name).items()}
        return {**numbers, "intervals": limits, "tally": list(self.totals[name]), "types": types}


_FACETS = {"level": set(get_args(Level)), "phenomenon": set(get_args(Phenomenon))}


def _denominators(tally: Tally | None) -> list[float | None]:
    """Return how much gold there is and how much was found; nothing of a mean."""
    return [tally.recall_denominator, tally.precision_denominator] if tally else [None, None]


def parts_of(measure: AnyMeasure) -> tuple[str, ...]:
    """Return the names of the measures that a number is the mean of; its own, if it is no mean."""
    return measure.parts if isinstance(measure, Mean) else (measure.name,)


def _signature(gold: str, split: str, scores: Scores) -> str:
    """Return what two scores must have in common to be comparable, in the manner of sacrebleu."""
    conventions = scores.conventions
    parts = {
        "gold": gold,
        "split": split,
        "articles": len(scores.articles),
        "missing": len(scores.missing),
        "singletons": "kept" if conventions.singletons else "removed",
        "resamples": conventions.resamples,
        "seed": conventions.seed,
        "interval": conventions.interval,
        "schema": SCHEMA_VERSION,
        "scorer": SCORER_VERSION,
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())
