"""What must hold of marks, layers, tables and story folders: what is read can be written and is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.inputs import held
from twicetold import sense, timex
from twicetold.errors import InputError
from twicetold.gold import layers, marks
from twicetold.gold.folder import write_article
from twicetold.gold.lint import lint
from twicetold.gold.source import read_story, read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


_EXACT = 15
"""Digits that a float holds for certain."""


def strips(folder: Path) -> bool:
    """Hold that marks can be taken off and put on again."""
    path = folder / "marked.txt"
    text, pieces = marks.strip(read_text(path), path)
    for piece in pieces:
        assert 0 <= piece.start < piece.end <= len(text)
    again, put = marks.strip(marks.put_on(text, pieces))
    assert again == text
    assert [each[:4] for each in put] == [each[:4] for each in pieces]
    return True


def reads_layer(layer: str) -> Callable[[Path], bool]:
    """Return the check of a layer's file: what it says is written, and read again."""

    def check(folder: Path) -> bool:
        path = folder / f"{layer}.txt"
        read = layers.read(layer, read_text(path), path)
        assert len({item.id for item in read.items}) == len(read.items)
        try:
            written = layers.write(layer, read.text, read.items, read.allowances)
        except InputError:
            return True  # no marks say it: fragments that cross one another
        again = layers.read(layer, written, path)
        assert again.text == read.text
        assert set(again.items) == set(read.items)
        assert again.allowances == read.allowances
        return True

    return check


def reads_folder(folder: Path) -> bool:
    """Hold that a story folder is read, checked and written again."""
    source = read_story(folder)
    problems = list(sense.check_story(source.story))
    assert all(finding.problem and str(folder) in finding.file for finding in lint([source]))
    for letter, article in source.articles.items():
        if not problems:
            write_article(article.article, folder / "again" / letter, article.allowances)
    return True


def tells_times(folder: Path) -> bool:
    """Hold what is said of values of times."""
    value = held(folder, "value.txt").decode(errors="replace")
    fits = {kind: timex.fits(kind, value) for kind in timex.UNKNOWN_VALUES}
    assert fits["SET"] >= max(fits["DATE"], fits["TIME"], fits["DURATION"])
    same = timex.canonical(value)
    if sum(map(str.isdigit, value)) <= _EXACT:
        assert timex.canonical(same) == same, same
    if stretch := timex.interval(value):
        assert stretch.start < stretch.end
    return any(fits.values())
