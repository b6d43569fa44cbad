"""The documentation as a site: it is built without a warning, leads to every page, and fetches nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import twicetold

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
INDEX = DOCS / "index.md"

if not INDEX.is_file():
    pytest.skip("the documentation is part of a clone", allow_module_level=True)


def test_the_first_page_leads_to_every_page() -> None:
    links = re.findall(r"^- \[.+?\]\((\S+?)\): .+\.$", INDEX.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(links) == len(set(links))
    pages = {path for path in DOCS.glob("*.md") if path != INDEX}
    assert pages <= {(DOCS / link).resolve() for link in links}


def test_the_reference_has_every_public_name() -> None:
    reference = (DOCS / "api.md").read_text(encoding="utf-8")
    for name in set(twicetold.__all__) - {"__version__"}:
        assert re.search(rf"^(?:\.\. auto\w+::|   :members:) .*\b{name}\b", reference, flags=re.MULTILINE), name


@pytest.mark.long
def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    for tool in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(tool)
    command = ["-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-c", "docs", "-d", str(tmp_path / "trees")]
    done = subprocess.run(
        [sys.executable, *command, ".", str(tmp_path / "site")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(r"<(?:script|img|link|iframe)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"", page.read_text("utf-8"))
        assert not [address for address in loaded if re.match(r"(?:https?:)?//", address)], page.name
    for style in (tmp_path / "site").rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", style.read_text("utf-8")), style.name
