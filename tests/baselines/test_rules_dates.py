"""The rule baseline reads time expressions: extent, type, value and modifier, from the publication day."""

from __future__ import annotations

import pytest

from twicetold.model import text_of
from twicetold_baselines.rules.dates import find_dates
from twicetold_baselines.rules.text import Document

MONDAY = "2022-01-10"
TUESDAY_EVENING = "2022-01-11T22:30:00-05:00"


def _read(text: str, published: str = MONDAY) -> list[tuple[str, str, str]]:
    return [(text_of(d.span, text), d.type, d.value) for d in find_dates(Document(text), published)]


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("They left on January 4, 2022.", "January 4, 2022", "2022-01-04"),
        ("They left on 4 January 2022.", "4 January 2022", "2022-01-04"),
        ("They left on Jan. 10.", "Jan. 10", "2022-01-10"),
        ("They left on 2022-01-10.", "2022-01-10", "2022-01-10"),
        ("They left on Dec. 29.", "Dec. 29", "2021-12-29"),
        ("They left in March 2021.", "March 2021", "2021-03"),
        ("They left in November.", "November", "2021-11"),
        ("They left on Monday.", "Monday", "2022-01-10"),
        ("They left on Friday.", "Friday", "2022-01-07"),
        ("They will leave on Friday.", "Friday", "2022-01-14"),
        ("They left last Wednesday.", "last Wednesday", "2022-01-05"),
        ("They left last Monday.", "last Monday", "2022-01-03"),
        ("They meet next Friday.", "next Friday", "2022-01-14"),
        ("They left yesterday.", "yesterday", "2022-01-09"),
        ("They left three days ago.", "three days ago", "2022-01-07"),
        ("They left two weeks ago.", "two weeks ago", "2021-W52"),
        ("They left two months ago.", "two months ago", "2021-11"),
        ("They left last week.", "last week", "2022-W01"),
        ("They left last month.", "last month", "2021-12"),
        ("They left last year.", "last year", "2021"),
        ("They left last weekend.", "last weekend", "2022-W01-WE"),
        ("It began over the weekend of January 1-2.", "the weekend of January 1-2", "2021-W52-WE"),
        ("It began in the 1990s.", "the 1990s", "199"),
        ("It began in 1990.", "1990", "1990"),
        ("It began in the first quarter of 2021.", "the first quarter of 2021", "2021-Q1"),
        ("It began in the summer of 2021.", "the summer of 2021", "2021-SU"),
        ("It is quiet now.", "now", "PRESENT_REF"),
        ("It was quiet recently.", "recently", "PAST_REF"),
        ("It ends soon.", "soon", "FUTURE_REF"),
    ],
)
def test_dates_are_reckoned_from_the_publication_day(text: str, phrase: str, value: str) -> None:
    assert _read(text) == [(phrase, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left last Tuesday night.", ("last Tuesday night", "TIME", "2022-01-04TNI")),
        ("On the night of January 4 they left.", ("the night of January 4", "TIME", "2022-01-04TNI")),
        ("They left yesterday morning.", ("yesterday morning", "TIME", "2022-01-09TMO")),
        ("They left at noon.", ("noon", "TIME", "2022-01-10T12:00")),
        ("They ruled for three years.", ("three years", "DURATION", "P3Y")),
        ("They talked for two hours.", ("two hours", "DURATION", "PT2H")),
        ("It was a two-week strike.", ("two-week", "DURATION", "P2W")),
        ("They waited several months.", ("several months", "DURATION", "PXM")),
        ("They meet every Monday.", ("every Monday", "SET", "XXXX-WXX-1")),
        ("They meet twice a week.", ("twice a week", "SET", "P1W")),
        ("They meet daily.", ("daily", "SET", "P1D")),
    ],
)
def test_times_durations_and_repetitions(text: str, expected: tuple[str, str, str]) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "phrase", "mod"),
    [
        ("He ruled for nearly three decades.", "nearly three decades", "LESS_THAN"),
        ("He ruled for about ten years.", "about ten years", "APPROX"),
        ("He ruled for more than ten years.", "more than ten years", "MORE_THAN"),
        ("He left in early January.", "early January", "START"),
        ("He left in late 2019.", "late 2019", "END"),
        ("He left in the first days of January.", "the first days of January", "START"),
    ],
)
def test_modifiers_are_part_of_the_extent(text: str, phrase: str, mod: str) -> None:
    (date,) = find_dates(Document(text), MONDAY)
    assert (text_of(date.span, text), date.mod) == (phrase, mod)


@pytest.mark.parametrize("phrase", ["the next day", "the following day", "a day later", "the day after"])
def test_a_text_anchored_date_names_the_date_it_is_reckoned_from(phrase: str) -> None:
    text = f"It began on January 4. He left {phrase}."
    first, second = find_dates(Document(text), MONDAY)
    assert (second.value, second.anchor) == ("2022-01-05", first.id)


def test_a_time_of_day_takes_the_day_named_after_it() -> None:
    assert _read("It began at 8:30 p.m. on Friday.") == [
        ("8:30 p.m.", "TIME", "2022-01-07T20:30"),
        ("Friday", "DATE", "2022-01-07"),
    ]


def test_a_range_is_two_dates_but_a_hyphenated_one_is_one() -> None:
    assert [phrase for phrase, _, _ in _read("He ruled from 1990 to 2019, not 1990-2018.")] == [
        "1990",
        "2019",
        "1990-2018",
    ]


def test_the_local_date_of_publication_counts() -> None:
    assert _read("They left today.", TUESDAY_EVENING) == [("today", "DATE", "2022-01-11")]


@pytest.mark.parametrize(
    "text", ["The 81-year-old left.", "They counted 2000 votes.", "It may end.", "Troops march.", "Room 1500"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert _read(text) == []


def test_a_comma_may_stand_apart_as_in_texts_made_of_tokens() -> None:
    text = "On Friday , March 01 , 2008 it began ; in June , 2009 it ended ."
    dates = find_dates(Document(text), "2010-01-10")
    assert [(text_of(date.span, text), date.value) for date in dates] == [
        ("Friday , March 01 , 2008", "2008-03-01"),
        ("June , 2009", "2009-06"),
    ]
