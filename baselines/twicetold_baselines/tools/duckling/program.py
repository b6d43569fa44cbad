"""Duckling's times and durations as dates.

| what Duckling gives | here |
|---|---|
| `time` of grain year, quarter, month, week, day | DATE `2022`, `2022-Q1`, `2022-01`, `2022-W01`, `2022-01-04` |
| `time` of grain hour, minute | TIME `2022-01-04T20:30`, with `Z` where the words name GMT or UTC |
| `time` of grain second | DATE `PRESENT_REF`: it is "now" |
| an interval that is a part of the day, a weekend, a season | `2022-01-04TEV`, `2022-W01-WE`, `2022-SP` |
| any other interval | its start, or its end if it has no start or starts now |
| `duration` | DURATION `P3D`, `PT2H` |

Rules. News tells of the past: of what recurs (Monday, March, 8 p.m.) Duckling gives the next three times, and the last
one that is not after the day of publication is meant. Of "three days ago" the unit in the words is the grain, where
Duckling's is finer. Prepositions that Duckling takes in front, and punctuation behind, are outside the span.
Publication is read on its own clock: its offset from UTC is dropped. Duckling is given paragraphs, since its time grows
faster than the text.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_GRAINS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
_UNITS = {
    "year": "P{}Y", "quarter": "P{}Q", "month": "P{}M", "week": "P{}W", "day": "P{}D",
    "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S",
}  # fmt: skip
_PARTS_OF_DAY = {(0, 12): "MO", (12, 17): "AF", (12, 19): "AF", (18, 0): "EV", (21, 0): "NI"}
"""By the hours between which it lies. Duckling's night is its evening, so that the words decide between the two."""
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
"""By the month in which it begins."""
_SEASON = timedelta(days=80), timedelta(days=100)
_WEEKEND = timedelta(hours=54)
_FRIDAY = 4

_IN_FRONT = re.compile(
    r"(?:(?:on|in|at|by|from|of|since|until|till|for|during|before|after|between)\s+)+", re.IGNORECASE
)
_AGO = re.compile(r"(year|month|week|day)s? (?:ago|back)", re.IGNORECASE)


class Moment(NamedTuple):
    """A time that Duckling names, and how exactly."""

    time: datetime
    grain: str


class Stretch(NamedTuple):
    """A time, or an interval from one to another; of an open one an end is missing."""

    start: Moment | None
    until: Moment | None

    @property
    def first(self) -> Moment:
        """The moment that it begins with, as far as it has one."""
        moment = self.start or self.until
        if moment is None:
            raise ValueError("an interval without ends")
        return moment


def opened() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Load Duckling and return the function from an article to its dates."""
    import duckling  # type: ignore[import-not-found] # noqa: PLC0415 - only its environment has it

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    locale = duckling.parse_locale("EN_GB", duckling.default_locale_lang(duckling.parse_lang("EN")))
    dimensions = duckling.parse_dimensions(["time", "duration"])

    def extract(article: dict[str, Any]) -> dict[str, Any]:
        published = datetime.fromisoformat(article["published"]).replace(tzinfo=None)
        seconds = (published - datetime(1970, 1, 1)) // timedelta(seconds=1)  # noqa: DTZ001 - on its own clock
        context = duckling.Context(duckling.parse_ref_time(zones, "UTC", seconds), locale)
        text = article["text"]
        found = []
        for paragraph in re.finditer(r"\S[^\n]*", text):
            for answer in duckling.parse(paragraph[0], context, dimensions):
                place = {end: answer[end] + paragraph.start() for end in ("start", "end")}
                found.append(answer | place)
        return {"dates": dates_of(found, text, published)}

    return extract


def dates_of(answers: list[dict[str, Any]], text: str, published: datetime) -> list[dict[str, Any]]:
    """Return the dates for what Duckling found in a text, in its order."""
    dates: list[dict[str, Any]] = []
    for answer in answers:
        start, end = trimmed(text, answer["start"], answer["end"])
        if meaning := meaning_of(answer, text[start:end], published):
            span = [{"start": start, "end": end}]
            dates.append({"id": f"d{len(dates) + 1}", "span": span, "type": meaning[0], "value": meaning[1]})
    return dates


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without prepositions in front, and without what is no letter or digit behind (but "p.m.")."""
    if (front := _IN_FRONT.match(text, start, end)) and front.end() < end:
        start = front.end()
    while end > start + 1 and not text[end - 1].isalnum() and text[end - 2 : end].lower() != "m.":
        end -= 1
    return start, end


def meaning_of(answer: dict[str, Any], words: str, published: datetime) -> tuple[str, str] | None:
    """Return type and value of what Duckling found; None for what has no value here."""
    value = answer["value"]
    if answer["dim"] == "duration":
        return ("DURATION", _UNITS[value["unit"]].format(value["value"])) if value["unit"] in _UNITS else None
    stretches = [_stretch(each) for each in value["values"]]
    if not stretches:
        return None
    meant = latest(stretches, published)
    if meant.start and meant.until:
        starts_now = meant.start.grain == "second"
        return _point(meant.until, words) if starts_now else _interval(meant.start, meant.until, words)
    return _point(meant.first, words)


def latest(stretches: list[Stretch], published: datetime) -> Stretch:
    """Return which of the times of an expression is meant: the last one that is not after the day of publication.

    Duckling gives those to come, so that it is one of them, or lies a step before the first.
    """
    over = [each for each in stretches if each.first.time.date() <= published.date()]
    if over or len(stretches) == 1:
        return over[-1] if over else stretches[0]
    first, second = (each.first.time for each in stretches[:2])
    return Stretch(*(each and Moment(_back(each.time, first, second), each.grain) for each in stretches[0]))


def _back(time: datetime, first: datetime, second: datetime) -> datetime:
    """Return a time moved back by the step between two others: by whole years or months where they differ in these."""
    months = 12 * (second.year - first.year) + second.month - first.month
    if not months or (second.day, second.time()) != (first.day, first.time()):
        return time - (second - first)
    years, month = divmod(12 * time.year + time.month - 1 - months, 12)
    try:
        return time.replace(year=years, month=month + 1)
    except ValueError:  # 29 February, the 31st
        return time - (second - first)


def _stretch(value: dict[str, Any]) -> Stretch:
    """Read one of Duckling's values; its offset is that of a zone that was not asked for."""
    if value["type"] == "value":
        return Stretch(_moment(value), None)
    return Stretch(*(_moment(value[end]) if end in value else None for end in ("from", "to")))


def _moment(value: dict[str, Any]) -> Moment:
    return Moment(datetime.fromisoformat(value["value"]).replace(tzinfo=None), value["grain"])


def _interval(start: Moment, until: Moment, words: str) -> tuple[str, str]:
    length = until.time - start.time
    if length < timedelta(days=1) and (part := _PARTS_OF_DAY.get((start.time.hour, until.time.hour))):
        part = "NI" if "night" in words.lower() else part
        return "TIME", f"{start.time:%Y-%m-%d}T{part}"
    if length == _WEEKEND and start.time.weekday() == _FRIDAY:
        return "DATE", f"{start.time:%G-W%V}-WE"
    if _SEASON[0] < length < _SEASON[1] and start.time.month in _SEASONS:
        return "DATE", f"{start.time:%Y}-{_SEASONS[start.time.month]}"
    return _point(start, words)


def _point(moment: Moment, words: str) -> tuple[str, str]:
    time, grain = moment
    if ago := _AGO.search(words):
        grain = ago[1].lower()
    if grain == "quarter":
        return "DATE", f"{time:%Y}-Q{(time.month + 2) // 3}"
    if grain in _GRAINS:
        return "DATE", time.strftime(_GRAINS[grain])
    if grain == "second":
        return "DATE", "PRESENT_REF"
    zone = "Z" if re.search(r"\b(?:GMT|UTC)\b", words) else ""
    return "TIME", f"{time:%Y-%m-%dT%H:%M}{zone}"
