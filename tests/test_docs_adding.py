"""What docs/adding-a-system.md calls small is small; `test_docs_blocks.py` follows the page to the letter."""

from __future__ import annotations

from docs_blocks import ROOT, blocks_of


def test_the_smallest_systems_are_under_ten_lines() -> None:
    files = [block for block in blocks_of(ROOT / "docs" / "adding-a-system.md") if "file" in block.words]
    assert [block.words["file"] for block in files] == ["names.py", "names.js"]
    for block in files:
        assert len([line for line in block.code.splitlines() if line]) < 10
        assert block.code.splitlines()[0].endswith(f" {block.words['file']}")
