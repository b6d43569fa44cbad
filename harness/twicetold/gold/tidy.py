"""The normal form of a story folder: ids in the order of first appearance, tables aligned, derived phenomena left out.

Two people who make the same changes get the same files, and a diff shows what was changed and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from twicetold.gold import layers, link_lines
from twicetold.gold.phenomena import without_derived
from twicetold.gold.source import read_text
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from twicetold.gold.source import StorySource
    from twicetold.model import Extraction, Span

T = TypeVar("T")


def tidy(source: StorySource) -> list[Path]:
    """Write a story's layers and links in normal form; return the files that changed."""
    changed, names = tidy_layers(source)
    return changed + tidy_links(source, names)


def tidy_layers(source: StorySource) -> tuple[list[Path], dict[str, dict[str, str]]]:
    """Write a story's layers in normal form; return what changed, and the new ids.

    New ids are by letter of the article and old id; links have still to get them.
    """
    changed: list[Path] = []
    names: dict[str, dict[str, str]] = {}
    for letter, article_source in source.articles.items():
        article = article_source.article
        if article.gold is None:
            continue
        numbered, names[letter] = renumber(without_derived(article.gold, article.text))
        for layer in LAYERS:
            path = source.folder / letter / f"{layer}.txt"
            allowances = article_source.allowances.get(layer, ())
            changed += _write(path, layers.write(layer, article.text, getattr(numbered, layer), allowances))
    return changed, names


def tidy_links(source: StorySource, names: Mapping[str, Mapping[str, str]]) -> list[Path]:
    """Write a story's links with new ids and in normal form; return the file if it changed."""
    path = source.folder / "links.txt"
    return _write(path, link_lines.tidied(read_text(path), names)) if path.is_file() else []


def renumber(extraction: Extraction) -> tuple[Extraction, dict[str, str]]:
    """Give all items new ids in the order of first appearance; return them and the new id of each old one.

    Of two that begin together the longer comes first. What refers to an id refers to the new one.
    """
    entities = _in_order(extraction.entities, lambda entity: [mention.span for mention in entity.mentions])
    dates = _in_order(extraction.dates, lambda date: [date.span])
    events = _in_order(extraction.events, lambda event: event.triggers)
    claims = _in_order(extraction.claims, lambda claim: [claim.source, claim.cue, claim.content])
    ids = {
        "e": [entity.id for entity in entities],
        "d": [date.id for date in dates],
        "v": [event.id for event in events],
        "c": [claim.id for claim in claims],
    }
    names = {old: f"{letter}{number}" for letter, olds in ids.items() for number, old in enumerate(olds, start=1)}
    replace = msgspec.structs.replace

    def new(name: str | None) -> str | None:
        return None if name is None else names.get(name, name)

    return replace(
        extraction,
        entities=tuple(replace(entity, id=names[entity.id]) for entity in entities),
        dates=tuple(replace(date, id=names[date.id], anchor=new(date.anchor)) for date in dates),
        events=tuple(
            replace(
                event,
                id=names[event.id],
                arguments=tuple(replace(argument, filler=new(argument.filler)) for argument in event.arguments),
            )
            for event in events
        ),
        claims=tuple(
            replace(claim, id=names[claim.id], source_entity=new(claim.source_entity), nested_in=new(claim.nested_in))
            for claim in claims
        ),
    ), names


def _in_order(items: Sequence[T], spans_of: Callable[[T], Sequence[Span]]) -> list[T]:
    def place(item: T) -> tuple[int, int]:
        return min(((span[0].start, -span[-1].end) for span in spans_of(item) if span), default=(0, 0))

    return sorted(items, key=place)


def _write(path: Path, text: str) -> list[Path]:
    if read_text(path) == text:
        return []
    path.write_text(text, encoding="utf-8", newline="")
    return [path]
