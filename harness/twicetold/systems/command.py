"""`cmd:PROGRAM ARGUMENTS`: any program, in any language.

A line of standard input is an article as JSON; the program answers with a line of standard output: an extraction, or
`{"error": "why"}`. docs/adding-a-system.md has the protocol and ready programs.
"""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold.errors import InputError, SystemFailure
from twicetold.systems.output import json_of
from twicetold.systems.process import Process, ProgramFailure

if TYPE_CHECKING:
    from twicetold.model import Article


class Command:
    """A program that is started once for each worker and asked for one article after the other.

    Its name is that of the last file on its command line, or of the program; its version the first digits of a hash of
    the files on its command line.
    """

    def __init__(self, words: str, *, seconds: float | None = None, logs: Path | None = None) -> None:
        try:
            command = shlex.split(words)
        except ValueError as error:
            raise InputError(f"cmd:{words}: {error}") from error
        if not command:
            raise InputError("cmd: names no program; write cmd:PROGRAM ARGUMENTS")
        files = [Path(word) for word in command if Path(word).is_file()]
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.read_bytes())
        self.name = Path(files[-1] if files else command[0]).stem
        self.version = digest.hexdigest()[:8] if files else "0"
        self.configuration = {"command": command, "sha256": digest.hexdigest()}
        self._process = Process(command, seconds=seconds, logs=logs)

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what the program answers. Raises SystemFailure."""
        answer = answer_of(self._process, msgspec.json.encode(article), article.id)
        if isinstance(answer, dict) and set(answer) == {"error"}:
            raise SystemFailure(article.id, str(answer["error"]))
        return answer

    def close(self) -> None:
        """End the program."""
        self._process.close()


def answer_of(process: Process, line: bytes, name: str) -> Any:  # noqa: ANN401 - JSON
    """Return the JSON that a program answers to a line about an article or story. Raises SystemFailure."""
    try:
        answer = process.ask(line)
    except ProgramFailure as failure:
        raise SystemFailure(name, str(failure)) from failure
    try:
        return json_of(name, answer)
    except SystemFailure:
        process.restart()
        raise
