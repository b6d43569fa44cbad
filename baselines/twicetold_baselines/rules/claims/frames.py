"""Whether what follows a verb makes it a cue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import CLAUSE_WORDS, NOT_REPORTING_ALONE, SAID_THINGS

if TYPE_CHECKING:
    from twicetold_baselines.rules.claims.sources import SayingCue
    from twicetold_baselines.rules.scene import Scene
    from twicetold_baselines.rules.text import Document

_QUOTES = frozenset({'"', "\u201c"})
_WINDOW = 8  # words after a verb among which its complement shows itself
_NUMBER = re.compile(
    r"[$\u20ac\u00a3]?[0-9][0-9.,]*%?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundreds?"
)


def fits(scene: Scene, cue: SayingCue, k: int) -> bool:
    """Tell whether what follows a cue from token k on is what its frame asks for."""
    document = scene.document
    first = document.lower(cue.last)
    if cue.frame == "clause":
        return first in CLAUSE_WORDS | _QUOTES or document.lower(k) in CLAUSE_WORDS | _QUOTES | {":"}
    if cue.frame == "infinitive":
        return first == "to"
    following = _following(document, cue)
    if cue.frame == "as":
        return "as" in following[1:]
    if cue.frame == "number":
        return any(map(_NUMBER.fullmatch, following)) and (cue.verb != "put" or "at" in following)
    return cue.verb not in NOT_REPORTING_ALONE or _has_said_thing(document, k)


def _following(document: Document, cue: SayingCue) -> list[str]:
    """Return the words after a cue in its clause."""
    end = min(document.sentence(cue.first)[1], cue.last + _WINDOW)
    found = []
    for k in range(cue.last, end):
        if document.lower(k) in {";", ":", "."}:
            break
        found.append(document.lower(k))
    return found


def _has_said_thing(document: Document, k: int) -> bool:
    """Tell whether something that can be said follows: a clause, a quotation, "the claims"."""
    following = [document.lower(j) for j in range(k, k + 5)]
    return following[0] in {"that", '"', "\u201c", ":"} or not SAID_THINGS.isdisjoint(following)
