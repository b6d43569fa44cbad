"""The rule baseline reads time expressions: extent, type, value and modifier, from the publication day."""

from __future__ import annotations

import pytest

from twicetold.model import text_of
from twicetold_baselines.rules.dates.finding import find_dates
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left at 8 p.m. Friday.", ("8 p.m. Friday", "TIME", "2022-01-07T20:00")),
        ("They left at 13.00 today.", ("13.00 today", "TIME", "2022-01-10T13:00")),
        ("They left on Friday, 14:00.", ("Friday, 14:00", "TIME", "2022-01-07T14:00")),
        ("They left at 07:40 GMT.", ("07:40 GMT", "TIME", "2022-01-10T07:40Z")),
        ("They left at 1138Z.", ("1138Z", "TIME", "2022-01-10T11:38Z")),
        ("They left at 21h15.", ("21h15", "TIME", "2022-01-10T21:15")),
        (
            "They left at half past eight in the evening.",
            ("half past eight in the evening", "TIME", "2022-01-10T20:30"),
        ),
        ("They left at twenty to midnight.", ("twenty to midnight", "TIME", "2022-01-10T23:40")),
        ("They left at nine in the morning.", ("nine in the morning", "TIME", "2022-01-10T09:00")),
        ("They left at four.", ("four", "TIME", "2022-01-10T16:00")),
        ("They ruled for fifty-five years.", ("fifty-five years", "DURATION", "P55Y")),
        ("They waited two and a half years.", ("two and a half years", "DURATION", "P2.5Y")),
        ("They ruled for two and a half decades.", ("two and a half decades", "DURATION", "P25Y")),
        ("They waited for decades.", ("decades", "DURATION", "PXDE")),
        ("The tower stood for 44 summers.", ("44 summers", "DURATION", "P44Y")),
        ("They pay 500 euros a month.", ("a month", "SET", "P1M")),
        ("They sent an annual report.", ("annual", "SET", "P1Y")),
        ("They meet every morning.", ("every morning", "SET", "XXXX-XX-XXTMO")),
        ("They meet every August 23.", ("every August 23", "SET", "XXXX-08-23")),
        ("They left on Christmas Eve.", ("Christmas Eve", "DATE", "2021-12-24")),
        ("They left before Easter 2021.", ("Easter 2021", "DATE", "2021-04-04")),
        ("They left from 3 to 7 January.", ("3 to 7 January", "DATE", "2022-01-03")),
        ("They left on Tuesday last week.", ("Tuesday last week", "DATE", "2022-01-04")),
    ],
)
def test_times_lengths_repetitions_and_feasts_as_the_guidelines_have_them(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The offer is open until 31 January.", "2022-01-31"),
        ("They left on 31 December.", "2021-12-31"),
        ("It is to be ready by March.", "2022-03"),
        ("It has been shut since March.", "2021-03"),
        ("They left last December.", "2021-12"),
        ("The judge sent them home until Thursday.", "2022-01-13"),
        ("The committee meets on Thursday.", "2022-01-13"),
        ("The committee met on Thursday.", "2022-01-06"),
        ("They rule on Wednesday 12 January.", "2022-01-12"),
    ],
)
def test_the_nearest_day_is_meant_unless_the_tense_says_otherwise(text: str, value: str) -> None:
    assert [found for _, _, found in _read(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began on 4 November 2021. He left the following March.", "2022-03"),
        ("It began in June 2019. He left four years later.", "2023"),
        ("It began on 4 January. He left that night.", "2022-01-04TNI"),
        ("It began on 4 January. He left the Thursday after.", "2022-01-06"),
        ("It began on 4 January at 14:00. He left twenty minutes later.", "2022-01-04T14:20"),
        ("It began on 4 January. He left days later.", "XXXX-XX-XX"),
    ],
)
def test_what_hangs_on_another_date_goes_on_from_the_last_that_is_precise_enough(text: str, value: str) -> None:
    *_, last = find_dates(Document(text), MONDAY)
    assert last.value == value
    assert last.anchor


def test_a_time_of_day_in_another_paragraph_is_of_the_day_of_the_story() -> None:
    text = "The bridge fell on Friday.\n\nThe mayor came on Saturday.\n\nThe alarm rang at 06:35."
    assert _read(text)[-1] == ("06:35", "TIME", "2022-01-07T06:35")


def test_a_time_after_midnight_is_of_the_next_day() -> None:
    assert _read("On Friday at 23:15 the lights failed; at 00:40 they came back.")[-1][2] == "2022-01-08T00:40"


def test_the_part_of_the_day_tells_which_half_an_hour_is_in() -> None:
    assert _read("The order came at 9.45 on Friday night.")[0][2] == "2022-01-07T21:45"


def test_an_entry_of_a_live_blog_stands_under_its_time() -> None:
    text = "09:05 Doors open.\n\n09:40 The line was cut at 22:10.\n\n10:15 Five minutes ago it came back."
    assert [value for _, _, value in _read(text)] == [
        "2022-01-10T09:05",
        "2022-01-10T09:40",
        "2022-01-09T22:10",
        "2022-01-10T10:15",
        "2022-01-10T10:10",
    ]


def test_weekdays_listed_after_every_are_repeated_too_and_their_hour_has_no_day() -> None:
    assert _read("They meet every Monday and Friday at seven.") == [
        ("every Monday", "SET", "XXXX-WXX-1"),
        ("Friday", "SET", "XXXX-WXX-5"),
        ("seven", "TIME", "T07:00"),
    ]


@pytest.mark.parametrize(
    ("text", "phrase", "mod"),
    [
        ("They waited not quite two hours.", "not quite two hours", "LESS_THAN"),
        ("They waited for a week or so.", "a week or so", "APPROX"),
        ("It lasts two years at most.", "two years at most", "EQUAL_OR_LESS"),
        ("They left at dawn.", "dawn", "START"),
    ],
)
def test_modifiers_stand_on_either_side(text: str, phrase: str, mod: str) -> None:
    (date,) = find_dates(Document(text), MONDAY)
    assert (text_of(date.span, text), date.mod) == (phrase, mod)


@pytest.mark.parametrize(
    "text",
    ["A second car fell.", "The board backed it five to two.", "It is too soon to tell.", "The weight is 10.32 kg."],
)
def test_what_sounds_like_a_time_is_none(text: str) -> None:
    assert _read(text) == []
