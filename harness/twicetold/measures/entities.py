"""Entity mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.measures.matching import Item, Matching, Measure, match_equal, ungrounded

if TYPE_CHECKING:
    from twicetold.model import Extraction


def _mentions(extraction: Extraction) -> list[Item]:
    return [Item(entity.id, entity.type, mention.span) for entity in extraction.entities for mention in entity.mentions]


def _strict(gold: Extraction, predicted: Extraction, text: str) -> Matching:
    del text
    found = _mentions(predicted) + ungrounded(predicted, "mention")
    return match_equal(_mentions(gold), found, lambda item: (item.span, item.label))


def _exact(gold: Extraction, predicted: Extraction, text: str) -> Matching:
    del text
    found = _mentions(predicted) + ungrounded(predicted, "mention")
    return match_equal(_mentions(gold), found, lambda item: item.span)


MEASURES = (
    Measure("entities.strict", "entities", "a mention has the span and the type of a gold mention", _strict),
    Measure("entities.exact", "entities", "a mention has the span of a gold mention", _exact),
)
