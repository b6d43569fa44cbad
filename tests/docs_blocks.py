"""The code blocks of the documentation, and a session in which those of a page are run from top to bottom.

Behind its language a block says what it needs (docs/site.md tells writers the same):

    file=NAME        it is a file of that name, which later blocks use
    given=NAME,…     it finds these, which GIVEN makes
    needs=PROGRAM    it is left out where that program is not there
    exit=N           its last command ends with that code
    schema=KIND      it is valid by that schema
    long             it takes its time, and is left to `make test-all`
    unrun=WHY        its commands are only looked at: they must exist, and take such arguments
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt

import twicetold
from twicetold import formats, schema
from twicetold.cli import _parser, main
from twicetold.model import Prediction, to_json

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
WORDS = {"file", "given", "needs", "exit", "schema", "long", "unrun"}
WHY_UNRUN = {"network", "service", "corpora", "hours", "release", "choice", "tests"}
"""What keeps a block from being run: something to be fetched, a service with a key, corpora that are not part of the
project, its time, writing over the release, names that the reader chooses, other tests that run the same."""


class Block(NamedTuple):
    """A code block: where it stands, its language, what it needs, and what is in it."""

    page: Path
    line: int
    language: str
    words: dict[str, str]
    code: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """Return the code blocks of a page, wherever they stand in it; one without a fence has the language ''."""
    found = []
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        if token.type in {"fence", "code_block"}:
            language, *words = token.info.split() or [""]
            pairs = dict(word.partition("=")[::2] for word in words)
            found.append(Block(page, (token.map or [0])[0] + 1, language, pairs, token.content))
    return found


class Session:
    """A reader at work in a folder: what a block leaves behind is there for the next one.

    The folder has what a clone has, by links: a page may be read in a clone or anywhere else.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}
        for part in ("Makefile", "baselines", "dataset", "docs", "harness", "schema", "tests"):
            (folder / part).symlink_to(ROOT / part)
        (folder / ".venv").symlink_to(sys.prefix)

    def run(self, block: Block) -> None:
        """Run a block, and raise AssertionError where it does not do what the page says."""
        for name in filter(None, block.words.get("given", "").split(",")):
            if not Path(name).exists():
                GIVEN[name](Path(name))
        if "file" in block.words:
            Path(block.words["file"]).parent.mkdir(parents=True, exist_ok=True)
            Path(block.words["file"]).write_text(block.code, encoding="utf-8")
        if block.language in {"console", "sh"}:
            self._type(block)
        elif block.language == "python":
            exec(compile(block.code, str(block), "exec"), self.names)
        elif block.language == "pycon":
            self._try(block)
        elif block.language in {"json", "jsonl", "toml"}:
            check_data(block)

    def _type(self, block: Block) -> None:
        """Type the commands of a block, and hold what they print to what it shows."""
        typed = commands_of(block)
        for number, (command, shown) in enumerate(typed, start=1):
            if "unrun" in block.words:
                look_at(command)
                continue
            printed, code = enter(command)
            expected = int(block.words.get("exit", 0)) if number == len(typed) else 0
            assert code == expected, f"{block}: $ {command}\nended with {code}:\n{printed}"
            assert not shown or alike(shown, printed), (
                f"{block}: $ {command}\nprints\n{printed}\nand is said to\n{shown}"
            )

    def _try(self, block: Block) -> None:
        """Run the examples of an interactive session."""
        test = doctest.DocTestParser().get_doctest(block.code, self.names, block.page.name, str(block.page), block.line)
        report: list[str] = []
        runner = doctest.DocTestRunner()
        runner.run(test, out=report.append, clear_globs=False)
        self.names = test.globs
        assert runner.tries, f"{block}: no example in it"
        assert not runner.failures, "".join(report)


def commands_of(block: Block) -> list[tuple[str, str]]:
    """Return the commands of a block, each with what is shown of its output."""
    code = block.code.replace("\\\n", " ")
    if block.language == "sh":
        return [(line, "") for line in code.splitlines() if line.strip() and not line.startswith("#")]
    assert code.startswith("$ "), f"{block}: begins with no command"
    pairs = [part.partition("\n") for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]]
    return [(command, shown) for command, _, shown in pairs]


def enter(command: str) -> tuple[str, int]:
    """Run a command line, and return what it prints on both streams, and its exit code.

    Ours run within this process, which spares their start; whatever needs a shell gets one. A recipe of the Makefile is
    only looked at: the tests of the README run it.
    """
    words = shlex.split(command, comments=True)
    program = Path(words[0]).name
    if program == "make":
        look_at(command)
        return "", 0
    if program == "twicetold" and not re.search(r"[|<>&;*$`]", command.partition(" #")[0]):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                code = main(words[1:])
            except SystemExit as end:
                code = int(end.code or 0)
        return printed.getvalue(), code
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        shell=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PATH": path},
        check=False,
    )
    return done.stdout, done.returncode


def look_at(command: str) -> None:
    """Hold that a command that is not run exists, and takes such arguments."""
    words = shlex.split(command, comments=True)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    program = Path(words[0]).name
    if program == "twicetold":
        try:
            _parser().parse_args(words[1:])
        except SystemExit as end:
            raise AssertionError(command) from end
    elif program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert {word for word in words[1:] if "=" not in word} <= set(targets), command
    elif program in {"python", "python3"} and not words[1].startswith("-"):
        assert (ROOT / words[1]).is_file(), command
    else:
        assert program in {"cd", "git", "pip", "python", "python3"}, command


def alike(shown: str, printed: str) -> bool:
    """Tell whether what is shown is what is printed: `…` stands for anything, a line of it alone for any lines."""
    lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + r" *\n" for line in lines
    )
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None


def check_data(block: Block) -> None:
    """Hold that a block of JSON, JSON Lines or TOML can be read, and is valid by the schema that it names."""
    if block.language == "toml":
        values: list[Any] = [tomllib.loads(block.code)]
    else:
        values = [json.loads(part) for part in (block.code.splitlines() if block.language == "jsonl" else [block.code])]
    if "schema" in block.words:
        faults = [fault for value in values for fault in schema.errors(value, block.words["schema"])]
        assert not faults, f"{block}: {faults}"


def is_there(block: Block) -> bool:
    """Tell whether the program that a block needs is there."""
    return "needs" not in block.words or shutil.which(block.words["needs"]) is not None


def _predictions(path: Path) -> None:
    """Write predictions for the split dev: its gold, but for everything other than dates."""
    articles = [article for story in twicetold.load("dev") for article in story.articles]
    found = {each.id: twicetold.Extraction(dates=each.gold.dates) for each in articles if each.gold}
    path.write_bytes(b"".join(to_json(Prediction(name, each)) + b"\n" for name, each in found.items()))


def _corpus(path: Path, form: str) -> None:
    """Write the first stories of the split dev in another format."""
    formats.writable(form)(twicetold.load("dev")[:4], path)


def _pass(path: Path, number: int) -> None:
    """Copy two stories of an annotation pass."""
    for name in ("market-fire", "cod-quota"):
        shutil.copytree(ROOT / "dataset" / "passes" / str(number) / name, path / name)


GIVEN: dict[str, Callable[[Path], Any]] = {
    "predictions.jsonl": _predictions,
    "my_system.py": lambda _: main(["new-system", "my-system"]),
    "tempeval3-platinum": partial(_corpus, form="timeml"),
    "mine": partial(_corpus, form="brat"),
    "mine.toml": lambda path: path.write_text('[entities]\nGPE = "GPE"\n', encoding="utf-8"),
    "columns": partial(_corpus, form="conll"),
    "pass1": partial(_pass, number=1),
    "pass2": partial(_pass, number=2),
    "stories/my-story": lambda path: shutil.copytree(ROOT / "dataset" / "stories" / "market-fire", path),
}
"""What a block may find in its folder, by name, and what makes it."""
