"""What a date is measured by, on cases computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from twicetold import Date, Extraction, Tally, measures, span
from twicetold.measures.batch import Batch, Case

TEXT = "They met at noon on Monday, 10 January."
MONDAY, ON_MONDAY, TENTH, NOON = span(20, 26), span(17, 26), span(28, 38), span(12, 16)


def dates(*items: Date) -> Extraction:
    return Extraction(dates=items)


def tally(name: str, gold: Extraction, predicted: Extraction) -> Tally:
    return measures.of_items(name).match(Batch([Case(gold, predicted, TEXT)])).tally()


@pytest.mark.parametrize(
    ("name", "change", "right"),
    [
        ("dates.relaxed", {"type": "TIME", "value": "2021"}, 1),
        ("dates.type", {"value": "2021"}, 1),
        ("dates.type", {"type": "TIME"}, 0),
        ("dates.value", {"type": "TIME"}, 1),
        ("dates.value", {"value": "2021"}, 0),
        ("dates.value.given", {"type": "TIME"}, 1),
        ("dates.value.given", {"value": "2021"}, 0),
    ],
)
def test_a_date_that_overlaps_is_right_by_what_the_measure_names(name: str, change: dict[str, Any], right: int) -> None:
    found = Date(**{"id": "q", "span": ON_MONDAY, "type": "DATE", "value": "2022-01-10", **change})
    assert tally(name, dates(Date("d", MONDAY, "DATE", "2022-01-10")), dates(found)) == Tally(right, 1, right, 1)


@pytest.mark.parametrize(
    ("wanted", "given", "precision", "recall"),
    [
        ("2022-01-10", "2022-01-10", 1, 1),
        ("2022-01-10T12:00", "2022-01-10", 1 / (24 * 60), 1),
        ("2022-01", "2022-01-10", 1, 1 / 31),
        # To the second, which is the least that can be shared.
        ("2022-01-10T12:00:30", "2022-01-10T12:00:30", 1, 1),
        # Days that touch share nothing.
        ("2022-01-10", "2022-01-11", 0, 0),
        ("2022-01-11", "2022-01-10", 0, 0),
        # Weeks and months may share a part of both: 3 to 9 January 2022 and all of January.
        ("2022-W01", "2022-01", 7 / 31, 1),
        # From Monday 27 December to Sunday 2 January: two of seven days, two of 31.
        ("2021-W52", "2022-01", 2 / 31, 2 / 7),
        # What is no stretch of the calendar is compared as a value.
        ("PT2H", "PT2H", 1, 1),
        ("PT2H", "PT3H", 0, 0),
        ("PT2H", "2022", 0, 0),
        ("2022", "PT2H", 0, 0),
    ],
)
def test_an_interval_earns_the_share_of_each_that_the_other_covers(
    wanted: str, given: str, precision: float, recall: float
) -> None:
    gold, found = dates(Date("d", MONDAY, "DATE", wanted)), dates(Date("q", MONDAY, "DATE", given))
    assert tally("dates.interval", gold, found) == pytest.approx(Tally(precision, 1, recall, 1))


def test_gold_without_a_value_leaves_out_what_met_it_and_nothing_else() -> None:
    gold = dates(
        Date("d1", NOON, "TIME", ""), Date("d2", MONDAY, "DATE", "2022-01-10"), Date("d3", TENTH, "DATE", "2022-01-10")
    )
    found = dates(
        Date("q1", NOON, "TIME", "T12"),
        Date("q2", ON_MONDAY, "DATE", "2022-01-10"),
        Date("q3", span(0, 4), "DATE", "2022"),
    )
    # Left: two gold dates, one of which is found; two predictions, one of which meets nothing.
    assert tally("dates.value", gold, found) == Tally(1, 2, 1, 2)
    assert tally("dates.value.given", gold, found) == Tally(1, 1, 1, 1)
    assert tally("dates.relaxed", gold, found) == Tally(2, 3, 2, 3)


def test_a_date_without_a_value_is_left_out_in_its_own_article_only() -> None:
    silent, telling = (
        Case(dates(Date("d", NOON, "TIME", value)), dates(Date("q", NOON, "TIME", "T12")), TEXT)
        for value in ("", "T12")
    )
    outcome = measures.of_items("dates.value").match(Batch([silent, telling]))
    assert outcome.tallies() == {(1, "TIME"): Tally(1, 1, 1, 1)}
