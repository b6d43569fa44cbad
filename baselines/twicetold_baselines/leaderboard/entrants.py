"""Who takes part: the systems that come with the project, and runs of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError
from twicetold.systems.offers import offers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BOUNDS = ("empty", "noise:0.2", "annotator", "gold")
SYSTEMS = (
    "rules",
    "learned",
    "spacy-sm",
    "textacy",
    "heideltime",
    "chrono-node",
    "dateparser",
    "duckling",
    "compromise",
    "assembled",
)

MADE_OF_OTHERS = ("assembled",)
"""Systems that hand back what others found, and so say nothing new of how systems are ranked."""

_SUFFIX = ".jsonl.xz"


class Entrant(NamedTuple):
    """A system that is run by its name, or whose predictions were made before."""

    name: str
    predictions: Path | None = None
    missing: str | None = None
    """Why it cannot be run here; None where it can."""
    about: str = ""
    licence: str = ""
    is_bound: bool = False


def entrants(stored: Path, brought: Sequence[Path]) -> list[Entrant]:
    """Return everyone: those who can run here, those whose predictions are stored, and runs that were brought.

    Stored predictions stand in for a system that cannot run here. A run that was brought is called like its folder.
    """
    known = {offer.name: offer for offer in offers()}
    found = []
    for spec in (*BOUNDS, *SYSTEMS):
        offer = known[spec.partition(":")[0]]
        kept = stored_predictions(stored, spec)
        predictions = kept if offer.missing and kept.is_file() else None
        found.append(Entrant(spec, predictions, offer.missing, offer.about, offer.licence, spec in BOUNDS))
    for run in brought:
        if not (run / "predictions.jsonl").is_file():
            raise InputError(f"{run}: no run folder; make one with twicetold run SYSTEM --split test -o {run}")
        found.append(Entrant(run.name, run))
    names = {each.name for each in found}
    others = {path.name.removesuffix(_SUFFIX): path for path in sorted(stored.glob(f"*{_SUFFIX}"))}
    return found + [Entrant(name, path) for name, path in others.items() if name not in names]


def stored_predictions(folder: Path, name: str) -> Path:
    """Return the file in which the predictions of a system are kept."""
    return folder / f"{name}{_SUFFIX}"
