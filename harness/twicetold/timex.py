"""TIMEX3 values: which there are, when two are the same, and what stretch of the calendar they name."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

_YEAR = r"(?:\d{4}|\d{2,3}X{1,2}|\d{2,3}|XXXX)"
_DAY = rf"{_YEAR}-(?:0[1-9]|1[0-2]|XX)-(?:0[1-9]|[12]\d|3[01]|XX)"
_WEEK = rf"{_YEAR}-W(?:0[1-9]|[1-4]\d|5[0-3]|XX)"
_CLOCK = r"T(?:[01]\d|2[0-4]|XX)(?::(?:[0-5]\d|XX)(?::[0-5]\d)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
_PART_OF_DAY = r"T(?:MO|MI|AF|EV|NI|DT)"
_AMOUNT = r"(?:\d+(?:\.\d+)?|X)"

_CALENDAR = re.compile(
    rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]|XX))?|{_DAY}|{_WEEK}(?:-(?:[1-7]|WE))?"
    rf"|{_YEAR}-(?:Q[1-4X]|H[12X]|SP|SU|FA|WI)|PRESENT_REF|PAST_REF|FUTURE_REF"
)
_TIME = re.compile(rf"(?:{_DAY}|{_WEEK}-(?:[1-7]|WE))(?:{_CLOCK}|{_PART_OF_DAY})|{_CLOCK}|{_PART_OF_DAY}")
_DURATION = re.compile(
    rf"P(?=\S)(?:{_AMOUNT}(?:Y|M|W|D|DE|CE|Q|WE))*(?:T(?=\S)(?:{_AMOUNT}(?:H|M|S))+)?|P{_AMOUNT}T(?:NI|MO|AF|EV)"
)

UNKNOWN_VALUES = {"DATE": "XXXX-XX-XX", "TIME": "TXX", "DURATION": "PXD", "SET": "XXXX-XX-XX"}
"""The value of a time that nothing more is known of, by its type."""


def fits(timex_type: str, value: str) -> bool:
    """Tell whether a value parses and is of a type: calendar for DATE, clock for TIME, length for DURATION.

    A SET may have any of them.
    """
    if timex_type == "DATE":
        return _CALENDAR.fullmatch(value) is not None and not _impossible(value)
    if timex_type == "TIME":
        return _TIME.fullmatch(value) is not None and not _impossible(value)
    if timex_type == "DURATION":
        return _DURATION.fullmatch(value) is not None
    return any(fits(other, value) for other in ("DATE", "TIME", "DURATION"))


def _impossible(value: str) -> bool:
    """Tell whether a value names a day that no calendar has."""
    return bool(re.match(r"\d{4}-\d\d-\d\d", value)) and day_of(value) is None


def day_of(value: str) -> date | None:
    """Return the calendar day that a value names or begins with, or None."""
    try:
        return date.fromisoformat(value[:10]) if re.match(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None


_WEEK_VALUE = re.compile(r"(\d{4})-W(\d{1,2})(?:-([1-7]|WE))?")
_MONTH_VALUE = re.compile(r"(\d{4})-(\d{1,2})")
_UNPADDED_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(DE|CE|WE|[YMWDQHS])")
_MONTHS = {"Y": 12, "Q": 3, "M": 1, "DE": 120, "CE": 1200}
_SECONDS = {"W": 604_800, "D": 86_400, "H": 3600, "TM": 60, "S": 1}


def canonical(value: str) -> str:
    """Return one spelling for values that mean the same.

    Numbers are padded (`2000-W7` is `2000-W07`) and seconds of zero dropped; a length is told in months and seconds
    (`P1Y` is `P12M`, `P1D` is `PT24H`, `P1W` is `P7D`, `P1DE` is `P10Y`); a decade is three digits (`199X` is `199`).
    """
    value = value.strip().upper()
    if value.startswith("P") and not value.endswith("_REF"):
        return _canonical_length(value)
    day, clock, rest = value.partition("T")
    if match := _WEEK_VALUE.fullmatch(day):
        year, week, part = match.groups()
        day = f"{year}-W{int(week):02}" + (f"-{part}" if part else "")
    elif match := _UNPADDED_DAY.fullmatch(day):
        day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    elif match := _MONTH_VALUE.fullmatch(day):
        day = f"{match[1]}-{int(match[2]):02}"
    elif re.fullmatch(r"\d{2,3}X+", day):
        day = day.rstrip("X")
    if re.fullmatch(r"\d\d:\d\d:00", rest):
        rest = rest[:5]
    return day + clock + rest


def _canonical_length(value: str) -> str:
    date_part, has_clock, clock_part = value[1:].partition("T")
    months, seconds = 0.0, 0.0
    for part, units in ((date_part, "date"), (clock_part, "clock")):
        if "".join(match[0] for match in _DURATION_PART.finditer(part)) != part:
            return value
        for amount, unit in _DURATION_PART.findall(part):
            if units == "date" and unit in _MONTHS:
                months += float(amount) * _MONTHS[unit]
            elif (key := "TM" if units == "clock" and unit == "M" else unit) in _SECONDS:
                seconds += float(amount) * _SECONDS[key]
            else:
                return value
    return f"P{months:.15g}M{seconds:.15g}S" if date_part or has_clock else value


class Interval(NamedTuple):
    """A stretch of the calendar, half-open."""

    start: datetime
    end: datetime


_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PARTS_OF_DAY = {"MO": (6, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 22), "NI": (20, 28), "DT": (6, 18)}
"""Hours that the parts of a day are taken to last; a night goes on to 4 in the morning."""


def interval(value: str) -> Interval | None:
    """Return the stretch of the calendar that a DATE or TIME value names, or None.

    Seasons are the meteorological ones of the northern half, a winter that of the year in which it begins.
    """
    value = canonical(value)
    try:
        return _calendar_interval(value)
    except (ValueError, OverflowError):
        return None


def _calendar_interval(value: str) -> Interval | None:
    if re.fullmatch(r"\d{2,4}", value):
        unit = 10 ** (4 - len(value))
        first = int(value) * unit
        return Interval(datetime(first, 1, 1), datetime(first + unit, 1, 1))  # noqa: DTZ001 - local, as told
    if match := re.fullmatch(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI))", value):
        year, month, quarter, half, season = match.groups()
        if month:
            return _months(int(year), int(month), 1)
        if quarter:
            return _months(int(year), 3 * int(quarter) - 2, 3)
        return _months(int(year), 6 * int(half) - 5, 6) if half else _months(int(year), _SEASONS[season], 3)
    day, _, clock = value.partition("T")
    days = _days(day)
    if days is None or not clock:
        return days
    return _clock(days.start, clock)


def _months(year: int, month: int, count: int) -> Interval:
    last = year * 12 + month - 1 + count
    return Interval(datetime(year, month, 1), datetime(last // 12, last % 12 + 1, 1))  # noqa: DTZ001 - local, as told


def _days(value: str) -> Interval | None:
    if match := _WEEK_VALUE.fullmatch(value):
        year, week, part = match.groups()
        first = date.fromisocalendar(int(year), int(week), int(part) if part and part != "WE" else 1)
        first += timedelta(days=5) if part == "WE" else timedelta()
        length = 7 if part is None else 2 if part == "WE" else 1
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        first, length = date.fromisoformat(value), 1
    else:
        return None
    start = datetime.combine(first, time())
    return Interval(start, start + timedelta(days=length))


def _clock(day: datetime, clock: str) -> Interval | None:
    if clock in _PARTS_OF_DAY:
        begin, end = _PARTS_OF_DAY[clock]
        return Interval(day + timedelta(hours=begin), day + timedelta(hours=end))
    match = re.match(r"(\d\d)(?::(\d\d))?(?::(\d\d))?", clock)
    if match is None:
        return None
    hour, minute, second = (int(part) if part else None for part in match.groups())
    start = day + timedelta(hours=hour or 0, minutes=minute or 0, seconds=second or 0)
    unit = timedelta(hours=1) if minute is None else timedelta(minutes=1) if second is None else timedelta(seconds=1)
    return Interval(start, start + unit)
