"""Names: runs of capitalised words, cut at titles and peoples, typed, and widened to their noun phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.entities.names.extents import phrases_of
from twicetold_baselines.rules.entities.names.kinds import spellings, types_of
from twicetold_baselines.rules.entities.names.runs import find_runs

if TYPE_CHECKING:
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

__all__ = ["find_names", "spellings"]


def find_names(document: Document) -> list[Phrase]:
    """Return the named mentions of a text in its order; a name inside the phrase of another comes after it."""
    names = find_runs(document)
    return phrases_of(document, names, types_of(document, names))
