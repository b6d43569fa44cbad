"""Where the work is done: here, in threads of this process, or on a dask cluster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.executors import HERE, Place
from twicetold.running import work

if TYPE_CHECKING:
    from collections.abc import Iterator


_CONNECT_SECONDS = 10
_DEATHS = 3
"""How often a piece of work is done again because its worker died."""


@contextmanager
def dask(address: str) -> Iterator[Place]:
    """Yield an executor on a dask cluster, by the address of its scheduler, or on a `local` one that is started.

    A piece of work whose worker dies is done again on another. Raises InputError where dask or the cluster is missing.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError("--dask needs dask.distributed: pip install 'twicetold[dask]'") from error
    try:
        cluster = LocalCluster(dashboard_address=None) if address == "local" else None
        client = Client(cluster or address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(f"--dask {address}: no cluster answers: {error}") from error
    with cluster or nullcontext(), client:
        threads = sum(client.nthreads().values())
        try:
            # Equal pieces of work are not one piece: `pure` would make them so.
            yield Place(client.get_executor(pure=False, retries=_DEATHS), 2 * max(1, threads))
        finally:
            work.close_all()  # the one that said here what the system is


@contextmanager
def local(workers: int) -> Iterator[Place]:
    """Yield an executor on this machine; systems that were opened for it are closed at the end.

    Several workers are threads: what takes time happens in programs, on servers and in isolated processes.
    """
    if workers == 1:
        try:
            yield HERE
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
