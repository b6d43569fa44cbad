"""Words under the form in which two articles are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from twicetold_baselines.rules.text import words

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_](?:[.]?[^\W_])*(?:['\u2019][^\W_]+)?")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "\u2019": "'"})
_STEM = 5  # letters
_SHORTEST_PLURAL = 4
_FUNCTION_WORDS: Final = words(
    "a an the this that these those it its he him his she her they them their we us our i me my you your who whom "
    "whose which what of in on at to for from by with about into over under after before between against as than "
    "then there here and or but if so because while when where how is are was were be been being am has have had "
    "do does did having will would can could may might must shall should not no nor never neither also too only "
    "just still even very more most much such some any all each both other another own said says say told tell 's"
)
_UNITS = "one two three four five six seven eight nine"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_NUMBERS: Final = {word: number for number, word in enumerate(f"zero {_UNITS} {_TEENS}".split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_COMPOUND = re.compile(rf"\b({_TENS.replace(' ', '|')})-({_UNITS.replace(' ', '|')})\b", re.IGNORECASE)


def folded(word: str) -> str:
    """Return a word in lower case, without accents and possessive."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).removesuffix("'s").rstrip("'")


def split(text: str) -> list[str]:
    """Return the words and numbers of a text, folded; "thirty-one" as 31."""
    return [word for found in _WORD.findall(_COMPOUND.sub(_in_digits, text)) if (word := folded(found))]


def _in_digits(compound: re.Match[str]) -> str:
    return str(sum(_NUMBERS[part.lower()] for part in compound.groups()))


def stem(word: str) -> str:
    """Return what the forms of a folded word share: its first five letters, without a plural's s.

    Five letters tell most English words of one story apart, and keep "burgled" with "burglary". A number is given in
    digits, without separators of thousands.
    """
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    if word[0].isdigit():
        return re.sub(r",(?=\d{3})", "", word)
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_STEM]


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text that carry meaning, in their order."""
    return [stem(word) for word in split(text) if word not in _FUNCTION_WORDS]


def is_number(found: str) -> bool:
    """Tell whether a stem is a number."""
    return found[0].isdigit()
