"""What all tools have in common: names, licences, pins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from twicetold.errors import NotStartedError
from twicetold_baselines import tools
from twicetold_baselines.tools.tool import Program, PythonProgram, Tool

if TYPE_CHECKING:
    from pathlib import Path

TOOLS: list[type[Tool]] = [found for name in tools.__all__ if (found := getattr(tools, name)) is not Tool]
PROGRAMS = [tool for tool in TOOLS if issubclass(tool, Program)]


def test_names_are_used_once() -> None:
    assert len({tool.name for tool in TOOLS}) == len(TOOLS) == 8


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_tool_tells_version_purpose_and_licence(tool: type[Tool]) -> None:
    assert re.fullmatch(r"[\d.]+", tool.version)
    assert re.search(r": (?:entities|dates|events|claims|all layers)", tool.about)
    assert re.fullmatch(r"[A-Za-z0-9.-]+(?: AND [A-Za-z0-9.-]+)*", tool.licence)


@pytest.mark.parametrize("tool", PROGRAMS, ids=lambda tool: tool.name)
def test_an_environment_has_the_name_of_its_tool(tool: type[Program]) -> None:
    assert tool.environment.name == tool.name


@pytest.mark.parametrize(
    ("tool", "program"), [(tools.Chrono, "node"), (tools.Compromise, "node"), (tools.HeidelTime, "java")]
)
def test_a_tool_says_what_it_needs_that_is_not_on_the_path(
    tool: type[Program], program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotStartedError, match=rf"^{tool.name}: needs {program}; install \w"):
        tool()


@pytest.mark.parametrize(
    "tool", [tool for tool in PROGRAMS if issubclass(tool, PythonProgram)], ids=lambda tool: tool.name
)
def test_every_package_is_pinned_by_hash_and_no_index_is_named(tool: type[Program]) -> None:
    pins = (tool.environment.source / "requirements.txt").read_text(encoding="utf-8")
    requirements = re.findall(r"^(?!\s|#)(\S+).*\n\s+--hash=sha256:[0-9a-f]{64}", pins, re.MULTILINE)
    assert requirements
    assert all("==" in requirement for requirement in requirements)
    assert len(requirements) == len(re.findall(r"^[^\s#]", pins, re.MULTILINE))
    assert "://" not in pins
