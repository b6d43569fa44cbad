"""Folders of brat become stories: ours those that were written, each pair of files of another's a story of its own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from twicetold import sense
from twicetold.errors import InputError
from twicetold.formats.bounds import span_of
from twicetold.formats.brat import convention as ours
from twicetold.formats.brat.extraction import extraction
from twicetold.formats.brat.kinds import kinds_of
from twicetold.formats.brat.places import broken
from twicetold.formats.brat.standoff import begins, bounds, first_in, parse, read_text
from twicetold.formats.hidden import is_hidden
from twicetold.formats.ids import id_for, take
from twicetold.model import Article, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Reading


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a folder and those within it, or that of a single .ann or .txt file."""
    single = path.is_file()
    root = path.parent if single else path
    found = [path.with_suffix(".ann")] if single else path.rglob("*.ann")
    taken: dict[str, int] = {}
    for folder, files in groupby(sorted(found, key=lambda file: (file.parent, file)), lambda file: file.parent):
        written: set[str] = set()
        if not single and (folder / ours.STORY).is_file():
            known = _known(folder / ours.STORY, taken)
            written = {ours.file_name(article) for article in known.articles}
            if story := _own(known, folder, reading):
                yield story
        for file in files:
            if file.stem in written or (is_hidden(file, root) and not single):
                continue
            if not file.with_suffix(".txt").is_file():
                reading.notes.add("files of annotations without their text", str(file))
                continue
            name = take(id_for(".".join(file.relative_to(root).with_suffix("").parts), "article"), taken)
            article = Article(id=f"{name}/a", text="", published=reading.day(str(file)))
            yield Story(id=name, title=name, articles=(_annotated(article, file, reading),))
    if not taken:
        raise InputError(f"{path}: no .ann file that has its text beside it, in a .txt file of the same name")


def recognises(path: Path) -> bool:
    """Tell by the first .ann file: its text stands beside it, and it begins as one."""
    try:
        if path.is_file():
            first = path if path.suffix == ".ann" else None
        else:
            first = first_in(path, "*.ann") or first_in(path, "*/*.ann")
        return first is not None and first.with_suffix(".txt").is_file() and begins(first)
    except OSError:
        return False


def _known(path: Path, taken: dict[str, int]) -> Story:
    """Return what is known of a story whose id is none of those taken, and take it."""
    try:
        known = msgspec.json.decode(read_text(path), type=Story)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: not what is known of a story: {error}") from error
    for pointer, problem in sense.check_story(known):
        raise InputError(f"{path}: {pointer}: {problem}")
    if known.id in taken:
        raise InputError(f"{path}: there is another story {known.id}; read its folder by itself")
    take(known.id, taken)
    return known


def _own(known: Story, folder: Path, reading: Reading) -> Story | None:
    """Return a story of ours as far as its files are there, or None where none is."""
    articles = []
    for article in known.articles:
        file, text = (folder / f"{ours.file_name(article)}{ending}" for ending in (".ann", ".txt"))
        if text.is_file() and file.is_file():
            articles.append(_annotated(article, file, reading))
        else:
            reading.notes.add(f"articles of a {ours.STORY} whose files are not there", str(text))
    return msgspec.structs.replace(known, articles=tuple(articles)) if articles else None


def _annotated(article: Article, file: Path, reading: Reading) -> Article:
    """Return an article with its text and gold."""
    standoff = parse(file, reading.notes)
    text = standoff.placed(read_text(file.with_suffix(".txt")), reading.notes)
    _make_whole(standoff, text)
    kinds = kinds_of(standoff, reading)
    gold = extraction(standoff, kinds, reading)
    return msgspec.structs.replace(article, text=text, scored=standoff.union(kinds.parts[ours.SCORED]), gold=gold)


def _make_whole(standoff: Standoff, text: str) -> None:
    """Give spans that were broken at the ends of lines the places that they had before, unless they were moved."""
    for comment in standoff.comments:
        if comment.name == ours.WHOLE:
            name = standoff.trigger(comment.target)
            whole = span_of(bounds(comment.value))
            if standoff.spans.get(name) == broken(whole, text):
                standoff.spans[name] = whole
