"""Duckling: what it finds, as dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tools.trying import extracted
from twicetold.model import text_of
from twicetold_baselines.tools import Duckling
from twicetold_baselines.tools.duckling import program

PUBLISHED = datetime(2022, 1, 10, 18)  # noqa: DTZ001 - on its own clock; a Monday


def point(time: str, grain: str) -> dict[str, Any]:
    return {"value": f"{time}.000+00:00", "grain": grain, "type": "value"}


def interval(start: str | None, end: str | None, grain: str) -> dict[str, Any]:
    ends = {"from": start, "to": end}
    return {"type": "interval", **{name: point(time, grain) for name, time in ends.items() if time}}


def meaning(words: str, *values: dict[str, Any]) -> tuple[str, str] | None:
    return program.meaning_of({"dim": "time", "value": {"values": [*values]}}, words, PUBLISHED)


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        ("year", ("DATE", "2021")),
        ("quarter", ("DATE", "2021-Q2")),
        ("month", ("DATE", "2021-05")),
        ("week", ("DATE", "2021-W18")),
        ("day", ("DATE", "2021-05-03")),
        ("hour", ("TIME", "2021-05-03T20:00")),
        ("minute", ("TIME", "2021-05-03T20:00")),
        ("second", ("DATE", "PRESENT_REF")),
    ],
)
def test_grain_is_the_granularity(grain: str, expected: tuple[str, str]) -> None:
    assert meaning("then", point("2021-05-03T20:00:00", grain)) == expected


def test_the_zone_is_in_the_value_where_the_words_name_it() -> None:
    assert meaning("20:00 GMT", point("2022-01-09T20:00:00", "minute")) == ("TIME", "2022-01-09T20:00Z")


def test_the_unit_of_ago_is_the_granularity() -> None:
    assert meaning("three days ago", point("2022-01-07T18:00:00", "hour")) == ("DATE", "2022-01-07")


@pytest.mark.parametrize(
    ("first", "second", "grain", "expected"),
    [
        ("2022-01-14", "2022-01-21", "day", "2022-01-07"),  # Friday
        ("2022-01-10", "2022-01-17", "day", "2022-01-10"),  # Monday, the day of publication
        ("2022-03-01", "2023-03-01", "month", "2021-03"),
        ("2022-01-31", "2022-02-28", "day", "2022-01-03"),  # no such day in December's place: by days
        ("2022-01-12", "2022-02-12", "day", "2021-12-12"),
    ],
)
def test_what_recurs_is_the_last_one_up_to_the_day_of_publication(
    first: str, second: str, grain: str, expected: str
) -> None:
    assert meaning("it", *(point(f"{day}T00:00:00", grain) for day in (first, second))) == ("DATE", expected)


@pytest.mark.parametrize(
    ("words", "start", "end", "grain", "expected"),
    [
        ("Friday evening", "2022-01-07T18", "2022-01-08T00", "hour", ("TIME", "2022-01-07TEV")),
        ("Friday night", "2022-01-07T18", "2022-01-08T00", "hour", ("TIME", "2022-01-07TNI")),
        ("last weekend", "2022-01-07T18", "2022-01-10T00", "hour", ("DATE", "2022-W01-WE")),
        ("last summer", "2021-06-21T00", "2021-09-24T00", "day", ("DATE", "2021-SU")),
        ("3 to 7 May", "2021-05-03T00", "2021-05-08T00", "day", ("DATE", "2021-05-03")),
        ("since May", "2021-05-01T00", None, "month", ("DATE", "2021-05")),
        ("until May", None, "2021-05-01T00", "month", ("DATE", "2021-05")),
    ],
)
def test_an_interval_has_a_name_or_is_its_start(
    words: str, start: str | None, end: str | None, grain: str, expected: tuple[str, str]
) -> None:
    assert meaning(words, interval(start and f"{start}:00:00", end and f"{end}:00:00", grain)) == expected


def test_an_interval_from_now_is_its_end() -> None:
    value = interval("2022-01-10T18:00:00", None, "second") | {"to": point("2022-01-12T12:00:00", "hour")}
    assert meaning("by noon on Wednesday", value) == ("TIME", "2022-01-12T12:00")


@pytest.mark.parametrize(("unit", "expected"), [("day", "P3D"), ("hour", "PT3H"), ("year", "P3Y")])
def test_a_length_has_its_unit(unit: str, expected: str) -> None:
    answer = {"dim": "duration", "value": {"value": 3, "unit": unit}}
    assert program.meaning_of(answer, "three", PUBLISHED) == ("DURATION", expected)


def test_what_has_no_value_here_is_left_out() -> None:
    assert meaning("it") is None
    assert program.meaning_of({"dim": "duration", "value": {"value": 3, "unit": "moon"}}, "it", PUBLISHED) is None


@pytest.mark.parametrize(
    ("marked", "words"),
    [("on Friday,", "Friday"), ('three"', "three"), ("at 8 p.m.", "8 p.m."), ("at", "at"), ("...", ".")],
)
def test_prepositions_and_marks_around_a_date_are_left_out(marked: str, words: str) -> None:
    start, end = program.trimmed(f"So {marked} so", 3, 3 + len(marked))
    assert f"So {marked} so"[start:end] == words


def test_duckling_answers_with_places_in_code_points() -> None:
    text = "😀 The orb was lit on Friday, the keeper said.\n\n  It had been dark for three days."
    found = extracted(Duckling, text, "2022-01-10T18:00:00+06:00")
    told = [(text_of(date.span, text), date.type, date.value) for date in found.dates]
    assert told == [("Friday", "DATE", "2022-01-07"), ("three days", "DURATION", "P3D")]
