"""dateparser: what it finds, as dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tools.trying import extracted
from twicetold.model import text_of
from twicetold_baselines.tools import DateParser
from twicetold_baselines.tools.date_parser import program

TIME = datetime(2022, 1, 4, 20, 30)  # noqa: DTZ001 - as dateparser gives it


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("year", ("DATE", "2022")),
        ("month", ("DATE", "2022-01")),
        ("week", ("DATE", "2022-W01")),
        ("day", ("DATE", "2022-01-04")),
        ("time", ("TIME", "2022-01-04T20:30")),
        ("part_of_day", ("TIME", "2022-01-04TNI")),
    ],
)
def test_a_period_is_the_granularity(period: str, expected: tuple[str, str]) -> None:
    assert program.meaning_of(TIME, period) == expected


@pytest.mark.parametrize(("hour", "part"), [(3, "TMO"), (9, "TMO"), (12, "TMI"), (15, "TAF"), (18, "TEV"), (20, "TNI")])
def test_a_part_of_the_day_goes_by_its_hour(hour: int, part: str) -> None:
    assert program.meaning_of(TIME.replace(hour=hour), "part_of_day") == ("TIME", f"2022-01-04{part}")


def test_only_utc_is_in_the_value() -> None:
    assert program.meaning_of(TIME.replace(tzinfo=UTC), "time")[1] == "2022-01-04T20:30Z"
    assert program.meaning_of(TIME.replace(tzinfo=timezone(timedelta(hours=1))), "time")[1] == "2022-01-04T20:30"


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("on Tuesday and", "Tuesday"),
        ("Tuesday, in the", "Tuesday"),
        ("of 3 May.", "3 May"),
        ("by noon on Friday", "noon on Friday"),
        ("2022", "2022"),
        ("to", "to"),
    ],
)
def test_function_words_around_a_date_are_left_out(marked: str, words: str) -> None:
    start, end = program.trimmed(marked)
    assert marked[start:end] == words


def test_words_are_found_in_their_order() -> None:
    found = [("Friday", TIME, "day"), ("nowhere", TIME, "day"), ("on Friday", TIME, "year")]
    dates = program.dates_of(found, "Friday, and again on Friday")
    assert [(date["id"], date["span"][0]["start"], date["value"]) for date in dates] == [
        ("d1", 0, "2022-01-04"),
        ("d2", 21, "2022"),
    ]


def test_dateparser_answers_with_places_in_code_points() -> None:
    text = "😀 The orb was lit on Friday, the keeper said. It had been dark since March 2021."
    found = extracted(DateParser, text, "2022-01-10T18:00:00+06:00")
    told = [(text_of(date.span, text), date.type, date.value) for date in found.dates]
    assert told == [("Friday", "DATE", "2022-01-07"), ("March 2021", "DATE", "2021-03")]
