"""The release: story folders to Parquet, one configuration each for articles, stories and the flat layers.

Nested labels are names; label columns of their own are `ClassLabel`. Dates stay as written: they are strings.
"""

from __future__ import annotations

import json
import tempfile
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from twicetold import ontology
from twicetold.corpus import content_hash
from twicetold.gold.croissant import croissant
from twicetold.gold.places import items_of, place_of_words
from twicetold.model import Article, Entity, Extraction, Span, Story, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from datasets import Features

    from twicetold.gold.places import Item
    from twicetold.gold.source import Edition

Row = dict[str, Any]

_CROISSANT = "croissant.json"

CONFIGURATIONS = ("articles", "stories", "entities", "events", "dates", "claims", "links")


def build(stories: Iterable[Story], edition: Edition, folder: Path) -> None:
    """Write the release of the stories into a folder: `<configuration>/<split>-00000-of-00001.parquet`, gold.json.

    If the edition says what a Croissant description needs, croissant.json goes beside the folder.
    """
    from twicetold.gold.features import features_of  # noqa: PLC0415 - heavy

    stories = sorted(stories, key=lambda story: story.id)
    for configuration in CONFIGURATIONS:
        for split in get_args(ontology.Split):
            rows = [row for story in stories if story.split == split for row in _ROWS[configuration](story)]
            path = folder / configuration / f"{split}-00000-of-00001.parquet"
            if rows:
                _write_parquet(rows, features_of(configuration), path)
            else:
                path.unlink(missing_ok=True)
    gold = {"version": edition.version, "sha256": content_hash(stories)}
    _write_json(gold | ({"canary": edition.canary} if edition.canary else {}), folder / "gold.json")
    if edition.croissant:
        about = {**edition.croissant, "version": edition.version}
        if edition.canary:
            about["description"] = f"{about.get('description', '')} {edition.canary}".strip()
        features = {name: features_of(name) for name in CONFIGURATIONS}
        _write_json(croissant(about, features), folder.parent / _CROISSANT)


def stale(stories: Iterable[Story], edition: Edition, folder: Path) -> list[str]:
    """Return the files of a release that are not what the stories would give now, as paths from the folder."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "data"
        build(stories, edition, fresh)
        names = {str(path.relative_to(root)) for root in (fresh, folder) for path in root.rglob("*") if path.is_file()}
        names |= {f"../{_CROISSANT}"} if edition.croissant else set()

        def differs(name: str) -> bool:
            new, old = fresh / name, folder / name
            if not (new.is_file() and old.is_file()):
                return True
            if new.suffix == ".parquet":
                return not pq.read_table(new).equals(pq.read_table(old), check_metadata=True)
            return new.read_bytes() != old.read_bytes()

        return sorted(name for name in names if differs(name))


def _write_json(value: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_parquet(rows: list[Row], features: Features, path: Path) -> None:
    import datasets  # noqa: PLC0415 - heavy

    path.parent.mkdir(parents=True, exist_ok=True)
    shown = datasets.is_progress_bar_enabled()
    datasets.disable_progress_bars()
    try:
        datasets.Dataset.from_list(rows, features=features).to_parquet(path)
    finally:
        if shown:
            datasets.enable_progress_bars()


def _article_rows(story: Story) -> Iterator[Row]:
    for article in story.articles:
        gold = _complete(article.gold)
        gold.pop("ungrounded")
        yield {
            "id": article.id,
            "story": story.id,
            "topic": story.topic,
            "outlet": article.outlet,
            "headline": article.headline,
            "published": article.published,
            "genre": article.genre,
            "text": article.text,
            **gold,
        }


def _story_rows(story: Story) -> Iterator[Row]:
    yield {
        "id": story.id,
        "title": story.title,
        "topic": story.topic,
        "split": story.split,
        "articles": [article.id for article in story.articles],
        "links": _complete(story.links),
        "phenomena": list(story.phenomena),
    }


def _entity_rows(story: Story) -> Iterator[Row]:
    """One row for each mention."""
    for article, gold in _golds(story):
        for entity in gold.entities:
            for mention in entity.mentions:
                yield {
                    "article": article.id,
                    "entity": entity.id,
                    "type": entity.type,
                    "name": entity.name,
                    "level": mention.level,
                    **_place("", mention.span, article.text),
                    "head": text_of(mention.head or mention.span, article.text),
                    "phenomena": [*entity.phenomena, *mention.phenomena],
                }


def _event_rows(story: Story) -> Iterator[Row]:
    """One row for each trigger, with the arguments of its event and the words that name them first."""
    for article, gold in _golds(story):
        words = {entity.id: text_of(entity.mentions[0].span, article.text) for entity in gold.entities}
        words |= {date.id: text_of(date.span, article.text) for date in gold.dates}
        for event in gold.events:
            arguments = [
                {
                    "role": argument.role,
                    "filler": argument.filler,
                    "text": words[argument.filler] if argument.filler else text_of(argument.span, article.text),
                }
                for argument in event.arguments
            ]
            for trigger in event.triggers:
                yield {
                    "article": article.id,
                    "event": event.id,
                    "type": event.type,
                    "polarity": event.polarity,
                    "realis": event.realis,
                    **_place("", trigger, article.text),
                    "arguments": arguments,
                    "phenomena": list(event.phenomena),
                }


def _date_rows(story: Story) -> Iterator[Row]:
    for article, gold in _golds(story):
        for date in gold.dates:
            yield {
                "article": article.id,
                "date": date.id,
                "type": date.type,
                "value": date.value,
                "mod": date.mod,
                "anchor": date.anchor,
                "published": article.published,
                **_place("", date.span, article.text),
                "phenomena": list(date.phenomena),
            }


def _claim_rows(story: Story) -> Iterator[Row]:
    for article, gold in _golds(story):
        names = {entity.id: entity.name for entity in gold.entities}
        for claim in gold.claims:
            yield {
                "article": article.id,
                "claim": claim.id,
                "mode": claim.mode,
                "stance": claim.stance,
                "source_entity": claim.source_entity,
                "source_name": names.get(claim.source_entity or ""),
                "nested_in": claim.nested_in,
                **_place("source_", claim.source, article.text),
                **_place("cue_", claim.cue, article.text),
                **_place("content_", claim.content, article.text),
                "phenomena": list(claim.phenomena),
            }


def _link_rows(story: Story) -> Iterator[Row]:
    """One row for each pair of an item of one article and an item of another."""
    words = {
        (article.id, item.id): _words(item, article.text) for article, gold in _golds(story) for item in items_of(gold)
    }
    pairs = [
        (layer, "SAME", first, second, cluster.phenomena)
        for layer in ("entities", "events")
        for cluster in getattr(story.links, layer)
        for first, second in combinations(cluster.members, 2)
        if first.article != second.article
    ]
    pairs += [("claims", each.label, each.first, each.second, each.phenomena) for each in story.links.claims]
    for layer, label, first, second, phenomena in pairs:
        yield {
            "story": story.id,
            "layer": layer,
            "label": label,
            "first_article": first.article,
            "first": first.id,
            "first_text": words[first.article, first.id],
            "second_article": second.article,
            "second": second.id,
            "second_text": words[second.article, second.id],
            "phenomena": list(phenomena),
        }


def _words(item: Item, text: str) -> str:
    """Return the words that stand for an item: an entity's name, a claim's content, else its first place."""
    if isinstance(item, Entity) and item.name:
        return item.name
    return text_of(place_of_words(item), text)


_ROWS: dict[str, Callable[[Story], Iterator[Row]]] = {
    "articles": _article_rows,
    "stories": _story_rows,
    "entities": _entity_rows,
    "events": _event_rows,
    "dates": _date_rows,
    "claims": _claim_rows,
    "links": _link_rows,
}


def _golds(story: Story) -> Iterator[tuple[Article, Extraction]]:
    return ((article, article.gold) for article in story.articles if article.gold is not None)


def _place(prefix: str, span: Span, text: str) -> Row:
    """Return a span as flat columns: its words, its outer bounds, its fragments; nulls where there is none."""
    return {
        f"{prefix}text": text_of(span, text) if span else None,
        f"{prefix}start": span[0].start if span else None,
        f"{prefix}end": span[-1].end if span else None,
        f"{prefix}fragments": [{"start": part.start, "end": part.end} for part in span],
    }


def _complete(value: object) -> Any:  # noqa: ANN401 - structs to the like of JSON
    """Return a struct as dictionaries and lists, with every field, defaults included."""
    if isinstance(value, msgspec.Struct):
        return {name: _complete(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [_complete(item) for item in value]
    return value
