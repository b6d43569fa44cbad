"""The column of entities: mentions in tags of any scheme, or in the brackets of OntoNotes."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from twicetold.formats.conll.columns import Row
    from twicetold.formats.format import Notes
    from twicetold.ontology import Level

TAG = re.compile(r"O|([BIESLUM])-(\S.*)")
_BRACKETS = re.compile(r"(?:\([^()*\s]+)*\*?\)*|[-_]")
_BRACKET = re.compile(r"\(([^()*]+)|\)")
_LEVELS: dict[str, Level] = {"NAM": "NAM", "NOM": "NOM", "PRO": "PRO"}
_NO_SCHEME = "tags of no scheme, read as O"


class Chunk(NamedTuple):
    """Rows of an article that are one mention, by their numbers; `letters` are those before the labels."""

    place: str
    first: int
    last: int
    label: str
    letters: str = ""


def chunks_of(sentences: Iterable[Sequence[Row]], notes: Notes, *, brackets: bool) -> list[Chunk]:
    """Return the mentions of an article."""
    offset = 0
    found = []
    for sentence in sentences:
        found.append((_bracketed if brackets else _tagged)(sentence, offset, notes))
        offset += len(sentence)
    if not brackets and (scheme := _scheme(found)):
        for chunk in chain.from_iterable(found):
            if not scheme.fullmatch(chunk.letters):
                notes.add("mentions whose tags are out of order, read as conlleval reads them", chunk.place)
    return list(chain.from_iterable(found))


def levelled(label: str, labels: Collection[str]) -> tuple[str, Level]:
    """Return a label without the level that stands behind it, and that level, or that of a name."""
    base, _, level = label.rpartition(".")
    return (base, _LEVELS[level]) if base and level in _LEVELS and label not in labels else (label, "NAM")


def _tagged(sentence: Sequence[Row], offset: int, notes: Notes) -> list[Chunk]:
    """Return the mentions of a sentence in tags of any scheme, by the rule of conlleval."""
    chunks: list[Chunk] = []
    is_open = False
    for number, row in enumerate(sentence, start=offset):
        tag = TAG.fullmatch(row.tag)
        if not tag:
            notes.add(_NO_SCHEME, row.place)
        if not tag or not tag[1]:
            is_open = False
            continue
        letter, label = tag.groups()
        if is_open and letter not in "BSU" and label == chunks[-1].label:
            chunks[-1] = chunks[-1]._replace(last=number, letters=chunks[-1].letters + letter)
        else:
            chunks.append(Chunk(row.place, number, number, label, letter))
        is_open = letter not in "ELSU"
    return chunks


def _scheme(sentences: Sequence[Sequence[Chunk]]) -> re.Pattern[str] | None:
    """Return what letters make a mention in the scheme of an article; None where any do, as in IOB1."""
    letters = {letter for chunks in sentences for chunk in chunks for letter in chunk.letters}
    if "B" in letters and letters & set("SUEL"):
        return re.compile(r"[SU]|B[IM]*[EL]")
    for chunks in sentences:
        after = {(chunk.last + 1, chunk.label) for chunk in chunks}
        # In IOB1 there is a B only where a mention of the same label has just ended.
        if any(chunk.letters[0] == "B" and (chunk.first, chunk.label) not in after for chunk in chunks):
            return re.compile("BI*")
    return None


def _bracketed(sentence: Sequence[Row], offset: int, notes: Notes) -> list[Chunk]:
    """Return the mentions of a sentence in the brackets of OntoNotes."""
    chunks: list[Chunk] = []
    waiting: list[Chunk] = []
    for number, row in enumerate(sentence, start=offset):
        if not _BRACKETS.fullmatch(row.tag):
            notes.add(_NO_SCHEME, row.place)
            continue
        for bracket in _BRACKET.finditer(row.tag):
            if bracket[1]:
                waiting.append(Chunk(row.place, number, number, bracket[1]))
            elif waiting:
                chunks.append(waiting.pop()._replace(last=number))
            else:
                notes.add("brackets of entities that nothing opens", row.place)
    for chunk in waiting:
        notes.add("brackets of entities that nothing closes", chunk.place)
    return chunks
