"""Calendar dates, with the day that each means."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from twicetold import Date, span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}

_PATTERN = re.compile(
    rf"""\b(?:
        (?:(?:{"|".join(_WEEKDAYS)}),?\ )?
        (?:(?P<day>\d{{1,2}})\ (?P<month>{"|".join(_MONTHS)})|(?P<month_>{"|".join(_MONTHS)})\ (?P<day_>\d{{1,2}}))
        (?:,?\ (?P<year>\d{{4}}))?
      | (?P<weekday>{"|".join(_WEEKDAYS)})
      | (?P<near>(?i:{"|".join(_NEAR)}))
    )(?:\ (?P<part>{"|".join(_PARTS)}))?\b""",
    re.VERBOSE,
)


def dates(text: str, published: str) -> tuple[Date, ...]:
    """Return the dates of a text, in its order, reckoned from the day on which it was published (ISO 8601)."""
    today = dt.date.fromisoformat(published[:10])
    found = _PATTERN.finditer(text)
    return tuple(date for number, match in enumerate(found, 1) for date in _date(f"d{number}", match, today))


def _date(own: str, match: re.Match[str], today: dt.date) -> Iterator[Date]:
    day = _day(match, today)
    if day is None:
        return
    part = match["part"]
    value = day.isoformat() + (_PARTS[part] if part else "")
    yield Date(own, span(*match.span()), "TIME" if part else "DATE", value)


def _day(match: re.Match[str], today: dt.date) -> dt.date | None:
    """Return the day that is meant; None where the calendar has no such day."""
    if match["near"]:
        return _moved(today, _NEAR[match["near"].lower()])
    if match["weekday"]:  # the last one, the day of publication included
        return _moved(today, -((today.weekday() - _WEEKDAYS.index(match["weekday"])) % 7))
    month = _MONTHS.index(match["month"] or match["month_"]) + 1
    day = int(match["day"] or match["day_"])
    years = [int(match["year"])] if match["year"] else [today.year - 1, today.year, today.year + 1]
    days = [found for year in years if (found := _on(year, month, day))]
    return min(days, key=lambda each: abs(each - today), default=None)


def _moved(day: dt.date, by: int) -> dt.date | None:
    try:
        return day + dt.timedelta(by)
    except OverflowError:
        return None


def _on(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
