"""Dates: time expressions by a list of patterns, each with a small function that works out the value.

The patterns are tried in order, only at words that can begin a time expression and have a calendar word
close behind. What precedes the core of an expression ("nearly", "early", "the end of") gives its modifier.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Date, span
from twicetold_baselines.rules.date_grammar import CORE_WORD, FUTURE, MODIFIERS, PAST, START_WORD
from twicetold_baselines.rules.date_rules import RULES, Clock

if TYPE_CHECKING:
    from twicetold.ontology import DateModifier
    from twicetold_baselines.rules.date_rules import Reading
    from twicetold_baselines.rules.text import Document

_REACH = 7  # words from the beginning of a time expression to its calendar word, at most
_DAY_VALUE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUANTITY = re.compile(r"[0-9]|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|half)\b", re.IGNORECASE)


class _Found(NamedTuple):
    end: int
    reading: Reading
    mod: DateModifier | None = None


def find_dates(document: Document, published: str) -> tuple[Date, ...]:
    """Return the time expressions of a text in its order, reckoned from the local publication date."""
    clock = Clock(date.fromisoformat(published[:10]))
    dates: list[Date] = []
    done = 0
    for i in _candidates(document):
        start = document.tokens[i].start
        if start < done:
            continue
        found = _match(document, i, clock)
        if found is None:
            continue
        done = found.end
        anchor = clock.anchor_id if found.reading.anchored else None
        here = Date(
            f"d{len(dates) + 1}",
            span(start, done),
            found.reading.type,
            found.reading.value,
            found.mod,
            anchor,
        )
        dates.append(here)
        day = _DAY_VALUE.match(here.value)
        if day:
            clock = clock._replace(anchor=date.fromisoformat(day[0]), anchor_id=here.id)
    return tuple(dates)


def _candidates(document: Document) -> list[int]:
    """Return the tokens that can begin a time expression and have a calendar word within reach."""
    found = []
    nearest = len(document.tokens) + _REACH
    for i in range(len(document.tokens) - 1, -1, -1):
        word = document.tokens[i].lower
        if CORE_WORD.fullmatch(word):
            nearest = i
        if nearest - i < _REACH and (nearest == i or word in START_WORD or word[0].isdigit()):
            found.append(i)
    return found[::-1]


def _match(document: Document, i: int, clock: Clock) -> _Found | None:
    """Match a modifier and a core, or a core alone, at token i."""
    start = document.tokens[i].start
    for pattern, mod, kinds in MODIFIERS:
        prefix = pattern.match(document.text, start)
        if not prefix:
            continue
        core = _match_core(document, i, prefix.end(), clock)
        quantity = _QUANTITY.match(document.text, prefix.end())
        if core and core.reading.type in kinds and (quantity or core.reading.type == "DATE" or "DATE" in kinds):
            return core._replace(mod=mod)
    return _match_core(document, i, start, clock)


def _match_core(document: Document, i: int, start: int, clock: Clock) -> _Found | None:
    clock = clock._replace(future=_is_future(document, i), before=document.lower(i - 1))
    for pattern, read in RULES:
        match = pattern.match(document.text, start)
        if not match:
            continue
        try:
            reading = read(match, clock)
        except (ValueError, OverflowError):  # no such day, or one beyond the calendar
            continue
        if reading:
            return _on_its_day(document, _Found(match.end(), reading), clock)
    return None


def _on_its_day(document: Document, found: _Found, clock: Clock) -> _Found:
    """Give a time of day ("8 p.m.") the day that directly follows it, or else the last one named."""
    if not found.reading.value.startswith("T"):
        return found
    day, anchored = (clock.anchor, True) if clock.anchor else (clock.published, False)
    after = document.index_at(found.end - 1) + 1
    after += document.lower(after) in {"on", ",", "of"}
    if after < len(document.tokens) and CORE_WORD.fullmatch(document.lower(after)):
        next_date = _match_core(document, after, document.tokens[after].start, clock)
        named = next_date and _DAY_VALUE.match(next_date.reading.value)
        if named:
            day, anchored = date.fromisoformat(named[0]), False
    value = f"{day.isoformat()}{found.reading.value}"
    return found._replace(reading=found.reading._replace(value=value, anchored=anchored))


def _is_future(document: Document, i: int) -> bool:
    """Tell by the nearest telling word before the expression, or else after it, whether it lies ahead."""
    first, last = document.sentence(i)
    for where in (range(i - 1, max(first, i - 9) - 1, -1), range(i + 1, min(last, i + 7))):
        for j in where:
            word = document.tokens[j].lower
            if word in FUTURE:
                return True
            if word in PAST or (word.endswith("ed") and document.lower(j - 1) not in {"be", "to"}):
                return False
    return False
