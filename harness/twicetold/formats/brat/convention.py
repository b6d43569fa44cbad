"""What is ours in brat: names of files, labels, relations, attributes and comments, and how a note is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from twicetold.formats.brat.places import BREAKS
from twicetold.ontology import DateModifier, DateType, Level, Mode, Phenomenon, Polarity, Realis, Stance

if TYPE_CHECKING:
    from twicetold.model import Article

STORY = "twicetold.json"
ID, WHOLE, NOTES = "Twicetold", "TwicetoldSpan", "AnnotatorNotes"
EQUIV, HEAD_OF, ANCHOR = "Equiv", "HeadOf", "Anchor"
HEAD, PLAIN, SOURCE, CONTENT, SCORED = PARTS = ("Head", "Plain", "Source", "Content", "Scored")
CLAIM, NO_CUE = CLAIMS = ("Claim", "Claim-without-cue")
SPEAKER, IN = "Speaker", "In"
ENTITY_TAG = "entity_"

CHOICES: dict[str, tuple[str, ...]] = {
    "Level": get_args(Level), "Mod": get_args(DateModifier), "Polarity": get_args(Polarity),
    "Realis": get_args(Realis), "Mode": get_args(Mode), "Stance": get_args(Stance),
}  # fmt: skip
"""Attributes and their values."""

DEFAULTS = {
    "Level": "NAM", "Mod": None, "Polarity": "POSITIVE", "Realis": "ACTUAL", "Mode": "INDIRECT", "Stance": "ASSERTS",
}  # fmt: skip
"""The value of an attribute that is not there."""

DATE_TYPES: tuple[DateType, ...] = get_args(DateType)
PHENOMENA: tuple[Phenomenon, ...] = get_args(Phenomenon)

_TO_ESCAPE = re.compile(rf"[\\{BREAKS}]|^\s|\s$")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def label_of(event_type: str) -> str:
    """Return the name of a type of events in brat, which has no dots in names."""
    return event_type.replace(".", "-")


def file_name(article: Article) -> str:
    """Return the name of an article's files, without their endings."""
    return article.id.partition("/")[2]


def escaped(text: str) -> str:
    """Return a text as a note has it, in one line and without blanks at its ends."""
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unescaped(text: str) -> str:
    """Return the text that a note has."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
