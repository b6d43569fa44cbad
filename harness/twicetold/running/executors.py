"""Where the work is done: here, in threads of this process, or on a dask cluster."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from twicetold.running import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    T = TypeVar("T")


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


@contextmanager
def local(workers: int) -> Iterator[Place]:
    """Yield an executor on this machine; systems that were opened for it are closed at the end.

    Several workers are threads: what takes time happens in programs, on servers and in isolated processes.
    """
    if workers == 1:
        try:
            yield Place(Inline(), 1)
        finally:
            work.close_all()
        return
    threads = ThreadPoolExecutor(workers)
    try:
        yield Place(threads, 2 * workers)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        work.close_all()
        threads.shutdown()
