"""Transcripts of interviews: whose turn begins at which label, and who only asks."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

_TURN = re.compile(r"^(?P<label>(?-i:[A-Z])[^\n:.?!]{0,30}):[ ]+(?=\S)", re.MULTILINE)
_TURNS = 4  # at least so many, by at least two speakers, make a transcript
_SPEAKERS = 2


class Answer(NamedTuple):
    """A turn that answers, by offsets: the label, its colon, and what is said."""

    label: tuple[int, int]
    colon: int
    content: tuple[int, int]


def answers(text: str) -> list[Answer]:
    """Return the turns of the speakers of a transcript who do not mainly ask; none if a text is no transcript."""
    turns = list(_TURN.finditer(text))
    if len(turns) < _TURNS:
        return []
    ends = [*(turn.start() for turn in turns[1:]), len(text)]
    said: dict[str, list[Answer]] = defaultdict(list)
    for turn, limit in zip(turns, ends, strict=True):
        end = _paragraph_end(text, turn.end(), limit)
        said[turn["label"]].append(Answer(turn.span("label"), turn.end("label"), (turn.end(), end)))
    regular = {label: own for label, own in said.items() if len(own) > 1}
    if len(regular) < _SPEAKERS or sum(map(len, regular.values())) < _TURNS:
        return []
    asking = max(
        regular, key=lambda label: sum(text[a.content[1] - 1] == "?" for a in regular[label]) / len(regular[label])
    )
    found = (answer for label, own in regular.items() if label != asking for answer in own)
    return sorted(found)


def _paragraph_end(text: str, start: int, limit: int) -> int:
    """Return where the paragraph ends in which a turn begins, without the space after it."""
    gap = text.find("\n", start, limit)
    end = limit if gap < 0 else gap
    return start + len(text[start:end].rstrip())
