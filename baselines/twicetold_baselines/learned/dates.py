"""Dates: time expressions by sequence labelling, their values by the reckoning of the rules.

Where the rules read the same words, or words that overlap them, the value is theirs; else they read the words alone;
and what they cannot read has the value that such words have in the gold ("in those days": `PAST_REF`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import msgspec

from twicetold.model import Date, text_of
from twicetold_baselines.learned import tagging
from twicetold_baselines.learned.known import Timed
from twicetold_baselines.learned.lessons import Lesson
from twicetold_baselines.rules.dates.finding import find_dates
from twicetold_baselines.rules.text import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Fragment
    from twicetold.ontology import DateType
    from twicetold_baselines.learned.known import Known
    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage

CAUTION = 0.0
"""Of the labeller; chosen on dev among -1.5, -1, -0.5, 0 and 0.5."""

_ON_THE_CALENDAR = re.compile(r"\d{2}|\d{4}-|.*T\d\d:")
_RECKONED = "reckoned"
_UNKNOWN = {"DATE": "XXXX-XX-XX", "TIME": "TXX", "DURATION": "PXD", "SET": "P1D"}


def teach(known: Known) -> Lessons:
    """Yield what the labeller and the model of values that need no calendar learn from an article."""
    passage = known.passage
    yield from tagging.teach(passage, "dates", [(date.range, date.type) for date in known.dates])
    for date in known.dates:
        fixed = not _ON_THE_CALENDAR.match(date.value)
        yield Lesson("values", _words(passage, date), date.value if fixed else _RECKONED)


def find(passage: Passage, models: Models, published: str) -> tuple[list[Timed], tuple[Date, ...]]:
    """Return the time expressions of a text in its order: in tokens, and as dates with their values."""
    ranges = tagging.find(passage, models["dates"], caution=CAUTION)
    found = [Timed(*where, kind, f"d{number}") for number, (where, kind) in enumerate(ranges, 1)]
    fixed = models["values"].best([_words(passage, timed) for timed in found])
    context = find_dates(passage.document, published)
    places = [passage.span(timed.range) for timed in found]
    same = [_overlapping(place[0], context) for place in places]
    names = {date.id: timed.id for timed, date in zip(found, same, strict=True) if date}
    dates = []
    for timed, place, read, value in zip(found, places, same, fixed, strict=True):
        kind = cast("DateType", timed.type)
        unread = value if value not in {_RECKONED, ""} else _UNKNOWN[kind]
        date = read or _alone(text_of(place, passage.document.text), published) or Date("", place, kind, unread)
        anchor = names.get(date.anchor or "")
        dates.append(Date(timed.id, place, kind, date.value, date.mod, anchor if anchor != timed.id else None))
    return found, tuple(dates)


def _alone(words: str, published: str) -> Date | None:
    """Return the longest date that the rules read in words without their context."""
    read = find_dates(Document(words), published)
    longest = max(read, key=lambda date: date.span[0].end - date.span[0].start, default=None)
    return longest and msgspec.structs.replace(longest, anchor=None)


def _overlapping(where: Fragment, read: Sequence[Date]) -> Date | None:
    """Return the date that shares the most characters with a place, if any does."""
    shared = [(min(where.end, d.span[0].end) - max(where.start, d.span[0].start), d) for d in read]
    most = max(shared, key=lambda pair: pair[0], default=(0, None))
    return most[1] if most[0] > 0 else None


def _words(passage: Passage, timed: Timed) -> list[str]:
    words = [re.sub(r"\d", "0", word) for word in passage.lower[timed.first : timed.last]]
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return [*(f"w={word}" for word in words), *pairs, f"all={' '.join(words)}", timed.type]
