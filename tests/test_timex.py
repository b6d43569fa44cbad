"""TIMEX3 values: which there are, which are the same, what stretch of the calendar they name."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twicetold import timex


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("DATE", "2022-01-05"), ("DATE", "2022-01"), ("DATE", "2022"), ("DATE", "202"), ("DATE", "20"),
        ("DATE", "XXXX-12-02"), ("DATE", "2022-W01"), ("DATE", "2022-W01-WE"), ("DATE", "2022-W01-3"),
        ("DATE", "2022-Q1"), ("DATE", "2022-SU"), ("DATE", "PRESENT_REF"),
        ("TIME", "2022-01-04TNI"), ("TIME", "2022-01-04T20:30"), ("TIME", "T12:00"), ("TIME", "TMO"),
        ("DURATION", "P3D"), ("DURATION", "PT2H"), ("DURATION", "P1DT12H"), ("DURATION", "PXM"), ("DURATION", "P1DE"),
        ("SET", "XXXX-WXX-1"), ("SET", "P1D"),
    ],
)  # fmt: skip
def test_a_value_fits_its_type(kind: str, value: str) -> None:
    assert timex.fits(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("DATE", "P3D"), ("DURATION", "2022"), ("TIME", "2022-01-04"), ("DATE", "2022-1-5"), ("DATE", "2022-13"),
        ("DATE", "2022-02-30"), ("DATE", "2022-W54"), ("DATE", "soon"), ("DURATION", "P"), ("DURATION", "PT"),
        ("DATE", ""), ("TIME", "2022-02-30TNI"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told(kind: str, value: str) -> None:
    assert not timex.fits(kind, value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P1D", "PT24H"), ("P1W", "P7D"), ("P1Y", "P12M"), ("P1DE", "P10Y"), ("PT60M", "PT1H"), ("P1DT12H", "PT36H"),
        ("2000-W7", "2000-W07"), ("2000-W7-WE", "2000-W07-WE"), ("199X", "199"), ("2022-1-5", "2022-01-05"),
        ("2022-01-04T20:30:00", "2022-01-04T20:30"), (" p3d ", "P3D"),
    ],
)  # fmt: skip
def test_values_that_mean_the_same_have_one_spelling(one: str, other: str) -> None:
    assert timex.canonical(one) == timex.canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("P1M", "PT1M"), ("P1M", "P30D"), ("P1D", "2022"), ("PXD", "PXM"), ("P", "PT"), ("PAST_REF", "PRESENT_REF")],
)
def test_values_that_differ_stay_apart(one: str, other: str) -> None:
    assert timex.canonical(one) != timex.canonical(other)


@given(st.text(alphabet="0123456789-WQHPTXYMD:SUFAENI_R", max_size=14))
def test_one_spelling_is_its_own_spelling_and_nothing_crashes(value: str) -> None:
    once = timex.canonical(value)
    assert timex.canonical(once) == once or once.startswith("P")
    found = timex.interval(value)
    assert found is None or found.start < found.end


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2022", "2022-01-01", "2023-01-01"),
        ("199", "1990-01-01", "2000-01-01"),
        ("19", "1900-01-01", "2000-01-01"),
        ("2022-02", "2022-02-01", "2022-03-01"),
        ("2021-12", "2021-12-01", "2022-01-01"),
        ("2022-Q4", "2022-10-01", "2023-01-01"),
        ("2022-H2", "2022-07-01", "2023-01-01"),
        ("2021-WI", "2021-12-01", "2022-03-01"),
        ("2022-W01", "2022-01-03", "2022-01-10"),
        ("2021-W52-WE", "2022-01-01", "2022-01-03"),
        ("2022-W01-3", "2022-01-05", "2022-01-06"),
        ("2022-01-05", "2022-01-05", "2022-01-06"),
        ("2022-01-04TNI", "2022-01-04T20:00", "2022-01-05T04:00"),
        ("2022-01-04T20", "2022-01-04T20:00", "2022-01-04T21:00"),
        ("2022-01-04T20:30", "2022-01-04T20:30", "2022-01-04T20:31"),
    ],
)
def test_a_calendar_value_names_a_stretch(value: str, start: str, end: str) -> None:
    assert timex.interval(value) == (datetime.fromisoformat(start), datetime.fromisoformat(end))


@pytest.mark.parametrize("value", ["P3D", "PRESENT_REF", "XXXX-12-02", "TMO", "2022-02-30", "", "9999", "2022-W60"])
def test_other_values_name_none(value: str) -> None:
    assert timex.interval(value) is None
