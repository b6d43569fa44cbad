"""Runs a tool's program in its environment: each line of standard input is an article, each answer a line of output.

Beside it lies `program.py`, whose function `opened` takes the arguments of the command line and returns a function from
an article to an extraction, both as JSON: docs/adding-a-system.md has their shape. The folder is a package, so that the
program may import what lies beside it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Answer until there are no more lines. What the tool prints goes to standard error, lest it be an answer."""
    os.environ["TZ"] = "UTC"
    if hasattr(time, "tzset"):
        time.tzset()
    answers, sys.stdout = sys.stdout, sys.stderr
    folder = Path(__file__).parent
    sys.path.insert(0, str(folder.parent))
    extract = importlib.import_module(f"{folder.name}.program").opened(*arguments)
    for line in sys.stdin.buffer:
        try:
            answer = extract(json.loads(line))
        except Exception as error:  # noqa: BLE001 - whatever a tool trips over is its answer about this article
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
