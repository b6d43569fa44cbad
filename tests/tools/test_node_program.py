"""The loop that programs for Node.js share."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tools.trying import needs_node
from twicetold_baselines.tools import environments
from twicetold_baselines.tools.chrono_node import Chrono
from twicetold_baselines.tools.compromise import Compromise
from twicetold_baselines.tools.environments import Environment

if TYPE_CHECKING:
    from twicetold_baselines.tools.tool import NodeProgram

LOOP = Path(environments.__file__).with_name("answering.js")
FINDS_ORB = """
exports.opened = () => ({ text }) => {
  console.log("looking");
  const start = text.indexOf("Orb");
  if (start < 0) throw new Error("no Orb");
  return { entities: [{ id: "e1", mentions: [{ span: [{ start, end: start + 3 }] }] }] };
};
"""


def _answers(folder: Path, *texts: str) -> list[Any]:
    (folder / "program.js").write_text(FINDS_ORB)
    shutil.copy(LOOP, folder)
    lines = "".join(f"{json.dumps({'text': text}, ensure_ascii=False)}\n" for text in texts)
    command = ["node", str(folder / "answering.js")]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@needs_node
def test_places_are_told_in_code_points(tmp_path: Path) -> None:
    [answer] = _answers(tmp_path, "😀 é Orb")
    assert answer["entities"][0]["mentions"][0]["span"] == [{"start": 4, "end": 7}]


@needs_node
def test_an_error_is_the_answer_about_its_article_alone(tmp_path: Path) -> None:
    failed, found = _answers(tmp_path, "nothing", "Orb")
    assert failed == {"error": "Error: no Orb"}
    assert found["entities"][0]["id"] == "e1"


def test_the_loop_is_part_of_what_an_environment_depends_on(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").touch()
    assert [path.name for path in Environment("orb", tmp_path)._files()] == ["answering.js", "package-lock.json"]


@pytest.mark.parametrize("tool", [Chrono, Compromise])
def test_every_package_is_pinned_by_hash_and_none_by_address(tool: type[NodeProgram]) -> None:
    lock = json.loads((tool.environment.source / "package-lock.json").read_bytes())
    pins = [pin for name, pin in lock["packages"].items() if name]
    assert pins
    assert all(pin["integrity"].startswith("sha512-") and "resolved" not in pin for pin in pins)
