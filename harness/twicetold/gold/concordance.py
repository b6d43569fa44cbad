r"""All instances of a construction side by side, with what is annotated there, so that like cases can be made alike.

A construction is a pattern in the text (every `former \w+`), or a label (every Conflict.Seize, every PRO, every Place,
every denial, every CONTRADICT).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError, UnknownNameError
from twicetold.gold.places import item_of, meet, place_of_words
from twicetold.model import Extraction, span, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.model import Article, Member, Span, Story


class Instance(NamedTuple):
    """One place: the article, its line, the words before, the words themselves, those behind, and what is there."""

    article: str
    line: int
    before: str
    words: str
    after: str
    notes: tuple[str, ...]


class _Item(NamedTuple):
    """Something annotated: its place, labels, and how it is written."""

    span: Span
    labels: frozenset[str]
    note: str


def of_pattern(stories: Sequence[Story], pattern: str, *, width: int = 40) -> list[Instance]:
    """Return every match of a regular expression, case ignored, in the order of the words matched.

    Raises InputError for a pattern that is none.
    """
    try:
        wanted = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise InputError(f"{pattern!r} is no regular expression: {error}") from error
    found = []
    for article in _articles(stories):
        items = list(_items(article.gold)) if article.gold else []
        for match in wanted.finditer(article.text):
            if match[0]:
                notes = tuple(item.note for item in items if meet(item.span, span(*match.span())))
                found.append(_instance(article, *match.span(), notes, width))
    return _sorted(found)


def of_label(stories: Sequence[Story], label: str, *, width: int = 40) -> list[Instance]:
    """Return everything that has a label or shows a phenomenon, in the order of the words; both ends of a link.

    Raises UnknownNameError for a label that nothing has.
    """
    known: set[str] = set()
    found = []
    for article in _articles(stories):
        for item in _items(article.gold) if article.gold else ():
            known |= item.labels
            if label in item.labels and item.span:
                start, end = item.span[0].start, item.span[-1].end
                found.append(_instance(article, start, end, (item.note,), width))
    for story in stories:
        for labels, members, note in _links(story):
            known |= labels
            if label in labels:
                found += _ends(story, members, note, width)
    if label not in known:
        raise UnknownNameError("label", label, sorted(known))
    return found if any(label in labels for story in stories for labels, *_ in _links(story)) else _sorted(found)


def _articles(stories: Sequence[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def _sorted(found: list[Instance]) -> list[Instance]:
    return sorted(found, key=lambda instance: (instance.words.lower(), instance.article, instance.line))


def _instance(article: Article, start: int, end: int, notes: tuple[str, ...], width: int) -> Instance:
    text = article.text
    before, words, after = (
        " ".join(piece.split())
        for piece in (text[max(0, start - width) : start] + "|", text[start:end], "|" + text[end : end + width])
    )
    return Instance(article.id, text.count("\n", 0, start) + 1, before[:-1], words, after[1:], notes)


def _items(gold: Extraction) -> Iterator[_Item]:
    for entity in gold.entities:
        for mention in entity.mentions:
            labels = _labels(entity.type, mention.level, *entity.phenomena, *mention.phenomena)
            yield _Item(mention.span, labels, f"{entity.id} {entity.type} {mention.level} {entity.name}")
    for date in gold.dates:
        labels = _labels(date.type, date.mod or "", *date.phenomena)
        settings = "".join(f" {name}={value}" for name, value in (("mod", date.mod), ("anchor", date.anchor)) if value)
        yield _Item(date.span, labels, f"{date.id} {date.type} {date.value}{settings}")
    for event in gold.events:
        labels = _labels(event.type, event.polarity, event.realis, *event.phenomena)
        fillers = " ".join(f"{argument.role}={argument.filler or '…'}" for argument in event.arguments)
        note = f"{event.id} {event.type} {event.polarity} {event.realis} {fillers}".rstrip()
        for trigger in event.triggers:
            yield _Item(trigger, labels, note)
        for argument in event.arguments:
            if argument.span:
                yield _Item(argument.span, _labels(argument.role), f"{event.id}.{argument.role}")
    for claim in gold.claims:
        labels = _labels(claim.mode, claim.stance, *claim.phenomena)
        note = f"{claim.id} {claim.source_entity or '-'} {claim.mode} {claim.stance}"
        note += f" in={claim.nested_in}" if claim.nested_in else ""
        for part in ("cue", "source", "content"):
            place = getattr(claim, part)
            yield _Item(place, labels if part == "cue" else _labels(part), f"{note} {part}")


def _labels(*names: str) -> frozenset[str]:
    return frozenset(names) - {""}


def _links(story: Story) -> Iterator[tuple[frozenset[str], tuple[Member, ...], str]]:
    for name in ("entities", "events"):
        for cluster in getattr(story.links, name):
            yield _labels(f"linked-{name}", *cluster.phenomena), cluster.members, f"linked {name}"
    for relation in story.links.claims:
        yield _labels(relation.label, *relation.phenomena), (relation.first, relation.second), relation.label


def _ends(story: Story, members: tuple[Member, ...], note: str, width: int) -> Iterator[Instance]:
    articles = {article.id: article for article in story.articles}
    for member in members:
        article = articles[member.article]
        place = place_of_words(item_of(article.gold or Extraction(), member.id))
        instance = _instance(article, place[0].start, place[-1].end, (f"{member.id} {note}",), width)
        yield instance._replace(words=" ".join(text_of(place, article.text).split()))
