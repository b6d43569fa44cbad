"""What is shown of an error: where it is, and in words what is gold and what was found instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twicetold.model import Argument, Claim, Date, Extraction, text_of
from twicetold.report.site.story_data import in_order, letter_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twicetold.measures.errors import Error
    from twicetold.measures.link_errors import Link
    from twicetold.measures.links import End
    from twicetold.measures.outcome import Item
    from twicetold.model import Article, Span
    from twicetold.report.site.gathering import Predicted

LINKS = {"entities": "entity links", "events": "event links", "claims": "claim links"}
"""What the errors of links are of, by layer."""

_CONTEXT = 60
"""Characters of the text that are shown on either side of an item."""

Shown = dict[str, Any]
"""The JSON of an error. `number` is that of the error in its story, which the pair viewer is led by."""


def error_items(predicted: Predicted, page: str) -> Iterator[tuple[str, str, Shown]]:
    """Yield layer, kind and what is shown of every error in a story of this page, in the order of the viewer."""
    number = 0
    for number, error in _numbered(predicted):
        yield error.layer, error.kind, _of_items(predicted, page, number, error.article, (error.gold, error.predicted))
    of_gold = {article.id: (article, article.gold or Extraction()) for article in predicted.story.articles}
    of_system = {name: (article, predicted.extractions[name]) for name, (article, _) in of_gold.items()}
    for own, fault in enumerate(predicted.link_errors, number + 1):
        sides = (("gold", fault.gold, of_gold), ("predicted", fault.predicted, of_system))
        shown = {side: _link(link, fault.layer, texts) for side, link, texts in sides if link}
        yield LINKS[fault.layer], fault.kind, {"article": predicted.story.id, "page": page, "number": own, **shown}


def taken_for_others(
    predicted: Predicted, page: str, layer: str, pairs: Sequence[tuple[Item, Item]]
) -> Iterator[Shown]:
    """Yield what is shown of gold whose words were found, as another type; `pairs` are gold and what was found.

    It leads to the error of the two, or where the taxonomy explains them with other items, to one of the gold item.
    """
    place: dict[tuple[object, ...], int] = {}
    for number, error in _numbered(predicted):
        if error.layer == layer and error.gold:
            gold = error.article, error.gold.id, error.gold.span
            place.setdefault(gold, number)
            place.setdefault((*gold, error.predicted and error.predicted.id), number)
    for pair in pairs:
        gold = pair[0].article, pair[0].id, pair[0].span
        own = place.get((*gold, pair[1].id)) or place.get(gold, 0)
        yield {**_of_items(predicted, page, own, pair[0].article, pair), "types": [item.label for item in pair]}


def _numbered(predicted: Predicted) -> Iterator[tuple[int, Error]]:
    """Yield the errors of items, numbered from 1 as the pair viewer does; those of links come after them."""
    ordered = (error for article in predicted.story.articles for error in in_order(predicted.errors[article.id]))
    return enumerate(ordered, 1)


def _of_items(predicted: Predicted, page: str, number: int, at: int, items: tuple[Item | None, Item | None]) -> Shown:
    """Return what is shown of an error in the article `at` a place in the story."""
    article = predicted.story.articles[at]
    extractions = article.gold or Extraction(), predicted.extractions[article.id]
    sides = zip(("gold", "predicted"), items, extractions, strict=True)
    return {
        "article": article.id,
        "page": page,
        "number": number,
        **{side: _item(item, article, extraction) for side, item, extraction in sides if item},
    }


def _item(item: Item, article: Article, extraction: Extraction) -> Shown:
    """Return an item as it is shown; a quotation that is not in the text has no place in it."""
    letter = letter_of(article)
    if not item.span:
        words = {"letter": letter, "before": "", "words": str(item.key or ""), "after": ""}
        return {"id": item.id, "letter": letter, "label": item.label, "places": [words]}
    label = _label(item, article.text, extraction)
    return {"id": item.id, "letter": letter, "label": label, "places": [_place(item.span, article)]}


def _link(link: Link, layer: str, texts: Mapping[str, tuple[Article, Extraction]]) -> Shown:
    """Return a link as it is shown: its label, and the words at both ends."""
    return {
        "id": link.first[1],
        "letter": letter_of(texts[link.first[0]][0]),
        "label": link.label,
        "places": [_place(_span(end, layer, texts), texts[end[0]][0]) for end in (link.first, link.second)],
    }


def _span(end: End, layer: str, texts: Mapping[str, tuple[Article, Extraction]]) -> Span:
    """Return where the end of a link is told by: the first mention, the first trigger, what is claimed."""
    extraction = texts[end[0]][1]
    if layer == "entities":
        return next((each.mentions[0].span for each in extraction.entities if each.id == end[1] and each.mentions), ())
    if layer == "events":
        return next((each.triggers[0] for each in extraction.events if each.id == end[1] and each.triggers), ())
    return next((each.content or each.cue for each in extraction.claims if each.id == end[1]), ())


def _place(span: Span, article: Article) -> Shown:
    """Return the words of a span, with a little of the text on either side."""
    start, end = (span[0].start, span[-1].end) if span else (0, 0)
    return {
        "letter": letter_of(article),
        "before": _before(article.text[:start]) if span else "",
        "words": text_of(span, article.text),
        "after": _after(article.text[end:]) if span else "",
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
