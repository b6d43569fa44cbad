"""What the leaderboard says, as it stands in leaderboard.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from twicetold import measures
from twicetold.files import write_json

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = ("twicetold", *measures.HEADLINES, "links.entities", "links.events", "links.claims")
"""The headline measures, and what stands beside them."""


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and F1 as shares of one, and the 95 % interval of F1; None where there is no such number."""

    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None = None
    high: float | None = None


class Row(msgspec.Struct, frozen=True):
    """A system."""

    name: str
    version: str
    is_bound: bool
    """Bounds are no competitors: they have no rank."""
    about: str
    licence: str
    layers: tuple[str, ...]
    """Those of which it finds anything; all, for a bound. One that does all four does `twicetold` too, their mean."""
    failures: int
    articles_per_second: float | None
    """On one core of some machine, starting included; None for a run that was brought."""
    scores: dict[str, Score]
    """By measure, those of the layers it does."""
    ranks: dict[str, int]
    """By measure: one more than the systems that are better by the paired test."""
    phenomena: dict[str, dict[str, float]]
    """By measure and phenomenon: the recall of gold items that show it."""
    news: dict[str, dict[str, Score]]
    """By corpus of real news and measure."""


class Agreement(msgspec.Struct, frozen=True):
    """How far a corpus of real news ranks the systems as the gold set does, by one measure: Kendall's tau-b."""

    layer: str
    corpus: str
    measure: str
    systems: int
    tau: float | None


class Board(msgspec.Struct, frozen=True):
    """All of it."""

    signature: str
    corpora: dict[str, str]
    """The signatures under which the systems were scored on real news, by corpus."""
    rows: tuple[Row, ...]
    not_run: dict[str, str]
    """Why systems are missing, by name."""
    agreements: tuple[Agreement, ...]


def read(path: Path) -> Board:
    """Read a board."""
    return msgspec.json.decode(path.read_bytes(), type=Board)


def write(board: Board, path: Path) -> None:
    """Write a board."""
    write_json(rounded(board), path)


def rounded(value: Any) -> Any:  # noqa: ANN401 - structs and the like of JSON
    """Return the like of JSON, with numbers that a person can read and that do not differ by the machine."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return rounded(msgspec.to_builtins(value)) if isinstance(value, msgspec.Struct) else value
