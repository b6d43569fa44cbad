"""Tables in a terminal; plain text when piped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from twicetold.display import harmless
from twicetold.measures import HEADLINES, MAIN, layer_of
from twicetold.measures.errors import KINDS
from twicetold.report.bars import bar, scale
from twicetold.report.counting import amount, count
from twicetold.statistics import Interval

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.console import ConsoleOptions, RenderableType
    from rich.segment import Segment

    from twicetold.measures.compat.modes import Mode, Row
    from twicetold.measures.tally import Tally
    from twicetold.scoring import Scores
    from twicetold.statistics import Comparison

_WIDTH = 160
"""Columns where no terminal sets them."""

LAYER_STYLES = {"entities": "#3a7fc1", "dates": "#6d8f23", "events": "#c4602d", "claims": "#9263cc"}
"""Colours of layers, akin to those of the report's pages: halfway between black and white, to be read on both."""


class _Harmless(NamedTuple):
    """A thing that is shown without the characters on which a terminal acts."""

    thing: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.thing, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))


def show(*things: RenderableType) -> None:
    """Print tables and texts: in colour and as wide as the terminal, or plain, of a fixed width, when piped."""
    out = Console(highlight=False, markup=False)
    if out.is_terminal:
        for thing in things:
            out.print(_Harmless(thing))
        return
    plain = Console(highlight=False, markup=False, width=_WIDTH, color_system=None)
    with plain.capture() as captured:
        for thing in things:
            plain.print(_Harmless(thing))
    lines = captured.get().splitlines()
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))


def on_terminal() -> bool:
    """Tell whether `show` writes to a terminal, and not into a pipe or a file."""
    return Console().is_terminal


def table(texts: Iterable[str] = (), numbers: Iterable[str] = (), *, tight: bool = False) -> Table:
    """Return an empty table in the house style, with columns of texts and then of numbers.

    A tight one has columns close to one another, for narrow terminals.
    """
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0) if tight else (0, 1), show_edge=not tight)
    for name in texts:
        made.add_column(name)
    for name in numbers:
        made.add_column(name, justify="right")
    return made


def heading(words: str) -> Text:
    """Return a heading."""
    return Text(words, style="bold", no_wrap=True, overflow="ignore")


def print_scores(scores: Scores, *, title: str, by: str | None = None, everything: bool = False) -> None:
    """Print precision, recall and F1 of the main measures or of all, in per cent, and under them the signature.

    F1 stands with its 95 % interval where there are stories enough for one, on a terminal drawn too, as long as there
    is room; each layer's headline measure is bold.
    """
    missing = len(scores.missing)
    articles = count(len(scores.articles), "article")
    if missing:
        articles += f", {missing} without a prediction, counted as empty"
    notes = [_NOTES[by]] if by in _NOTES else []
    if scores.not_held:
        notes.append(f"Not in this corpus, so not scored: {', '.join(scores.not_held)}.")
    rows = _widest_that_fits(lambda layout: _score_table(scores, by, layout, everything=everything))
    show(heading(title), rows, *notes, articles, Text(scores.signature, style="dim"))


class _Layout(NamedTuple):
    """How a table of scores is set: how many characters F1 is drawn in, 0 for none, and whether columns are close."""

    bar: int
    tight: bool


_PLAIN = _Layout(0, tight=False)
_LAYOUTS = (_Layout(20, tight=False), *(_Layout(width, tight=True) for width in (20, 15, 10, 0)))


def _widest_that_fits(make: Callable[[_Layout], Table]) -> Table:
    """Return a table in the first layout for which the terminal is wide enough, or in the last; plain when piped."""
    out = Console()
    if not out.is_terminal:
        return make(_PLAIN)
    without_limit = out.options.update(max_width=sys.maxsize)
    made = [make(layout) for layout in _LAYOUTS]
    return next((each for each in made if out.measure(each, options=without_limit).maximum <= out.width), made[-1])


def _score_table(scores: Scores, by: str | None, layout: _Layout, *, everything: bool) -> Table:
    rows = table(("layer", "measure"), tight=layout.tight)
    for name in ("P", "R", "F1"):
        rows.add_column(name, justify="right", no_wrap=layout.tight)
    if layout.bar:
        rows.add_column(scale(layout.bar), no_wrap=True)
    for name in ("gold", "found"):
        rows.add_column(name, justify="right")

    def drawn(f1: Interval, layer: str) -> list[Text]:
        return [bar(f1, layout.bar, LAYER_STYLES.get(layer, "bold"))] if layout.bar else []

    layer = ""
    shown_measures = list(scores.numbers) if everything else main_measures(scores.numbers)
    for measure in shown_measures:
        numbers, tally = scores.numbers[measure], scores.totals.get(measure)
        own_layer, _, rest = measure.partition(".")
        if layer and own_layer != layer:
            rows.add_section()
        counts = (amount(tally.recall_denominator), amount(tally.precision_denominator)) if tally else ("", "")
        shown = Text(rest, style="bold" if measure in HEADLINES else "")
        precision, recall = (_percent(number.estimate) for number in numbers[:2])
        in_layer = own_layer if own_layer != layer else ""
        rows.add_row(in_layer, shown, precision, recall, str(numbers.f1), *drawn(numbers.f1, own_layer), *counts)
        layer = own_layer
        for label, part in scores.by(by, measure).items() if by and tally else ():
            cells = _cells(part)
            point = drawn(Interval(part.f1, None, None), layer)
            rows.add_row("", f"  {label}", *cells[:3], *point, *cells[3:], style="dim")
    return rows


def main_measures(names: Iterable[str]) -> list[str]:
    """Return the main measures; where a layer is scored by none of them, all that it is scored by."""
    names = list(names)
    layers = {layer_of(name) for name in names if name in MAIN}
    return [name for name in names if name in MAIN or layer_of(name) not in layers]


_NOTES = {
    name: f"By {name}: gold is restricted to what shows it, predictions to those paired with that gold."
    for name in ("level", "phenomenon")
}


def _cells(tally: Tally) -> list[str]:
    numbers = [_percent(value) for value in (tally.precision, tally.recall, tally.f1)]
    return [*numbers, amount(tally.recall_denominator), amount(tally.precision_denominator)]


def _percent(value: float | None, places: int = 1) -> str:
    return "–" if value is None else f"{100 * value:.{places}f}"


def print_comparison(scores: Sequence[Scores], found: Mapping[str, Comparison], *, titles: Sequence[str]) -> None:
    """Print two systems side by side with the paired tests of every measure."""
    rows = table(["measure"], ("F1", "F1", "difference", "p", "p (Holm)", "won-tied-lost", "detectable"))
    for measure, comparison in found.items():
        estimates = [_percent(each.numbers[measure].f1.estimate) for each in scores]
        stories = f"{comparison.wins}-{comparison.ties}-{comparison.losses}"
        chances = ["–" if p is None else f"{p:.3f}" for p in (comparison.randomisation_p, comparison.holm_p)]
        detectable = "–" if comparison.detectable is None else f"{comparison.detectable:.1f}"
        shown = Text(measure, style="bold" if measure in HEADLINES else "")
        rows.add_row(shown, *estimates, str(comparison.difference), *chances, stories, detectable)
    missing = [
        f"{title}: {count(len(each.missing), 'article')} without a prediction"
        for title, each in zip(titles, scores, strict=True)
        if each.missing
    ]
    show(heading(f"{titles[0]}  against  {titles[1]}"), rows, *missing, Text(scores[0].signature, style="dim"))


def print_compat(mode: Mode, rows: Sequence[Row]) -> None:
    """Print another scorer's numbers, and how they differ from ours."""
    shown = table([""], ("P", "R", "F1"))
    for row in rows:
        shown.add_row(row.name, *(_percent(number, places=2) for number in row[1:]))
    show(heading(f"as {mode.scorer}"), shown, f"Differs from the default: {mode.differs}.")


def print_error_counts(counts: Counter[tuple[str, str]]) -> None:
    """Print how often each kind of error occurs in each layer, by (layer, kind)."""
    layers = sorted({layer for layer, _ in counts})
    rows = table(["kind"], layers)
    for kind in KINDS:
        numbers = [counts[layer, kind] for layer in layers]
        if any(numbers):
            rows.add_row(kind, *(str(number) if number else "" for number in numbers))
    show(heading("errors"), rows)


def print_rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Print a table of rows that have the same keys."""
    shown = table(rows[0] if rows else ())
    for row in rows:
        shown.add_row(*row.values())
    show(shown)


def print_facts(facts: Mapping[str, str]) -> None:
    """Print names and values, one a line."""
    width = max(map(len, facts))
    show(*(Text(f"{name.ljust(width)}  {value}", no_wrap=True, overflow="ignore") for name, value in facts.items()))
