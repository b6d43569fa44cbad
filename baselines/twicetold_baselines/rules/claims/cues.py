"""Cues of claims: verbs of saying and thinking with what must follow them, refusals to speak, and "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import (
    CUES,
    DO,
    FRAMED_CUES,
    REFUSALS,
    SPEAKING,
    SUBJECTLESS,
)
from twicetold_baselines.rules.claims.sources import SayingCue
from twicetold_baselines.rules.lexicon import BE, MODALS, NEGATIONS
from twicetold_baselines.rules.phrases import group_start
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold_baselines.rules.claims.lexicon import Cue
    from twicetold_baselines.rules.text import Document

_PLURAL_SUBJECTS = words("they i we you who some many others")
_CUE_WORDS = frozenset({*CUES, *FRAMED_CUES, *SUBJECTLESS, *REFUSALS, *SPEAKING, "according", "in"})
_REAL_MODALS = words("will would 'll won't wouldn't")


def find_cues(document: Document) -> list[SayingCue]:
    """Return the cues of a text in its order, as groups with their auxiliaries."""
    cues = []
    for k, token in enumerate(document.tokens):
        if token.lower in _CUE_WORDS:
            found = (read(document, k) for read in (_preposition, _refusal, _verb, _passive))
            cue = next(filter(None, found), None)
            cues += [cue] if cue else []
    return cues


def _preposition(document: Document, k: int) -> SayingCue | None:
    """Return "according to" or "in the words of"."""
    word = document.lower(k)
    if word == "according" and document.lower(k + 1) == "to":
        return SayingCue(k, k + 2, "ASSERTS", "according")
    if word == "in" and [document.lower(k + 1), document.lower(k + 2), document.lower(k + 3)] == ["the", "words", "of"]:
        return SayingCue(k, k + 4, "ASSERTS", "according")
    return None


def _refusal(document: Document, k: int) -> SayingCue | None:
    """Return "declined to comment", "would not discuss"; what somebody just did not say is no claim."""
    word = document.lower(k)
    if word in REFUSALS and document.lower(k + 1) == "to" and document.lower(k + 2) in SPEAKING:
        return SayingCue(group_start(document, k), k + 3, "ASSERTS", "refuse")
    if word in REFUSALS and document.lower(k + 1) == "comment":
        return SayingCue(group_start(document, k), k + 2, "ASSERTS", "refuse")
    if word not in SPEAKING:
        return None
    first = group_start(document, k)
    group = {document.lower(j) for j in range(first, k)}
    if NEGATIONS & group and group & _REAL_MODALS:
        return SayingCue(first, k + 1, "ASSERTS", "refuse")
    return None


def _verb(document: Document, k: int) -> SayingCue | None:
    """Return a verb in the active."""
    word = document.lower(k)
    entry = CUES.get(word) or FRAMED_CUES.get(word)
    if entry is None or not _is_cue(document, k, entry):
        return None
    return SayingCue(group_start(document, k), k + 1 + len(entry.rest), entry.stance, entry.verb, entry.frame)


def _is_cue(document: Document, k: int, entry: Cue) -> bool:
    if entry.rest and document.lower(k + 1) != entry.rest[0]:
        return False
    group = {document.lower(j) for j in range(group_start(document, k), k)}
    unreal = group & (MODALS - _REAL_MODALS)
    passive = BE & group and entry.form != "ing"
    unsaid = entry.verb in SPEAKING and (group & DO or "never" in group) and group & NEGATIONS
    if "to" in group or unreal or passive or unsaid or (entry.form == "participle" and not group):
        return False
    if entry.form == "ing":
        return document.lower(k - 1) == "," or bool(BE & group)
    return entry.form not in {"base", "base or past"} or bool(group) or document.lower(k - 1) in _PLURAL_SUBJECTS


def _passive(document: Document, k: int) -> SayingCue | None:
    """Return a view with nobody for a source ("is expected to")."""
    word = document.lower(k)
    stance = SUBJECTLESS.get(word)
    if stance is None or document.lower(k + 1) != "to":
        return None
    first = group_start(document, k)
    group = {document.lower(j) for j in range(first, k)}
    return SayingCue(first, k + 1, stance, "passive") if group & BE and not group & MODALS else None
