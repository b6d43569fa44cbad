"""Lengths of time, what lies a length away from another date, and what is repeated."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from twicetold_baselines.rules.dates import reckoning
from twicetold_baselines.rules.dates.context import Clock, Reading, Rule, registering
from twicetold_baselines.rules.dates.grammar import NUM, PART, UNIT, WEEKDAY, count_of
from twicetold_baselines.rules.dates.reckoning import PARTS, SEASONS, WEEKDAYS, length, number_of
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from datetime import date

RULES: list[Rule] = []
"""Patterns of lengths and repetitions with their readers; the first that reads a value wins."""
_rule = registering(RULES)
_CLOCK_UNITS = frozenset({"second", "minute", "hour"})
_LASTING = words("for in within after over last took through lasted throughout during every half")
_NO_SECOND = re.compile(r"(?:a|one|another)\s+(?:second|quarter)\b", re.IGNORECASE)
_ALONE = re.compile(r"\s*[^\w\s]|\s+(?:of|in|at|with|and|to)\b|\s*\Z")
_PRICED = re.compile(r"[0-9.,]+|[a-z]{2,}s|hundred|thousand|million|billion|cent|percent|kroner|euro|yen|yuan|won|rand")


@_rule(rf"(?:(?:on\s+)?(?:every|each|any\s+other)\s+(?:second\s+|other\s+)?){WEEKDAY}(?:\s+{PART})?")
def _every_weekday(match: re.Match[str], _: Clock) -> Reading:
    weekday = number_of(match["weekday"], WEEKDAYS) + 1
    return Reading("SET", f"XXXX-WXX-{weekday}{PARTS[match['part'].lower()] if match['part'] else ''}")


@_rule(r"(?P<plural>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s")
def _weekdays(match: re.Match[str], _: Clock) -> Reading:
    return Reading("SET", f"XXXX-WXX-{number_of(match['plural'], WEEKDAYS) + 1}")


@_rule(
    rf"(?:every|each|any\s+other)\s+(?:{PART}|(?P<season>{'|'.join(SEASONS)}))|(?P<parts>morning|evening|afternoon)s"
)
def _every_part(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["parts"] and clock.before not in {"on", "in", "most", "since"}:
        return None
    if match["season"]:
        return Reading("SET", f"XXXX-{SEASONS[match['season'].lower()]}")
    return Reading("SET", f"XXXX-XX-XX{PARTS[(match['part'] or match['parts']).lower()]}")


@_rule(
    rf"""{NUM}(?:\s+and\s+a\s+(?P<half>half))?\s+{UNIT}s?\s+
    (?P<side>ago|(?:earlier|later)(?!\s+than\b)|afterwards|from\s+now|(?:before|after|on)(?=\s*(?:[.,;:!?)\u2014-]|\Z)))
    |(?P<bare>decade|year|month|week|day|hour|minute)s\s+(?P<side2>ago|later|earlier)
    |(?P<part_hour>half\s+an\s+hour)\s+(?P<side3>ago|later|earlier)"""
)
def _some_units_away(match: re.Match[str], clock: Clock) -> Reading | None:
    side = (match["side"] or match["side2"] or match["side3"]).lower()
    sign = -1 if side in {"ago", "earlier", "before"} else 1
    unit = (match["bare"] or match["unit"] or "hour").lower().replace("centurie", "century")
    count = None if match["bare"] else 1 if match["part_hour"] else count_of(match["num"])
    if unit in _CLOCK_UNITS:
        part = 0.5 if match["part_hour"] else (count or 0) + 0.5 * bool(match["half"])
        return _clock_away(sign * part, unit, side, clock) if count else Reading("TIME", "TXX")
    from_now = side == "ago" or side.startswith("from")
    if count is None and not from_now:
        origin = clock.named(unit)
        return Reading("DATE", "XXXX-XX-XX", origin.id if origin else None)
    if count is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    named = None if from_now else clock.named(unit)
    return Reading("DATE", _units_from(named.day if named else clock.published, sign * count, unit), named and named.id)


def _units_from(origin: date, count: int, unit: str) -> str:
    if unit == "weekend":
        return reckoning.weekend(origin, count)
    return reckoning.shifted(origin, count, "day" if unit == "night" else unit)


def _clock_away(count: float, unit: str, side: str, clock: Clock) -> Reading | None:
    """Return the time of day that lies hours or minutes from the last one named; unknown if none is."""
    if side == "on":
        return None
    named = None if side == "ago" or side.startswith("from") else clock.time
    start = clock.entry if named is None and side == "ago" else named and named.at
    if start is None:
        return Reading("TIME", f"{clock.published.isoformat()}TXX" if side == "ago" else "TXX")
    there = start + timedelta(**{f"{unit}s": count})
    return Reading("TIME", f"{there.date().isoformat()}T{there.hour:02}:{there.minute:02}", named and named.id)


@_rule(
    rf"""(?:every|each|once\s+in)\s+(?:{NUM}\s+)?(?:working\s+)?{UNIT}s?
    |(?:once|twice|[a-z0-9]+\s+times)\s+(?:a|each|every|per)\s+{UNIT.replace("unit", "unit2")}
    |(?P<adverb>daily|weekly|monthly|annual|annually|yearly|hourly|nightly|quarterly)"""
)
def _repeated(match: re.Match[str], clock: Clock) -> Reading | None:
    word = (match["adverb"] or "").lower()
    if word == "weekly" and clock.before in {"a", "the"}:  # a paper
        return None
    adverb = {"annually": "year", "annual": "year", "daily": "day"}.get(word, word[:-2])
    unit = (match["unit"] or match["unit2"] or adverb).lower()
    return Reading("SET", length(count_of(match["num"]) if match["num"] else 1, unit))


@_rule(rf"(?:a|per)\s+{UNIT}(?!\s+(?:and|ago|or|later|earlier|before|after|old|long)\b|-)")
def _rate(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "a day" after a sum or an amount as a repetition."""
    if match["unit"].lower() in {"second", "quarter"} or not _PRICED.fullmatch(clock.before.lstrip("$\u20ac\u00a3")):
        return None
    return Reading("SET", length(1, match["unit"].lower()))


@_rule(
    rf"""(?:(?:(?:the|its|his|her|their|a|another|those|these)\s+)?(?:(?:last|past|next|first|coming|final|mere|full)\s+)?{NUM}\s+
    (?:more\s+|straight\s+|consecutive\s+|full\s+|long\s+)?(?P<half>and\s+a\s+half\s+)?|{NUM.replace("num", "num2")}-)
    {UNIT}s?(?P<half2>\s+and\s+(?:a\s+half|(?P<quarter>a\s+quarter)))?(?!-old|-long|\s+old|\s+into\s+the)"""
)
def _duration(match: re.Match[str], clock: Clock) -> Reading | None:
    words_read, unit = match[0], match["unit"].lower()
    if _NO_SECOND.match(words_read) and unit in {"second", "quarter"}:
        return None
    count = count_of(match["num"] or match["num2"])
    if count == 1 and unit == "night":
        alone = _ALONE.match(match.string, match.end())
        return Reading("DURATION", "P1TNI") if alone and clock.before in _LASTING else None
    part = 0.25 if match["quarter"] else 0.5 if match["half"] or match["half2"] else 0
    return Reading("DURATION", length(count if count is None else count + part, unit))


@_rule(rf"{NUM}\s+(?P<season>summer|winter|spring|autumn)s")
def _years_by_seasons(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DURATION", length(count_of(match["num"]), "year"))


@_rule(r"half\s+(?:a|an)\s+(?P<unit>hour|day|year|century|decade)|(?P<all>(?:day|night|week|month|year)-long)")
def _half(match: re.Match[str], _: Clock) -> Reading:
    if match["all"]:
        return Reading("DURATION", length(1, match["all"].lower().removesuffix("-long")))
    values = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "century": "P50Y", "decade": "P5Y"}
    return Reading("DURATION", values[match["unit"].lower()])


@_rule(
    r"(?:the\s+coming\s+|the\s+past\s+|recent\s+)?(?P<unit>hour|day|week|month|year|decade|centurie)s(?P<side>(?=\s+(?:after|before)\b))?"
)
def _vague_duration(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["side"] is None and clock.before not in _LASTING:
        return None
    return Reading("DURATION", length(None, match["unit"].lower()))
