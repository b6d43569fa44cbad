"""What each telling places where in the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from twicetold import timex
from twicetold.model import Extraction, text_of
from twicetold.report.site.story_data import letter_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from twicetold.measures.errors import Error
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
    side: str = "gold"
    """Whose dates these are: "gold", or what was "predicted"."""
    standing: Standing | None = None
    """What becomes of them where gold and prediction are compared."""

    @property
    def name(self) -> str:
        """Words and value, as a screen reader says them."""
        words = f"{', '.join(f'“{words}”' for words in self.words)}: {self.value}"
        return f"{words}, {self.standing.told(self.side)}" if self.standing else words

    @property
    def keys(self) -> str:
        """The dates as the page knows them."""
        return " ".join(f"{self.letter}:{each}" for each in self.ids)


class Standing(NamedTuple):
    """Whether a date is right, missed, spurious, or wrong, which is to say that the other side has another value."""

    state: str
    other: str = ""

    def told(self, side: str) -> str:
        """Return it in words, of a date of gold or of what was predicted."""
        if self.state != "wrong":
            return self.state
        return f"wrong: found {self.other}" if side == "gold" else f"found; gold has {self.other}"


def told_by(article: Article) -> list[Told]:
    """Return the dates of an article's gold, equal values together, in the order of the calendar; the rest last."""
    return _in_order(_together(article, article.gold or Extraction(), "gold"))


def found_in(article: Article, found: Extraction) -> list[Told]:
    """Return the dates that were predicted for an article, likewise."""
    return _in_order(_together(article, found, "predicted"))


def told_apart(article: Article, found: Extraction, errors: Iterable[Error]) -> list[Told]:
    """Return gold's dates and those predicted ones that are elsewhere, with what is wrong; `errors` are the article's.

    A date is wrong here if its value is: its words and its type move nothing in the calendar.
    """
    gold: dict[str, Standing] = {}
    predicted: dict[str, Standing] = {}
    for error in errors:
        if error.layer != "dates" or error.kind not in {"missed", "spurious", "wrong value"}:
            continue
        wanted, given = error.gold, error.predicted
        state = "wrong" if wanted and given else error.kind
        if wanted:
            gold[wanted.id] = Standing(state, given.key.value if given else "")
        if given:
            predicted[given.id] = Standing(state, wanted.key.value if wanted else "")
    return _in_order(
        [
            *_together(article, article.gold or Extraction(), "gold", lambda each: gold.get(each, Standing("right"))),
            *_together(article, found, "predicted", predicted.get, only=predicted),
        ]
    )


def _in_order(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda each: (each.interval is None, each.interval or ()))


def _together(
    article: Article,
    extraction: Extraction,
    side: str,
    standing: Callable[[str], Standing | None] = lambda _: None,
    only: Collection[str] | None = None,
) -> list[Told]:
    """Return the dates of one side, those of equal value and standing together; `only` are the ids of those wanted."""
    same: dict[tuple[str, str, Standing | None], list[Date]] = {}
    for each in extraction.dates:
        if only is None or each.id in only:
            same.setdefault((timex.canonical(each.value), each.mod or "", standing(each.id)), []).append(each)
    found = []
    for (value, modifier, stands), dates in same.items():
        ids = tuple(each.id for each in dates)
        words = tuple(dict.fromkeys(" ".join(text_of(each.span, article.text).split()) for each in dates))
        place = None if dates[0].type in _NOWHERE else _place(value)
        label = _MODIFIERS.get(modifier, "") + (_reading(value) if place else dates[0].value)
        told = f"{dates[0].value} {modifier}".strip()
        found.append(Told(letter_of(article), ids, told, label, words, place, side, stands))
    return found


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
