"""Ways to try a tool: the functions of its program alone, and the tool itself where it is set up."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from twicetold.model import Article, Extraction
from twicetold.sense import check_extraction

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold_baselines.tools.tool import Tool

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def evaluated(program: Path, expression: str, given: object) -> Any:
    """Return the value of a JavaScript expression about `given`, in which `program` has the functions of a program."""
    start = f"const program = require({json.dumps(str(program))}), given = JSON.parse(fs.readFileSync(0));"
    script = f"{start} process.stdout.write(JSON.stringify({expression}));"
    done = subprocess.run(["node", "-e", script], input=json.dumps(given).encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def extracted(tool: type[Tool], text: str, published: str) -> Extraction:
    """Return what a tool finds in a text, which must be a sound extraction; skip where it is not set up."""
    if lacking := tool.missing():
        pytest.skip(f"{tool.name}: {lacking}")
    with closing(tool()) as system:
        answer = system.extract(Article("story/a", text, published))
    extraction = msgspec.convert(answer, Extraction)
    assert list(check_extraction(extraction, text)) == []
    return extraction
