"""A corpus in any format: its stories, and what was passed over in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold import corpus, corpus_files, formats
from twicetold.corpus_files import Contents
from twicetold.errors import InputError
from twicetold.formats.format import NO_DATE, Notes, Reading, labels_of
from twicetold.model import is_point_in_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.formats.format import Format, Labels
    from twicetold.model import Story


class Corpus:
    """The stories at an address, read from there each time they are gone through.

    The format is the one named, or the one that what is there certainly has. `labels` replaces the map that comes with
    it; `published` is the date of articles without one. `notes` are those of the last reading. Raises InputError where
    nothing is there, or nothing that can be read.
    """

    def __init__(
        self, address: str, name: str | None = None, *, labels: Labels | None = None, published: str | None = None
    ) -> None:
        self.address = address
        self.format: Format = formats.get(name) if name else _format_of(address)
        if self.format.read is None:
            raise InputError(f"{address}: {self.format.name} can be written, but not read")
        self.notes = Notes()
        self._labels = labels_of(self.format.name) if labels is None else labels
        self._published = _point_in_time(published or NO_DATE)

    def contents(self) -> Contents:
        """Count the articles, and hash what is in them."""
        if self.format.name == "twicetold":
            return corpus_files.contents(self.address)
        articles = 0
        hashes = []
        for story in self:
            articles += len(story.articles)
            hashes.append(corpus.story_hash(story))
        return Contents(articles, corpus.hash_of_hashes(hashes))

    def __iter__(self) -> Iterator[Story]:
        """Yield them."""
        if self.format.name == "twicetold":
            return corpus_files.stories_in(self.address)  # wherever fsspec reaches
        reading = Reading(self._labels, self._published)
        self.notes = reading.notes
        return self.format.read(Path(self.address), reading)  # type: ignore[misc] # checked above


def _point_in_time(written: str) -> str:
    if not is_point_in_time(written):
        raise InputError(f"published {written!r}: write a day, as 2024-03-06, or a time with its offset")
    return written


def _format_of(address: str) -> Format:
    return formats.get("twicetold") if "://" in address else formats.detect(Path(address))
