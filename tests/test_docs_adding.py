"""What docs/adding-a-system.md says, followed to the letter."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from twicetold.cli import main

PAGE = (Path(__file__).parents[1] / "docs" / "adding-a-system.md").read_text(encoding="utf-8")
FILES = re.findall(r"```(?:python|js)\n(?:#|//) (\S+)\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [command for command in re.findall(r"^\$ twicetold (.*)$", PAGE, re.MULTILINE) if "openai:" not in command]


def test_every_command_of_the_page_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("node") is None:
        pytest.skip("needs node")
    monkeypatch.chdir(tmp_path)
    for name, source in FILES:
        Path(name).write_text(source)
    for command in COMMANDS:
        assert main(shlex.split(command)) == 0, command
    assert capsys.readouterr().out.count("entities    strict") == 3


def test_the_smallest_systems_are_under_ten_lines() -> None:
    assert {name for name, _ in FILES} == {"names.py", "names.js"}
    assert all(len([line for line in source.splitlines() if line]) < 10 for _, source in FILES)
