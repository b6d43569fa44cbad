"""Tokens and sentences, with their places in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_ABBREVIATED = (
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Cpl Cmdr Supt Insp Sen Rep Gov Cllr Atty Rev Hon Sra St Jr Sr "
    "Inc Corp Ltd Co Bros vs No "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun"
)
_TOKEN = re.compile(
    rf"""
      (?:[A-Za-z]\.){{2,}}                                      # U.S., a.m.
    | (?:{_ABBREVIATED.replace(" ", "|")})\.(?=\s)
    | [$€£¥]?\d+(?:[.,:]\d+)*(?:%|(?:st|nd|rd|th|s)?\b(?:-(?:[a-z]+-)*[a-z]+\b)?)   # $3.5, 20th, 81-year-old
    | ['\u2019]s\b
    | -(?:led|based|backed|born|made|owned|controlled|style|held|wide)\b       # Moscow-led: a name is inside
    | [^\W\d_][^\W_]*(?:(?!-(?:led|based|backed|born|made|owned|controlled|style|held|wide)\b|['\u2019]s\b)
                        [-'\u2019&][^\W_]+)*
    | \.\.\.
    | \S
    """,
    re.VERBOSE,
)
_LONGEST = 200  # tokens of a sentence: a longer one is a list or a table, and would be slow to search
_CLOSING = frozenset("\"'”\u2019)]»")
_LAYOUT = frozenset("•*◦▪·\u2013—-")


def words(listed: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(listed.split())


class Token(NamedTuple):
    """A word, number or sign, its lower-case form, and where it stands."""

    text: str
    lower: str
    start: int
    end: int


class Document:
    """A text with its tokens, and with its sentences as ranges of token indices."""

    def __init__(self, text: str) -> None:
        """Tokenise and split."""
        self.text = text
        self.tokens = [Token(m[0], m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.starts = [token.start for token in self.tokens]
        self.sentences = _sentences(text, self.tokens)
        self.sentence_of = [number for number, (i, j) in enumerate(self.sentences) for _ in range(i, j)]

    def index_at(self, offset: int) -> int:
        """Return the index of the last token that starts at or before an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def lower(self, i: int) -> str:
        """Return the lower-case form of token i, or the empty string outside the text."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def sentence(self, i: int) -> tuple[int, int]:
        """Return the range of token indices of the sentence that holds token i."""
        return self.sentences[self.sentence_of[i]]


def _sentences(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Split at full stops, question and exclamation marks before a capital, at blank lines and bullets."""
    bounds: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(tokens)):
        if i - first == _LONGEST or _breaks(text, tokens, i):
            bounds.append((first, i))
            first = i
    if first < len(tokens):
        bounds.append((first, len(tokens)))
    return bounds


def _breaks(text: str, tokens: list[Token], i: int) -> bool:
    token, before = tokens[i], tokens[i - 1]
    if token.start == before.end:
        return False
    gap = text[before.end : token.start]
    if "\n" in gap:
        return gap.count("\n") > 1 or before.text[-1] in ".!?:;" or token.text in _LAYOUT or before.text in _CLOSING
    last = before
    for back in range(2, 4):  # a stop may stand inside one or two closing quotation marks or brackets
        if last.text not in _CLOSING or i < back:
            break
        last = tokens[i - back]
    return last.text in {".", "!", "?", "..."} and not token.text[0].islower()
