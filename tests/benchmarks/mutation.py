"""Mutation testing: do the tests notice when what decides a score, or finds a quotation, is changed?

pip install mutmut==3.8.1
nice python tests/benchmarks/mutation.py FOLDER [NAME ...]

mutmut changes one thing of a function at a time and runs the tests that reach the function; a change that no test
notices survives. All of it happens in a copy, FOLDER. Names are those of mutmut (`twicetold.measures.tally*`); without
any, all are tried that were not yet. Prints the survivors and a table of the files.

Only tests that are examples run: properties over drawn cases take too long, and a case computed by hand says what is
wrong. mutmut leaves out what is decorated, so the copy has properties written as assignments; and it changes a function
after the modules are read, so what writes the tables of measures while they are read is left out.
"""

from __future__ import annotations

import ast
import resource
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

CONFIGURATION = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [
    "src/twicetold/measures/*.py",
    "src/twicetold/systems/grounding.py",
    "src/twicetold/systems/places.py",
]
do_not_mutate = [
    "src/twicetold/measures/__init__.py",
    "src/twicetold/measures/compat/*.py",
    "src/twicetold/measures/errors.py",
    "src/twicetold/measures/link_errors.py",
]
also_copy = ["dataset", "schema"]
pytest_add_cli_args = [
    "--disable-plugin-autoload", "-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider",
    "-p", "no:unraisableexception", "-p", "no:threadexception",
]
pytest_add_cli_args_test_selection = [
    "tests/test_measures.py", "tests/test_alignment.py", "tests/test_clusters.py", "tests/test_spans.py",
    "tests/test_tally.py", "tests/test_links.py", "tests/test_outcomes.py", "tests/test_coreference.py",
    "tests/test_claim_measures.py", "tests/test_date_measures.py", "tests/test_event_measures.py",
    "tests/test_grounding.py", "tests/test_grounding_nearness.py",
    "-m", "not long and not hypothesis",
    "-k", "not fast and not hundred_thousand and not nearly_whole",
]
timeout_constant = 20.0
timeout_multiplier = 2.0
use_git_change_detection = false
track_dependencies = false
"""
"""Left out: names of measures, which are a table; errors, which explain a score; the scorers of others, which are held
to these (tests/compat). Plugins that collect garbage after every test would take longer than the tests.
"""

MEMORY = 4 * 2**30
"""Bytes of address space: a change may make a loop that never ends, and that keeps what it makes."""

PROPERTIES = {"property", "cached_property"}
WRITE_TABLES = ("measure", "measures", "means")
"""How the names end of functions that run while a module is read."""


def copy(folder: Path) -> None:
    """Lay the repository out as mutmut wants it, with what was found before kept in its folder `mutants`."""
    shutil.copytree(REPOSITORY / "harness", folder / "src", dirs_exist_ok=True)
    for name in ("tests", "dataset", "schema"):
        shutil.copytree(REPOSITORY / name, folder / name, dirs_exist_ok=True)
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(project + CONFIGURATION, encoding="utf-8")
    for path in (folder / "src" / "twicetold").rglob("*.py"):
        path.write_text(within_reach(path.read_text(encoding="utf-8")), encoding="utf-8")


def within_reach(source: str) -> str:
    """Return a module in which `@property def x` is `def x` and then `x = property(x)`, without writers of tables."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.endswith(WRITE_TABLES):
            lines[node.lineno - 1] += "  # pragma: no mutate block"
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1:
            decorator = node.decorator_list[0]
            if isinstance(decorator, ast.Name) and decorator.id in PROPERTIES and node.end_lineno:
                indent = " " * node.col_offset
                lines[decorator.lineno - 1] = ""
                lines[node.end_lineno - 1] += f"\n{indent}{node.name} = {decorator.id}({node.name})"
    return "\n".join(lines) + "\n"


def mutmut(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def main(folder: Path, names: list[str]) -> None:
    copy(folder)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    mutmut(folder, "run", "--max-children", "1", *names)
    table: dict[str, Counter[str]] = {}
    for line in mutmut(folder, "results", "--all", "true").splitlines():
        name, _, status = line.strip().partition(": ")
        if status and status != "not checked":
            table.setdefault(name.rpartition(".")[0], Counter())[status] += 1
            if status != "killed":
                print(mutmut(folder, "show", name))
    for module, counts in sorted(table.items()):
        print(f"{module:40}{counts.total():6}  ", dict(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
