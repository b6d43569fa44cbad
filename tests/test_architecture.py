"""The rooms of the package: imports go downward only, and starting is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

import twicetold
import twicetold_baselines

PACKAGE = Path(twicetold.__file__).parent
BASELINES = Path(twicetold_baselines.__file__).parent

ROOMS = [
    {"__main__"},
    {"cli"},
    {"report"},
    {"agreement"},
    {"validation", "running", "scoring", "span_scoring"},
    {"predictions", "executors"},
    {"statistics"},
    {"systems"},
    {"measures"},
    {"gold"},
    {"formats"},
    {"corpus_files", "line_store"},
    {"corpus"},
    {"sense", "schema", "timex", "addresses"},
    {"model", "files"},
    {"ontology", "errors", "resources", "display", "_version"},
]
"""From the top down. A room may import from those below it, and from itself."""


def room_of(module: str) -> str:
    return module.split(".")[1] if module.count(".") else "__init__"


def imports_of(path: Path, top: str) -> set[str]:
    """Return the modules of the package `top` that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == top}


FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py" and path.parent.name != "skeletons"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downward_only(path: Path) -> None:
    floor = {room: number for number, rooms in enumerate(ROOMS) for room in rooms}
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for module in imports_of(path, "twicetold"):
        other = room_of(module)
        assert own == other or floor[own] < floor[other], f"{own} imports {module}"


def test_measures_and_systems_never_see_each_other() -> None:
    for own, other in (("measures", "systems"), ("systems", "measures")):
        for path in (PACKAGE / own).glob("*.py"):
            assert not any(room_of(module) == other for module in imports_of(path, "twicetold")), path


def test_the_harness_does_not_know_the_baselines() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert not imports_of(path, "twicetold_baselines"), path


BASELINES_KNOW = {
    "rules": {"model", "ontology", "timex"},
    "learned": {"model", "ontology", "errors", "files", "corpus", "measures", "scoring"},
    "tools": {"__init__", "model", "ontology", "errors", "files", "systems"},
    "bounds": {"__init__", "model", "errors", "corpus", "resources", "gold", "measures"},
}
"""The rooms of the package that each baseline needs: systems find things by what everybody has, bounds look them up."""


@pytest.mark.parametrize("baseline", BASELINES_KNOW)
def test_a_baseline_knows_no_more_than_it_needs(baseline: str) -> None:
    for path in (BASELINES / baseline).rglob("*.py"):
        rooms = {room_of(module) for module in imports_of(path, "twicetold")}
        assert rooms <= BASELINES_KNOW[baseline], path


def test_source_roots_are_no_packages() -> None:
    top = PACKAGE.parents[1]
    assert not [name for name in ("harness", "baselines", "dataset", "schema") if (top / name / "__init__.py").exists()]


def test_the_public_names_are_all_there_and_sorted() -> None:
    assert twicetold.__all__ == sorted(twicetold.__all__, key=lambda name: (name == name.lower(), name))
    assert set(twicetold.__all__) == {*twicetold._HOME, "__version__"}
    for name in twicetold.__all__:
        assert getattr(twicetold, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = twicetold.nothing


HEAVY = ("numpy", "pyarrow", "datasets", "sklearn", "scipy", "rich", "jsonschema_rs", "msgspec")


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["gold", "lint", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys, twicetold.cli\n"
        f"try: twicetold.cli.main({arguments!r})\n"
        f"except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def fastest(command: list[str], times: int = 7) -> float:
    """Return the least wall time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_help_answers_at_once() -> None:
    """Within 0.15 s where an empty Python takes 0.015 s: ten times as long."""
    empty = fastest([sys.executable, "-c", "pass"])
    assert fastest([sys.executable, "-m", "twicetold", "--help"]) < 10 * empty
