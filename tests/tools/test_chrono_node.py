"""chrono-node's known and implied parts become values of TIMEX3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tools.trying import evaluated, extracted, needs_node
from twicetold.model import text_of
from twicetold_baselines.tools.chrono_node import Chrono

if TYPE_CHECKING:
    from twicetold.model import Extraction

PROGRAM = Chrono.environment.source / "program.js"
COMPONENTS = """
(({ known, implied = {}, tags = [] }) => ({
  isCertain: (part) => part in known,
  get: (part) => known[part] ?? implied[part] ?? null,
  tags: () => new Set(tags),
}))
"""
DAY = {"year": 2022, "month": 1, "day": 4}
JANUARY = {"year": 2022, "month": 1}


def _reading(words: str, *, known: dict[str, int], implied: dict[str, int], tag: str = "") -> Any:
    given = {"known": known, "implied": implied, "tags": [tag], "words": words}
    return evaluated(PROGRAM, f"program.reading({COMPONENTS}(given), given.words)", given)


@needs_node
@pytest.mark.parametrize(
    ("words", "known", "implied", "value"),
    [
        ("January 4, 2022", DAY, {}, "2022-01-04"),
        ("January 4", {"month": 1, "day": 4}, {"year": 2022}, "2022-01-04"),
        ("Tuesday", {"weekday": 2}, DAY, "2022-01-04"),
        ("January 2022", JANUARY, {"day": 1}, "2022-01"),
        ("January", {"month": 1}, {"year": 2022, "day": 1}, "2022-01"),
        ("last year", {"year": 2021}, {"month": 1, "day": 10}, "2021"),
        ("last week", DAY, {"weekday": 2}, "2022-W01"),
        ("last weekend", {"weekday": 0}, {"year": 2022, "month": 1, "day": 2}, "2021-W52-WE"),
        ("last quarter", {}, {"year": 2021, "month": 10, "day": 10}, "2021-Q4"),
    ],
)
def test_what_is_known_gives_the_granularity_of_a_date(
    words: str, known: dict[str, int], implied: dict[str, int], value: str
) -> None:
    assert _reading(words, known=known, implied=implied) == {"type": "DATE", "value": value}


@needs_node
def test_this_week_begins_on_the_sunday_that_chrono_implies() -> None:
    sunday = {"year": 2022, "month": 1, "day": 9}
    assert _reading("this week", known={}, implied=sunday) == {"type": "DATE", "value": "2022-W02"}


@needs_node
@pytest.mark.parametrize(
    ("words", "known", "implied", "value"),
    [
        ("8.30 p.m.", {"hour": 20, "minute": 30}, DAY, "2022-01-04T20:30"),
        ("8 p.m.", {"hour": 20}, {**DAY, "minute": 0}, "2022-01-04T20:00"),
        ("0740 GMT", {"hour": 7, "minute": 40, "timezoneOffset": 0}, DAY, "2022-01-04T07:40Z"),
        ("07:40Z", {"hour": 7, "minute": 40, "timezoneOffset": 0}, DAY, "2022-01-04T07:40Z"),
        ("Tuesday night", {"weekday": 2}, {**DAY, "hour": 20}, "2022-01-04TNI"),
        ("this morning", {}, {**DAY, "hour": 6}, "2022-01-04TMO"),
    ],
)
def test_a_known_hour_or_a_part_of_the_day_makes_a_time(
    words: str, known: dict[str, int], implied: dict[str, int], value: str
) -> None:
    assert _reading(words, known=known, implied=implied) == {"type": "TIME", "value": value}


@needs_node
def test_midnight_is_the_end_of_the_day_before() -> None:
    midnight = _reading("midnight", known={"hour": 0}, implied=DAY, tag="casualReference/midnight")
    assert midnight == {"type": "TIME", "value": "2022-01-03T24:00"}


@needs_node
def test_now_is_the_present() -> None:
    now = _reading("now", known={**DAY, "hour": 9}, implied={}, tag="casualReference/now")
    assert now == {"type": "DATE", "value": "PRESENT_REF"}


@needs_node
def test_where_nothing_is_known_there_is_no_date() -> None:
    assert _reading("this hour", known={}, implied=DAY) is None


@needs_node
@pytest.mark.parametrize(
    ("found", "words"),
    [("on Tuesday", "Tuesday"), (", Tuesday,", "Tuesday"), ("(Tuesday)", "Tuesday"), ("from 8 p.m.", "8 p.m.")],
)
def test_prepositions_and_marks_around_a_date_are_left_out(found: str, words: str) -> None:
    given = {"known": {"weekday": 2}, "implied": DAY, "text": found}
    dates = evaluated(PROGRAM, f"program.dates([{{index: 5, text: given.text, start: {COMPONENTS}(given)}}])", given)
    start = 5 + found.index(words)
    assert [date["span"] for date in dates] == [[{"start": start, "end": start + len(words)}]]


@needs_node
@pytest.mark.parametrize(
    ("published", "instant"),
    [
        ("2022-01-10", "2022-01-10T12:00:00.000Z"),
        ("2022-01-10T23:30:00-05:00", "2022-01-10T23:30:00.000Z"),
        ("2022-01-10T08:00Z", "2022-01-10T08:00:00.000Z"),
    ],
)
def test_reference_is_the_local_time_of_publication(published: str, instant: str) -> None:
    assert evaluated(PROGRAM, "program.reference(given)", published) == {"instant": instant, "timezone": 0}


def _told(extraction: Extraction, text: str) -> list[tuple[str, str, str]]:
    return [(text_of(date.span, text), date.type, date.value) for date in extraction.dates]


def test_chrono_answers_with_places_in_code_points() -> None:
    text = "😀 They met on Friday, and the vote was in March 2021. Tokens were counted last night at 8.30 p.m. in Orb."
    assert _told(extracted(Chrono, text, "2022-01-10T18:00:00+06:00"), text) == [
        ("Friday", "DATE", "2022-01-07"),
        ("March 2021", "DATE", "2021-03"),
        ("last night at 8.30 p.m.", "TIME", "2022-01-09T20:30"),
    ]
