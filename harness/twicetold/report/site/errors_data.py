"""What is wrong in a run, in one pass: counts, types that were taken for others, and the items themselves as data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold import measures
from twicetold.report.site import naming
from twicetold.report.site.data_files import write_data
from twicetold.report.site.error_items import error_items, taken_for_others

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.measures.outcome import Outcome
    from twicetold.report.site.error_items import Shown
    from twicetold.report.site.gathering import Predicted, Run

AT_A_TIME = 500
"""Items in one data file."""

SAME_SPANS = {"entities": "entities.exact", "dates": "dates.strict", "events": "events.trigger.id"}
"""By layer the measure that pairs the same words, whatever the type."""

TAKEN = "taken for another type"
"""The group, of no kind of the taxonomy, of gold whose words were found as another type."""


class Faults(NamedTuple):
    """How often each (layer, kind) of error occurs, and by layer how often gold of a type has the type that was found.

    Gold that was not found at all has the type "" there, and so has what was found and is not gold.
    """

    counts: Counter[tuple[str, str]]
    types: dict[str, Counter[tuple[str, str]]]

    def taken(self) -> Counter[tuple[str, str]]:
        """Return how much gold of each layer was taken for another type, as a count of groups."""
        return Counter(
            {
                (layer, TAKEN): sum(number for pair, number in types.items() if _is_taken(*pair))
                for layer, types in self.types.items()
            }
        )


class ErrorFiles:
    """The errors of a run, written story by story as data files of a site."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run = run.slug
        self._folder = folder
        self._found = Faults(Counter(), {layer: Counter() for layer in SAME_SPANS})
        self._waiting: dict[tuple[str, str], list[Shown]] = {}
        self._written: Counter[tuple[str, str]] = Counter()

    def take(self, predicted: Predicted, slug: str) -> None:
        """Count the errors in a story of this slug, and write what fills a file."""
        page = naming.story(slug)
        for layer, counter in self._found.types.items():
            outcome = measures.of_items(SAME_SPANS[layer]).match(predicted.batch)
            counter.update(_types(outcome))
            pairs = [(outcome.gold[row], outcome.predicted[column]) for row, column, *_ in outcome.rows()]
            taken = [(gold, found) for gold, found in pairs if _is_taken(gold.label, found.label)]
            for shown in taken_for_others(predicted, page, layer, taken):
                self._add((layer, TAKEN), shown)
        for layer, kind, shown in error_items(predicted, page):
            self._found.counts[layer, kind] += 1
            self._add((layer, kind), shown)

    def finish(self) -> Faults:
        """Write what is left, and return what all errors come to."""
        for group in list(self._waiting):
            self._write(group)
        return self._found

    def _add(self, group: tuple[str, str], shown: Shown) -> None:
        self._waiting.setdefault(group, []).append(shown)
        if len(self._waiting[group]) == AT_A_TIME:
            self._write(group)

    def _write(self, group: tuple[str, str]) -> None:
        self._written[group] += 1
        write_data(naming.error_data(self._run, *group, self._written[group]), self._waiting.pop(group), self._folder)


def _is_taken(gold: str, found: str) -> bool:
    return bool(gold and found and gold != found)


def _types(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the types of gold and of what was found with the same words."""
    for row, column, *_ in outcome.rows():
        yield outcome.gold[row].label, outcome.predicted[column].label
    yield from ((item.label, "") for item in outcome.missed)
    yield from (("", item.label) for item in outcome.spurious)
