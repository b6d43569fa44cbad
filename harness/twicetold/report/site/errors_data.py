"""What is wrong in a run, in one pass: counts, types that were taken for others, and the items themselves as data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold import measures
from twicetold.model import Argument, Claim, Date, Extraction, text_of
from twicetold.report.site import naming
from twicetold.report.site.data_files import write_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.measures.errors import Error
    from twicetold.measures.outcome import Item
    from twicetold.model import Article, Span
    from twicetold.report.site.gathering import Predicted, Run

AT_A_TIME = 500
"""Items in one data file."""

_CONTEXT = 60
"""Characters of the text that are shown on either side of an item."""

SAME_SPANS = {"entities": "entities.exact", "dates": "dates.strict", "events": "events.trigger.id"}
"""By layer the measure that pairs the same words, whatever the type."""


class Faults(NamedTuple):
    """How often each (layer, kind) of error occurs, and by layer how often gold of a type has the type that was found.

    Gold that was not found at all has the type "" there, and so has what was found and is not gold.
    """

    counts: Counter[tuple[str, str]]
    types: dict[str, Counter[tuple[str, str]]]


class ErrorFiles:
    """The errors of a run, written story by story as data files of a site."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run = run.slug
        self._folder = folder
        self._found = Faults(Counter(), {layer: Counter() for layer in SAME_SPANS})
        self._waiting: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def take(self, predicted: Predicted, slug: str) -> None:
        """Count the errors in a story of this slug, and write what fills a file."""
        for layer, counter in self._found.types.items():
            counter.update(_types(predicted, layer))
        for error, item in _items(predicted, naming.story(slug)):
            group = error.layer, error.kind
            self._found.counts[group] += 1
            self._waiting.setdefault(group, []).append(item)
            if len(self._waiting[group]) == AT_A_TIME:
                self._write(group)

    def finish(self) -> Faults:
        """Write what is left, and return what all errors come to."""
        for group in list(self._waiting):
            self._write(group)
        return self._found

    def _write(self, group: tuple[str, str]) -> None:
        number = -(-self._found.counts[group] // AT_A_TIME)
        write_data(naming.error_data(self._run, *group, number), self._waiting.pop(group), self._folder)


def _types(predicted: Predicted, layer: str) -> Iterator[tuple[str, str]]:
    """Yield the types of gold and of what was found with the same words."""
    outcome = measures.of_items(SAME_SPANS[layer]).match(predicted.batch)
    for row, column, *_ in outcome.rows():
        yield outcome.gold[row].label, outcome.predicted[column].label
    yield from ((item.label, "") for item in outcome.missed)
    yield from (("", item.label) for item in outcome.spurious)


def _items(predicted: Predicted, page: str) -> Iterator[tuple[Error, dict[str, Any]]]:
    """Yield errors with what a page shows of them."""
    for article in predicted.story.articles:
        sides = {"gold": article.gold or Extraction(), "predicted": predicted.extractions[article.id]}
        for error in predicted.errors[article.id]:
            yield (
                error,
                {
                    "article": article.id,
                    "letter": article.id.partition("/")[2],
                    "page": page,
                    **{
                        side: _item(item, article, sides[side])
                        for side, item in (("gold", error.gold), ("predicted", error.predicted))
                        if item
                    },
                },
            )


def _item(item: Item, article: Article, extraction: Extraction) -> dict[str, str]:
    """Return an item as it is shown; a quotation that is not in the text has no place in it."""
    if not item.span:
        return {"id": item.id, "label": item.label, "before": "", "words": str(item.key or ""), "after": ""}
    start, end = item.span[0].start, item.span[-1].end
    return {
        "id": item.id,
        "label": _label(item, article.text, extraction),
        "before": _before(article.text[:start]),
        "words": text_of(item.span, article.text),
        "after": _after(article.text[end:]),
    }


def _before(text: str) -> str:
    """Return the end of a text, from the start of a word."""
    return text if len(text) <= _CONTEXT else f"…{text[-_CONTEXT:].partition(' ')[2]}"


def _after(text: str) -> str:
    """Return the beginning of a text, to the end of a word."""
    return text if len(text) <= _CONTEXT else f"{text[:_CONTEXT].rpartition(' ')[0]}…"


def _label(item: Item, text: str, extraction: Extraction) -> str:
    """Return the type of an item, and what else may be wrong with it."""
    match item.key:
        case Date(value=value):
            return f"{item.label} {value}"
        case Argument(filler=str(filler)):
            return f"{item.label}: {_name(filler, text, extraction)}"
        case Claim(source=source, source_entity=entity, stance=stance):
            said = text_of(source, text) if source else _name(entity, text, extraction) if entity else "nobody"
            return f"{item.label}, {stance}, source: {said}"
        case _:
            return item.label


def _name(filler: str, text: str, extraction: Extraction) -> str:
    """Return the words of an entity or date."""
    places: dict[str, Span] = {date.id: date.span for date in extraction.dates}
    names = {entity.id: entity.name for entity in extraction.entities}
    places |= {entity.id: entity.mentions[0].span for entity in extraction.entities if entity.mentions}
    return names.get(filler) or text_of(places.get(filler, ()), text)
