"""Hypothesis profiles, and which package is tested.

The same cases run every time: 40 of a property in `make test`, 200 in `make test-all`; `--hypothesis-profile=deep`
searches for new ones. The package is that of the clone or, when a release is made, an installed wheel: then what
reads what only a clone has is skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

import twicetold

settings.register_profile("quick", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=20_000, deadline=None)
settings.load_profile("quick")

ROOT = Path(__file__).parents[1]
PACKAGE = Path(twicetold.__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of what needs a clone."""
    config.addinivalue_line("markers", "clone: needs what a wheel has not: the passes, the hunt, the package's sources")


def pytest_report_header() -> str:
    """Say which package is tested."""
    return f"twicetold: {PACKAGE}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a clone where an installed package is tested."""
    if PACKAGE.is_relative_to(ROOT / "harness"):
        return
    for item in items:
        runs_the_annotator = "news" in getattr(item, "fixturenames", ())
        if item.get_closest_marker("clone") or runs_the_annotator:
            item.add_marker(pytest.mark.skip(reason="reads what only a clone has"))
