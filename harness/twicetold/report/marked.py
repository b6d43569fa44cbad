"""An article in the terminal, its text marked: gold, and a prediction beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from twicetold import measures
from twicetold.gold import layers, marks
from twicetold.gold.marks import Piece
from twicetold.measures.batch import Batch, Case
from twicetold.model import Extraction
from twicetold.ontology import LAYERS
from twicetold.report.terminal import LAYER_STYLES, on_terminal, show, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from twicetold.measures.outcome import Item
    from twicetold.model import Article, Span

_SHOWN_BY: dict[str, dict[str, Callable[[Item], str]]] = {
    "entities": {"entities.strict": lambda item: f"{item.id} {item.label}"},
    "dates": {"dates.value": lambda item: f"{item.id} {item.key.value}"},
    "events": {"events.trigger.class": lambda item: f"{item.id} {item.label}"},
    "claims": {
        "claims.source.exact": lambda item: f"{item.id}.source",
        "claims.cue.exact": lambda item: f"{item.id}.cue",
        "claims.content.exact": lambda item: f"{item.id}.content",
    },
}
"""For every layer the measures whose items are shown, and how an item is labelled."""

_BREAKS_A_LABEL = re.compile(r"[()\[\]|\\\s]+")
_MARK = re.compile(r"\\.|\[|\]\([^)]*\)")
_WRONG = " ✗"
_WRONG_STYLE = "bold #cc4444"
_MEASURE = 88
"""Columns of text that are read with ease; a wider terminal is not filled."""


class _Labelled(NamedTuple):
    """A span and the label it is shown with."""

    span: Span
    label: str


class _Side(NamedTuple):
    """One side of the comparison."""

    heading: str
    extraction: Extraction
    spans: list[_Labelled]


def print_article(article: Article, predicted: Extraction | None, chosen: Sequence[str] = LAYERS) -> None:
    """Print an article layer by layer, the gold on the left and the prediction, if any, on the right.

    Every item is `[words](label)`; one that met no counterpart ends in ✗. Under the text stand the items' lines as in
    the source of a gold set.
    """
    terminal = on_terminal()
    _print_heading(article, stacked=terminal)
    for layer in chosen:
        sides = _sides(article, predicted, layer)
        grid = table()
        for side in sides:
            grid.add_column(
                f"{layer}: {side.heading}",
                header_style=f"bold {LAYER_STYLES[layer]}",
                ratio=1,
                overflow="fold",
                max_width=_MEASURE if terminal else None,
            )
        paragraphs = [_marked(article.text, side.spans, LAYER_STYLES[layer]) for side in sides]
        for row in zip(*paragraphs, strict=True):
            grid.add_row(*row)
        grid.add_section()
        lines = [layers.write_table(layer, getattr(side.extraction, layer)) for side in sides]
        grid.add_row(*(_hanging(each) if terminal else Text(each) for each in lines))
        show(grid)


def _print_heading(article: Article, *, stacked: bool) -> None:
    """Print what an article is, and its headline: on one line, or on two."""
    about = f"{article.id}  {article.outlet}  {article.published}"
    if not stacked:
        show(Text(" ".join(f"{about}  {article.headline}".split()), style="bold"))
        return
    show(Text(about, style="dim"), Text(" ".join(article.headline.split()), style="bold"))


def _hanging(lines: str) -> Table:
    """Return lines of items with their ids in a column of their own, so that what goes on does so beside it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for line in lines.splitlines():
        name, _, rest = line.partition(" ")
        grid.add_row(Text(name), Text(rest.lstrip()))
    return grid


def _sides(article: Article, predicted: Extraction | None, layer: str) -> list[_Side]:
    gold = article.gold or Extraction()
    sides = [_Side("gold", gold, []), _Side("prediction", predicted or gold, [])]
    for name, label in _SHOWN_BY[layer].items():
        outcome = measures.of_items(name).match(Batch([Case(gold, predicted or gold, article.text)]))
        met = (set(outcome.pairs.gold.tolist()), set(outcome.pairs.predicted.tolist()))
        for side, items, right in zip(sides, (outcome.gold, outcome.predicted), met, strict=True):
            for number, item in enumerate(items):
                shown = _BREAKS_A_LABEL.sub(" ", label(item))
                side.spans.append(_Labelled(item.span, shown if number in right else shown + _WRONG))
    return sides if predicted is not None else sides[:1]


def _marked(text: str, spans: Sequence[_Labelled], style: str) -> list[Text]:
    """Return the lines of the text with the spans marked; marks go over line ends in pieces."""
    runs = [
        (label, bounds)
        for span, label in spans
        for part in span
        for bounds in _within_lines(text, part.start, part.end)
    ]
    cut = marks.nest([bounds for _, bounds in runs])
    pieces = [Piece(start, end, label) for (label, _), parts in zip(runs, cut, strict=True) for start, end in parts]
    return [_styled(line, style) for line in marks.put_on(text, pieces).split("\n")]


def _within_lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    position = start
    for line in text[start:end].split("\n"):
        if line:
            yield position, position + len(line)
        position += len(line) + 1


def _styled(marked: str, style: str) -> Text:
    """Colour marked words in a style, the wrong ones otherwise, and dim the marks themselves."""
    styled = Text(marked)
    opened: list[int] = []
    runs: list[tuple[int, int, str]] = []
    signs = [match for match in _MARK.finditer(marked) if not match[0].startswith("\\")]
    for match in signs:
        if match[0] == "[":
            opened.append(match.end())
        else:
            wrong = match[0].endswith(f"{_WRONG})")
            runs.append((opened.pop(), match.start(), _WRONG_STYLE if wrong else f"bold {style}"))
    for start, end, own in sorted(runs, key=lambda run: run[0]):  # what lies inside another has its own colour
        styled.stylize(own, start, end)
    for match in signs:
        styled.stylize("not bold dim default", *match.span())
    return styled
