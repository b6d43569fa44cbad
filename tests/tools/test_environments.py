"""Environments of tools: made whole or not at all, from pins, by the user's own pip."""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from twicetold.errors import InputError, NotStartedError, SystemFailure
from twicetold.model import Article
from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import PythonProgram

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long  # each makes an environment of Python and packages

PROGRAM = """
from .beside import LAYER

def opened(word):
    import orbfinder

    def extract(article):
        print("looking")  # no answer
        start = orbfinder.find(article["text"], word)
        span = [{"start": start, "end": start + len(word)}]
        return {LAYER: [{"id": "d1", "span": span, "type": "DATE", "value": "2022"}]}

    return extract
"""


def wheel(folder: Path) -> str:
    """Make a package with one function and return its SHA-256."""
    files = {
        "orbfinder.py": "def find(text, word):\n    return text.index(word)\n",
        "orbfinder-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: orbfinder\nVersion: 1.0\n",
        "orbfinder-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    path = folder / "orbfinder-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(content)}\n"
            archive.writestr(name, content)
        archive.writestr("orbfinder-1.0.dist-info/RECORD", f"{record}orbfinder-1.0.dist-info/RECORD,,\n")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source(folder: Path, sha256: str) -> Path:
    """Write the folder of a tool that pins the package."""
    folder.mkdir()
    (folder / "__init__.py").write_text("raise RuntimeError('the class stays at home')\n")
    (folder / "program.py").write_text(PROGRAM)
    (folder / "beside.py").write_text("LAYER = 'dates'\n")
    (folder / "requirements.txt").write_text(f"orbfinder==1.0 \\\n    --hash=sha256:{sha256}\n")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return the environment of a tiny tool, set up."""
    folder = tmp_path_factory.mktemp("made")
    environment = Environment("orb", source(folder / "orb", wheel(folder)))
    with pytest.MonkeyPatch.context() as patch:
        offline(patch, folder)
        environment.set_up()
    return environment


def offline(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let pip find packages in a folder only, and environments lie there."""
    patch.setenv("PIP_NO_INDEX", "1")
    patch.setenv("PIP_FIND_LINKS", str(folder))
    patch.setenv("TWICETOLD_CACHE", str(folder / "cache"))


def orb(environment: Environment, word: str) -> type[PythonProgram]:
    """Return the tiny tool as a system."""

    class Orb(PythonProgram):
        name = "orb"
        version = environment.pinned("orbfinder")
        about = "finds a word: dates"
        licence = "MIT"

        def arguments(self) -> list[str]:
            return [word]

    Orb.environment = environment
    return Orb


@pytest.fixture
def in_cache(made: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("TWICETOLD_CACHE", str(made.source.parent / "cache"))
    return made


def test_a_tool_answers_from_its_environment_and_an_error_is_about_one_article(in_cache: Environment) -> None:
    with closing(orb(in_cache, "Orb")()) as system:
        with pytest.raises(SystemFailure, match="story/a: ValueError: substring not found"):
            system.extract(Article("story/a", "nothing", "2022-01-10"))
        answer = system.extract(Article("story/b", "😀 Orb", "2022-01-10"))
    assert answer["dates"][0]["span"] == [{"start": 2, "end": 5}]
    assert system.configuration == {"environment_sha256": in_cache.digest}


def test_what_is_set_up_is_left_as_it_is(in_cache: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", "nowhere")
    before = in_cache.folder.stat().st_mtime_ns
    in_cache.set_up()
    assert in_cache.folder.stat().st_mtime_ns == before
    assert in_cache.missing() is None


def test_a_package_with_another_hash_is_refused_and_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offline(monkeypatch, tmp_path)
    wheel(tmp_path)
    environment = Environment("orb", source(tmp_path / "orb", "0" * 64))
    with pytest.raises(InputError, match=r"(?s)orb: python\S* could not set it up: .*DO NOT MATCH THE HASHES"):
        environment.set_up()
    assert [path.name for path in environment.folder.parent.iterdir()] == ["orb.lock"]


def test_the_folder_is_named_by_a_hash_of_pins_and_program_and_not_of_the_class(tmp_path: Path) -> None:
    environment = Environment("orb", source(tmp_path / "orb", "0" * 64))
    first = environment.folder
    (environment.source / "__init__.py").write_text("# a comment\n")
    assert environment.folder == first
    for name in ("program.py", "beside.py", "requirements.txt"):
        before = environment.folder
        (environment.source / name).write_text(f"# {name}\n")
        assert environment.folder != before
    assert first.name == f"orb-{first.name[-12:]}"


def test_a_tool_that_is_not_set_up_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path))
    environment = Environment("orb", source(tmp_path / "orb", "0" * 64))
    assert environment.missing() == "not set up; twicetold setup orb"
    with pytest.raises(NotStartedError, match=r"^orb: not set up; twicetold setup orb$"):
        orb(environment, "Orb")()


@pytest.mark.parametrize("program", ["node", "java"])
def test_a_program_that_is_not_on_the_path_is_named(
    program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    environment = Environment("orb", source(tmp_path / "orb", "0" * 64), (program,))
    assert str(environment.missing()).startswith(f"needs {program}; install ")
    with pytest.raises(InputError, match=f"^orb: needs {program}; install "):
        environment.set_up()
    assert not environment.folder.exists()


def test_npm_is_needed_to_set_up_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": {"node_modules/orb": {"version": "2.1"}}}))
    environment = Environment("orb", tmp_path)
    assert environment.missing() == "not set up; twicetold setup orb"
    with pytest.raises(InputError, match=r"^orb: needs npm; install npm"):
        environment.set_up()
    assert environment.pinned("orb") == "2.1"


def test_the_version_is_the_one_that_is_pinned(tmp_path: Path) -> None:
    environment = Environment("orb", source(tmp_path / "orb", "0" * 64))
    assert environment.pinned("orbfinder") == "1.0"
    with pytest.raises(LookupError, match=r"does not pin orb$"):
        environment.pinned("orb")
