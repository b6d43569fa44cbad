"""Days known by a name: feasts that fall on a fixed day, and those that go with Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twicetold_baselines.rules.dates import reckoning
from twicetold_baselines.rules.dates.context import Clock, Reading, Rule, registering
from twicetold_baselines.rules.dates.grammar import YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

RULES: list[Rule] = []
"""Patterns of the names of feasts with their readers."""
_rule = registering(RULES)
_FIXED = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1), "valentine's day": (2, 14),
    "may day": (5, 1), "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26),
}  # fmt: skip
_FROM_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0,
}  # fmt: skip
_THURSDAY = 3


def _names(listed: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    names = "|".join(re.escape(name).replace("'", "['\u2019]") for name in listed)
    return rf"(?P<name>{names})(?!\s+[a-z]+(?:s|list|tree|ham|card|party)\b)"


def _nearest(match: re.Match[str], clock: Clock, day_in: Callable[[int], date]) -> Reading:
    if match["year"]:
        return Reading("DATE", day_in(int(match["year"])).isoformat())
    days = [day_in(clock.published.year + away) for away in (-1, 0, 1)]
    if clock.tense == "future":
        days = [day for day in days if day >= clock.published]
    elif clock.tense == "past" or clock.before == "since":
        days = [day for day in days if day <= clock.published]
    return Reading("DATE", min(days, key=lambda day: abs(day - clock.published)).isoformat())


@_rule(rf"(?-i:(?=[A-Z])){_names(_FIXED)}(?:\s?,?\s+{YEAR})?")
def _fixed(match: re.Match[str], clock: Clock) -> Reading:
    month, day = _FIXED[_plain(match["name"])]
    return _nearest(match, clock, lambda year: date(year, month, day))


@_rule(rf"(?-i:(?=[A-Z])){_names(_FROM_EASTER)}(?:\s?,?\s+{YEAR})?")
def _movable(match: re.Match[str], clock: Clock) -> Reading:
    away = timedelta(days=_FROM_EASTER[_plain(match["name"])])
    return _nearest(match, clock, lambda year: reckoning.easter(year) + away)


@_rule(rf"(?-i:T)hanksgiving(?:\s+Day)?(?:\s?,?\s+{YEAR})?")
def _thanksgiving(match: re.Match[str], clock: Clock) -> Reading:
    return _nearest(match, clock, lambda year: reckoning.weekday_of_month(date(year, 11, 1), 3, _THURSDAY))


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.lower().replace("\u2019", "'"))
