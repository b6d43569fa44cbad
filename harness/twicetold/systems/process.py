"""A program that answers every line on its standard input with a line on its standard output."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from select import select
from typing import TYPE_CHECKING

from twicetold.errors import NotStartedError, TwicetoldError
from twicetold.systems.output import LONGEST_ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

START_SECONDS = 60.0
"""What the first answer after a start may take beside the time limit: a model is loaded meanwhile."""

_CHUNK = 2**16
_SHOWN = 400


class ProgramFailure(TwicetoldError):  # noqa: N818 - a program's failure is not an error of ours
    """A program gave no answer: it died, hung, or said too much. It is started anew for the next line."""


class Process:
    """The conversation with a program, which is started when first asked and again after each failure.

    `seconds` limits each answer: a program that takes longer is killed, with all that it has started. What it writes to
    standard error is kept in a file under `logs`, and its end is part of a failure.
    """

    def __init__(self, command: Sequence[str], *, seconds: float | None = None, logs: Path | None = None) -> None:
        self._command = [*command]
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._heard = b""
        self._log = _new_log(logs)
        self._log_is_kept = logs is not None
        self._closed = False
        self._talking = threading.Lock()

    def ask(self, line: bytes) -> bytes:
        """Return the answer to a line, without the line end. Raises ProgramFailure; NotStartedError."""
        with self._talking:
            if self._child is not None and (self._child.poll() is not None or self._has_spoken(self._child)):
                self._end()
            limit = self._seconds
            if self._child is None:
                self._start()
                limit = None if limit is None else limit + START_SECONDS
            return self._converse(line, limit)

    def restart(self) -> None:
        """End the program; the next line starts it anew."""
        with self._talking:
            self._end()

    def close(self) -> None:
        """End the program for good. If it is at work, whoever waits for the answer gets a failure."""
        self._closed = True
        if child := self._child:
            _kill(child)
        with self._talking:
            self._end()
        if not self._log_is_kept or not self._log.stat().st_size:
            self._log.unlink(missing_ok=True)

    def _start(self) -> None:
        if self._closed:
            raise ProgramFailure("the run was stopped")
        try:
            with self._log.open("ab") as log:
                self._child = subprocess.Popen(  # noqa: S603 - the program that the user asked for
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True
                )
        except OSError as error:
            raise NotStartedError(f"{self._command[0]}: cannot be started: {error.strerror}") from error

    def _converse(self, line: bytes, limit: float | None) -> bytes:
        child = self._child
        if child is None or child.stdin is None:
            raise ProgramFailure("the run was stopped")
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            _kill(child)

        timer = threading.Timer(limit, expire) if limit is not None else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            child.stdin.write(line + b"\n")
            child.stdin.flush()
            answer = self._read_line(child)
        except OSError:
            answer = None
        finally:
            if timer:
                timer.cancel()
        if answer is None:
            code = self._end()
            if expired.is_set():
                raise ProgramFailure(f"no answer within {limit:g} s")
            if self._closed:
                raise ProgramFailure("the run was stopped")
            raise ProgramFailure(f"{_ending(code)} without an answer{self._last_words()}")
        if self._heard:
            self._end()
            raise ProgramFailure("answered with more than one line")
        return answer

    def _read_line(self, child: subprocess.Popen[bytes]) -> bytes | None:
        """Return the next line, or None where the program ends before it."""
        parts: list[bytes] = []
        size = 0
        while child.stdout is not None and (chunk := os.read(child.stdout.fileno(), _CHUNK)):
            line, end, rest = chunk.partition(b"\n")
            parts.append(line)
            size += len(line)
            if end:
                self._heard = rest
                return b"".join(parts)
            if size > LONGEST_ANSWER:
                self._end()
                raise ProgramFailure(f"answered with a line of more than {LONGEST_ANSWER // 2**20} MB")
        return None

    @staticmethod
    def _has_spoken(child: subprocess.Popen[bytes]) -> bool:
        """Tell whether a program has said something unasked, which would be taken for the next answer."""
        return os.name != "nt" and child.stdout is not None and bool(select([child.stdout], [], [], 0)[0])

    def _end(self) -> int | None:
        """End the program, if there is one, and return its exit code."""
        child, self._child = self._child, None
        self._heard = b""
        if child is None:
            return None
        with contextlib.suppress(OSError):
            if child.stdin is not None:
                child.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.1)
        _kill(child)
        code = child.wait()
        if child.stdout is not None:
            child.stdout.close()
        return code

    def _last_words(self) -> str:
        with self._log.open("rb") as log:
            log.seek(max(0, self._log.stat().st_size - _SHOWN))
            words = log.read().decode(errors="replace").strip()
        return f"; standard error ends: {words}" if words else ""


def _new_log(folder: Path | None) -> Path:
    """Return a new, empty file for what a program writes to standard error."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(prefix="stderr-", suffix=".txt", dir=folder)
    os.close(handle)
    return Path(path)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill a program and all that it has started, if anything of it is left."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        child.kill()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
