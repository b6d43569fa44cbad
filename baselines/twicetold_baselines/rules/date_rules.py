"""The patterns of time expressions, and how each is read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from twicetold_baselines.rules import reckoning
from twicetold_baselines.rules.date_grammar import (
    ALSO_WORDS,
    BEFORE_DATE,
    COUNT_NOUN,
    DAY,
    DAY_2,
    MONTH,
    NUM,
    ORDINAL,
    ORDINALS,
    PART,
    TURN,
    UNIT,
    WEEKDAY,
    YEAR,
    count_of,
)
from twicetold_baselines.rules.reckoning import MONTHS, PARTS, SEASONS, WEEKDAYS, length, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.ontology import DateType


class Clock(NamedTuple):
    """What a value is reckoned from: the publication day, the last day named, the tense, the word before."""

    published: date
    anchor: date | None = None
    anchor_id: str | None = None
    future: bool = False
    before: str = ""


class Reading(NamedTuple):
    """The type and value of a time expression; anchored when reckoned from the last day named."""

    type: DateType
    value: str
    anchored: bool = False


Read: TypeAlias = "Callable[[re.Match[str], Clock], Reading | None]"

RULES: list[tuple[re.Pattern[str], Read]] = []
"""Patterns of the cores of time expressions with their readers; the first that reads a value wins."""


def _rule(pattern: str) -> Callable[[Read], Read]:
    """Register a reader under its pattern."""

    def register(read: Read) -> Read:
        RULES.append((re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE), read))
        return read

    return register


def _full_day(name: str, day: int, year: str | None, clock: Clock) -> date:
    number = number_of(name, MONTHS) + 1
    if year:
        return date(int(year), number, day)
    nearest = reckoning.nearest_month(clock.published, number, future=clock.future).replace(day=day)
    if nearest > clock.published and not clock.future:
        return nearest.replace(year=nearest.year - 1)
    return nearest


@_rule(r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<time>T[0-9]{2}:[0-9]{2})?")
def _iso(match: re.Match[str], _: Clock) -> Reading:
    day = date.fromisoformat(match["iso"]).isoformat()
    return Reading("TIME", day + match["time"]) if match["time"] else Reading("DATE", day)


@_rule(
    rf"""(?:the\s+)?(?:{PART}\s+of\s+|(?P<weekend>weekend)\s+of\s+)?(?:{WEEKDAY}\s?,?\s+)?
    (?:{MONTH}\s+(?:the\s+)?{DAY}{DAY_2}|(?:the\s+)?{DAY.replace("day", "day0")}
       {DAY_2.replace("day2", "day3")}\s+(?:of\s+)?{MONTH.replace("month", "month0")})
    (?:\s?,?\s+(?:of\s+)?{YEAR})?(?:\s?,?\s+(?:in\s+the\s+)?{PART.replace("part", "part2")})?"""
)
def _month_and_day(match: re.Match[str], clock: Clock) -> Reading:
    groups = match.groupdict()
    name, number = groups["month"] or groups["month0"], int(groups["day"] or groups["day0"])
    day = _full_day(name, number, groups["year"], clock)
    last = groups["day2"] or groups["day3"]
    part = groups["part"] or groups["part2"]
    if groups["weekend"]:
        return Reading("DATE", reckoning.weekend(day, 0))
    if part:
        return Reading("TIME", day.isoformat() + PARTS[part.lower()])
    return Reading("DATE", f"{day.isoformat()}/{day.replace(day=int(last)).isoformat()}" if last else day.isoformat())


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
    if match["year"]:
        return date(int(match["year"]), number, 1)
    return reckoning.nearest_month(clock.published, number, future=clock.future)


@_rule(rf"{MONTH}(?:\s+of)?\s?,?\s+{YEAR}{COUNT_NOUN}")
def _month_of_year(match: re.Match[str], clock: Clock) -> Reading:
    return Reading("DATE", reckoning.month(_first_of_month(match, clock)))


@_rule(rf"(?:(?P<turn>last|next|this|past|coming)\s+)?{MONTH}(?:\s+(?:of\s+)?(?P<turn2>last|this|next)\s+year)?")
def _month_alone(match: re.Match[str], clock: Clock) -> Reading | None:
    word, turn = match["month"], (match["turn"] or "").lower()
    number = number_of(word, MONTHS) + 1
    if match["turn2"]:
        year = clock.published.year + TURN[match["turn2"].lower()]
        return Reading("DATE", f"{year:04}-{number:02}")
    if not turn and (
        (len(word.rstrip(".")) == len("Jan") and word != "May")
        or (word in ALSO_WORDS and clock.before not in BEFORE_DATE)
    ):
        return None
    away = reckoning.nearest_month(clock.published, number, future=clock.future or turn in {"next", "coming"})
    return Reading("DATE", reckoning.month(away))


@_rule(rf"(?:every|each)\s+{WEEKDAY}(?:\s+{PART})?|(?P<plural>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s")
def _every_weekday(match: re.Match[str], _: Clock) -> Reading:
    weekday = number_of(match["weekday"] or match["plural"], WEEKDAYS) + 1
    return Reading("SET", f"XXXX-WXX-{weekday}{PARTS[match['part'].lower()] if match['part'] else ''}")


@_rule(
    rf"""(?:(?:the|(?P<some>a|one))\s+)?(?:(?P<turn>last|next|this|past|previous|coming|following|same)\s+)?
    {WEEKDAY}(?:\s+{PART})?"""
)
def _weekday(match: re.Match[str], clock: Clock) -> Reading:
    weekday, turn = number_of(match["weekday"], WEEKDAYS), (match["turn"] or "").lower()
    anchored = turn == "following" and clock.anchor is not None
    origin = clock.anchor if anchored and clock.anchor else clock.published
    future = turn in {"next", "coming", "following"} or (clock.future and not turn)
    if match["some"] or turn in {"last", "past", "previous"}:
        origin -= timedelta(days=1)
    day = reckoning.nearest_weekday(origin, weekday, future=future).isoformat()
    if match["part"]:
        return Reading("TIME", day + PARTS[match["part"].lower()], anchored)
    return Reading("DATE", day, anchored)


@_rule(
    rf"""(?P<day>today|yesterday|tomorrow)(?:\s+{PART})?|(?P<night>tonight|overnight|last\s+night)
    |this\s+{PART.replace("part", "part2")}"""
)
def _deictic_day(match: re.Match[str], clock: Clock) -> Reading:
    night = (match["night"] or "").lower()
    away = {"yesterday": -1, "tomorrow": 1}.get((match["day"] or "").lower(), 0) - (night[:2] in {"ov", "la"})
    day = (clock.published + timedelta(days=away)).isoformat()
    part = (match["part"] or match["part2"] or ("night" if night else "")).lower()
    return Reading("TIME", day + PARTS[part]) if part else Reading("DATE", day)


@_rule(
    rf"""(?:(?:the|that)\s+)?(?P<turn>next|following|previous|same|that|very\s+same)\s+(?:very\s+)?
    (?:(?P<unit>day|week|month|year)(?:\s+{PART})?|{PART.replace("part", "part2")})
    |the\s+(?P<unit2>day|week|month|year)\s+(?P<side>before|after)(?=\s*(?:[.,;:!?)\u2014-]|\Z))"""
)
def _from_last_named(match: re.Match[str], clock: Clock) -> Reading | None:
    turn = (match["turn"] or "").lower()
    unit = (match["unit"] or match["unit2"] or "day").lower()
    determined = match[0][:2].lower() == "th"
    if turn in {"next", "previous"} and not determined:  # "next month": from the publication day
        return None
    count = {"next": 1, "following": 1, "previous": -1}.get(turn, {"before": -1, "after": 1}.get(match["side"], 0))
    value = reckoning.shifted(clock.anchor or clock.published, count, unit)
    part = (match["part"] or match["part2"] or "").lower()
    return Reading("TIME" if part else "DATE", value + (PARTS[part] if part else ""), clock.anchor is not None)


@_rule(
    rf"""(?:(?:the|its|his|their)\s+)?(?P<turn>last|next|this|previous|past|current|coming|following)\s+
    (?:fiscal\s+|calendar\s+|school\s+)?
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
    if match["turn"].lower() == "past":  # "the past year" lasted until now
        return Reading("DURATION", length(1, match["unit"].lower()))
    return Reading("DATE", reckoning.shifted(day, turn, match["unit"].lower()))


@_rule(r"(?:the|this)\s+weekend")
def _weekend(_: re.Match[str], clock: Clock) -> Reading:
    ahead = clock.future or reckoning.is_weekend(clock.published)
    return Reading("DATE", reckoning.weekend(clock.published, 0) if ahead else reckoning.last_weekend(clock.published))


@_rule(rf"(?:the\s+)?(?P<season>{'|'.join(SEASONS)})(?:\s+of)?\s?,?\s+{YEAR}")
def _season_of_year(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DATE", f"{match['year']}-{SEASONS[match['season'].lower()]}")


@_rule(
    rf"""(?:the\s+)?{ORDINAL}[ -](?P<what>quarter|half)
    (?:\s+of(?:\s+the\s+year|\s+{YEAR}|\s+(?P<turn>last|this|next)\s+year)?|\s+{YEAR.replace("year", "year2")})?"""
)
def _quarter(match: re.Match[str], clock: Clock) -> Reading | None:
    ordinal, what = ORDINALS[match["ordinal"].lower()], match["what"][0].upper()
    if match[0].lower().endswith(" of") or (what == "H" and " of" not in match[0]):
        return None
    year = int(match["year"] or match["year2"] or clock.published.year + TURN.get((match["turn"] or "").lower(), 0))
    number = ordinal + 1 if ordinal >= 0 else {"Q": 4, "H": 2}[what]
    if (
        not (match["year"] or match["year2"] or clock.future)
        and what == "Q"
        and number > (clock.published.month + 2) // 3
    ):
        year -= 1
    return Reading("DATE", f"{year:04}-{what}{number}")


@_rule(
    rf"{NUM}\s+{UNIT}s?\s+(?P<side>ago|earlier|later|before|after|from\s+now)(?!\s+(?:the|a|an|his|her|its|their|he|she|they|it|than)\b)"
    r"|(?P<bare>decade|year|month|week|day|hour|minute)s\s+(?P<side2>ago|later|earlier)"
)
def _some_units_away(match: re.Match[str], clock: Clock) -> Reading:
    side = (match["side"] or match["side2"]).lower()
    sign = -1 if side in {"ago", "earlier", "before"} else 1
    count = None if match["bare"] else count_of(match["num"])
    from_now = side == "ago" or side.startswith("from")
    origin = clock.published if from_now or clock.anchor is None else clock.anchor
    anchored = not from_now and clock.anchor is not None
    unit = "hour" if match["bare"] else match["unit"].lower().replace("centurie", "century")
    if count is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit in {"second", "minute", "hour"}:
        return Reading("TIME", origin.isoformat(), anchored)
    if unit == "weekend":
        return Reading("DATE", reckoning.weekend(origin, sign * count), anchored)
    return Reading("DATE", reckoning.shifted(origin, sign * count, "day" if unit == "night" else unit), anchored)


@_rule(
    rf"""(?:every|each)\s+(?:{NUM}\s+)?{UNIT}s?
    |(?:once|twice|[a-z0-9]+\s+times)\s+(?:a|each|every|per)\s+{UNIT.replace("unit", "unit2")}
    |(?P<adverb>daily|weekly|monthly|annually|yearly|hourly|nightly|quarterly)"""
)
def _repeated(match: re.Match[str], _: Clock) -> Reading:
    adverb = {"annually": "year", "daily": "day"}.get((match["adverb"] or "").lower(), (match["adverb"] or "ly")[:-2])
    unit = (match["unit"] or match["unit2"] or adverb).lower()
    return Reading("SET", length(count_of(match["num"]) if match["num"] else 1, unit))


@_rule(
    rf"""(?:(?:(?:the|its|his|her|their|a)\s+)?(?:(?:last|past|next|first|coming|final|mere|full)\s+)?{NUM}\s+
    (?:more\s+|straight\s+|consecutive\s+|full\s+|and\s+a\s+half\s+)?|{NUM.replace("num", "num2")}-){UNIT}s?['\u2019]?
    (?!-old|\s+old)"""
)
def _duration(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DURATION", length(count_of(match["num"] or match["num2"]), match["unit"].lower()))


@_rule(r"half\s+(?:a|an)\s+(?P<unit>hour|day|year|century|decade)")
def _half(match: re.Match[str], _: Clock) -> Reading:
    values = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "century": "P50Y", "decade": "P5Y"}
    return Reading("DURATION", values[match["unit"].lower()])


@_rule(r"(?P<unit>hour|day|week|month|year|decade|centurie)s")
def _vague_duration(match: re.Match[str], clock: Clock) -> Reading | None:
    if clock.before not in {"for", "in", "within", "after", "over", "last", "took", "through"}:
        return None
    return Reading("DURATION", length(None, match["unit"].lower()))


@_rule(
    r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?\s?(?P<half>[ap])\.?m\b\.?(?:\s+(?:local\s+time|[A-Z]{2,4}T|ET|UTC)\b)?"
    r"|(?P<hour2>[01]?[0-9]|2[0-3]):(?P<minute2>[0-5][0-9])(?P<zone>\s+(?:hours|local\s+time|GMT|UTC|[A-Z]{1,3}T)\b)?"
)
def _clock_time(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["half"]:
        hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
        return Reading("TIME", f"T{hour:02}:{match['minute'] or '00'}")
    if not match["zone"] and clock.before not in {
        "at",
        "by",
        "until",
        "from",
        "around",
        "about",
        "before",
        "after",
    }:
        return None
    return Reading("TIME", f"T{int(match['hour2']):02}:{match['minute2']}")


@_rule(r"(?P<name>noon|midday|midnight)")
def _named_hour(match: re.Match[str], _: Clock) -> Reading:
    return Reading("TIME", "T24:00" if match["name"].lower() == "midnight" else "T12:00")


@_rule(r"(?:the\s+)?(?P<number>[1-9][0-9]?)(?:st|nd|rd|th)[ -]century|(?:the\s+)?(?P<decade>(?:1[0-9]|20)[0-9])0s")
def _decade(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DATE", match["decade"] or f"{int(match['number']) - 1:02}")


@_rule(rf"(?:the\s+year\s+)?{YEAR}(?:\s?[-\u2013]\s?(?P<last>(?:1[0-9]|20)?[0-9]{{2}})(?!-))?{COUNT_NOUN}")
def _year(match: re.Match[str], clock: Clock) -> Reading | None:
    year, last = match["year"], match["last"]
    plain = clock.before in BEFORE_DATE or year[:2] in {"19", "20"} or match[0][:1] in "tT"
    if not plain or clock.before in {"$", "no.", "number"}:
        return None
    return Reading("DATE", f"{year}/{year[: 4 - len(last)]}{last}" if last else year)


@_rule(
    r"(?:just\s+|right\s+|until\s+|by\s+)?(?P<now>now|currently|nowadays|presently|at\s+(?:the\s+moment|present)|the\s+moment)"
    r"|(?P<past>(?:more\s+)?recently|lately|the\s+(?:recent\s+)?past)|(?P<future>(?:very\s+)?soon|the\s+(?:near\s+)?future)"
)
def _vague(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["future"] and clock.before == "as":
        return None
    return Reading("DATE", "PRESENT_REF" if match["now"] else "PAST_REF" if match["past"] else "FUTURE_REF")
