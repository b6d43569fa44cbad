"""Where work is done: an executor of `concurrent.futures`, and how much it is given at a time."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")
    Piece = TypeVar("Piece")


class Place(NamedTuple):
    """An executor, and how much work it is given at a time so that it is never idle."""

    executor: Executor
    window: int


class Inline(Executor):
    """Does the work when it is handed over, in the same thread."""

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """Call a function now."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever asks for the result
            future.set_exception(error)
        return future


HERE = Place(Inline(), 1)
"""This thread."""


@contextmanager
def processes(workers: int) -> Iterator[Place]:
    """Yield processes on this machine; one alone is this one."""
    if workers == 1:
        yield HERE
        return
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts) as pool:
        yield Place(pool, 2 * workers)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that hands the work out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def results(work: Callable[[Piece], T], pieces: Iterable[Piece], place: Place) -> Iterator[T]:
    """Yield what the work makes of each piece, in their order; pieces are taken only as they are needed."""
    waiting: deque[Future[T]] = deque()
    try:
        for piece in pieces:
            waiting.append(place.executor.submit(work, piece))
            if len(waiting) >= place.window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
