"""Every code block of the documentation does what its page says; `docs_blocks` runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs_blocks import GIVEN, ROOT, WHY_UNRUN, WORDS, Block, Session, alike, blocks_of, commands_of, is_there, look_at

PAGES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "examples").glob("*/README.md")),
    *sorted((ROOT / "dataset").glob("*.md")),
    *sorted((ROOT / "baselines").glob("*.md")),
    *ROOT.glob("CONTRIBUTING.md"),
]
BLOCKS = {page: blocks_of(page) for page in PAGES}
RUN = {"console", "sh", "python", "pycon"}
READ = {"json", "jsonl", "toml"}


def pages_with(*, long: bool) -> list[Path]:
    return [
        page
        for page in PAGES
        if any(block.language in RUN and ("long" in block.words) == long for block in BLOCKS[page])
    ]


def read_through(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, long: bool) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", folder / "cache")
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    session = Session(folder)
    for block in BLOCKS[page]:
        if is_there(block) and (long or "long" not in block.words):
            session.run(block)


@pytest.mark.parametrize("page", pages_with(long=False), ids=lambda page: page.name)
def test_what_a_page_shows_happens(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_through(page, tmp_path, monkeypatch, long=False)


@pytest.mark.long
@pytest.mark.parametrize("page", pages_with(long=True), ids=lambda page: page.name)
def test_what_takes_its_time_happens_too(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_through(page, tmp_path, monkeypatch, long=True)


@pytest.mark.parametrize("block", [block for page in PAGES for block in BLOCKS[page]], ids=str)
def test_no_block_is_left_out_silently(block: Block) -> None:
    """A block is run, or read as data, or written to a file for another; or it says why not; or it holds no command."""
    assert block.words.keys() <= WORDS
    assert set(filter(None, block.words.get("given", "").split(","))) <= GIVEN.keys()
    if block.language in RUN:
        assert block.words.get("unrun", "network") in WHY_UNRUN
    elif block.language.startswith("{"):
        assert block.page.name == "api.md"
    elif block.language not in READ and "file" not in block.words:
        assert block.language in ({"text"} if (ROOT / "docs") in block.page.parents else {"text", ""})
        for command in re.findall(r"^(?:\$ +)?((?:twicetold|make|pip|python) .*)", block.code, flags=re.MULTILINE):
            assert block.language == "", command
            look_at(command)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page outside of the project, and a folder to run it in."""
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path / "folder")
    monkeypatch.setattr("docs_blocks.ROOT", tmp_path)
    return tmp_path / "page.md"


def run(page: Path, text: str) -> None:
    page.write_text(text, encoding="utf-8")
    session = Session(Path.cwd())
    for block in blocks_of(page):
        session.run(block)


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ echo one\ntwo\n```",
        "```console\n$ false\n```",
        "```console exit=3\n$ true\n```",
        "```console\n$ twicetold show --layer\n```",
        "- in a list:\n\n  ```console unrun=network\n  $ twicetold shout\n  ```",
        "```console unrun=network\n$ make nothing-of-the-kind\n```",
        "```sh\ntest -e file.txt\n```",
        "```python\nassert 1 + 1 == 3\n```",
        "```pycon\n>>> 1 + 1\n3\n```",
        "```pycon\n1 + 1\n```",
        '```json schema=extraction\n{"entities": [{"id": 1}]}\n```',
        "```toml\na = \n```",
    ],
)
def test_a_page_that_is_wrong_is_found_out(page: Path, text: str) -> None:
    (page.parent / "Makefile").write_text("demo:\n", encoding="utf-8")
    with pytest.raises((AssertionError, ValueError)):
        run(page, text)


def test_a_page_is_read_from_top_to_bottom_in_one_folder(page: Path) -> None:
    run(
        page,
        "```text file=in/a.txt\none\n```\n```sh\ncat in/a.txt in/a.txt > b.txt\n```\n"
        "```python\nfrom pathlib import Path\nlines = Path('b.txt').read_text().split()\n```\n"
        "```pycon\n>>> lines\n['one', 'one']\n```\n"
        "```console exit=1\n$ cat b.txt\none\none\n$ (echo no; exit 1)\nno\n```\n",
    )


def test_dots_stand_for_what_differs_from_run_to_run() -> None:
    assert alike("a …\n…\nz\n", "a 12.5 s\nb\nc\nz\n")
    assert alike("a\n…\nz\n", "a\nz\n")
    assert not alike("a\n…\nz\n", "a\nb\n")
    assert not alike("a …\n", "b 12.5 s\n")


def test_a_command_may_go_over_several_lines() -> None:
    block = Block(ROOT / "docs" / "x.md", 1, "console", {}, "$ one \\\n  two\nshown\n$ three\n")
    assert [(command.split(), shown) for command, shown in commands_of(block)] == [
        (["one", "two"], "shown\n"),
        (["three"], ""),
    ]
