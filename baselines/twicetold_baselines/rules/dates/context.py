"""What the value of a time expression is reckoned from, and how the rules that read one are registered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from twicetold.ontology import DateModifier, DateType

Tense: TypeAlias = Literal["past", "future", ""]


class Named(NamedTuple):
    """A date that the text has named: its first day, its id, and where it ends in the text."""

    day: date
    id: str
    end: int


class Told(NamedTuple):
    """A time of day that the text has named: when it is, its id, and where it ends in the text."""

    at: datetime
    id: str
    end: int


class Clock(NamedTuple):
    """What a value is reckoned from: the publication day, what the text named last, the tense, the word before.

    `day`, `month` and `year` are the last dates named to at least that precision; `of_story` is the first day named
    that is over; `time` is the last time of day, which hours and minutes go on from; `entry` is the time that the entry
    of a live blog stands under, and `opens` says that the expression opens one; `repeated` is where the last repetition
    ("every Monday") ends.
    """

    published: date
    day: Named | None = None
    month: Named | None = None
    year: Named | None = None
    of_story: date | None = None
    time: Told | None = None
    entry: datetime | None = None
    opens: bool = False
    repeated: int | None = None
    tense: Tense = ""
    before: str = ""

    def named(self, unit: str) -> Named | None:
        """Return the last date named that is precise enough to count such units from."""
        if unit in {"year", "decade", "century"}:
            return self.year
        return self.month if unit in {"month", "quarter"} else self.day


class Reading(NamedTuple):
    """The type, value and modifier of a time expression, and the id of the date in the text it is reckoned from."""

    type: DateType
    value: str
    anchor: str | None = None
    mod: DateModifier | None = None


Read: TypeAlias = "Callable[[re.Match[str], Clock], Reading | None]"
Rule: TypeAlias = tuple[re.Pattern[str], Read]


def registering(rules: list[Rule]) -> Callable[[str], Callable[[Read], Read]]:
    """Return a decorator that adds a reader to a list of rules under its pattern."""

    def rule(pattern: str) -> Callable[[Read], Read]:
        def register(read: Read) -> Read:
            rules.append((re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE), read))
            return read

        return register

    return rule
