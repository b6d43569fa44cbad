"""What each telling places where in the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from twicetold import timex
from twicetold.model import text_of
from twicetold.report.site.story_data import letter_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Article, Date
    from twicetold.timex import Interval

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PARTS_OF_DAY = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime",
}  # fmt: skip
_MODIFIERS = {
    "BEFORE": "<", "AFTER": ">", "ON_OR_BEFORE": "≤", "ON_OR_AFTER": "≥", "LESS_THAN": "<", "MORE_THAN": ">",
    "EQUAL_OR_LESS": "≤", "EQUAL_OR_MORE": "≥", "APPROX": "~", "START": "early ", "MID": "mid ", "END": "late ",
}  # fmt: skip
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_NOWHERE = ("DURATION", "SET")
"""Types of dates that name no place in the calendar, whatever their value."""
_DAY = timedelta(days=1)


class Told(NamedTuple):
    """A value as one telling has it: the ids of its dates, a short reading, their words, and where it lies."""

    letter: str
    ids: tuple[str, ...]
    value: str
    label: str
    words: tuple[str, ...]
    interval: Interval | None

    @property
    def name(self) -> str:
        """Words and value, as a screen reader says them."""
        return f"{', '.join(f'“{words}”' for words in self.words)}: {self.value}"

    @property
    def keys(self) -> str:
        """The dates as the page knows them."""
        return " ".join(f"{self.letter}:{each}" for each in self.ids)


def told_by(article: Article) -> list[Told]:
    """Return the dates of an article's gold, equal values together, in the order of the calendar; the rest last."""
    same: dict[tuple[str, str], list[Date]] = {}
    for each in article.gold.dates if article.gold else ():
        same.setdefault((timex.canonical(each.value), each.mod or ""), []).append(each)
    found = []
    for (value, modifier), dates in same.items():
        ids = tuple(each.id for each in dates)
        words = tuple(dict.fromkeys(" ".join(text_of(each.span, article.text).split()) for each in dates))
        place = None if dates[0].type in _NOWHERE else _place(value)
        label = _MODIFIERS.get(modifier, "") + (_reading(value) if place else dates[0].value)
        found.append(Told(letter_of(article), ids, f"{dates[0].value} {modifier}".strip(), label, words, place))
    return sorted(found, key=lambda each: (each.interval is None, each.interval or ()))


def publication(article: Article) -> Interval | None:
    """Return the day on which an article was published, where the calendar has it."""
    return _place(article.published[:10])


def slots(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the days, and the longer stretches in which no other slot lies, in the order of the calendar."""
    known = sorted(set(intervals), key=lambda each: (each.end - each.start, each))
    found = {whole_days(each) for each in known if is_within_a_day(each)}
    for each in known:
        if not is_within_a_day(each) and not any(holds(each, slot) for slot in found):
            found.add(each)
    return sorted(found)


def is_within_a_day(interval: Interval) -> bool:
    """Tell whether an interval is a day, or less."""
    return interval.end - interval.start <= _DAY


def whole_days(interval: Interval) -> Interval:
    """Return the day in which an interval begins: a night belongs to its evening."""
    start = interval.start.replace(hour=0, minute=0, second=0)
    return timex.Interval(start, start + _DAY)


def holds(outer: Interval, inner: Interval) -> bool:
    """Tell whether one interval lies in another."""
    return outer.start <= inner.start and inner.end <= outer.end


def heading(slot: Interval) -> str:
    """Return the name of a slot: a day without its year, a month, a year, or the day that it begins with."""
    start, end = slot
    day = f"{start.day} {MONTHS[start.month - 1]}"
    if is_within_a_day(slot):
        return day
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1):
        return str(start.year) if end.year - start.year == 1 else f"{start.year}–{end.year - 1}"
    if start.day == end.day == 1 and 12 * (end.year - start.year) + end.month - start.month == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return f"from {day}"


def _place(value: str) -> Interval | None:
    """Return where a value lies, if that and the day it begins in have an end: the last day of all has none."""
    place = timex.interval(value)
    return place if place and place.start.date() < date.max else None


def _reading(value: str) -> str:
    """Return a short reading of a canonical value: the clock time without its day, the month by its name."""
    day, _, clock = value.partition("T")
    if clock in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[clock]
    if match := re.match(r"(\d\d)(:\d\d)?", clock):
        return match[1] + (match[2] or " h")
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", day):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-(?:(SP|SU|FA|WI)|([QH]\d))", day):
        return f"{_SEASONS[match[2]] if match[2] else match[3]} {match[1]}"
    if match := re.fullmatch(r"\d{4}-W(\d\d)(-WE)?", day):
        return f"{'weekend of ' if match[2] else ''}week {match[1]}"
    return f"{value}0s" if re.fullmatch(r"\d{3}", value) else value
