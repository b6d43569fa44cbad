"""docs/real-news.md says what the command in it prints."""

from __future__ import annotations

import runpy
from pathlib import Path

from formats.common import CORPORA, corpus

ROOT = Path(__file__).parents[2]


def test_the_tables_are_those_of_today() -> None:
    corpus("ecbplus")
    script = runpy.run_path(str(ROOT / "tests" / "benchmarks" / "real_news.py"))
    page = (ROOT / "docs" / "real-news.md").read_text(encoding="utf-8")
    assert page[page.index("\n## ") :].strip() == "\n".join(script["tables"](CORPORA)).strip()
