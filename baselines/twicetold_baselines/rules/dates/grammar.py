"""What time expressions are made of: the words, the fragments of patterns, and the modifiers around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import DateModifier, DateType

MONTH = (
    r"(?P<month>(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?))"
)
WEEKDAY = (
    r"(?P<weekday>(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.))"
)
DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9%]|[:.,][0-9])"
DAY_2 = r"(?:(?:\s?[-\u2013]\s?|\s+to\s+)(?P<day2>[1-9]|[12][0-9]|3[01])(?:th)?\b(?![:.][0-9]|\s?[ap]\.?m))?"
YEAR = r"(?P<year>(?:1[0-9]|20)[0-9]{2})(?![0-9%]|[.,][0-9])"
PART = r"(?P<part>morning|afternoon|evening|night|dawn|dusk)\b"
UNIT = r"(?P<unit>second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie)"
_SMALL = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_COMPOUND = {
    f"{tens}-{ones}": number + _SMALL[ones]
    for tens, number in {"twenty": 20, **_TENS}.items()
    for ones in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
NUMBERS = {**_SMALL, **_TENS, **_COMPOUND, "couple": 2, "hundred": 100, "another": 1}
_VAGUE = r"several|many|some|a\ few|few|dozens\ of|a\ number\ of|recent|countless"
_WRITTEN = (
    rf"(?:twenty|{'|'.join(_TENS)})-(?:one|two|three|four|five|six|seven|eight|nine)"
    rf"|{'|'.join(_SMALL)}|{'|'.join(_TENS)}"
)
NUM = (
    rf"(?P<num>[0-9]{{1,6}}(?![0-9]|[.,][0-9])|(?:a\ )?couple(?:\ of)?|(?:a\ )?hundred|another|{_VAGUE}"
    rf"|(?:{_WRITTEN})(?=[\s-]))"
)
COUNT_NOUN = r"(?!\s+(?:people|percent|per\s+cent|dead|[a-z]+(?:ts|rs|ns|es|ds|ps|ms))\b)"
ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
ORDINAL = r"(?P<ordinal>first|second|third|fourth|last)"
ALSO_WORDS = frozenset({"May", "March"})
BEFORE_DATE = words("in since until till from to through of by before after during between early late mid")
TURN = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}

CORE_WORD = re.compile(
    r"""(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\.
    |january|february|march|april|may|june|july|august|september|october|november|december
    |(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?
    |today|tonight|tomorrow|yesterday|overnight|noon|midday|midnight|[ap]\.m\.|[ap]m|o['\u2019]clock
    |now|currently|recently|lately|soon|nowadays|present(?:ly)?|moment|past|future|daily|weekly|monthly|annual(?:ly)?|yearly
    |hourly|nightly|quarterly|christmas|easter|halloween|thanksgiving|eve
    |(?:spring|summer|autumn|winter)s?|fall|(?:morning|afternoon|evening)s?|night|dawn|dusk|sunrise|sunset|daylight|nightfall
    |(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?|half
    |1[0-9]{3}|20[0-9]{2}|[0-9]{1,2}[:.][0-9]{2}|[0-9]{3}0s|[0-9]{4}z
    |(?:[a-z0-9]+-)*(?:century|quarter|second|minute|hour|day|week|month|year|decade)|mid-[a-z0-9]+|(?:day|night|week|month|year)-long|0[0-9]{3}|[0-9]+[ap]m
    |[0-9]{1,2}(?:st|nd|rd|th)""",
    re.VERBOSE,
)
START_WORD = words(
    "the a an last next this that these past previous following coming another couple several many some few recent "
    "same very current every each once twice early late earlier later mid end beginning start middle close first "
    "second third fourth about around approximately roughly nearly almost less fewer under more over at near not "
    "up half dozens good new any all"
) | (NUMBERS.keys() - {"couple", "hundred", "another"})  # fmt: skip


def _modifier(
    pattern: str, mod: DateModifier, *kinds: DateType
) -> tuple[re.Pattern[str], DateModifier, frozenset[DateType]]:
    return re.compile(rf"(?:{pattern})", re.IGNORECASE), mod, frozenset(kinds)


_SPAN_OF = r"(?:days|weeks|months|years|part|hours)"
MODIFIERS = [
    _modifier(r"(?:about|around|approximately|roughly|some|close\s+to|near)\s+", "APPROX", "DURATION", "TIME"),
    _modifier(r"(?:nearly|almost|less than|fewer than|under|not\s+quite)\s+", "LESS_THAN", "DURATION", "TIME"),
    _modifier(
        r"(?:(?:a\s+)?little\s+over|(?:a\s+)?little\s+more\s+than|more than|over)\s+", "MORE_THAN", "DURATION", "TIME"
    ),
    _modifier(r"at least\s+", "EQUAL_OR_MORE", "DURATION"),
    _modifier(r"(?:at most|up to)\s+", "EQUAL_OR_LESS", "DURATION"),
    _modifier(
        rf"(?:the\s+)?(?:early(?:\s+in|\s+on)?\s+|(?:beginning|start|first {_SPAN_OF}|opening {_SPAN_OF})\s+of\s+)",
        "START",
        "DATE",
        "TIME",
    ),
    _modifier(r"(?:the\s+)?(?:mid[- ]|middle\s+of\s+)", "MID", "DATE", "TIME"),
    _modifier(
        rf"(?:the\s+)?(?:late(?:\s+in|\s+on)?\s+|(?:end|close|last {_SPAN_OF}|final {_SPAN_OF})\s+of\s+)",
        "END",
        "DATE",
        "TIME",
    ),
]
"""What stands before the core of a time expression and is part of it: its TIMEX3 modifier, and with which types."""
_AFTERWARDS: dict[str, DateModifier] = {
    "or so": "APPROX",
    "or more": "EQUAL_OR_MORE",
    "or less": "EQUAL_OR_LESS",
    "at most": "EQUAL_OR_LESS",
    "at least": "EQUAL_OR_MORE",
}
_AFTERWARD = re.compile(r"\s+(or so|or more|or less|at most|at least)\b", re.IGNORECASE)


def modifier_after(text: str, end: int) -> tuple[int, DateModifier] | None:
    """Return where a modifier that follows a length ("or so", "at most") ends, and which it is."""
    match = _AFTERWARD.match(text, end)
    return (match.end(), _AFTERWARDS[match[1].lower()]) if match else None


def count_of(word: str) -> int | None:
    """Return the number a word stands for; None of a vague one."""
    plain = re.sub(r"^a\s+(?=couple|hundred)|\s+of$", "", word.lower())
    return int(plain) if plain.isdigit() else NUMBERS.get(plain)
