"""Broken files of any format: what is none of it is not recognised, and a refusal names the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.model import Article, Extraction, Story

if TYPE_CHECKING:
    from pathlib import Path


def test_a_line_that_is_nested_too_deeply_is_of_no_known_format(tmp_path: Path) -> None:
    depth = 200_000
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id":"a","articles":[' + b"[" * depth + b"]" * depth + b"]}")
    assert not formats.get("twicetold").recognises(path)
    with pytest.raises(InputError, match="of no known format"):
        formats.detect(path)


def test_a_docbin_that_has_an_article_twice_is_refused_by_its_name(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    article = Article("s/a", "Ann sang.", "2024-03-04", gold=Extraction())
    path = tmp_path / "x.spacy"
    common.write("docbin", [Story("s", "", (article, article))], path)
    with pytest.raises(InputError, match=re.escape(f"{path}: story 's' has an article twice")):
        common.read("docbin", path)


@pytest.mark.parametrize(("name", "suffix"), [("twicetold", ".jsonl"), ("docbin", ".spacy")])
def test_what_a_system_leaves_beside_files_is_passed_over(name: str, suffix: str, tmp_path: Path) -> None:
    if name == "docbin":
        pytest.importorskip("spacy")
    story = Story("s", "", (Article("s/a", "Ann sang.", "2024-03-04", gold=Extraction()),))
    common.write(name, [story], tmp_path / f"x{suffix}")
    (tmp_path / f"._x{suffix}").write_bytes(b"Mac OS X")
    stories, _ = common.read(name, tmp_path)
    assert stories == [story]
