"""Tasks become stories: ours those they were written from, each of another project's a story of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.errors import InputError
from twicetold.formats.ids import id_for, take
from twicetold.formats.label_studio import items, others
from twicetold.formats.label_studio.convention import DATA_OF_STORY
from twicetold.formats.label_studio.exports import Task, files_in, rows_of
from twicetold.formats.label_studio.regions import Regions
from twicetold.model import Article, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.formats.label_studio.exports import Row
    from twicetold.model import Extraction

_DATA_OF_ARTICLE = {each: each for each in Article.__struct_fields__ if each != "gold"}


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of an export, or of every .json file in a folder.

    Raises InputError for a file that is no JSON array of tasks, and for a story of ours in two files. Where tasks
    begin and end is found first, since those of a story may stand anywhere; they are read as their turn comes.
    """
    paths = files_in(path)
    if not paths:
        raise InputError(f"{path}: no .json file")
    taken: dict[str, int] = {}
    for each in paths:
        yield from _stories_in(each, reading, taken)


def _stories_in(path: Path, reading: Reading, taken: dict[str, int]) -> Iterator[Story]:
    """Yield the stories of a file; tasks that we wrote stand with those of their story."""
    stories: dict[str | int, list[Row]] = {}
    for row in rows_of(path):
        stories.setdefault(row.story() or row.number, []).append(row)
    foreign = [rows[0] for key, rows in stories.items() if isinstance(key, int)]
    if foreign and len(foreign) == len(stories) and all(row.task() is None for row in foreign):
        raise InputError(f"{foreign[0].where}: no task of Label Studio; export as JSON or JSON-MIN")
    done: set[int | str] = set()
    for key, rows in stories.items():
        if isinstance(key, int):
            yield from _foreign_story(rows[0], path, reading, taken, done)
            continue
        if key in taken:
            raise InputError(f"{rows[0].where}: story {key!r} stands in two files; leave one of them out")
        taken[key] = 1
        yield _own_story(rows, reading)


def _own_story(rows: list[Row], reading: Reading) -> Story:
    """Return a story of tasks that we wrote. Raises InputError where their data is not what was written."""
    articles: dict[str, Article] = {}
    about: dict[str, Any] = {}
    for row in rows:
        with _as_written(row):
            task = msgspec.json.decode(row.raw, type=Task)
            article = msgspec.convert({"text": "", **_filled(task.data, _DATA_OF_ARTICLE)}, Article)
        about = about or _filled(task.data, DATA_OF_STORY)
        if article.id in articles:
            reading.notes.add("tasks of an article that has one already", row.where)
            continue
        gold = _gold(task, article.text, reading, row.where, own=True)
        articles[article.id] = msgspec.structs.replace(article, gold=gold)
    with _as_written(rows[0]):
        return msgspec.convert({"title": "", **about, "articles": list(articles.values())}, Story)


@contextmanager
def _as_written(row: Row) -> Iterator[None]:
    """Say where the data of a task is not what we wrote."""
    try:
        yield
    except msgspec.ValidationError as error:
        raise InputError(f"{row.where}: not as we wrote it: {error}; export it again") from error


def _filled(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return the fields that are not empty in the data of a task, by what the data calls them."""
    return {field: data[name] for field, name in names.items() if data.get(name) not in (None, "", [])}


def _foreign_story(
    row: Row, path: Path, reading: Reading, taken: dict[str, int], done: set[int | str]
) -> Iterator[Story]:
    """Yield the story of a task of another project, if it has a text and was not read already."""
    task = row.task()
    if task is None:
        reading.notes.add("things that are no tasks", row.where)
        return
    if not task.text:
        reading.notes.add("tasks without a text, or with its address only", row.where)
        return
    if task.id in done:  # in JSON-MIN each annotation is a row, the latest first
        reading.notes.add("further annotations of a task", row.where)
        return
    if task.id is not None:
        done.add(task.id)
    name = take(id_for(f"{path.stem[:80]}-{row.number if task.id is None else task.id}", "task"), taken)
    gold = _gold(task, task.text, reading, row.where, own=False)
    yield Story(name, name, (Article(f"{name}/a", task.text, reading.day(row.where), gold=gold),))


def _gold(task: Task, text: str, reading: Reading, where: str, *, own: bool) -> Extraction | None:
    """Return what the annotation of a task says, or None where there is none."""
    reading.notes.add("drafts, which were not submitted", where, len(task.drafts or ()))
    given = task.annotations or task.completions or []
    annotations = [each for each in given if not (each.was_cancelled or each.skipped)]
    if not annotations:
        reading.notes.add("tasks without an annotation", where)
        return None
    reading.notes.add("further annotations of a task", where, len(annotations) - 1)
    # Of several that are equally late the last counts.
    chosen = max(
        reversed(annotations), key=lambda each: (bool(each.ground_truth), str(each.updated_at or each.created_at or ""))
    )
    regions = Regions(chosen.result or [], text, reading, where, own=own)
    extraction = items.extraction if own else others.extraction
    return extraction(regions, reading, where)
