"""What a page of a story shows, read back from the page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from report.browser.visits import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from playwright.sync_api import Page

    from twicetold import Extraction
    from twicetold.model import Span

LAYERS = ("entities", "dates", "events", "claims")

_PIECES = """telling => {
  const walker = document.createTreeWalker(telling.querySelector(".text"), NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (walker.nextNode()) {
    const mark = walker.currentNode.parentElement.closest("[data-item]");
    pieces.push([walker.currentNode.data, mark ? mark.dataset.item : "", mark ? mark.dataset.layer : ""]);
  }
  return pieces;
}"""
"""The text of a telling in pieces, each with the items and the layers that it is marked for."""

_LIT = """() => Array.from(document.querySelectorAll(".telling"), telling => [telling.dataset.letter,
  Array.from(telling.querySelectorAll(".text [data-item].lit, .text [data-item].lit-linked"), each => each.textContent)
    .join("")])"""


class Shown(NamedTuple):
    """A telling as it is marked: offsets are code points of its text."""

    text: str
    items: Mapping[str, set[int]]
    """By item, a letter and an id, the places of the characters that are marked for it."""
    layers: Mapping[str, set[int]]


def shown(page: Page, letter: str) -> Shown:
    """Return what is marked in a telling, when all of it is."""
    settled(page)
    pieces: list[tuple[str, str, str]] = page.locator(f".telling[data-letter='{letter}']").evaluate(_PIECES)
    text = ""
    items, layers = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for words, own, own_layers in pieces:
        places = range(len(text), len(text) + len(words))
        for item in own.split():
            items[item].update(places)
        for layer in own_layers.split():
            layers[layer].update(places)
        text += words
    return Shown(text, dict(items), dict(layers))


def spans_of(extraction: Extraction) -> dict[str, dict[str, list[Span]]]:
    """Return by layer and id the spans of each item: mentions, triggers, and the parts of claims."""
    return {
        "entities": {each.id: [mention.span for mention in each.mentions] for each in extraction.entities},
        "dates": {each.id: [each.span] for each in extraction.dates},
        "events": {each.id: list(each.triggers) for each in extraction.events},
        "claims": {each.id: [each.content, each.source, each.cue] for each in extraction.claims},
    }


def places(spans: Iterable[Span]) -> set[int]:
    """Return the places of all characters of some spans."""
    return {place for span in spans for part in span for place in range(part.start, part.end)}


def marked(extraction: Extraction, letter: str, layers: Iterable[str] = LAYERS) -> dict[str, set[int]]:
    """Return what should be marked of an extraction."""
    spans = spans_of(extraction)
    return {f"{letter}:{name}": places(own) for layer in layers for name, own in spans[layer].items() if places(own)}


def lit(page: Page) -> dict[str, str]:
    """Return by letter the words that are lit up."""
    return dict(page.evaluate(_LIT))


def state(page: Page) -> dict[str, Any]:
    """Return the state of the address, what is said, and which item is told about."""
    return {
        "address": page.url.partition("#")[2],
        "status": page.locator("#status").inner_text(),
        "details": page.locator("#details").inner_text(),
    }
