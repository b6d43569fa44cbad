"""A CAS is read the same from every kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from formats.inception.making import LABELS, Maker, gold, only, write

if TYPE_CHECKING:
    from pathlib import Path

    from formats.inception.making import Extract
    from twicetold.formats.format import Labels
    from twicetold.model import Extraction


@pytest.fixture(params=["json", "xmi", "zip"])
def extracted(request: pytest.FixtureRequest, tmp_path: Path) -> Extract:
    """Return a function that writes a CAS in one of the three ways, and reads it."""

    def extract(maker: Maker, labels: Labels = LABELS) -> tuple[Extraction, list[str]]:
        if request.param == "json":
            path = write(tmp_path, {"doc.json": maker.json()}) / "doc.json"
        elif request.param == "xmi":
            path = write(tmp_path, {"doc.xmi": maker.xmi(), "TypeSystem.xml": maker.types_xml()}) / "doc.xmi"
        else:
            path = write(tmp_path, {"doc.zip": maker.zip()}) / "doc.zip"
        article, notes = only(path, labels)
        assert article.id == "doc/a"
        assert article.text == maker.text
        return gold(article), [note.partition(" (first: ")[0] for note in notes if "day of publication" not in note]

    return extract
