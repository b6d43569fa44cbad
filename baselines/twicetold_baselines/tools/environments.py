"""Environments: a tool and all that it depends on, in a folder of its own, so that pins never clash.

An environment is made from the folder of a tool in this package, which holds its program and its pins:
`requirements.txt` with hashes for Python packages, `package.json` and `package-lock.json` for those of npm. Packages
come from where the user's own pip and npm are told to look.

    NAME-HASH/
        program.py …                   the files of the tool's folder
        answering.py, venv/            beside Python pins
        answering.js, node_modules/    beside npm's
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from filelock import FileLock

from twicetold.errors import InputError
from twicetold.files import whole_folder
from twicetold_baselines import cache

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HOW_TO_GET = {
    "node": "install Node.js 18 or later and see that `node` is on the PATH",
    "npm": "install npm, which comes with Node.js, and see that it is on the PATH",
    "java": "install Java, version 11 or later with its compiler, and see that `java` is on the PATH",
}
"""What to do where a program is missing that no package index has."""

_PYTHON_PINS = "requirements.txt"
_NODE_PINS = "package-lock.json"
_ANSWERING = {_PYTHON_PINS: "answering.py", _NODE_PINS: "answering.js"}
"""By the pins: the loop around a program."""

_HASH_DIGITS = 12
_SHOWN = 600


def _nothing_more(folder: Path) -> None:
    """Finish an environment that is whole when its packages are installed."""


@dataclass(frozen=True)
class Environment:
    """The environment of a tool, made or not.

    `source` is the tool's folder in this package; `needs` are the programs that must be on the PATH; `finish` does what
    is left to do in the environment's folder when the packages are installed (the folder is renamed afterwards, so that
    no file in it may name it).
    """

    name: str
    source: Path
    needs: tuple[str, ...] = ()
    finish: Callable[[Path], None] = _nothing_more

    @property
    def digest(self) -> str:
        """The SHA-256 over the names and contents of pins and program, in hexadecimal."""
        digest = hashlib.sha256()
        for path in self._files():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.name} {content}\n".encode())
        return digest.hexdigest()

    @property
    def folder(self) -> Path:
        """Where the environment lies, or will."""
        return cache.folder() / "tools" / f"{self.name}-{self.digest[:_HASH_DIGITS]}"

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.folder / _PYTHON

    def pinned(self, package: str) -> str:
        """Return the version of a package that is pinned. Raises LookupError if it is not."""
        if (pins := self.source / _NODE_PINS).is_file():
            return str(msgspec.json.decode(pins.read_bytes())["packages"][f"node_modules/{package}"]["version"])
        pins = self.source / _PYTHON_PINS
        found = re.search(rf"^{re.escape(package)}==([^\s\\;]+)", pins.read_text(encoding="utf-8"), re.MULTILINE)
        if found is None:
            raise LookupError(f"{pins}: does not pin {package}")
        return found[1]

    def missing(self) -> str | None:
        """Return why nothing can be run in it now, with what to do; None if all is there."""
        if lacking := _not_on_path(self.needs):
            return lacking
        return None if self.folder.is_dir() else f"not set up; twicetold setup {self.name}"

    def set_up(self) -> None:
        """Make the environment, whole or not at all; one that is there is left as it is.

        Raises InputError that says which program is missing, which folder cannot be written, or what pip or npm said.
        """
        uses_npm = (self.source / _NODE_PINS).is_file()
        if lacking := _not_on_path((*self.needs, "npm") if uses_npm else self.needs):
            raise InputError(f"{self.name}: {lacking}")
        cache.make(self.folder.parent)
        with FileLock(self.folder.parent / f"{self.name}.lock"):
            if self.folder.is_dir():
                return
            with whole_folder(self.folder) as scratch:
                for path in self._files():
                    shutil.copy(path, scratch)
                if uses_npm:
                    self._install_with_npm(scratch)
                else:
                    self._install_with_pip(scratch)
                self.finish(scratch)

    def _files(self) -> list[Path]:
        """Return the files that are copied: those of the tool's folder but for its class, and the loop."""
        own = [path for path in self.source.iterdir() if path.is_file() and path.name != "__init__.py"]
        shared = [Path(__file__).with_name(loop) for pins, loop in _ANSWERING.items() if (self.source / pins).is_file()]
        return sorted([*own, *shared], key=lambda path: path.name)

    def _install_with_pip(self, folder: Path) -> None:
        self._run([sys.executable, "-I", "-m", "venv", str(folder / "venv")], folder)
        pip = [str(folder / _PYTHON), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--no-compile"]
        self._run([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", _PYTHON_PINS], folder)

    def _install_with_npm(self, folder: Path) -> None:
        npm = shutil.which("npm") or "npm"
        self._run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)

    def _run(self, command: Sequence[str], folder: Path) -> None:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - our own commands
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip())[-_SHOWN:]
            raise InputError(f"{self.name}: {Path(command[0]).name} could not set it up: {said}")


_PYTHON = Path("venv", "Scripts", "python.exe") if os.name == "nt" else Path("venv", "bin", "python")


def _not_on_path(programs: Sequence[str]) -> str | None:
    """Return what is missing of some programs, with what to do; None if all are there."""
    return next((f"needs {each}; {HOW_TO_GET[each]}" for each in programs if shutil.which(each) is None), None)
