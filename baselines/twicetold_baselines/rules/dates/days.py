"""Days, weeks and months of the calendar, by name or reckoned from another date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twicetold_baselines.rules.dates import reckoning
from twicetold_baselines.rules.dates.context import Clock, Reading, Rule, registering
from twicetold_baselines.rules.dates.grammar import (
    ALSO_WORDS,
    BEFORE_DATE,
    DAY,
    DAY_2,
    MONTH,
    ORDINAL,
    ORDINALS,
    PART,
    TURN,
    WEEKDAY,
    YEAR,
)
from twicetold_baselines.rules.dates.reckoning import MONTHS, PARTS, SEASONS, WEEKDAYS, length, number_of

if TYPE_CHECKING:
    from twicetold.ontology import DateModifier

RULES: list[Rule] = []
"""Patterns of the cores of calendar dates with their readers; the first that reads a value wins."""
_rule = registering(RULES)
_LISTED = re.compile(r",?\s*(?:and|or)?\s*")
_TURNS = r"(?P<turn>last|next|this|past|previous|coming|following|that|same|that\s+same)"


def _full_day(name: str, day: int, year: str | None, weekday: str | None, clock: Clock) -> date:
    number = number_of(name, MONTHS) + 1
    if year:
        return date(int(year), number, day)
    if weekday:  # the year in which the day is such a weekday
        years = sorted(
            range(clock.published.year - 6, clock.published.year + 2), key=lambda y: abs(y - clock.published.year)
        )
        days = (date(year, number, day) for year in years if day <= monthrange(year, number)[1])
        fits = next((day for day in days if day.weekday() == number_of(weekday, WEEKDAYS)), None)
        if fits:
            return fits
    return reckoning.nearest_day(clock.published, number, day, clock.tense)


@_rule(r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<time>T(?:[01][0-9]|2[0-3]):[0-5][0-9])?")
def _iso(match: re.Match[str], _: Clock) -> Reading:
    day = date.fromisoformat(match["iso"]).isoformat()
    return Reading("TIME", day + match["time"]) if match["time"] else Reading("DATE", day)


@_rule(
    rf"""(?:(?:the\s+)?{PART}\s+of\s+|(?:the\s+)?(?:long\s+)?(?P<weekend>weekend|week)\s+of\s+)?
    (?:(?:the\s+)?{WEEKDAY}\s?,?\s+)?
    (?:{MONTH}\s+(?:the\s+)?{DAY}{DAY_2}|(?:the\s+)?{DAY.replace("day", "day0")}
       {DAY_2.replace("day2", "day3")}\s+(?:of\s+)?{MONTH.replace("month", "month0")})
    (?:\s?,?\s+(?:of\s+)?{YEAR}|\s+(?P<that>(?:that|this|last|next)\s+year))?
    (?:\s?,?\s+(?:in\s+the\s+)?{PART.replace("part", "part2")}|,\s+a\s+{WEEKDAY.replace("weekday", "weekday2")})?"""
)
def _month_and_day(match: re.Match[str], clock: Clock) -> Reading:
    groups = match.groupdict()
    name, number = groups["month"] or groups["month0"], int(groups["day"] or groups["day0"])
    turn, anchor = (groups["that"] or "").lower(), None
    year = groups["year"]
    if turn.startswith("that") and clock.year:
        year, anchor = str(clock.year.day.year), clock.year.id
    elif turn:
        year = str(clock.published.year + TURN.get(turn.split()[0], 0))
    day = _full_day(name, number, year, groups["weekday"] or groups["weekday2"], clock)
    part = groups["part"] or groups["part2"]
    if groups["weekend"]:
        is_week = groups["weekend"].lower() == "week"
        return Reading("DATE", reckoning.week(day) if is_week else reckoning.weekend(day, 0))
    if part:
        return Reading("TIME", day.isoformat() + PARTS[part.lower()], anchor)
    return Reading("DATE", day.isoformat(), anchor)


@_rule(rf"{DAY}(?=\s+and\s+{DAY.replace('day', 'day0')}\s+{MONTH}(?:\s+{YEAR})?)")
def _day_and_day(match: re.Match[str], clock: Clock) -> Reading:
    return Reading("DATE", _full_day(match["month"], int(match["day"]), match["year"], None, clock).isoformat())


@_rule(rf"(?:every|each)\s+(?:{MONTH}(?:\s+{DAY})?)")
def _every_month(match: re.Match[str], _: Clock) -> Reading:
    month = f"XXXX-{number_of(match['month'], MONTHS) + 1:02}"
    return Reading("SET", f"{month}-{int(match['day']):02}" if match["day"] else month)


@_rule(rf"(?:the\s+)?{ORDINAL}\s+(?:(?P<weekend>weekend|week)|{WEEKDAY})\s+(?:of|in)\s+{MONTH}(?:\s?,?\s+{YEAR})?")
def _ordinal_of_month(match: re.Match[str], clock: Clock) -> Reading:
    first = _first_of_month(match, clock)
    ordinal = ORDINALS[match["ordinal"].lower()]
    if match["weekday"]:
        return Reading(
            "DATE",
            reckoning.weekday_of_month(first, ordinal, number_of(match["weekday"], WEEKDAYS)).isoformat(),
        )
    saturday = reckoning.weekday_of_month(first, ordinal, reckoning.SATURDAY)
    return Reading(
        "DATE", reckoning.weekend(saturday, 0) if match["weekend"] == "weekend" else reckoning.week(saturday)
    )


def _first_of_month(match: re.Match[str], clock: Clock) -> date:
    number = number_of(match["month"], MONTHS) + 1
    return date(int(match["year"]), number, 1) if match["year"] else _month_meant(number, "", clock)


@_rule(rf"{MONTH}(?:\s+of)?\s?,?\s+{YEAR}")
def _month_of_year(match: re.Match[str], clock: Clock) -> Reading:
    return Reading("DATE", reckoning.month(_first_of_month(match, clock)))


@_rule(
    rf"""(?:(?:the\s+)?(?P<turn>last|next|this|past|coming|following|that)\s+)?{MONTH}(?P<end>['\u2019]s\s+end)?
    (?:\s+(?:of\s+)?(?P<turn2>last|this|next|that)\s+year)?"""
)
def _month_alone(match: re.Match[str], clock: Clock) -> Reading | None:
    word, turn = match["month"], (match["turn"] or "").lower()
    number = number_of(word, MONTHS) + 1
    end: DateModifier | None = "END" if match["end"] else None
    turn_of_year = (match["turn2"] or "").lower()
    of_named_year = clock.year if "that" in {turn, turn_of_year} else None
    if of_named_year:
        return Reading("DATE", f"{of_named_year.day.year:04}-{number:02}", of_named_year.id, end)
    if turn_of_year:
        return Reading("DATE", f"{clock.published.year + TURN.get(turn_of_year, 0):04}-{number:02}", None, end)
    if not turn and not end and _is_another_word(word, clock.before):
        return None
    determined = match[0][:3].lower() == "the"
    if clock.month and (turn == "following" or (turn == "next" and determined)):
        after = reckoning.shift_months(clock.month.day, 1)
        return Reading("DATE", reckoning.month(reckoning.nearest_month(after, number, "future")), clock.month.id)
    return Reading("DATE", reckoning.month(_month_meant(number, turn, clock)), None, end)


def _is_another_word(word: str, before: str) -> bool:
    """Tell whether the name of a month may be something else: an abbreviation, "may", "march"."""
    short = len(word.rstrip(".")) == len("Jan") and word != "May"
    return short or (word in ALSO_WORDS and before not in BEFORE_DATE | {"and"})


def _month_meant(number: int, turn: str, clock: Clock) -> date:
    """Return the first day of the last, next or, without such a word, nearest month of a number."""
    if turn in {"last", "past", "next", "coming"} or clock.before == "since":
        ahead = reckoning.nearest_month(clock.published, number, "future")
        is_past = turn not in {"next", "coming"} and ahead > clock.published.replace(day=1)
        return reckoning.shift_months(ahead, -12) if is_past else ahead
    return reckoning.nearest_month(clock.published, number, clock.tense)


@_rule(
    rf"""(?:(?:the|(?P<some>a|one))\s+)?(?:{_TURNS}\s+)?{WEEKDAY}(?:\s+{PART})?
    (?:\s+(?P<week>last|next|this)\s+week)?(?P<after>\s+(?:after|before)(?=\s*[.,;:!?)\u2014]))?"""
)
def _weekday(match: re.Match[str], clock: Clock) -> Reading:
    weekday, turn = number_of(match["weekday"], WEEKDAYS), (match["turn"] or "").lower()
    if clock.repeated and _LISTED.fullmatch(match.string, clock.repeated, match.start()):
        return Reading("SET", f"XXXX-WXX-{weekday + 1}")
    day, anchor = _day_of_week(weekday, turn, match, clock)
    if match["part"]:
        return Reading("TIME", day.isoformat() + PARTS[match["part"].lower()], anchor)
    return Reading("DATE", day.isoformat(), anchor)


def _day_of_week(weekday: int, turn: str, match: re.Match[str], clock: Clock) -> tuple[date, str | None]:
    """Return the day that a weekday means, and the date it hangs on."""
    if match["week"]:
        monday = clock.published - timedelta(days=clock.published.weekday())
        return monday + timedelta(weeks=TURN[match["week"].lower()], days=weekday), None
    side = (match["after"] or "").strip().lower()
    if clock.day and (turn == "following" or side == "after"):
        return reckoning.nearest_weekday(clock.day.day, weekday, future=True), clock.day.id
    if clock.day and (turn.startswith(("that", "same"))):
        return reckoning.nearest_weekday(clock.day.day, weekday, future=False), clock.day.id
    origin = clock.published
    future = turn in {"next", "coming"} or (clock.tense == "future" and not turn)
    if match["some"] or turn in {"last", "past", "previous"} or side:
        origin -= timedelta(days=1)
    return reckoning.nearest_weekday(origin, weekday, future=future), None


@_rule(
    rf"""(?P<day>today|yesterday|tomorrow)(?:\s+{PART})?|(?P<night>tonight|overnight|last\s+night)
    |this\s+{PART.replace("part", "part2")}"""
)
def _deictic_day(match: re.Match[str], clock: Clock) -> Reading:
    night = (match["night"] or "").lower()
    away = {"yesterday": -1, "tomorrow": 1}.get((match["day"] or "").lower(), 0) - (night[:2] in {"ov", "la"})
    day = ((clock.entry.date() if clock.entry else clock.published) + timedelta(days=away)).isoformat()
    part = (match["part"] or match["part2"] or ("night" if night else "")).lower()
    return Reading("TIME", day + PARTS[part]) if part else Reading("DATE", day)


@_rule(
    rf"""(?:(?:the|that)\s+)?(?P<turn>next|following|previous|same|that|very\s+same|very)\s+(?:very\s+|same\s+)?
    (?:(?P<unit>day|week|month|year)(?:\s+{PART})?|{PART.replace("part", "part2")})
    |the\s+(?P<unit2>day|week|month|year)\s+(?P<side>before|after)(?=\s*(?:[.,;:!?)\u2014-]|\Z))
    |the\s+{PART.replace("part", "part3")}\s+(?P<side2>before)"""
)
def _from_last_named(match: re.Match[str], clock: Clock) -> Reading | None:
    turn = (match["turn"] or "").lower()
    unit = (match["unit"] or match["unit2"] or "day").lower()
    determined = match[0][:2].lower() == "th"
    if turn in {"next", "previous"} and not determined:  # "next month": from the publication day
        return None
    side = (match["side"] or match["side2"] or "").lower()
    count = {"next": 1, "following": 1, "previous": -1}.get(turn, {"before": -1, "after": 1}.get(side, 0))
    origin = clock.named(unit)
    value = reckoning.shifted(origin.day if origin else clock.published, count, unit)
    part = (match["part"] or match["part2"] or match["part3"] or "").lower()
    anchor = origin.id if origin else None
    return Reading("TIME", value + PARTS[part], anchor) if part else Reading("DATE", value, anchor)


@_rule(
    rf"""(?:(?:the|its|his|their)\s+)?(?P<turn>last|next|this|previous|past|current|coming|following)\s+
    (?:fiscal\s+|calendar\s+|school\s+|financial\s+)?
    (?:(?P<weekend>weekend)|(?P<unit>week|fortnight|month|quarter|year|decade|century)|(?P<season>{"|".join(SEASONS)}))"""
)
def _turn_of_unit(match: re.Match[str], clock: Clock) -> Reading:
    turn, day = TURN[match["turn"].lower()], clock.published
    if match["weekend"]:
        return Reading("DATE", reckoning.last_weekend(day) if turn < 0 else reckoning.weekend(day, turn))
    if match["season"]:
        return Reading(
            "DATE",
            f"{reckoning.year_of_season(match['season'].lower(), turn, day):04}-{SEASONS[match['season'].lower()]}",
        )
    if match["turn"].lower() in {"past", "coming"}:  # "the past year" lasted until now
        return Reading("DURATION", length(1, match["unit"].lower()))
    return Reading("DATE", reckoning.shifted(day, turn, match["unit"].lower()))


@_rule(r"(?:the|this)\s+weekend")
def _weekend(_: re.Match[str], clock: Clock) -> Reading:
    ahead = clock.tense == "future" or reckoning.is_weekend(clock.published)
    return Reading("DATE", reckoning.weekend(clock.published, 0) if ahead else reckoning.last_weekend(clock.published))


@_rule(
    r"the\s+(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)(?=\s*(?:[.,;:!?)]|\Z)|\s+(?:and|of\s+the\s+month|had|was|to)\b)"
)
def _day_of_month(match: re.Match[str], clock: Clock) -> Reading:
    origin = clock.month.day if clock.month else clock.published
    return Reading("DATE", origin.replace(day=int(match["day"])).isoformat())
