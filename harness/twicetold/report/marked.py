"""An article in the terminal, its text marked: gold, and a prediction beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from twicetold import measures
from twicetold.gold import layers, marks
from twicetold.gold.marks import Piece
from twicetold.gold.table import RULE
from twicetold.report.terminal import console
from twicetold.report.terminal import table as house_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twicetold.measures.matching import Item
    from twicetold.model import Article, Extraction

_SHOWN_BY = {
    "entities": {"entities.strict": ""},
    "dates": {"dates.value": ""},
    "events": {"events.trigger.class": ""},
    "claims": {
        "claims.source.exact": " source",
        "claims.cue.exact": " cue",
        "claims.content.exact": " content",
    },
}
"""For every layer the measures whose items are shown, and what to add to their labels."""

_MARK = re.compile(r"\\.|\[|\]\([^)]*\)")
_WRONG = " ✗"
_STYLES = {"": "bold cyan", _WRONG: "bold magenta"}


class _Side(NamedTuple):
    """One side of the comparison: its heading, its extraction, and its items with a mark on the wrong ones."""

    heading: str
    extraction: Extraction
    items: list[tuple[Item, str]]


def print_article(article: Article, predicted: Extraction | None, chosen: Sequence[str] = layers.LAYERS) -> None:
    """Print an article layer by layer, the gold on the left and the prediction, if any, on the right.

    Every item is `[words](id LABEL)`; one that met no counterpart ends in ✗. Under the text stand the items' lines as
    in the source of a gold set.
    """
    out = console()
    heading = f"{article.id}  {article.outlet}  {article.published}  {article.headline}"
    out.print(Text(" ".join(heading.split()), style="bold"), soft_wrap=True)
    for layer in chosen:
        sides = _sides(article, predicted, layer)
        grid = house_table()
        for side in sides:
            grid.add_column(f"{layer}: {side.heading}", ratio=1, overflow="fold")
        paragraphs = [_marked(article.text, side.items) for side in sides]
        for row in zip(*paragraphs, strict=True):
            grid.add_row(*row)
        grid.add_section()
        grid.add_row(*(_lines(layer, article.text, side.extraction) for side in sides))
        out.print(grid)


def _sides(article: Article, predicted: Extraction | None, layer: str) -> list[_Side]:
    gold = article.gold or layers.extraction_of({})
    mine: list[tuple[Item, str]] = []
    theirs: list[tuple[Item, str]] = []
    for name, suffix in _SHOWN_BY[layer].items():
        matching = measures.get(name).match(gold, predicted or gold, article.text)
        missed, spurious = set(map(id, matching.missed)), set(map(id, matching.spurious))
        for side, items, wrong in ((mine, matching.gold, missed), (theirs, matching.predicted, spurious)):
            side += [
                (item._replace(label=item.label + suffix), _WRONG if id(item) in wrong else "")
                for item in items
                if item.span
            ]
    sides = [_Side("gold", gold, mine)]
    return sides if predicted is None else [*sides, _Side("prediction", predicted, theirs)]


def _marked(text: str, items: Iterable[tuple[Item, str]]) -> list[Text]:
    """Return the paragraphs of the text with the items marked; marks go over paragraph ends in pieces."""
    spans = [
        (item, wrong, (start, end))
        for item, wrong in items
        for part in item.span
        for start, end in _within_lines(text, part.start, part.end)
    ]
    cut = marks.nest([bounds for _, _, bounds in spans])
    pieces = [
        Piece(start, end, f"{item.id} {item.label}{wrong}")
        for (item, wrong, _), parts in zip(spans, cut, strict=True)
        for start, end in parts
    ]
    return [_styled(line) for line in marks.put_on(text, pieces).split("\n")]


def _within_lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    position = start
    for line in text[start:end].split("\n"):
        if line:
            yield position, position + len(line)
        position += len(line) + 1


def _styled(marked: str) -> Text:
    """Colour marked words, the wrong ones otherwise, and dim the marks themselves."""
    styled = Text(marked)
    opened: list[int] = []
    for match in _MARK.finditer(marked):
        if match[0] == "[":
            opened.append(match.end())
        elif match[0].startswith("]"):
            styled.stylize(_STYLES[_WRONG if match[0].endswith(f"{_WRONG})") else ""], opened.pop(), match.start())
            styled.stylize("not bold dim", *match.span())
    return styled


def _lines(layer: str, text: str, extraction: Extraction) -> str:
    return layers.write(layer, text, getattr(extraction, layer)).rpartition(RULE)[2]
