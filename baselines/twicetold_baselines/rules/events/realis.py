"""Whether an event is told as having happened: its polarity and realis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.lexicon import DETERMINERS, MODALS, NEGATIONS
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import Polarity, Realis
    from twicetold_baselines.rules.events.triggers import Found
    from twicetold_baselines.rules.text import Document

_UNREAL_BEFORE = words(
    "attempted alleged planned possible potential threatened proposed upcoming looming future supposed would-be"
)
_REACHED_TO = words("able managed continued began started used had forced continue helped")
_UNDONE_TO = words("failed fails refused refuses declined declines unable fail")
_HABITUAL = words("often usually typically always regularly every each any")
_CLAUSE_OPENERS = words("; : because after when as while although though but since")
_CONDITIONAL = words("if unless whether")
_BEFORE, _AFTER = 4, 2  # words around a noun within which a verb is its own
_UNREAL_STANCES = words("DENIES DOUBTS PREDICTS INTENDS DEMANDS")


def polarity_of(document: Document, found: Found) -> Polarity:
    """Return NEGATIVE if the clause says that it did not happen."""
    group = [document.lower(k) for k in range(found.group, found.first)]
    before = {document.lower(found.group - 1), group[0] if group else ""}
    negative = any(word in NEGATIONS for word in group) or not before.isdisjoint(
        {*_UNDONE_TO, "no", "never", "without"}
    )
    return "NEGATIVE" if negative else "POSITIVE"


def realis_of(document: Document, found: Found) -> Realis:
    """Return OTHER for what is not settled, GENERIC for what happens regularly."""
    group = [document.lower(k) for k in range(found.group, found.first)]
    before = document.lower(found.group - 1)
    infinitive = "to" in group and before not in _REACHED_TO and before not in _UNDONE_TO
    if infinitive or any(word in MODALS or word in _UNREAL_BEFORE for word in group) or before in _UNREAL_BEFORE:
        return "OTHER"
    if found.trigger.form is None and _is_ahead(document, found):
        return "OTHER"
    if before in _HABITUAL or any(word in _HABITUAL for word in group):
        return "GENERIC"
    first = document.sentence(found.first)[0]
    for k in range(found.group - 1, max(first, found.group - 12) - 1, -1):
        word = document.lower(k)
        if word in _CONDITIONAL or (word in CUES and CUES[word].stance in _UNREAL_STANCES):
            return "OTHER"
        if word in _CLAUSE_OPENERS or word in CUES:
            break
    return "ACTUAL"


def _is_ahead(document: Document, found: Found) -> bool:
    """Tell whether a noun stands with a verb that says what may or shall be ("will open an inquiry")."""
    first, end = document.sentence(found.first)
    if any(document.lower(k) in MODALS for k in range(found.last, min(end, found.last + _AFTER))):
        return True
    for k in range(found.group - 1, max(first, found.group - _BEFORE) - 1, -1):
        word = document.lower(k)
        if word in _CLAUSE_OPENERS or word in {",", "and"}:
            return False
        infinitive = word == "to" and document.tokens[k + 1].text.islower() and document.lower(k + 1) not in DETERMINERS
        if infinitive or word in MODALS:
            return True
    return False
