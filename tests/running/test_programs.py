"""Programs as systems: they hang, die, talk too much, and the run goes on."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from running.common import found, run, stories, story
from twicetold.errors import InputError
from twicetold.systems.registry import find_system

NODE = shutil.which("node")
UNRULY = Path(__file__).parents[1] / "data" / "programs" / "unruly.js"
pytestmark = pytest.mark.skipif(NODE is None, reason="needs node")


def unruly(tmp_path: Path) -> str:
    return f"cmd:{NODE} {UNRULY} {tmp_path / 'state'}"


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("hang", "no answer within"),
        ("hang with a child", "no answer within"),
        ("die", "ended with exit code 7 without an answer; standard error ends: out of cheese"),
        ("rubbish", "the answer is not JSON (JSON is malformed: invalid character (byte 0)): Loading model..."),
        ("more", "answered with more than one line"),
        ("half", "ended with exit code 0 without an answer"),
        ("flood", "answered with a line of more than 64 MB"),
        ("invalid", "invalid extraction: /: Additional properties are not allowed"),
        ("error", "no such language"),
    ],
)
def test_a_failure_has_its_reason_and_the_next_article_its_answer(order: str, reason: str, tmp_path: Path) -> None:
    told = [story("s", "", order, "")]
    manifest = run(unruly(tmp_path), told, tmp_path / "run", seconds=2, retries=0)
    (failure,) = manifest.failures
    assert failure.article == "s/b"
    assert reason in failure.reason
    assert set(found(tmp_path / "run", told).extractions) == {"s/a", "s/c"}
    assert manifest.finished


def test_what_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    start = time.monotonic()
    run(unruly(tmp_path), [story("s", "", "hang with a child")], tmp_path / "run", seconds=1, retries=0)
    assert time.monotonic() - start < 30
    left = subprocess.run(["pgrep", "-f", "sleep 600"], capture_output=True, text=True, check=False).stdout
    assert left == ""


def test_what_fails_once_is_tried_again(tmp_path: Path) -> None:
    told = [story("s", "die once")]
    assert run(unruly(tmp_path), told, tmp_path / "run").failures == ()
    (tmp_path / "state").unlink()
    (failure,) = run(unruly(tmp_path), told, tmp_path / "run2", retries=0).failures
    assert "ended with exit code 1" in failure.reason


def test_standard_error_is_kept_in_the_run_folder(tmp_path: Path) -> None:
    run(unruly(tmp_path), [story("s", "talk")], tmp_path / "run")
    (log,) = (tmp_path / "run" / "stderr").iterdir()
    assert log.read_text() == "thinking\n"


def test_each_worker_has_a_program_of_its_own_and_finds_the_same(tmp_path: Path) -> None:
    told = stories(20)
    for workers in (1, 3):
        run(unruly(tmp_path), told, tmp_path / str(workers), workers=workers)
    assert found(tmp_path / "1", told) == found(tmp_path / "3", told)


def test_too_many_failures_stop_a_run_which_goes_on_later(tmp_path: Path) -> None:
    told = [story(f"s{number}", "error", "") for number in range(10)]
    manifest = run(unruly(tmp_path), told, tmp_path / "run", retries=0, most_failures=3)
    assert not manifest.finished
    assert len(manifest.failures) == 4
    again = run(unruly(tmp_path), told, tmp_path / "run", retries=0)
    assert again.finished
    assert len(again.failures) == 10


def test_a_program_that_is_not_there_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-program: cannot be started: No such file"):
        run("cmd:no-such-program", stories(1), tmp_path / "run")
    with pytest.raises(InputError, match="names no program"):
        find_system("cmd:")
    with pytest.raises(InputError, match="No closing quotation"):
        find_system("cmd:node 'x")


def test_the_version_of_a_program_is_that_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "mine.js").write_text("1")
    first = find_system(f"cmd:node {tmp_path}/mine.js")
    (tmp_path / "mine.js").write_text("2")
    second = find_system(f"cmd:node {tmp_path}/mine.js")
    assert first.name == second.name == "mine"
    assert first.version != second.version
