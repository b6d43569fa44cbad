"""Dates: time expressions by a list of patterns, each with a small function that works out the value.

The patterns are tried in order, only at words that can begin a time expression and have a calendar word
close behind. What stands before the core of an expression ("nearly", "early", "the end of") or after it ("or so")
gives its modifier. A text is read from its beginning, and the clock keeps what it has named: what hangs on another
date ("the next day", "that week", "two hours later") is reckoned from the last one that is precise enough.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Date, span
from twicetold_baselines.rules.dates import days, feasts, lengths, times, years
from twicetold_baselines.rules.dates.context import Clock, Named, Told
from twicetold_baselines.rules.dates.grammar import CORE_WORD, MODIFIERS, START_WORD, modifier_after
from twicetold_baselines.rules.dates.tense import tense_at
from twicetold_baselines.rules.dates.times import BEFORE_HOUR, HOUR_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.ontology import DateModifier
    from twicetold_baselines.rules.dates.context import Reading, Rule
    from twicetold_baselines.rules.text import Document

_RULES = (*feasts.RULES, *days.RULES, *times.RULES, *lengths.RULES, *years.RULES)
_REACH = 7  # words from the beginning of a time expression to its calendar word, at most
_DAY_VALUE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}):([0-9]{2}))?")
_MONTH_VALUE = re.compile(r"[0-9]{4}-[0-9]{2}")
_YEAR_VALUE = re.compile(r"[0-9]{4}")
_QUANTITY = re.compile(
    r"[0-9]|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|half|eleven|twelve|[a-z]+teen|[a-z]+ty)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[ ]?,?[ ]+")
_ENTRY = re.compile(r"(?:\A|\n)[ \t(\[\u2022]*(?=[0-9]{1,2}[:.h][0-9]{2}\)?(?:\s?[ap]\.?m\b)?)")
_GLUED = re.compile(r"\b[0-9]{1,2}h[0-9]{2}\b|\b[0-9]{4}Z\b")
_AT_THAT = 8  # letters from what is repeated to its hour ("every Saturday at seven")
_NOON, _EARLIEST, _EVENING = 12, 5, 18  # hours: an evening goes on until the earliest
_ENTRIES = 3  # times of day at the beginning of lines that make a live blog


class _Found(NamedTuple):
    end: int
    reading: Reading
    mod: DateModifier | None = None


def find_dates(document: Document, published: str) -> tuple[Date, ...]:
    """Return the time expressions of a text in its order, reckoned from the local publication date."""
    clock = Clock(date.fromisoformat(published[:10]))
    entries = {match.end() for match in _ENTRY.finditer(document.text)}
    entries = entries if len(entries) >= _ENTRIES else set()
    dates: list[Date] = []
    done = 0
    for i in _candidates(document):
        start = document.tokens[i].start
        if start < done:
            continue
        found = _match(document, i, clock._replace(opens=start in entries))
        if found is None:
            continue
        done = found.end
        reading = found.reading
        here = Date(
            f"d{len(dates) + 1}",
            span(start, done),
            reading.type,
            reading.value,
            found.mod or reading.mod,
            reading.anchor,
        )
        dates.append(here)
        clock = _named(clock, here)
        if start in entries and clock.time:
            clock = clock._replace(entry=clock.time.at)
    return tuple(dates)


def _candidates(document: Document) -> list[int]:
    """Return the tokens that can begin a time expression and have a calendar word within reach."""
    found = []
    glued = {document.index_at(match.start()) for match in _GLUED.finditer(document.text)}
    nearest = len(document.tokens) + _REACH
    for i in range(len(document.tokens) - 1, -1, -1):
        word = document.tokens[i].lower
        told = word in HOUR_WORDS and document.lower(i - 1) in BEFORE_HOUR
        if told or _is_core(word) or i in glued:
            nearest = i
        if nearest - i < _REACH and (nearest == i or word in START_WORD or word[0].isdigit()):
            found.append(i)
    return found[::-1]


@lru_cache(maxsize=65_536)
def _is_core(word: str) -> bool:
    return CORE_WORD.fullmatch(word) is not None


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
    found = _match_core(document, i, start, clock)
    after = found and found.reading.type == "DURATION" and modifier_after(document.text, found.end)
    return found._replace(end=after[0], mod=after[1]) if found and after else found


def _match_core(document: Document, i: int, start: int, clock: Clock) -> _Found | None:
    before = document.lower(document.index_at(start) - 1)
    clock = clock._replace(tense=tense_at(document, i), before=before)
    found = _read(document.text, start, clock, _RULES)
    if found is None:
        return None
    if found.reading.type == "TIME" and found.reading.value[0] == "T" and found.reading.value != "TXX":
        return _on_its_day(document, start, found, clock)
    if found.reading.type == "DATE" and _DAY_VALUE.fullmatch(found.reading.value):
        return _with_its_hour(document.text, found, clock)
    return found


def _read(text: str, start: int, clock: Clock, rules: Iterable[Rule]) -> _Found | None:
    for pattern, read in rules:
        match = pattern.match(text, start)
        if not match:
            continue
        try:
            reading = read(match, clock)
        except (ValueError, OverflowError):  # no such day, or one beyond the calendar
            continue
        if reading:
            return _Found(match.end(), reading)
    return None


def _with_its_hour(text: str, found: _Found, clock: Clock) -> _Found:
    """Join a day with the hour that follows it with no preposition ("Wednesday, 8 p.m.")."""
    joint = _JOINT.match(text, found.end)
    hour = _read(text, joint.end(), clock._replace(before=""), times.RULES) if joint else None
    if hour is None or not hour.reading.value[1:2].isdigit():
        return found
    value = found.reading.value + hour.reading.value
    return _Found(hour.end, found.reading._replace(type="TIME", value=value))


def _on_its_day(document: Document, start: int, found: _Found, clock: Clock) -> _Found:
    """Give a time of day its day: the one that directly follows it, or else the one the text is at."""
    reading = found.reading
    if clock.repeated and start - clock.repeated < _AT_THAT:
        return found  # "every Saturday at seven"
    joint = _JOINT.match(document.text, found.end)
    named = _following_day(document, joint.end(), clock) if joint else None
    if named:
        return _Found(named.end, reading._replace(value=_on(named.reading, reading), anchor=named.reading.anchor))
    after = document.index_at(found.end - 1) + 1
    after += document.lower(after) in {"on", ",", "of"}
    if after < len(document.tokens):
        named = _following_day(document, document.tokens[after].start, clock)
    if named:
        return found._replace(reading=reading._replace(value=_on(named.reading, reading), anchor=None))
    day = _day_at(document, found, clock)
    by_clock = reading.value[1:2].isdigit()
    hangs = clock.day if clock.day and clock.day.day == day and not by_clock and clock.entry is None else None
    value = f"{day.isoformat()}{reading.value}"
    return found._replace(reading=reading._replace(value=value, anchor=hangs.id if hangs else None))


def _on(day: Reading, hour: Reading) -> str:
    """Return the value of an hour on a day; a part of the day ("on Monday night") tells which half of it."""
    date_value, _, part = day.value.partition("T")
    number = int(hour.value[1:3]) if hour.value[1:3].isdigit() else 0
    if part in {"AF", "EV", "NI"} and _EARLIEST <= number < _NOON:
        number += _NOON
    elif part == "MO" and number >= _NOON:
        number -= _NOON
    return date_value + (f"T{number:02}{hour.value[3:]}" if hour.value[1:3].isdigit() else hour.value)


def _following_day(document: Document, start: int, clock: Clock) -> _Found | None:
    """Return the date that stands at an offset if it has a day."""
    i = document.index_at(start)
    if i >= len(document.tokens) or not any(_is_core(document.lower(j)) for j in range(i, i + 3)):
        return None
    found = _read(document.text, start, clock._replace(tense=tense_at(document, i)), days.RULES)
    return found if found and _DAY_VALUE.match(found.reading.value) else None


def _day_at(document: Document, found: _Found, clock: Clock) -> date:
    """Return the day that a time of day belongs to, if none is named with it.

    In a live blog that is the day of the entry, or the one before where the entry would be too early to tell of it;
    elsewhere the last day named in the paragraph, or else the day of the story: the first one named that is over.
    """
    clock_time = found.reading.value
    by_clock = clock_time[1:2].isdigit()
    if clock.opens:
        before = clock.entry
        day = before.date() if before else clock.published
        passed = before is not None and clock_time[1:6] < f"{before.hour:02}:{before.minute:02}"
        return min(clock.published, day + timedelta(days=passed))
    if clock.entry:
        late = by_clock and clock_time[1:6] > f"{clock.entry.hour:02}:{clock.entry.minute:02}"
        return clock.entry.date() - timedelta(days=late and clock.tense != "future")
    if clock.time and by_clock and int(clock_time[1:3]) < _EARLIEST and clock.time.at.hour >= _EVENING:
        return clock.time.at.date() + timedelta(days=1)  # past midnight
    if clock.day and "\n" not in document.text[clock.day.end : found.end]:
        return clock.day.day
    return clock.of_story or clock.published


def _named(clock: Clock, here: Date) -> Clock:
    """Return the clock after a date has been named."""
    end = here.span[-1].end
    if here.type not in {"DATE", "TIME"}:
        return clock._replace(repeated=end) if here.type == "SET" else clock
    year, month = _YEAR_VALUE.match(here.value), _MONTH_VALUE.match(here.value)
    day = _DAY_VALUE.match(here.value)
    if day:
        there = date.fromisoformat(day[1])
        clock = clock._replace(of_story=there) if there <= clock.published and not clock.of_story else clock
        if day[2] and there.year < MAXYEAR:
            hours = timedelta(hours=int(day[2]), minutes=int(day[3]))
            clock = clock._replace(time=Told(datetime.combine(there, time()) + hours, here.id, end))
        named = Named(there, here.id, end)
        return clock._replace(day=named, month=named, year=named)
    if month:
        named = Named(date.fromisoformat(f"{month[0]}-01"), here.id, end)
        return clock._replace(month=named, year=named)
    return clock._replace(year=Named(date(int(year[0]), 1, 1), here.id, end)) if year and year[0] != "0000" else clock
