"""Documents become stories: those that were written with theirs as they were, others a story each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from twicetold import sense
from twicetold.errors import InputError
from twicetold.formats.docbin.entities import read_spans
from twicetold.formats.docbin.files import BROKEN, SUFFIX, docs_in, files_in
from twicetold.formats.docbin.spans import has_spans_of
from twicetold.formats.ids import id_for, numbered
from twicetold.model import Article, Extraction, Links, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.tokens import Doc

    from twicetold.formats.format import Reading
    from twicetold.model import Cluster, Member

KEY = "twicetold"
"""What the article and its story are called in the `user_data` of a document."""


class _Found(NamedTuple):
    """An article, and the story that was written with it; `as_written` if its spans are still the same."""

    story: Story
    article: Article
    as_written: bool


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a file, or of all `.spacy` files in a folder and those below it."""
    files = files_in(path) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no {SUFFIX} file")
    seen: dict[str, str] = {}
    for file in files:
        title = file.name if file == path else file.relative_to(path).as_posix()
        name = id_for(title.removesuffix(SUFFIX), "document")
        for story_id, group in groupby(_articles(file, name, reading), key=lambda found: found.story.id):
            if story_id in seen:
                raise InputError(
                    f"{file}: story {story_id!r} stands in {seen[story_id]} too; put its articles together"
                )
            seen[story_id] = str(file)
            yield _story(list(group), file, reading)


def _articles(file: Path, name: str, reading: Reading) -> Iterator[_Found]:
    for number, doc in enumerate(docs_in(file), start=1):
        place = f"{file}: document {number}"
        try:
            found = _article(doc, numbered(name, number), place, reading)
        except BROKEN as error:
            raise InputError(f"{place}: broken: {error}") from error
        yield found


def _article(doc: Doc, name: str, place: str, reading: Reading) -> _Found:
    saved = _saved(doc, place, reading)
    if saved and saved.as_written:
        return saved
    entities, scored = read_spans(doc, place, reading)
    gold = None if entities is None else Extraction(entities)
    if gold is None:
        reading.notes.add("documents without entities or groups of spans, which have no gold", place)
    if saved:
        reading.notes.add(
            "documents whose spans were changed after they were written, of which entities are read", place
        )
        return saved._replace(article=replace(saved.article, text=doc.text, scored=scored, gold=gold))
    article = Article(f"{name}/a", doc.text, reading.day(place), scored=scored, gold=gold)
    return _Found(Story(name, name, ()), article, as_written=False)


def _saved(doc: Doc, place: str, reading: Reading) -> _Found | None:
    """Return the article and the story that were written with a document, if there are any."""
    saved = doc.user_data.get(KEY)
    if saved is None:
        return None
    try:
        article = msgspec.convert(saved["article"], Article)
        story = msgspec.convert({**saved["story"], "articles": []}, Story)
        whole = replace(story, articles=(article,), links=Links())
        makes_sense = not any(sense.check_story(whole))
    except (msgspec.ValidationError, KeyError, TypeError):
        makes_sense = False
    if not makes_sense:
        reading.notes.add(f"documents whose user_data[{KEY!r}] is none of ours, passed over", place)
        return None
    gold = article.gold
    annotated = doc.has_annotation("ENT_IOB") if len(doc) else gold is not None
    same = article.text == doc.text and annotated == (gold is not None) and has_spans_of(doc, gold)
    return _Found(story, article, same)


def _story(found: list[_Found], file: Path, reading: Reading) -> Story:
    """Return a story with its articles, and with what connects them as far as they are there."""
    story = found[0].story
    articles = tuple(each.article for each in found)
    known = {
        (article.id, name)
        for article in articles
        if article.gold
        for layer in (article.gold.entities, article.gold.events, article.gold.claims)
        for name in (item.id for item in layer)
    }
    if len({article.id for article in articles}) < len(articles):
        raise InputError(f"{file}: story {story.id!r} has an article twice; write it anew")
    links = Links(
        _kept(story.links.entities, known),
        _kept(story.links.events, known),
        tuple(each for each in story.links.claims if {_key(each.first), _key(each.second)} <= known),
    )
    if links != story.links:
        reading.notes.add("stories whose links are of articles or items that are not there, and left out", story.id)
    if any(sense.check_links(links, {article.id: article.gold for article in articles})):
        reading.notes.add("stories whose links make no sense, and are left out", story.id)
        links = Links()
    return replace(story, articles=articles, links=links)


def _key(member: Member) -> tuple[str, str]:
    return member.article, member.id


def _kept(clusters: tuple[Cluster, ...], known: set[tuple[str, str]]) -> tuple[Cluster, ...]:
    """Return the clusters with those of their members that are there, as long as they connect articles."""
    left = (
        replace(cluster, members=tuple(member for member in cluster.members if _key(member) in known))
        for cluster in clusters
    )
    return tuple(cluster for cluster in left if len({member.article for member in cluster.members}) > 1)
