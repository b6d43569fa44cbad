"""The patterns of time expressions, and how each is read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from twicetold_baselines.rules import reckoning
from twicetold_baselines.rules.reckoning import MONTHS, PARTS, SEASONS, WEEKDAYS, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.ontology import DateModifier, DateType

_MONTH = (
    r"(?P<month>(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?))"
)
_WEEKDAY = (
    r"(?P<weekday>(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.))"
)
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9:%]|[.,][0-9])"
_DAY_2 = r"(?:\s?[-\u2013]\s?(?P<day2>[1-9]|[12][0-9]|3[01])(?:th)?\b)?"
_YEAR = r"(?P<year>(?:1[0-9]|20)[0-9]{2})(?![0-9%]|[.,][0-9])"
_PART = r"(?P<part>morning|afternoon|evening|night|dawn)\b"
_UNIT = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"
_SMALL = (
    "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {**{word: max(1, place - 1) for place, word in enumerate(_SMALL)}, **_TENS, "couple": 2, "hundred": 100}
_VAGUE = r"several|many|some|a\ few|few|dozens\ of|a\ number\ of|recent|countless"
_NUM = (
    rf"(?P<num>[0-9]{{1,6}}(?![0-9]|[.,][0-9])|(?:a\ )?couple(?:\ of)?|(?:a\ )?hundred|{_VAGUE}"
    rf"|(?:{'|'.join(_SMALL[::-1])}|{'|'.join(_TENS)})(?=[\s-]))"
)
_COUNT_NOUN = r"(?!\s+(?:people|percent|per\s+cent|dead|[a-z]+(?:ts|rs|ns|es|ds|ps|ms))\b)"
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|last)"
_SIGNS = {"second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W",
          "weekend": "{}W", "month": "{}M", "quarter": "{}Q", "year": "{}Y"}  # fmt: skip
_YEARS = {"decade": 10, "century": 100, "centurie": 100}
_ALSO_WORDS = frozenset({"May", "March"})
_BEFORE_DATE = frozenset("in since until till from to through of by before after during between early late mid".split())
_TURN = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}

CORE_WORD = re.compile(
    r"""(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\.
    |january|february|march|april|may|june|july|august|september|october|november|december
    |(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?
    |today|tonight|tomorrow|yesterday|overnight|noon|midday|midnight|[ap]\.m\.|[ap]m|o['\u2019]clock
    |now|currently|recently|lately|soon|nowadays|presently|moment|past|future|daily|weekly|monthly|annually|yearly
    |hourly|nightly|quarterly
    |spring|summer|autumn|fall|winter|morning|afternoon|evening|night|dawn
    |(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?|half
    |1[0-9]{3}|20[0-9]{2}|[0-9]{1,2}:[0-9]{2}|[0-9]{3}0s
    |(?:[a-z0-9]+-)?(?:century|quarter|minute|hour|day|week|month|year|decade)|mid-[a-z0-9]+|[0-9]+[ap]m""",
    re.VERBOSE,
)
START_WORD = frozenset(
    (
        "the a an one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
        "couple several many some few recent last next this that these past previous following coming same current "
        "every each once twice early late earlier later mid end beginning start middle first second third fourth "
        "about around approximately roughly nearly almost less fewer under more over at up half dozens"
    ).split()
)
FUTURE = frozenset("will shall 'll won't upcoming scheduled due plans planned planning expects expected slated".split())
PAST = frozenset("said told says was were had did has began took came went made met won lost".split())


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
    rf"""(?:the\s+)?(?:{_PART}\s+of\s+|(?P<weekend>weekend)\s+of\s+)?(?:{_WEEKDAY},?\s+)?
    (?:{_MONTH}\s+(?:the\s+)?{_DAY}{_DAY_2}|(?:the\s+)?{_DAY.replace("day", "day0")}
       {_DAY_2.replace("day2", "day3")}\s+(?:of\s+)?{_MONTH.replace("month", "month0")})
    (?:,?\s+(?:of\s+)?{_YEAR})?(?:,?\s+(?:in\s+the\s+)?{_PART.replace("part", "part2")})?"""
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


@_rule(rf"(?:the\s+)?{_ORDINAL}\s+(?:(?P<weekend>weekend|week)|{_WEEKDAY})\s+(?:of|in)\s+{_MONTH}(?:,?\s+{_YEAR})?")
def _ordinal_of_month(match: re.Match[str], clock: Clock) -> Reading:
    first = _first_of_month(match, clock)
    ordinal = _ORDINALS[match["ordinal"].lower()]
    if match["weekday"]:
        return Reading("DATE", reckoning.weekday_of_month(first, ordinal, number_of(match["weekday"], WEEKDAYS)).isoformat())
    saturday = reckoning.weekday_of_month(first, ordinal, reckoning.SATURDAY)
    return Reading("DATE", reckoning.weekend(saturday, 0) if match["weekend"] == "weekend" else reckoning.week(saturday))


def _first_of_month(match: re.Match[str], clock: Clock) -> date:
    number = number_of(match["month"], MONTHS) + 1
    if match["year"]:
        return date(int(match["year"]), number, 1)
    return reckoning.nearest_month(clock.published, number, future=clock.future)


@_rule(rf"{_MONTH}(?:\s+of)?,?\s+{_YEAR}{_COUNT_NOUN}")
def _month_of_year(match: re.Match[str], clock: Clock) -> Reading:
    return Reading("DATE", reckoning.month(_first_of_month(match, clock)))


@_rule(rf"(?:(?P<turn>last|next|this|past|coming)\s+)?{_MONTH}(?:\s+(?:of\s+)?(?P<turn2>last|this|next)\s+year)?")
def _month_alone(match: re.Match[str], clock: Clock) -> Reading | None:
    word, turn = match["month"], (match["turn"] or "").lower()
    number = number_of(word, MONTHS) + 1
    if match["turn2"]:
        year = clock.published.year + _TURN[match["turn2"].lower()]
        return Reading("DATE", f"{year:04}-{number:02}")
    if not turn and (len(word.rstrip(".")) == 3 and word != "May" or word in _ALSO_WORDS and clock.before not in _BEFORE_DATE):
        return None
    away = reckoning.nearest_month(clock.published, number, future=clock.future or turn in {"next", "coming"})
    return Reading("DATE", reckoning.month(away))


@_rule(rf"(?:every|each)\s+{_WEEKDAY}(?:\s+{_PART})?|(?P<plural>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s")
def _every_weekday(match: re.Match[str], _: Clock) -> Reading:
    weekday = number_of(match["weekday"] or match["plural"], WEEKDAYS) + 1
    return Reading("SET", f"XXXX-WXX-{weekday}{PARTS[match['part'].lower()] if match['part'] else ''}")


@_rule(
    rf"""(?:(?:the|(?P<some>a|one))\s+)?(?:(?P<turn>last|next|this|past|previous|coming|following|same)\s+)?
    {_WEEKDAY}(?:\s+{_PART})?"""
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


@_rule(rf"(?P<day>today|yesterday|tomorrow)(?:\s+{_PART})?|(?P<night>tonight|overnight|last\s+night)|this\s+{_PART.replace('part', 'part2')}")
def _deictic_day(match: re.Match[str], clock: Clock) -> Reading:
    night = (match["night"] or "").lower()
    away = {"yesterday": -1, "tomorrow": 1}.get((match["day"] or "").lower(), 0) - (night[:2] in {"ov", "la"})
    day = (clock.published + timedelta(days=away)).isoformat()
    part = (match["part"] or match["part2"] or ("night" if night else "")).lower()
    return Reading("TIME", day + PARTS[part]) if part else Reading("DATE", day)


@_rule(
    rf"""(?:(?:the|that)\s+)?(?P<turn>next|following|previous|same|that|very\s+same)\s+(?:very\s+)?
    (?:(?P<unit>day|week|month|year)(?:\s+{_PART})?|{_PART.replace("part", "part2")})
    |the\s+{_UNIT.replace("unit", "unit2").replace("second|minute|hour|", "")}\s+(?P<side>before|after)(?!\s+(?:the|a|his|her|its|he|she|they|it)\b)"""
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
    turn, day = _TURN[match["turn"].lower()], clock.published
    if match["weekend"]:
        return Reading("DATE", reckoning.last_weekend(day) if turn < 0 else reckoning.weekend(day, turn))
    if match["season"]:
        return Reading("DATE", f"{_year_of_season(match['season'].lower(), turn, day):04}-{SEASONS[match['season'].lower()]}")
    if match["turn"].lower() == "past":  # "the past year" lasted until now
        return Reading("DURATION", _length(1, match["unit"].lower()))
    return Reading("DATE", reckoning.shifted(day, turn, match["unit"].lower()))


def _year_of_season(season: str, turn: int, day: date) -> int:
    over = day.month > {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}[season]
    return day.year + turn + (turn < 0 and over)


@_rule(r"(?:the|this)\s+weekend")
def _weekend(_: re.Match[str], clock: Clock) -> Reading:
    ahead = clock.future or reckoning.is_weekend(clock.published)
    return Reading("DATE", reckoning.weekend(clock.published, 0) if ahead else reckoning.last_weekend(clock.published))


@_rule(rf"(?:the\s+)?(?P<season>{'|'.join(SEASONS)})(?:\s+of)?,?\s+{_YEAR}")
def _season_of_year(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DATE", f"{match['year']}-{SEASONS[match['season'].lower()]}")


@_rule(rf"(?:the\s+)?{_ORDINAL}[ -](?P<what>quarter|half)(?:\s+of(?:\s+the\s+year|\s+{_YEAR}|\s+(?P<turn>last|this|next)\s+year)?|\s+{_YEAR.replace('year', 'year2')})?")
def _quarter(match: re.Match[str], clock: Clock) -> Reading | None:
    ordinal, what = _ORDINALS[match["ordinal"].lower()], match["what"][0].upper()
    if match[0].lower().endswith(" of") or (what == "H" and " of" not in match[0]):
        return None
    year = int(match["year"] or match["year2"] or clock.published.year + _TURN.get((match["turn"] or "").lower(), 0))
    number = ordinal + 1 if ordinal >= 0 else {"Q": 4, "H": 2}[what]
    if not (match["year"] or match["year2"] or clock.future) and what == "Q" and number > (clock.published.month + 2) // 3:
        year -= 1
    return Reading("DATE", f"{year:04}-{what}{number}")


@_rule(rf"{_NUM}\s+{_UNIT}s?\s+(?P<side>ago|earlier|later|before|after|from\s+now)(?!\s+(?:the|a|an|his|her|its|their|he|she|they|it)\b)|(?P<bare>decade|year|month|week|day|hour|minute)s\s+(?P<side2>ago|later|earlier)")
def _some_units_away(match: re.Match[str], clock: Clock) -> Reading:
    side = (match["side"] or match["side2"]).lower()
    sign = -1 if side in {"ago", "earlier", "before"} else 1
    count = None if match["bare"] else _count(match["num"])
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


@_rule(rf"(?:every|each)\s+(?:{_NUM}\s+)?{_UNIT}s?|(?P<rate>once|twice|several\s+times|[a-z0-9]+\s+times)\s+(?:a|each|every|per)\s+{_UNIT.replace('unit', 'unit2')}|(?P<adverb>daily|weekly|monthly|annually|yearly|hourly|nightly|quarterly)")
def _repeated(match: re.Match[str], _: Clock) -> Reading:
    adverb = {"annually": "year", "daily": "day"}.get((match["adverb"] or "").lower(), (match["adverb"] or "ly")[:-2])
    unit = (match["unit"] or match["unit2"] or adverb).lower()
    return Reading("SET", _length(_count(match["num"]) if match["num"] else 1, unit))


@_rule(rf"(?:(?:the|its|his|her|their|a)\s+)?(?:(?P<turn>last|past|next|first|coming|final|mere|full)\s+)?{_NUM}(?P<hyphen>-|\s+)(?:more\s+|straight\s+|consecutive\s+|full\s+|and\s+a\s+half\s+)?{_UNIT}s?['\u2019]?(?!-old|\s+old)")
def _duration(match: re.Match[str], _: Clock) -> Reading | None:
    unit = match["unit"].lower()
    if match["num"].lower() in {"a", "an", "some"} and match[0].endswith("s") and match["hyphen"] == "-":
        return None
    return Reading("DURATION", _length(_count(match["num"]), unit))


@_rule(r"half\s+(?:a|an)\s+(?P<unit>hour|day|year|century|decade)")
def _half(match: re.Match[str], _: Clock) -> Reading:
    values = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "century": "P50Y", "decade": "P5Y"}
    return Reading("DURATION", values[match["unit"].lower()])


@_rule(r"(?P<unit>hour|day|week|month|year|decade|centurie)s")
def _vague_duration(match: re.Match[str], clock: Clock) -> Reading | None:
    if clock.before not in {"for", "in", "within", "after", "over", "last", "took", "through"}:
        return None
    return Reading("DURATION", _length(None, match["unit"].lower()))


def _count(word: str) -> int | None:
    """Return the number a word stands for; None of a vague one."""
    plain = re.sub(r"^a\s+(?=couple|hundred)|\s+of$", "", word.lower())
    return int(plain) if plain.isdigit() else _NUMBERS.get(plain)


def _length(count: int | None, unit: str) -> str:
    if unit in _YEARS:
        return f"P{count * _YEARS[unit]}Y" if count else "PXY"
    return "P" + _SIGNS.get(unit, "{}W").format("X" if count is None else count * (2 if unit == "fortnight" else 1))


@_rule(r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?\s?(?P<half>[ap])\.?m\b\.?(?:\s+(?:local\s+time|[A-Z]{2,4}T|ET|UTC)\b)?|(?P<hour2>[01]?[0-9]|2[0-3]):(?P<minute2>[0-5][0-9])(?P<zone>\s+(?:hours|local\s+time|GMT|UTC|[A-Z]{1,3}T)\b)?")
def _clock_time(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["half"]:
        hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
        return Reading("TIME", f"T{hour:02}:{match['minute'] or '00'}")
    if not match["zone"] and clock.before not in {"at", "by", "until", "from", "around", "about", "before", "after"}:
        return None
    return Reading("TIME", f"T{int(match['hour2']):02}:{match['minute2']}")


@_rule(r"(?P<name>noon|midday|midnight)")
def _named_hour(match: re.Match[str], _: Clock) -> Reading:
    return Reading("TIME", "T24:00" if match["name"].lower() == "midnight" else "T12:00")


@_rule(r"(?:the\s+)?(?P<number>[1-9][0-9]?)(?:st|nd|rd|th)[ -]century|(?:the\s+)?(?P<decade>(?:1[0-9]|20)[0-9])0s")
def _decade(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DATE", match["decade"] or f"{int(match['number']) - 1:02}")


@_rule(rf"(?:the\s+year\s+)?{_YEAR}(?:\s?[-\u2013]\s?(?P<last>(?:1[0-9]|20)?[0-9]{{2}})(?!-))?{_COUNT_NOUN}")
def _year(match: re.Match[str], clock: Clock) -> Reading | None:
    year, last = match["year"], match["last"]
    plain = clock.before in _BEFORE_DATE or year[:2] in {"19", "20"} or match[0][:1] in "tT"
    if not plain or clock.before in {"$", "no.", "number"}:
        return None
    return Reading("DATE", f"{year}/{year[:4 - len(last)]}{last}" if last else year)


@_rule(r"(?:just\s+|right\s+|until\s+|by\s+)?(?P<now>now|currently|nowadays|presently|at\s+(?:the\s+moment|present)|the\s+moment)|(?P<past>(?:more\s+)?recently|lately|the\s+(?:recent\s+)?past)|(?P<future>(?:very\s+)?soon|the\s+(?:near\s+)?future)")
def _vague(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["future"] and clock.before == "as":
        return None
    return Reading("DATE", "PRESENT_REF" if match["now"] else "PAST_REF" if match["past"] else "FUTURE_REF")


def _modifier(words: str, mod: DateModifier, *kinds: DateType) -> tuple[re.Pattern[str], DateModifier, frozenset[DateType]]:
    return re.compile(rf"(?:{words})", re.IGNORECASE), mod, frozenset(kinds)


_SPAN_OF = r"(?:days|weeks|months|years|part|hours)"
MODIFIERS = [
    _modifier(r"(?:about|around|approximately|roughly|some)\s+", "APPROX", "DURATION", "TIME"),
    _modifier(r"(?:nearly|almost|less than|fewer than|under|up to)\s+", "LESS_THAN", "DURATION"),
    _modifier(r"(?:more than|over)\s+", "MORE_THAN", "DURATION"),
    _modifier(r"at least\s+", "EQUAL_OR_MORE", "DURATION"),
    _modifier(r"at most\s+", "EQUAL_OR_LESS", "DURATION"),
    _modifier(rf"(?:the\s+)?(?:early(?:\s+in)?\s+|(?:beginning|start|first {_SPAN_OF}|opening {_SPAN_OF})\s+of\s+)", "START", "DATE", "TIME"),
    _modifier(r"(?:the\s+)?(?:mid[- ]|middle\s+of\s+)", "MID", "DATE", "TIME"),
    _modifier(rf"(?:the\s+)?(?:late(?:\s+in|\s+on)?\s+|(?:end|close|last {_SPAN_OF}|final {_SPAN_OF})\s+of\s+)", "END", "DATE", "TIME"),
]
"""What stands before the core of a time expression and is part of it: its TIMEX3 modifier, and with which types."""
