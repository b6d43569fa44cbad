"""Which columns a file has, told by what is in them where it begins."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from twicetold.errors import InputError
from twicetold.formats.conll.columns import WRITTEN, Columns
from twicetold.formats.conll.coreference import CLUSTERS
from twicetold.formats.conll.lines import BEGIN, is_comment, is_mark, split
from twicetold.formats.conll.tags import TAG, levelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from twicetold.formats.conll.lines import Line

    Parts = tuple[int, list[str]]
    """A line by its columns, with its number."""

_T = TypeVar("_T")

HEAD = 2000
"""Lines of a file by which its columns are told."""

_SOME = 10
"""Tokens that are not all the same by chance."""

_ONTONOTES = 12
"""Columns of CoNLL-2011 and 2012 in a sentence without predicates, each of which has one more."""


def find_columns(head: Sequence[Line], path: Path, labels: Collection[str]) -> Columns:
    """Tell the columns of a file by how it begins, each by most of what is in it.

    Raises InputError, with the line, where that is not certain.
    """
    lines = [(number, line) for number, line in head if line.strip() and not is_mark(line) and not is_comment(line)]
    if not lines:
        raise InputError(f"{path}: no token in the first {HEAD} lines; is it a file of CoNLL columns?")
    tabs = _most(lines, lambda line: "\t" in line[1])
    rows = [(number, split(line, tabs=tabs)) for number, line in lines]
    marked = any(BEGIN.match(line) for _, line in head)
    ontonotes = _ontonotes(rows, tabs=tabs) if marked else None
    return ontonotes or _ordinary(rows, path, labels, tabs=tabs, marked=marked)


def refuse_masked(head: Sequence[Line], columns: Columns, path: Path) -> None:
    """Raise InputError where the tokens are all the same, as in corpora that may not pass on their text."""
    lines = [(number, line) for number, line in head if not is_mark(line)]
    rows = [row for number, line in lines if (row := columns.row(line, f"{path}:{number}"))]
    if columns != WRITTEN and len(rows) >= _SOME and len({row.word for row in rows}) == 1:
        raise InputError(
            f"{rows[0].place}: every token is {rows[0].word!r}; if the words are masked, put them back with the "
            "program that comes with the corpus"
        )


def _ontonotes(rows: Sequence[Parts], *, tabs: bool) -> Columns | None:
    """Return the columns of CoNLL-2011 and 2012, if they are these."""
    long = [row for row in rows if len(row[1]) >= _ONTONOTES]
    if 2 * len(long) <= len(rows) or not _counts(long, 2):
        return None
    tagged = _most(long, lambda row: TAG.fullmatch(row[1][10]))
    return Columns(tabs, _ONTONOTES, word=3, tags=10, clusters=-1, more=True, brackets=not tagged)


def _ordinary(rows: Sequence[Parts], path: Path, labels: Collection[str], *, tabs: bool, marked: bool) -> Columns:
    """Return the columns of a file in which there are as many in each line."""
    place = f"{path}:{rows[0][0]}"
    count = Counter(len(parts) for _, parts in rows).most_common(1)[0][0]
    if not _most(rows, lambda row: len(row[1]) == count):
        raise InputError(f"{place}: the number of columns is not certain; most lines must have as many")
    rows = [row for row in rows if len(row[1]) == count]
    columns = list(zip(*(parts for _, parts in rows), strict=True))
    tags = _tags(columns, place, labels)
    clusters = _clusters(columns, marked=marked)
    if tags is None and clusters is None:
        line, value = next(
            ((line, parts[-1]) for line, parts in rows if parts[-1] not in ("O", "-")), (rows[0][0], "O")
        )
        raise InputError(
            f"{path}:{line}: no column is certain to have tags (O, B-PER, I-PER, …) or coreference (-, (12, 12)); "
            f"the last one has {value!r}"
        )
    free = [column for column in range(1, count) if column not in (tags, clusters)]
    word = next((column for column in free if _counts(rows, column - 1)), 0)
    if word in (tags, clusters):
        raise InputError(f"{place}: no column is certain to have the tokens; put them into the first")
    return Columns(tabs, count, word=word, tags=tags, clusters=clusters)


def _tags(columns: Sequence[Sequence[str]], place: str, labels: Collection[str]) -> int | None:
    """Return the column of the tags of entities: the one whose labels are known, or else the last of tags."""
    found, known = [], []
    for column, values in enumerate(columns):
        tags = [tag for value in values if (tag := TAG.fullmatch(value))]
        others = [value for value in values if value != "O"]
        if 2 * len(tags) > len(values) and (not others or _most(others, TAG.fullmatch)):
            found.append(column)
            if any(tag[2] and levelled(tag[2], labels)[0] in labels for tag in tags):
                known.append(column)
    if len(known) > 1:
        shown = " and ".join(str(column + 1) for column in known)
        raise InputError(
            f"{place}: columns {shown} have tags of entities, and which are meant is not certain; leave one of them"
        )
    return next(reversed(known or found), None)


def _clusters(columns: Sequence[Sequence[str]], *, marked: bool) -> int | None:
    """Return the column of coreference: the last one with anything in it, if it is that."""
    last = max(column for column, values in enumerate(columns) if any(values))
    has_brackets = marked or any("(" in value for value in columns[last])
    return last if has_brackets and _most(columns[last], CLUSTERS.fullmatch) else None


def _most(values: Sequence[_T], test: Callable[[_T], object]) -> bool:
    return 2 * sum(bool(test(value)) for value in values) > len(values)


def _counts(rows: Sequence[Parts], column: int) -> bool:
    """Tell whether a column numbers the tokens of each sentence."""
    pairs = [(before[1][column], after[1][column]) for before, after in pairwise(rows) if after[0] == before[0] + 1]
    return bool(pairs) and _most(
        pairs, lambda pair: pair[0].isdecimal() and pair[1].isdecimal() and int(pair[1]) == int(pair[0]) + 1
    )
