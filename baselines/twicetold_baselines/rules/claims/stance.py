"""The stance of a source towards a content, by the cue and the main clause of the content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold_baselines.rules.claims.lexicon import DO
from twicetold_baselines.rules.lexicon import AUXILIARIES, NEGATIONS
from twicetold_baselines.rules.phrases import VERB_FORMS
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.model import Span
    from twicetold.ontology import Stance
    from twicetold_baselines.rules.claims.sources import SayingCue
    from twicetold_baselines.rules.text import Document

_WORD = re.compile(r"[\w\u2019']+")
_REACH = 16  # words of a content among which its main verb is looked for
_AHEAD = words("will would 'll won't wouldn't shall may might could")
_OWN = words("he she they we i")
_PLANNED = words("will would shall 'll")
_MUST = words("must should ought needs")
_TOLD_TO = words("tell warn instruct advise")
_DOUBTED = words("believe think know")
_REFUSED = words("want plan intend wish mean accept recognise recognize")
_INFINITIVE = re.compile(r"(?:not\s+)?to\b", re.IGNORECASE)
_OWN_PLAN = re.compile(r"(?:that\s+)?(?:he|she|they|we|I)(?:\s+(?:will|would|shall)|['\u2019](?:ll|d))\b")


def stance_of(document: Document, cue: SayingCue, content: Span) -> Stance:
    """Return the stance of a claim; the cue decides unless it only asserts."""
    group = {document.lower(k) for k in range(cue.first, cue.last)}
    if group & NEGATIONS and cue.verb in _DOUBTED:
        return "DOUBTS"
    if group & NEGATIONS and group & DO and cue.verb in _REFUSED:
        return "DENIES"
    if not content or cue.verb in {"refuse", "passive"}:
        return cue.stance
    text = document.text[content[0].start : content[0].end]
    if _INFINITIVE.match(text):
        return "DEMANDS" if cue.verb in _TOLD_TO else "INTENDS" if cue.verb == "hope" else cue.stance
    if cue.stance != "ASSERTS":
        return cue.stance
    return "INTENDS" if _OWN_PLAN.match(text) else _by_main_verb(text)


def _by_main_verb(text: str) -> Stance:
    """Return what the first verb of a content says: that something is, will be, or must be."""
    found = [word.lower() for word in _WORD.findall(text)[:_REACH]]
    for k, word in enumerate(found):
        following = found[k + 1] if k + 1 < len(found) else ""
        if word in _MUST:
            return "ASSERTS" if following == "have" else "DEMANDS"
        if word in _AHEAD:
            if following == "have":
                return "ASSERTS"
            return "INTENDS" if word in _PLANNED and k and found[k - 1] in _OWN else "PREDICTS"
        if word in AUXILIARIES or word in VERB_FORMS:
            return "ASSERTS"
    return "ASSERTS"
