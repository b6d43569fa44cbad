"""Whether a time expression lies behind or ahead, by the words of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold_baselines.rules.dates.context import Tense
    from twicetold_baselines.rules.text import Document

_FUTURE = words(
    "will shall 'll won't upcoming scheduled due plans planned planning expects expected slated intends hopes means "
    "likely deadline goes faces returns return meets begins starts opens resumes votes closes comes decides promises "
    "plays takes buried sworn next"
)
_PAST = words("said told says was were had did has began took came went made met won lost")
_PUT_OFF = words("adjourned postponed sent suspended delayed extended given gave has have having put away")
_TO_BE = words("is are 's be")
_BEFORE, _AFTER = 9, 6  # words looked at on either side


def tense_at(document: Document, i: int) -> Tense:
    """Tell by the nearest telling word before the expression at a token, or else after it, whether it lies ahead."""
    tense = _nearest_tense(document, i)
    before = document.lower(i - 1)
    if before == "until" and any(document.lower(j) in _PUT_OFF for j in range(max(0, i - _BEFORE), i)):
        return "future"
    return "future" if not tense and before in {"until", "by", "before"} else tense


def _nearest_tense(document: Document, i: int) -> Tense:
    first, last = document.sentence(i)
    for where in (range(i - 1, max(first, i - _BEFORE) - 1, -1), range(i + 1, min(last, i + 1 + _AFTER))):
        for j in where:
            tense = _tense_of(document, j)
            if tense:
                return tense
    return ""


def _tense_of(document: Document, j: int) -> Tense:
    word, before = document.lower(j), document.lower(j - 1)
    if word in _FUTURE or (word == "to" and before in _TO_BE):
        return "future"
    if word in _PAST or (word.endswith("ed") and before not in {"be", "to"}):
        return "past"
    return ""
