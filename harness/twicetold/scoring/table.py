"""The table of tallies: a row for each unit, measure and label. It is as long as the corpus, so it lies on disk."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, NamedTuple
from weakref import finalize

import numpy as np

from twicetold.errors import InputError
from twicetold.measures.tally import Tally, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Rows = NDArray[np.void]
    Keys = NDArray[np.int64]

ROW = np.dtype([("unit", "i4"), ("measure", "i4"), ("label", "i4"), ("is_facet", "i4"), ("tally", "f8", (4,))])
"""Unit, measure and label by number. A facet is a level or a phenomenon: gold is restricted to what shows it."""

_IN_MEMORY = 2**24
"""Bytes that are kept in memory before the table goes to disk."""

_AT_A_TIME = 2**17
"""Rows that are read at a time, at least: adding up goes by groups of rows, and few groups are quick."""


class Group(NamedTuple):
    """The rows of a block that have one key, as the four columns of their tallies."""

    key: int
    columns: tuple[list[float], ...]


class Table:
    """Rows, appended in blocks; what is appended together is read together."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it is open as long as the table lives
        finalize(self, self._file.close)
        self._lengths: list[int] = []

    def append(self, block: Rows) -> None:
        """Add a block. Raises InputError where there is no room for it."""
        try:
            self._file.seek(0, 2)
            self._file.write(block.tobytes())
        except OSError as error:
            raise InputError(f"the tallies do not fit into the folder for temporary files: {error.strerror}") from error
        self._lengths.append(len(block))

    def __iter__(self) -> Iterator[Rows]:
        """Yield the rows, several blocks at a time."""
        place = length = 0
        for number, own in enumerate(self._lengths, start=1):
            length += own
            if length >= _AT_A_TIME or number == len(self._lengths):
                self._file.seek(place)
                read = self._file.read(length * ROW.itemsize)
                yield np.frombuffer(read, dtype=ROW)
                place, length = place + len(read), 0

    def sums(self, key_of: Callable[[Rows], Keys]) -> dict[int, Tally]:
        """Add up the tallies of the rows by key, in the order of the keys; rows with a negative key are left out.

        The sums are exact, and rounded once: neither the order of the rows nor that of the blocks can matter.
        """
        sums: dict[int, tuple[list[float], ...]] = {}
        for block in self:
            for key, columns in groups(block, key_of(block)):
                before = sums.get(key, ([], [], [], []))
                sums[key] = tuple(exact(old + new) for old, new in zip(before, columns, strict=True))
        return {key: Tally(*map(fsum, sums[key])) for key in sorted(sums)}


def groups(block: Rows, keys: Keys) -> Iterator[Group]:
    """Yield the rows of a block by key, in the order of the keys; rows with a negative key are left out."""
    order = np.argsort(keys, kind="stable")
    order = order[keys[order] >= 0]
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1)).tolist()
    columns = block["tally"][order].T.tolist()
    for start, end in pairwise([*starts, len(keys)]):
        yield Group(int(keys[start]), tuple(column[start:end] for column in columns))
