"""Times of day: by the clock in figures or words, and by parts of the day.

A reader returns a value without a day ("T20:30"); the day is found by what stands around (see `finding.py`).
"""

from __future__ import annotations

import re

from twicetold_baselines.rules.dates.context import Clock, Reading, Rule, registering
from twicetold_baselines.rules.dates.grammar import NUMBERS
from twicetold_baselines.rules.dates.reckoning import PARTS
from twicetold_baselines.rules.text import words

RULES: list[Rule] = []
"""Patterns of times of day with their readers; the first that reads a value wins."""
_rule = registering(RULES)

_ZONE = (
    r"(?:(?P<utc>\s?(?:GMT|UTC|Z)\b)|\s+(?:hours|local(?:\s+time)?|(?-i:[A-Z]{2,3}T|ET)|(?-i:[A-Z][a-z]+)\s+time)\b)?"
)
_HOURS = {
    word: number for word, number in NUMBERS.items() if number in range(1, 13) and word not in {"a", "an", "another"}
}
HOUR_WORDS = frozenset(_HOURS)
"""Hours in words, which are times only where what stands around says so."""
BEFORE_HOUR = words("at since by about until past to from around")
_HOUR = rf"(?P<hour>{'|'.join(sorted(_HOURS, key=len, reverse=True))}|noon|midnight)\b"
_STEPS = {"quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_OF_DAY = (
    r"(?P<clock>\s+o['\u2019]clock)?(?:\s+(?:in\s+the\s+(?P<part>morning|afternoon|evening)|at\s+(?P<night>night)))?"
)
_AT = words("at by until till from around about before after since between to and for past or")
_AT_POINT = words("at until till from around since or")
_CLOSES = re.compile(r"\s*(?:[.,;:!?)\u2014\u201d\"]|\Z)|\s+(?:on|and|to|or|in|he|she|they|it|when|o)\b")
_FIXED_HOURS = {"noon": 12, "midnight": 24}
_AFTERNOON = range(1, 7)
_NEAR = 120  # letters within which one time follows another
_NOON = 12
_UNITS_AFTER = re.compile(
    r"\s*(?:%|per\s?cent|percent|million|billion|trillion|k?m\b|kg|met|kilo|mile|euro|dollar|pound|points|degrees|seconds)"
)


@_rule(rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?\s?(?P<half>[ap])(?:\.\s?m\.|m\b){_ZONE}")
def _twelve_hours(match: re.Match[str], _: Clock) -> Reading:
    hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
    return Reading("TIME", f"T{hour:02}:{match['minute'] or '00'}{'Z' if match['utc'] else ''}")


@_rule(rf"(?:that\s+)?(?P<hour>[01]?[0-9]|2[0-4])(?P<sign>[:.h])(?P<minute>[0-5][0-9])(?![.:]?[0-9]){_ZONE}")
def _twenty_four_hours(match: re.Match[str], clock: Clock) -> Reading | None:
    zoned = match.end("minute") < match.end()
    plain = match["sign"] == ":" and len(match["hour"]) == len("00")
    sure = plain or match["sign"] == "h" or zoned or clock.opens
    told = clock.before in (_AT if match["sign"] == ":" else _AT_POINT)  # "fell to 10.32" is a price
    if _UNITS_AFTER.match(match.string, match.end()) or not (sure or told):
        return None
    return Reading("TIME", f"T{int(match['hour']):02}:{match['minute']}{'Z' if match['utc'] else ''}")


@_rule(r"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?P<utc>Z|\s?(?:GMT|UTC|hours)\b)?")
def _military(match: re.Match[str], clock: Clock) -> Reading | None:
    if not match["utc"]:
        return Reading("TIME", f"T{match['hour']}:{match['minute']}") if clock.before == "at" else None
    return Reading("TIME", f"T{match['hour']}:{match['minute']}{'' if 'hours' in match['utc'].lower() else 'Z'}")


@_rule(rf"(?:a\s+)?(?P<step>quarter|half|five|ten|twenty-five|twenty)\s+(?P<side>past|to)\s+{_HOUR}{_OF_DAY}")
def _past_or_to(match: re.Match[str], clock: Clock) -> Reading | None:
    step, before = _STEPS[match["step"].lower()], match["side"].lower() == "to"
    if before and (step == _STEPS["half"] or clock.before not in _AT - {"from", "between"} | {":", "is", "was"}):
        return None  # "five to two" may count votes, "from five to ten" is a range
    step = -step if before else step
    fixed = _FIXED_HOURS.get(match["hour"].lower())
    if fixed is not None:
        return _time((fixed * 60 + step) % (24 * 60))
    return _spoken((_HOURS[match["hour"].lower()] * 60 + step) % (_NOON * 60), match, clock)


@_rule(rf"{_HOUR}{_OF_DAY}")
def _full_hour(match: re.Match[str], clock: Clock) -> Reading | None:
    name = match["hour"].lower()
    if name in _FIXED_HOURS:
        return _time(_FIXED_HOURS[name] * 60)
    said = match["clock"] or match["part"] or match["night"]
    if not said and not (clock.before in {"at", "since"} and _CLOSES.match(match.string, match.end())):
        return None
    return _spoken(_HOURS[name] % _NOON * 60, match, clock)


@_rule(
    r"""(?P<hour>1[0-2]|[1-9])(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening)|\s+o['\u2019]clock
    |(?P<that>(?=\s+that\s+(?:morning|evening|afternoon|night)\b)))"""
)
def _hour_in_figures(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["that"] is not None and clock.before not in _AT:
        return None
    return _spoken(int(match["hour"]) % _NOON * 60, match, clock)


@_rule(r"midday")
def _midday(_: re.Match[str], _clock: Clock) -> Reading:
    return Reading("TIME", "T12:00")


@_rule(r"(?:(?:the\s+)?first\s+light|daybreak|dawn|sunrise|(?P<end>dusk|sunset|nightfall)|(?P<light>daylight))")
def _edge_of_day(match: re.Match[str], clock: Clock) -> Reading | None:
    if clock.before not in _AT | {"waited", "of", "till"}:
        return None
    if match["light"]:
        return Reading("TIME", "TDT")
    return Reading("TIME", "TEV" if match["end"] else "TMO", None, "START")


@_rule(
    r"""(?:the|all)\s+(?:(?:early|small)\s+hours
      (?:\s+of(?=\s+(?:today|yesterday|[0-9]|(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b))))?
    |(?:whole\s+|last\s+|long\s+)?(?P<part>morning|afternoon|evening|night)
      (?=\s*[^\w\s]|\s*\Z|\s+(?:before|after|of|when|that|he|she|it|they|we|i|on|in|at|to|and)\b))"""
)
def _part_of_a_day(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["part"] is None:
        return Reading("TIME", "TNI", None, "END")
    if clock.before in {"of", "for"} or clock.day is None:
        return None
    return Reading("TIME", PARTS[match["part"].lower()])


def _spoken(minutes: int, match: re.Match[str], clock: Clock) -> Reading:
    """Return a time told by twelve hours, in the half of the day that is said or else likely."""
    groups = match.groupdict()
    part = (groups.get("part") or "").lower()
    night = groups.get("night")
    if part or night:
        later = part in {"afternoon", "evening"} or (night is not None and minutes >= _AFTERNOON.stop * 60)
    else:
        later = _is_likely_later(minutes, clock, match.start())
    return _time(minutes + _NOON * 60 * later)


def _is_likely_later(minutes: int, clock: Clock, start: int) -> bool:
    """Tell which half of the day is meant: that in which the time follows the last one, or else the waking hours."""
    if clock.time is None or start - clock.time.end > _NEAR:
        return minutes // 60 in _AFTERNOON
    return clock.time.at.hour * 60 + clock.time.at.minute >= minutes


def _time(minutes: int) -> Reading:
    return Reading("TIME", f"T{minutes // 60:02}:{minutes % 60:02}")
