"""What every baseline scored when its scores were frozen, and why they changed since."""

from __future__ import annotations

import hashlib
import math
import tempfile
from pathlib import Path
from typing import NamedTuple

import msgspec

import twicetold
from twicetold._version import SCORER_VERSION
from twicetold.corpus import gold_version
from twicetold.files import write_json
from twicetold.measures.tally import Tally
from twicetold_baselines.leaderboard.entrants import BOUNDS, SYSTEMS, Entrant
from twicetold_baselines.leaderboard.runs import about_gold, finish, scored

SPLIT = "dev"
FILE = Path(__file__).with_name("scores.json")
BASELINES = (*BOUNDS, *SYSTEMS)

FEW_BITS = 1e-12
"""How far sums of a library may be apart on two kinds of processors, relative to their size."""

Scored = dict[str, Tally]
"""What a system scores, by measure."""


class Change(msgspec.Struct, frozen=True):
    """When and why scores were frozen, of which versions, and a hash of what they were then."""

    day: str
    because: str
    gold: str
    scorer: str
    scores: str


class Frozen(msgspec.Struct, frozen=True):
    """The scores of all baselines, by name, and every change of them, the first first."""

    systems: dict[str, Scored]
    changes: tuple[Change, ...]


class Difference(NamedTuple):
    """A measure that is not what it was."""

    measure: str
    was: Tally | None
    now: Tally | None

    def __str__(self) -> str:
        return f"{self.measure}: F1 {_f1(self.was)} was, {_f1(self.now)} is"


def read() -> Frozen:
    """Read what is frozen."""
    return msgspec.json.decode(FILE.read_bytes(), type=Frozen)


def write(systems: dict[str, Scored], changes: tuple[Change, ...], day: str, because: str) -> None:
    """Freeze scores, with the reason why they are not what they were."""
    version = gold_version()
    change = Change(day, because, f"{version.version}@{version.hash[:8]}", SCORER_VERSION, fingerprint(systems))
    write_json(Frozen(systems, (*changes, change)), FILE)


def score(name: str) -> Scored:
    """Run a baseline and return what it scores."""
    stories = twicetold.load(SPLIT)
    with tempfile.TemporaryDirectory() as folder:
        found = finish(Entrant(name), stories, about_gold(stories, SPLIT), Path(folder))
        totals = scored(found.predictions, stories, SPLIT).totals
    return {measure: Tally(*map(float, tally)) for measure, tally in totals.items()}  # as they are read


def differences(was: Scored, now: Scored) -> list[Difference]:
    """Return the measures that differ."""
    both = sorted(was.keys() | now.keys())
    found = (Difference(measure, was.get(measure), now.get(measure)) for measure in both)
    return [each for each in found if not _alike(each.was, each.now)]


def fingerprint(systems: dict[str, Scored]) -> str:
    """Return a hash of scores."""
    return hashlib.sha256(msgspec.json.encode(systems, order="deterministic")).hexdigest()[:16]


def _alike(was: Tally | None, now: Tally | None) -> bool:
    if was is None or now is None:
        return was is now
    return all(math.isclose(one, other, rel_tol=FEW_BITS) for one, other in zip(was, now, strict=True))


def _f1(tally: Tally | None) -> str:
    return "none" if tally is None or tally.f1 is None else f"{100 * tally.f1:.2f}"
