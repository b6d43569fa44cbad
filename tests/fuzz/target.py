"""What a target is, and what it makes of one input, within limits of time and memory."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple, NoReturn

from fuzz import inputs
from fuzz.mutation import mutate
from twicetold.errors import TwicetoldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

    from fuzz.inputs import Files

SECONDS = 2.0
"""What one input may take of the processor's time. Time on the wall would blame an input for a busy machine."""

MEMORY = 6 * 2**30
"""Bytes of address space that a process may have, libraries included."""


class Target(NamedTuple):
    """Something that is given what others wrote.

    `check` is given a folder with the files of an input. It returns whether they were accepted, raises an error of ours
    for what is refused, and AssertionError where a result is not what it must be.
    """

    name: str
    seeds: Callable[[], list[Files]]
    check: Callable[[Path], bool]
    tokens: tuple[bytes, ...] = ()
    """What means something in these files."""
    place: str = ""
    """What every error must name; empty for the folder that the files are in."""


class Verdict(NamedTuple):
    """What became of an input; `problem` is the traceback of a failure, `kind` its error and where that was raised."""

    outcome: Literal["accepted", "refused", "failed"]
    seconds: float
    kind: str = ""
    problem: str = ""


class TooSlowError(BaseException):
    """An input takes too long. No `except Exception` of what is tested may stop it."""


def mutated(target: Target, rng: Random) -> Files:
    """Return a seed with a few things changed in it; the same for the same random numbers."""
    seeds = target.seeds()
    return mutate(rng.choice(seeds), seeds, target.tokens, rng)


def judge(target: Target, files: Files, folder: Path) -> Verdict:
    """Write an input into a folder and see what the target makes of it."""
    inputs.write(files, folder)
    begin = time.process_time()
    try:
        with _at_most(SECONDS):
            accepted = target.check(folder)
    except TwicetoldError as error:
        seconds = time.process_time() - begin
        message = str(error)
        if (target.place or str(folder)) in message and not _cannot_be_printed(message):
            return Verdict("refused", seconds)
        return Verdict("failed", seconds, "an error without a place, or that cannot be printed", _trace(error))
    except (Exception, TooSlowError) as error:  # noqa: BLE001 - any of them is what is looked for
        return Verdict("failed", time.process_time() - begin, _kind(error), _trace(error))
    return Verdict("accepted" if accepted else "refused", time.process_time() - begin)


def limit_memory() -> None:
    """Make what takes more memory than an input may take fail in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def end(_signal: int, _frame: object) -> NoReturn:
        raise TooSlowError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _cannot_be_printed(message: str) -> bool:
    try:
        return not message.encode()
    except UnicodeEncodeError:
        return True


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def _kind(error: BaseException) -> str:
    """Return the type of an error and the last line of ours that it went through."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if "/twicetold/" in each.filename]
    frames = frames or traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    return f"{type(error).__name__} at {'/'.join(last.filename.split('/')[-2:])}:{last.lineno}"
