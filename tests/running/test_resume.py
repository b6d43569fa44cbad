"""A run that is stopped, in whatever way, goes on where it stopped, and finds what an undisturbed one finds."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from running.common import about, found, run, stories
from twicetold import Article, Story, running
from twicetold.errors import InputError
from twicetold.running import folder as folders
from twicetold.running.folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD = stories(20)
KILLS = 50


class Counting:
    """Counts the articles it is asked about, and links."""

    name, version = "counting", "1"

    def __init__(self, stop_after: int = 10**9, stop: type[BaseException] = KeyboardInterrupt) -> None:
        self.asked: list[str] = []
        self.linked: list[str] = []
        self.failing: set[str] = set()
        self._stop_after = stop_after
        self._stop = stop

    def extract(self, article: Article) -> dict[str, Any]:
        if len(self.asked) == self._stop_after:
            raise self._stop
        self.asked.append(article.id)
        if article.id in self.failing:
            raise ValueError("not today")
        mention = {"span": [{"quote": "Monday"}]}
        return {"entities": [{"id": "e1", "type": "MISC", "mentions": [mention, mention]}]}

    def link(self, story: Story, extractions: dict[str, Any]) -> dict[str, Any]:
        self.linked.append(story.id)
        members = [{"article": name, "id": "e1"} for name, each in extractions.items() if each.entities]
        return {"entities": [{"members": members}] if len(members) > 1 else []}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("undisturbed") / "run"
    run(Counting(), TOLD, path)
    return path


def test_an_interrupted_run_asks_for_the_rest_only(tmp_path: Path, undisturbed: Path) -> None:
    first, second = Counting(stop_after=7), Counting()
    with pytest.raises(KeyboardInterrupt):
        run(first, TOLD, tmp_path / "run")
    manifest = msgspec.json.decode((tmp_path / "run" / "run.json").read_bytes(), type=running.Manifest)
    assert not manifest.finished
    assert run(second, TOLD, tmp_path / "run").finished
    assert first.asked + second.asked == [article.id for story in TOLD for article in story.articles]
    assert set(first.linked) | set(second.linked) == {story.id for story in TOLD}
    assert found(tmp_path / "run", TOLD) == found(undisturbed, TOLD)


def test_a_finished_run_is_not_run_again_and_counts_what_it_counted(undisturbed: Path) -> None:
    again = Counting()
    manifest = run(again, TOLD, undisturbed)
    assert again.asked == again.linked == []
    assert manifest.finished
    assert manifest.ungrounded == 40


def test_failed_articles_are_tried_again_and_their_story_is_linked_anew(tmp_path: Path, undisturbed: Path) -> None:
    first, second = Counting(), Counting()
    first.failing = {"s3/b"}
    assert len(run(first, TOLD, tmp_path / "run", retries=0).failures) == 1
    manifest = run(second, TOLD, tmp_path / "run")
    assert manifest.failures == ()
    assert (second.asked, second.linked) == (["s3/b"], ["s3"])
    assert found(tmp_path / "run", TOLD) == found(undisturbed, TOLD)


def test_fresh_starts_over(tmp_path: Path) -> None:
    run(Counting(), TOLD, tmp_path / "run")
    again = Counting()
    run(again, TOLD, tmp_path / "run", fresh=True)
    assert len(again.asked) == 40


class Other(Counting):
    """Another version."""

    version = "2"


def test_nothing_stale_is_used(tmp_path: Path) -> None:
    run(Counting(), TOLD, tmp_path / "run")
    with pytest.raises(InputError, match=r"holds another run \(system_version was 1 and is 2\); choose another folder"):
        run(Other(), TOLD, tmp_path / "run")
    with pytest.raises(InputError, match="corpus_hash was"):
        run(Counting(), stories(21), tmp_path / "run")
    identities = [running.identity_of(system, about(TOLD)) for system in (Counting(), Other())]
    assert len({running.default_folder(identity) for identity in identities}) == 2


def test_a_changed_source_is_another_system(tmp_path: Path) -> None:
    def found_in(source: str) -> running.Identity:
        (tmp_path / "mine.py").write_text(f"def mine(article): return {source}")
        return running.identity_of(running.Named(f"{tmp_path}/mine.py:mine").open(), about(TOLD))

    assert found_in("{}") != found_in('{"dates": []}')
    assert found_in("{}") == found_in("{}")


@pytest.mark.parametrize("name", ["random", "mine"])
def test_the_source_of_a_class_is_its_own_file_whatever_the_file_is_called(name: str, tmp_path: Path) -> None:
    def hash_of(source: str, folder: str) -> str:
        (tmp_path / folder).mkdir(exist_ok=True)
        file = tmp_path / folder / f"{name}.py"
        file.write_text(f"class S:\n    name = version = 's'\n    def extract(self, article): return {source}\n")
        configuration = running.identity_of(running.Named(f"{file}:S").open(), about(TOLD)).configuration
        return str(configuration["source_sha256"])

    assert hash_of("{}", "a") == hash_of("{}", "b") != hash_of("[]", "c")


def test_two_runs_into_one_folder_are_refused(tmp_path: Path) -> None:
    class Second(Counting):
        def extract(self, article: Article) -> dict[str, Any]:
            if not self.asked:
                with pytest.raises(InputError, match="another run is writing into this folder"):
                    run(Counting(), TOLD, tmp_path / "run")
            return super().extract(article)

    assert run(Second(), TOLD, tmp_path / "run").failures == ()


def damage(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    file = path / "predictions.jsonl"
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))
    return file


@pytest.mark.parametrize("left", [1, 20, -2, -1])
def test_a_line_cut_short_is_dropped_and_found_again(left: int, tmp_path: Path, undisturbed: Path) -> None:
    run(Counting(), TOLD, tmp_path / "run")
    damage(tmp_path / "run", lambda lines: [*lines[:30], lines[30][:left]])
    run(Counting(), TOLD, tmp_path / "run")
    assert found(tmp_path / "run", TOLD) == found(undisturbed, TOLD)


def test_a_broken_line_in_the_middle_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    run(Counting(), TOLD, tmp_path / "run")
    file = damage(tmp_path / "run", lambda lines: [*lines[:5], b"nonsense\n", *lines[5:]])
    before = file.read_bytes()
    with pytest.raises(InputError, match=r"predictions.jsonl:6: neither a prediction nor links; mend it, or --fresh"):
        run(Counting(), TOLD, tmp_path / "run")
    assert file.read_bytes() == before


def test_folders_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="file"):
        run(Counting(), TOLD, tmp_path / "file")
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "predictions.jsonl").write_text("")
    with pytest.raises(InputError, match=r"holds predictions, and no run.json that says of what"):
        run(Counting(), TOLD, tmp_path / "some")
    (tmp_path / "some" / "run.json").write_text("{}")
    with pytest.raises(InputError, match="not the manifest of a run"):
        run(Counting(), TOLD, tmp_path / "some")


def test_a_folder_that_is_read_only_is_said_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "run")

    system = Counting()
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(InputError, match="run: Read-only file system"):
        run(system, TOLD, tmp_path / "run")
    assert system.asked == []


class Full:
    """A file on a disk that has room for so many bytes more."""

    def __init__(self, file: Any, room: int) -> None:
        self._file = file
        self._room = room

    def write(self, line: bytes) -> None:
        if len(line) > self._room:
            self._file.write(line[: self._room])
            self._file.flush()
            raise OSError(errno.ENOSPC, "No space left on device")
        self._room -= len(line)
        self._file.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_a_full_disk_stops_the_run_with_whole_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: Path
) -> None:
    enter = RunFolder.__enter__

    def with_little_room(self: RunFolder) -> RunFolder:
        enter(self)
        self._file = Full(self._file, 5000)  # type: ignore[assignment]
        return self

    with monkeypatch.context() as patch:
        patch.setattr(folders.RunFolder, "__enter__", with_little_room)
        with pytest.raises(InputError, match=r"No space left on device; what was found before is kept"):
            run(Counting(), TOLD, tmp_path / "run")
    lines = (tmp_path / "run" / "predictions.jsonl").read_bytes().splitlines()
    assert lines
    assert all(json.loads(line) for line in lines)
    run(Counting(), TOLD, tmp_path / "run")
    assert found(tmp_path / "run", TOLD) == found(undisturbed, TOLD)


PROGRAM = """
import sys, time
from pathlib import Path
from running.common import run
from running.test_resume import TOLD, Counting

class Slow(Counting):
    def extract(self, article):
        time.sleep(0.01)
        return super().extract(article)

run(Slow(), TOLD, Path(sys.argv[1]), workers=int(sys.argv[2]))
"""


def test_killed_at_any_moment_it_comes_out_the_same(tmp_path: Path, undisturbed: Path) -> None:
    """SIGKILL, fifty times at random moments; each run goes on in the folder until it is done, then another begins."""
    chance = random.Random(4)
    expected = found(undisturbed, TOLD)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    killed = done = 0
    while killed < KILLS:
        path = tmp_path / str(done)
        program = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(path), str(chance.choice([1, 3]))]
        process = subprocess.Popen(program, env=environment, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 30
        while not (path / "run.json").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.25))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        if process.returncode == 0:
            assert found(path, TOLD) == expected
            done += 1
        else:
            assert process.returncode == -signal.SIGKILL, said.decode()
    run(Counting(), TOLD, tmp_path / "last")
    assert found(tmp_path / "last", TOLD) == expected
