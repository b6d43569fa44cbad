"""Seasons, quarters, decades and years of the calendar, and times that are only near or far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.dates.context import Clock, Reading, Rule, registering
from twicetold_baselines.rules.dates.grammar import BEFORE_DATE, COUNT_NOUN, ORDINAL, ORDINALS, TURN, YEAR
from twicetold_baselines.rules.dates.reckoning import SEASONS

if TYPE_CHECKING:
    import re

RULES: list[Rule] = []
"""Patterns of years and their parts with their readers; the first that reads a value wins."""
_rule = registering(RULES)


@_rule(rf"(?:the\s+)?(?P<season>{'|'.join(SEASONS)})(?:\s+of)?\s?,?\s+{YEAR}")
def _season_of_year(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DATE", f"{match['year']}-{SEASONS[match['season'].lower()]}")


@_rule(
    rf"""(?:the\s+)?{ORDINAL}[ -](?P<what>quarter|half)
    (?:\s+of(?:\s+the\s+year|\s+{YEAR}|\s+(?P<turn>last|this|next)\s+year)?|\s+{YEAR.replace("year", "year2")})?"""
)
def _quarter(match: re.Match[str], clock: Clock) -> Reading | None:
    ordinal, what = ORDINALS[match["ordinal"].lower()], match["what"][0].upper()
    if match[0].lower().endswith(" of") or (what == "H" and " of" not in match[0]):
        return None
    year = int(match["year"] or match["year2"] or clock.published.year + TURN.get((match["turn"] or "").lower(), 0))
    number = ordinal + 1 if ordinal >= 0 else {"Q": 4, "H": 2}[what]
    stated = match["year"] or match["year2"] or clock.tense == "future"
    if not stated and what == "Q" and number > (clock.published.month + 2) // 3:
        year -= 1
    return Reading("DATE", f"{year:04}-{what}{number}")


@_rule(r"(?:the\s+)?(?P<number>[1-9][0-9]?)(?:st|nd|rd|th)[ -]century|(?:the\s+)?(?P<decade>(?:1[0-9]|20)[0-9])0s")
def _decade(match: re.Match[str], _: Clock) -> Reading:
    return Reading("DATE", match["decade"] or f"{int(match['number']) - 1:02}")


@_rule(r"the\s+year['\u2019]s\s+end|the\s+end\s+of\s+the\s+year")
def _end_of_year(_: re.Match[str], clock: Clock) -> Reading:
    return Reading("DATE", f"{(clock.year.day if clock.year else clock.published).year:04}", None, "END")


@_rule(rf"(?:the\s+year\s+)?{YEAR}(?:\s?[-\u2013]\s?(?:1[0-9]|20)?[0-9]{{2}}(?!-))?{COUNT_NOUN}")
def _year(match: re.Match[str], clock: Clock) -> Reading | None:
    plain = clock.before in BEFORE_DATE or match["year"][:2] in {"19", "20"} or match[0][:1] in "tT"
    if not plain or clock.before in {"$", "no.", "number", "than"}:
        return None
    return Reading("DATE", match["year"])


@_rule(
    r"""(?:just\s+|right\s+|until\s+|by\s+)?(?P<now>now|currently|nowadays|presently|at\s+(?:the\s+moment|present)
    |these\s+days|to\s+date)
    |(?P<past>(?:more\s+)?recently|lately|the\s+(?:recent\s+)?past)|(?P<future>(?:very\s+)?soon|the\s+(?:near\s+)?future)"""
)
def _vague(match: re.Match[str], clock: Clock) -> Reading | None:
    if match["future"] and clock.before in {"as", "too", "so"}:
        return None
    return Reading("DATE", "PRESENT_REF" if match["now"] else "PAST_REF" if match["past"] else "FUTURE_REF")
