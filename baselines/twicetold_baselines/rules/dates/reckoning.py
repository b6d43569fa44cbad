"""Calendar arithmetic: TIMEX3 values of days, weeks, months and years around a given day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TMO", "dusk": "TEV"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_DESIGNATORS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W",
    "weekend": "{}W", "month": "{}M", "quarter": "{}Q", "year": "{}Y",
}  # fmt: skip
_YEARS = {"decade": 10, "century": 100, "centurie": 100}
_SOME_YEARS = {"decade": "PXDE", "century": "PXCE", "centurie": "PXCE"}
SATURDAY = 5
_MONTHS_AHEAD = 3  # a bare month this close ahead is rather meant than the last one
_FAR = 270  # days: what lies further off is not meant by a bare day of the year, whatever the tense


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


def nearest_month(published: date, number: int, tense: str = "") -> date:
    """Return the first day of the month meant: the last that has begun, or one to come if that is told or close."""
    away = (number - published.month) % 12
    ahead = tense == "future" or away <= _MONTHS_AHEAD
    return shift_months(published, away if ahead or away == 0 else away - 12)


def nearest_day(published: date, month: int, day: int, tense: str = "") -> date:
    """Return the nearest such day of the year; the tense decides unless the other way it is far nearer."""
    years = (published.year - 1, published.year, published.year + 1)
    days = [date(year, month, day) for year in years if day <= _last_day(year, month)]
    if not days:
        days = [date(published.year, month, day)]
    before = max((there for there in days if there <= published), default=days[0])
    after = min((there for there in days if there > published), default=days[-1])
    behind, ahead = (published - before).days, (after - published).days
    if tense == "future" and ahead < _FAR:
        return after
    if tense == "past" and behind < _FAR:
        return before
    return after if 2 * ahead < behind else before


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def weekday_of_month(first: date, ordinal: int, weekday: int) -> date:
    """Return the n-th (from 0; -1 the last) Monday, Tuesday, ... of the month that begins on a day."""
    if ordinal < 0:
        first, ordinal = shift_months(first, 1), -1
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ordinal)


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def length(count: float | None, unit: str) -> str:
    """Return the value of a duration of a number of units; of some, if there is no number."""
    if unit in _YEARS:
        return f"P{count * _YEARS[unit]:.12g}Y" if count else _SOME_YEARS[unit]
    if unit == "fortnight":
        return f"P{2 * count:.12g}W" if count else "PXW"
    return "P" + _DESIGNATORS[unit].format("X" if count is None else f"{count:.12g}")


def year_of_season(season: str, turn: int, day: date) -> int:
    """Return the year of the last, this or next spring, summer, autumn or winter."""
    over = day.month > {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}[season]
    return day.year + turn + (turn < 0 and over)
