"""Calendar arithmetic: TIMEX3 values of days, weeks, months and years around a given day."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "TMI", "dawn": "TMO",
         "midnight": "T24:00", "daytime": "TDT"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_DESIGNATORS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W",
    "weekend": "{}W", "month": "{}M", "quarter": "{}Q", "year": "{}Y",
}  # fmt: skip
_YEARS = {"decade": 10, "century": 100, "centurie": 100}
SATURDAY = 5


def number_of(name: str, names: tuple[str, ...]) -> int:
    """Return where in the year or week a name or its abbreviation stands, counted from 0."""
    return next(number for number, full in enumerate(names) if full.startswith(name.lower().rstrip(".")[:3]))


def week(day: date) -> str:
    """Return the ISO week of a day."""
    return f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}"


def month(day: date) -> str:
    """Return the month of a day."""
    return f"{day.year:04}-{day.month:02}"


def shift_months(day: date, count: int) -> date:
    """Return the first day of the month that lies a number of months away."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def shifted(day: date, count: int, unit: str) -> str:
    """Return the day, week, month, ... that lies a number of units away, at the precision of the unit."""
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    if unit in {"week", "fortnight"}:
        return week(day + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        return month(shift_months(day, count))
    if unit == "quarter":
        there = shift_months(day, 3 * count)
        return f"{there.year:04}-Q{(there.month + 2) // 3}"
    if unit in {"decade", "century"}:
        year = day.year + count * (10 if unit == "decade" else 100)
        return f"{year:04}"[: 3 if unit == "decade" else 2]
    return f"{date(day.year + count, 1, 1).year:04}"


def weekend(day: date, count: int) -> str:
    """Return the weekend a number of weeks from that of the week of a day."""
    return f"{week(day + timedelta(weeks=count))}-WE"


def last_weekend(day: date) -> str:
    """Return the last weekend that was over before a day."""
    return f"{week(day - timedelta(days=day.weekday() + 1))}-WE"


def nearest_weekday(published: date, weekday: int, *, future: bool) -> date:
    """Return the publication day or one of the six before it; of the future, one of the seven after."""
    if future:
        return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def nearest_month(published: date, number: int, *, future: bool) -> date:
    """Return the first day of the nearest such month that has begun, or of the nearest to come."""
    away = (number - published.month) % 12
    return shift_months(published, away if future or away == 0 else away - 12)


def weekday_of_month(first: date, ordinal: int, weekday: int) -> date:
    """Return the n-th (from 0; -1 the last) Monday, Tuesday, ... of the month that begins on a day."""
    if ordinal < 0:
        first, ordinal = shift_months(first, 1), -1
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ordinal)


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def length(count: int | None, unit: str) -> str:
    """Return the value of a duration of a number of units; of some, if there is no number."""
    if unit in _YEARS:
        return f"P{count * _YEARS[unit]}Y" if count else "PXY"
    if unit == "fortnight":
        return f"P{2 * count}W" if count else "PXW"
    return "P" + _DESIGNATORS[unit].format("X" if count is None else count)


def year_of_season(season: str, turn: int, day: date) -> int:
    """Return the year of the last, this or next spring, summer, autumn or winter."""
    over = day.month > {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}[season]
    return day.year + turn + (turn < 0 and over)
