"""Dates that dateparser finds in an English text (`search_dates`).

| period that dateparser gives | here |
|---|---|
| `year`, `month`, `week`, `day` | DATE `2022`, `2022-01`, `2022-W01`, `2022-01-04` |
| `time` | TIME `2022-01-04T20:30`, with `Z` if it read the zone as UTC |
| `part_of_day` | TIME `2022-01-04TEV`: by the hour that it stands for, `PARTS_OF_DAY` |

Rules. dateparser returns words without their place: they are looked for in order. It swallows function words on both
sides ("on Tuesday and"): they are outside the span, with blanks and punctuation. Publication is read on its own clock.
Where an expression may be past or to come, dateparser decides as it does by itself: told to prefer the past, it takes
the name of the day of publication for the week before, and is right less often on train and dev.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PERIODS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
PARTS_OF_DAY = ((12, "TMO"), (13, "TMI"), (18, "TAF"), (20, "TEV"), (24, "TNI"))
"""A part of the day by the hour before which it lies."""

_PREPOSITIONS = "on|in|at|by|from|of|since|until|till|for|to|and|during|before|after|between"
_IN_FRONT = re.compile(rf"(?:(?:{_PREPOSITIONS})\s+)+", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:\W+(?:{_PREPOSITIONS}|a|an|the|with|or)\b)*\W*\Z", re.IGNORECASE)


def opened() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Load dateparser and return the function from an article to its dates."""
    from dateparser.search import search_dates  # type: ignore[import-untyped] # noqa: PLC0415 - in its environment

    settings = {"RETURN_TIME_AS_PERIOD": True, "TIMEZONE": "UTC"}

    def extract(article: dict[str, Any]) -> dict[str, Any]:
        base = datetime.fromisoformat(article["published"]).replace(tzinfo=None)
        found = search_dates(
            article["text"], languages=["en"], settings={**settings, "RELATIVE_BASE": base}, add_period=True
        )
        return {"dates": dates_of(found or [], article["text"])}

    return extract


def dates_of(found: Iterable[tuple[str, datetime, str]], text: str) -> list[dict[str, Any]]:
    """Return the dates for the words, times and periods that dateparser found in a text, in its order."""
    dates: list[dict[str, Any]] = []
    at = 0
    for words, time, period in found:
        place = text.find(words, at)
        if place < 0:
            continue
        at = place + len(words)
        start, end = trimmed(words)
        kind, value = meaning_of(time, period)
        span = [{"start": place + start, "end": place + end}]
        dates.append({"id": f"d{len(dates) + 1}", "span": span, "type": kind, "value": value})
    return dates


def trimmed(words: str) -> tuple[int, int]:
    """Return where the expression begins and ends in what dateparser marked; all of it if nothing else were left."""
    front = _IN_FRONT.match(words)
    start = front.end() if front else 0
    behind = _BEHIND.search(words, start)
    end = behind.start() if behind else len(words)
    return (start, end) if start < end else (0, len(words))


def meaning_of(time: datetime, period: str) -> tuple[str, str]:
    """Return type and value of a time and the period that it stands for."""
    if period in PERIODS:
        return "DATE", time.strftime(PERIODS[period])
    if period == "part_of_day":
        return "TIME", f"{time:%Y-%m-%d}{next(part for before, part in PARTS_OF_DAY if time.hour < before)}"
    zone = "Z" if time.tzinfo is not None and not time.utcoffset() else ""
    return "TIME", f"{time:%Y-%m-%dT%H:%M}{zone}"
