"""Files read as stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twicetold import timex
from twicetold.formats.timeml.convention import story_title
from twicetold.formats.timeml.dates import dates_of
from twicetold.formats.timeml.document import Document
from twicetold.formats.timeml.events import events_of, is_identity
from twicetold.formats.timeml.files import stories_in
from twicetold.model import Article, Extraction, PointInTime, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading

_NOT_HELD = ("SIGNAL", "TLINK", "SLINK", "ALINK")


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a file, or of all `.tml` and `.timeml` files in a folder and those within it.

    Raises InputError for what is not TimeML.
    """
    for story, files in stories_in(path).items():
        articles = tuple(_article(name, Document(file, reading)) for name, file in files.items())
        yield Story(story, story_title(articles[0], story), articles)


def _article(name: str, document: Document) -> Article:
    _note_others(document)
    titles = document.named["TITLE"]
    return Article(
        id=name,
        text=document.text(document.body),
        published=_published(document),
        headline=document.text(titles[0]).strip() if titles else "",
        gold=Extraction(dates=dates_of(document), events=events_of(document)),
    )


def _note_others(document: Document) -> None:
    """Note the elements that are passed over."""
    for name in _NOT_HELD:
        if others := [element for element in document.named[name] if not is_identity(element)]:
            document.note(f"{name}s", others[0], len(others))


def _published(document: Document) -> str:
    """Return the publication date; without a zone the time of day says nothing, and only the day is kept."""
    value = document.created.attributes.get("value", "") if document.created else ""
    told = document.created or document.root
    day = timex.day_of(value)
    if day is None:
        return document.reading.day(document.where(told))
    try:
        return msgspec.convert(value, PointInTime)
    except msgspec.ValidationError:
        document.note("times of publication without a zone, of which the day is kept", told)
        return day.isoformat()
