"""Writing: a file of three columns, in which an article is its tokens, their tags, and the brackets of its mentions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from twicetold.files import whole_file
from twicetold.formats.conll.losses import note_article, note_story, note_types
from twicetold.formats.conll.placing import placed, tagged
from twicetold.formats.format import Notes
from twicetold.formats.tokens import TokenText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.conll.placing import Placed
    from twicetold.model import Article, Story

_TOKEN = re.compile(r"\w+|[^\w\s]")


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories into one file. Raises InputError where it cannot be written."""
    notes = Notes()
    with whole_file(path) as scratch, scratch.open("w", encoding="utf-8", newline="\n") as file:
        for story in stories:
            note_story(story, notes)
            for article in story.articles:
                file.writelines(_lines_of(article, notes))
    return notes


def _lines_of(article: Article, notes: Notes) -> Iterator[str]:
    """Yield the lines of an article, each with its end."""
    places = [match.span() for match in _TOKEN.finditer(article.text)]
    if not places:
        notes.add("articles without a token, left out", article.id)
        return
    words = [article.text[start:end] for start, end in places]
    mentions = placed(article, places, notes)
    tag_at = tagged(mentions, article.id, notes)
    sentences = list(_sentences(article.text, places, mentions))
    note_types(article, mentions, tag_at, notes)
    note_article(article, TokenText([words[sentence] for sentence in sentences]).text, notes)
    rows = list(zip(words, _tags(tag_at, len(words)), _brackets(mentions, len(words)), strict=True))
    yield f"#begin document ({article.id}); part 000\n"
    for sentence in sentences:
        yield from ("\t".join(row) + "\n" for row in rows[sentence])
        yield "\n"
    yield "#end document\n"


def _sentences(text: str, places: list[tuple[int, int]], mentions: Iterable[Placed]) -> Iterator[slice]:
    """Yield the tokens of each sentence: a line of the text, and the next ones as long as a mention goes on."""
    inside = {number for (first, last), _, _ in mentions for number in range(first + 1, last + 1)}
    gaps = enumerate(pairwise(places), start=1)
    ends = [number for number, ((_, end), (start, _)) in gaps if "\n" in text[end:start] and number not in inside]
    return (slice(*bounds) for bounds in pairwise([0, *ends, len(places)]))


def _tags(tag_at: Mapping[Bounds, str], number: int) -> list[str]:
    """Return the tag of each token, in IOB2."""
    tags = ["O"] * number
    for (first, last), tag in tag_at.items():
        tags[first : last + 1] = [f"B-{tag}", *([f"I-{tag}"] * (last - first))]
    return tags


def _brackets(mentions: Iterable[Placed], number: int) -> Iterator[str]:
    """Yield the coreference of each token.

    Brackets of one entity close from within, so what ends comes before what begins at the same token.
    """
    opened: list[list[str]] = [[] for _ in range(number)]
    closed: list[list[str]] = [[] for _ in range(number)]
    for (first, last), entity, _ in mentions:
        if first == last:
            opened[first].append(f"({entity})")
        else:
            opened[first].append(f"({entity}")
            closed[last].insert(0, f"{entity})")
    return ("|".join(ends + begins) or "-" for ends, begins in zip(closed, opened, strict=True))
