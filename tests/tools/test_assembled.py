"""The pipeline of several tools: what refers across them is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.trying import extracted
from twicetold.errors import NotStartedError
from twicetold.model import Argument, Claim, Date, Entity, Event, Extraction, Mention, span
from twicetold.sense import check_extraction
from twicetold_baselines.tools import Assembled
from twicetold_baselines.tools.assembled import assemble, counterpart, source_entity

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.model import Span
    from twicetold.ontology import DateType

QUIT = Event("v1", "Personnel.EndPosition", (span(20, 24),), (Argument("Person", "e1"), Argument("Time", "d1")))
ADA = Entity("e1", "PER", (Mention(span(0, 9)),))
PARSED = Extraction(entities=(ADA,), dates=(Date("d1", span(30, 40), "DATE", "XXXX-XX-XX"),), events=(QUIT,))


def date(name: str, start: int, end: int, type_: DateType = "DATE", value: str = "2022") -> Date:
    return Date(name, span(start, end), type_, value)


def test_times_of_events_are_the_dates_of_the_other_tool() -> None:
    told = assemble(PARSED, Extraction(dates=(date("d1", 0, 3), date("d2", 34, 40))), Extraction())
    assert [date.id for date in told.dates] == ["d1", "d2"]
    assert told.events[0].arguments == (Argument("Person", "e1"), Argument("Time", "d2"))
    assert list(check_extraction(told)) == []


def test_a_time_that_the_other_tool_has_not_is_left_out() -> None:
    told = assemble(PARSED, Extraction(dates=(date("d1", 0, 3),)), Extraction())
    assert told.events[0].arguments == (Argument("Person", "e1"),)


def test_the_date_that_overlaps_most_is_meant_and_no_length() -> None:
    other = date("d9", 10, 20)
    assert counterpart(other, [date("d1", 8, 12), date("d2", 12, 18), date("d3", 15, 30)]) == "d2"
    assert counterpart(other, [date("d1", 10, 20, "DURATION", "P1D")]) is None
    assert counterpart(other, [date("d1", 0, 10), date("d2", 20, 30)]) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (span(0, 9), "e1"),  # the same words
        (span(0, 30), "e1"),  # begins with it: an apposition follows
        (span(10, 19), "e3"),  # "minister Bo": the longer one that ends there
        (span(40, 45), None),
        (span(0, 5), None),  # only a part of a mention
        ((), None),
    ],
)
def test_the_source_of_a_claim_is_the_entity_that_it_mentions(source: Span, expected: str | None) -> None:
    others = (Entity("e2", "PER", (Mention(span(17, 19)),)), Entity("e3", "PER", (Mention(span(12, 19)),)))
    assert source_entity(source, (ADA, *others)) == expected


def test_claims_have_their_source_among_the_entities() -> None:
    claims = (Claim("c1", span(50, 54), span(60, 70), span(0, 9)), Claim("c2", span(80, 84)))
    told = assemble(PARSED, Extraction(), Extraction(claims=claims))
    assert [claim.source_entity for claim in told.claims] == ["e1", None]


def test_it_says_which_part_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path))
    with pytest.raises(
        NotStartedError, match=r"^assembled: spacy-sm is missing: not set up; twicetold setup spacy-sm$"
    ):
        Assembled()


def test_the_pipeline_answers_in_all_layers() -> None:
    text = '😀 On Friday, police arrested Ada Byron in Berlin. "We found the orb in her house," Bo Berg said on Sunday.'
    found = extracted(Assembled, text, "2022-01-10")
    assert all((found.entities, found.dates, found.events, found.claims))
    assert [date.value for date in found.dates] == ["2022-01-07", "2022-01-09"]
