"""The conformance run, the skeletons, and the commands around a run, as they are typed."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import twicetold
from twicetold import Article, corpus
from twicetold.cli import main
from twicetold.errors import InputError
from twicetold.running import conformance
from twicetold.systems.skeleton import write_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
ARTICLES = [article for story in corpus.load("train") for article in story.articles]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Good:
    """Finds the first word."""

    name, version = "good", "1"

    def extract(self, article: Article) -> Any:
        word = article.text.partition(" ")[0]
        return {"entities": [{"id": "e1", "type": "PER", "mentions": [{"span": [{"quote": word}]}]}] if word else []}


class Unsteady(Good):
    """Finds something else each time."""

    times = 0

    def extract(self, article: Article) -> Any:
        self.times += 1
        return super().extract(article) if self.times % 2 else {}


class Bytes(Good):
    """Counts bytes."""

    def extract(self, article: Article) -> Any:
        before, word, _ = article.text.partition(" the ")
        start = len(before.encode()) + 1
        span = [{"start": start, "end": start + 3}]
        return {"dates": [{"id": "d1", "type": "DATE", "value": "2022", "span": span}] if word else []}


class Touchy(Good):
    """Cannot stand an empty text."""

    def extract(self, article: Article) -> Any:
        return {"dates": article.text[0] and []}


class Growing(Good):
    """Keeps what it has seen."""

    kept: list[bytes] = []  # noqa: RUF012 - that is its fault

    def extract(self, article: Article) -> Any:
        self.kept.append(b"x" * 10**6)
        return super().extract(article)


class Nameless(Good):
    """Has no version to speak of."""

    version = " "


@pytest.mark.parametrize(
    ("system", "problems"),
    [
        (Good(), {}),
        (Unsteady(), {"the same article again": "finds other entities the second time"}),
        (Bytes(), {"emoji before the text": "count offsets in Unicode code points"}),
        (Touchy(), {"an empty article": "IndexError"}),
        (Growing(), {"memory over 200 articles": "it keeps something of every article"}),
        (Nameless(), {"name and version": "`version` is ' '"}),
    ],
)
def test_what_is_to_be_mended_is_said(system: Any, problems: dict[str, str]) -> None:
    found = {each.name: each.problem for each in conformance.check(system, ARTICLES) if each.problem}
    Growing.kept.clear()
    assert found.keys() == problems.keys()
    for name, problem in problems.items():
        assert problem in found[name]


@pytest.mark.parametrize("kind", ["python", "command"])
def test_a_skeleton_passes_at_once(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-system", "my-own", "--kind", kind]) == 0
    commands = [line.strip() for line in capsys.readouterr().out.splitlines()[1:]]
    for command in commands:
        assert main(shlex.split(command)[1:]) == 0
    assert "entities" in capsys.readouterr().out


@pytest.fixture
def _served() -> Iterator[None]:
    write_skeleton("my-own", "http", Path())
    server = subprocess.Popen([sys.executable, "my_own.py"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    yield
    server.kill()
    server.wait()


@pytest.mark.usefixtures("_served")
def test_a_server_skeleton_passes_at_once() -> None:
    assert main(["check", "http://localhost:8008/"]) == 0
    assert main(["run", "http://localhost:8008/", "--split", "train", "--workers", "2"]) == 0


def test_skeletons_replace_nothing_and_want_a_name() -> None:
    write_skeleton("my-own", "python", Path())
    with pytest.raises(InputError, match=r"my_own.py: is there already"):
        write_skeleton("my-own", "python", Path())
    with pytest.raises(InputError, match="write small letters and digits"):
        write_skeleton("../x", "python", Path())
    assert main(["new-system", "other", "--kind", "fortran"]) == 2


@pytest.mark.parametrize("program", ["node {}/capitals.js", "jq -c --unbuffered -f {}/capitals.jq"])
def test_the_examples_in_other_languages_behave_and_find_what_the_skeleton_finds(program: str) -> None:
    command = program.format(EXAMPLES)
    if shutil.which(command.split()[0]) is None:
        pytest.skip(f"needs {command.split()[0]}")
    assert main(["check", f"cmd:{command}"]) == 0
    write_skeleton("mine", "python", Path())
    for system, folder in ((f"cmd:{command}", "theirs"), ("mine.py:Mine", "ours")):
        assert main(["run", system, "--split", "dev", "-o", folder]) == 0
    theirs, ours = (json.loads(Path(folder, "scores.json").read_text()) for folder in ("theirs", "ours"))
    assert theirs["measures"] == ours["measures"]


OPTIONS = """
class Told:
    name, version = "told", "1"

    def __init__(self, word="Monday"):
        self.word = word
        self.configuration = {"word": word}

    def extract(self, article):
        found = [{"id": "d1", "type": "DATE", "value": "2022", "span": [{"quote": self.word}]}]
        return {"dates": found if self.word in article.text else []}
"""


def test_options_reach_the_system_and_decide_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("told.py").write_text(OPTIONS)
    for words in ([], ["--option", "word=Friday"], ["--option", "word=Friday", "--timeout", "60"]):
        assert main(["run", "told.py:Told", "--split", "train", *words]) == 0
    assert len(list(Path("runs").iterdir())) == 2
    assert main(["run", "told.py:Told", "--option", "size=3"]) == 3
    assert "cannot be made with size" in capsys.readouterr().err
    assert main(["run", "told.py:Told", "--option", "size"]) == 3
    assert main(["run", "cmd:cat", "--option", "a=b"]) == 3


def test_an_interrupted_run_says_how_to_go_on_and_does() -> None:
    Path("slow.py").write_text("import time\ndef slow(article):\n    time.sleep(0.05)\n    return {}\n")
    words = ["run", "slow.py:slow", "--split", "train", "-o", "r"]
    command = [sys.executable, "-m", "twicetold", *words, "--fresh"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not Path("r/predictions.jsonl").exists():
        time.sleep(0.05)
    time.sleep(0.5)
    process.terminate()
    _, said = process.communicate()
    assert process.returncode == 130
    assert said.strip().endswith("twicetold run slow.py:slow --split train -o r")
    done = len(Path("r/predictions.jsonl").read_text().splitlines())
    assert 0 < done < len(ARTICLES)
    assert not json.loads(Path("r/run.json").read_text())["finished"]
    assert main(words) == 0
    assert json.loads(Path("r/run.json").read_text())["finished"]
    assert len(Path("r/predictions.jsonl").read_text().splitlines()) == len(ARTICLES)


def test_failures_are_listed_and_too_many_stop_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.py").write_text("def bad(article):\n    raise ValueError('no luck')\n")
    assert main(["run", "bad.py:bad", "--split", "train"]) == 1
    shown = capsys.readouterr()
    assert shown.err.count("ValueError: no luck") == len(ARTICLES)
    assert "counted as empty" in shown.out
    for limit in ("2", "5%", "0.05"):
        assert main(["run", "bad.py:bad", "--split", "train", "--max-failures", limit, "--fresh"]) == 1
        assert f"more than --max-failures {limit}" in capsys.readouterr().err
    assert main(["run", "bad.py:bad", "--max-failures", "some"]) == 3
    assert main(["run", "bad.py:bad", "--workers", "0"]) == 3


def test_public_names_are_enough_for_a_skeleton() -> None:
    assert {"Article", "Entity", "Extraction", "Mention", "span"} <= set(twicetold.__all__)
