"""TIMEX3 values: which there are, and what they say of type and weekday."""

from __future__ import annotations

import re
from datetime import date

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
