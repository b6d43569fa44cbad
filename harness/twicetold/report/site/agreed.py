"""Agreement of the two annotations that our gold set was made of, where they are at hand: in a clone."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, NamedTuple

from twicetold import agreement
from twicetold.gold.source import read_story
from twicetold.measures import layer_of
from twicetold.report.agreement import SHOWN, part_of
from twicetold.report.site.plots.dots import dots, scale
from twicetold.resources import data_root
from twicetold.statistics import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from twicetold.agreement import Agreement, Coefficient
    from twicetold.model import Story

_PASSES = ("1", "2")


class Line(NamedTuple):
    """What is compared, the agreement, the F1 of each annotation against the gold, and of how many items of each."""

    layer: str
    name: str
    value: Interval
    to_gold: list[float | None]
    over: list[int]


class Figure(NamedTuple):
    """A line and its drawing."""

    line: Line
    drawn: Markup


class Figures(NamedTuple):
    """Lines by layer that share a scale."""

    scale: Markup
    layers: dict[str, list[Figure]]


class Agreed(NamedTuple):
    """All figures: F1, chance-corrected coefficients, and alpha for each type."""

    articles: int
    f1: Figures
    coefficients: Figures
    by_type: Figures


class Annotated:
    """The stories of which two annotations are at hand."""

    def __init__(self) -> None:
        self._folder = data_root() / "dataset" / "passes"
        self.gold: list[Story] = []
        self.passes: tuple[list[Story], ...] = tuple([] for _ in _PASSES)

    def take(self, story: Story) -> None:
        """Add a story if it is of our gold set and its annotations are there; another may have the same name."""
        folders = [self._folder / number / story.id for number in _PASSES]
        if not all((folder / "story.toml").is_file() for folder in folders):
            return
        read = [read_story(folder).story for folder in folders]
        if all(_texts(each) == _texts(story) for each in read):
            self.gold.append(story)
            for stories, each in zip(self.passes, read, strict=True):
                stories.append(each)


def agreed(annotated: Annotated) -> Agreed | None:
    """Return the figures of `twicetold gold agree` for these stories; None where there are none."""
    if not annotated.gold:
        return None
    first, second = annotated.passes
    between = agreement.agreement(first, second, annotated.gold)
    changes = [agreement.agreement(annotated.gold, side, annotated.gold) for side in annotated.passes]
    by_type = {key: found for key, found in between.alpha.items() if key[1] != "all"}
    whole = {(layer, "alpha, by token"): found for (layer, name), found in between.alpha.items() if name == "all"}
    kappas = {(layer, f"kappa, {name}"): found for (layer, name), found in between.kappa.items()}
    return Agreed(
        between.articles,
        _figures(_f1(between, changes)),
        _figures(_coefficients(whole | kappas)),
        _figures(_coefficients(by_type)),
    )


def _texts(story: Story) -> dict[str, str]:
    return {article.id: article.text for article in story.articles}


def _f1(between: Agreement, changes: Sequence[Agreement]) -> Iterator[Line]:
    for name in SHOWN:
        part, *others = (part_of(each, name) for each in (between, *changes))
        if part is None or name not in part.totals:
            continue
        tally = part.totals[name]
        to_gold = [other.numbers[name].f1.estimate if other else None for other in others]
        over = [round(tally.recall_denominator), round(tally.precision_denominator)]
        yield Line(layer_of(name), name.partition(".")[2], part.numbers[name].f1, to_gold, over)


def _coefficients(found: Mapping[tuple[str, str], Coefficient]) -> Iterator[Line]:
    for (layer, name), coefficient in found.items():
        yield Line(layer, name, Interval(coefficient.value, None, None), [], [coefficient.over])


def _figures(lines: Iterable[Line]) -> Figures:
    """Draw lines on a scale from the ten below the least number to a hundred."""
    kept = list(lines)
    shares = [share for line in kept for share in (*line.value, *line.to_gold) if share is not None]
    low = min(0.9, max(0.0, floor(10 * min(shares, default=0.0)) / 10))
    layers: dict[str, list[Figure]] = {}
    for line in kept:
        layers.setdefault(line.layer, []).append(Figure(line, dots(line.value, line.to_gold, low=low)))
    return Figures(scale(low), layers)
