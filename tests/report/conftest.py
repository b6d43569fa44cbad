"""A small site, written once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from lxml import html  # type: ignore[import-untyped] # publishes no types

from report import invented
from twicetold import scoring
from twicetold.report import site
from twicetold.report.site.gathering import Run, gather

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.predictions import Stored
    from twicetold.scoring import Scores


def score(stored: Stored) -> Scores:
    return scoring.score_predictions(invented.stories(), stored, split="all", gold="invented")


class Small(NamedTuple):
    """The site of two systems on invented stories, and its runs, the good one first."""

    folder: Path
    runs: list[Run]

    def page(self, place: str) -> Any:
        return html.fromstring((self.folder / place).read_text(encoding="utf-8"))

    def data(self, key: str) -> Any:
        content = (self.folder / "data" / f"{key}.js").read_text(encoding="utf-8")
        statement = re.fullmatch(r"twicetold\.receive\((.*)\);\n", content)
        assert statement
        own, value = json.loads(f"[{statement[1]}]")
        assert own == key
        return value


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    folder = tmp_path_factory.mktemp("small")
    runs = [invented.write_run(folder / name, good=name == "good") for name in ("good", "bad")]
    site.write(runs, invented.stories(), score, folder / "site")
    return Small(folder / "site", gather(runs, score))
