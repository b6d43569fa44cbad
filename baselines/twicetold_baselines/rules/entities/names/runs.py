"""Runs of capitalised words, cut into names at titles and peoples."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.claims.lexicon import CUES as SAYING
from twicetold_baselines.rules.entities.gazetteer import GIVEN, KNOWN
from twicetold_baselines.rules.entities.names.lexicon import (
    DEPARTMENTS,
    FIRST_CUES,
    LAST_CUES,
    NAME_TITLES,
    NOT_NAMES,
    OF_HEADS,
    PARTICLES,
)
from twicetold_baselines.rules.lexicon import NOUNS, PLURALS, POSSESSIVE

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.text import Document, Token

_OPENING = frozenset("\"\u201c\u2018'(\u2022*\u2014:-")
_INNER = frozenset({"may", "april", "june", "august", "new", "old", "early", "late", "first", "most"})
"""Common words that can stand in a name before another capital."""
_CUES = LAST_CUES | FIRST_CUES
_APOSTROPHES = frozenset({"'", "\u2019"})
_I_WITH_A_VERB = frozenset({"I'", "I\u2019"})
_ORDINARY_ENDINGS = ("ly", "ing", "ed", "tion", "ment", "ness", "ity")


class Name(NamedTuple):
    """A range of tokens that is a name, whether a title stands before it, and its type if a list tells it."""

    first: int
    last: int
    type: EntityType | None = None
    titled: bool = False


def find_runs(document: Document) -> list[Name]:
    """Return the names of a text in its order."""
    return [name for first, last in _Runs(document).all() for name in _cut(document, first, last)]


class _Runs:
    """The capitals of a text, with what its other places tell of those that begin sentences."""

    def __init__(self, document: Document) -> None:
        self.document = document
        tokens = document.tokens
        self.capitals = [token.text != token.lower and _is_capital(token) for token in tokens]
        self.common = [
            capital and token.lower.rstrip(".") in NOT_NAMES and not _is_acronym(token)
            for token, capital in zip(tokens, self.capitals, strict=True)
        ]
        self.begins = [capital and self._begins(k) for k, capital in enumerate(self.capitals)]
        self.lower_case = {token.lower for token in tokens if token.text == token.lower}
        self.labels = Counter(
            tokens[k].text for k, begins in enumerate(self.begins) if begins and document.lower(k + 1) == ":"
        )
        self.inside = {
            token.text
            for token, capital, common, begins in zip(tokens, self.capitals, self.common, self.begins, strict=True)
            if capital and not common and not begins
        }

    def all(self) -> list[tuple[int, int]]:
        """Return the runs with the small words that join them, without ordinary first words."""
        runs: list[tuple[int, int]] = []
        doubtful: list[tuple[int, int]] = []
        k = 0
        while k < len(self.capitals):
            if not self.capitals[k] or (self.common[k] and not self._opens_name(k)):
                k += 1
                continue
            first, last = k, self._end(k)
            if self.begins[k] and not self._is_name_at_beginning(k, last):
                doubtful.append((k, k + 1))
                first += 1
                while first < last and (not self.capitals[first] or self.common[first]):
                    first += 1
            if last - first > 1 or (last - first == 1 and len(self.document.tokens[first].text) > 1):
                runs.append((first, last))
            k = last
        return sorted(runs + self._parts_of(runs, doubtful))

    def _parts_of(self, runs: list[tuple[int, int]], doubtful: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the words that begin sentences and are part of a longer name elsewhere ("Birthe" of Birthe Olden)."""
        tokens, joined = self.document.tokens, {first for first, _ in runs}
        parts = {tokens[k].text for first, last in runs if last - first > 1 for k in range(first, last)}
        return [
            (first, last) for first, last in doubtful
            if tokens[first].text in parts and not self._is_ordinary(first) and last not in joined
        ]  # fmt: skip

    def _begins(self, k: int) -> bool:
        """Tell whether a token begins a sentence, but for a clock or a number before it."""
        first = self.document.sentence(k)[0]
        before = self.document.tokens[k - 1].text
        return k == first or before in _OPENING or (k - 1 == first and before[0].isdigit())

    def _opens_name(self, k: int) -> bool:
        """Tell whether a particle or "New" with a capital begins a name ("De Gaulle", "New Delhi")."""
        word = self.document.lower(k)
        if k + 1 >= len(self.capitals) or not self.capitals[k + 1] or self.common[k + 1]:
            return False
        if word in _INNER:
            return not self.begins[k] or f"{word} {self.document.lower(k + 1)}".title() in KNOWN
        return word in PARTICLES

    def _end(self, k: int) -> int:
        """Return the end of the run that begins at a token: capitals, particles, and "of", "for", "and" in titles."""
        tokens, end = self.document.tokens, self.document.sentence(k)[1]
        first, last, k = k, k + 1, k + 1
        while k < end:
            word = tokens[k].lower
            capital_next = k + 1 < end and self.capitals[k + 1]
            if self.capitals[k]:
                if self.common[k] and not (capital_next and word in _INNER):
                    break
                last = k = k + 1
            elif capital_next and (word in PARTICLES or self._joins(k)):
                k += 1
            elif word in {"of", "for", "and", "&"} and self._goes_on(first, k):
                k += 1 + (tokens[k + 1].lower == "the")
            else:
                break
        return last

    def _joins(self, k: int) -> bool:
        """Tell whether a sign ties two capitals: an unspaced dash, or the apostrophe of "Buyers' Union"."""
        tokens = self.document.tokens
        before, sign, after = tokens[k - 1], tokens[k], tokens[min(k + 1, len(tokens) - 1)]
        if sign.start != before.end:
            return False
        if sign.text in {"\u2013", "/"}:
            return after.start == sign.end
        return sign.text in _APOSTROPHES and before.lower.endswith("s") and after.lower in LAST_CUES

    def _goes_on(self, first: int, k: int) -> bool:
        """Tell whether "of", "for" or "and" at a token joins two parts of one name."""
        tokens = self.document.tokens
        if k + 1 >= len(tokens):
            return False
        after = k + 1 + (tokens[k + 1].lower == "the")
        if after >= len(tokens) or not self.capitals[after]:
            return False
        if tokens[k].lower in {"of", "for"}:
            return tokens[k - 1].lower in OF_HEADS
        headed = any(token.lower in {"of", "for"} and tokens[first].lower in OF_HEADS for token in tokens[first:k])
        ends = after + 1 < len(tokens) and tokens[after + 1].lower in LAST_CUES and self.capitals[after + 1]
        return tokens[k].lower == "&" or ((headed or ends) and tokens[after].text not in KNOWN)

    def _is_ordinary(self, k: int) -> bool:
        """Tell whether a word is in lower case elsewhere in the text, a noun for people, or "Asked" before a name."""
        word = self.document.lower(k)
        return word in self.lower_case or word in PLURALS or (word in SAYING and word.endswith("ed"))

    def _is_name_at_beginning(self, k: int, last: int) -> bool:
        """Tell whether the capital of a first word is that of a name."""
        text, word = self.document.tokens[k].text, self.document.lower(k)
        if text in KNOWN or text in GIVEN or word in PARTICLES:
            return True
        if self._is_ordinary(k):
            return False
        if text in self.inside and not word.endswith(_ORDINARY_ENDINGS):
            return True
        if last - k > 1 or any(c.isupper() for c in text[1:]):
            return word not in NOUNS or word in NAME_TITLES or word in _CUES
        ordinary = word in NOUNS or word in NAME_TITLES or word.endswith(_ORDINARY_ENDINGS)
        return not ordinary and (self._acts(k) or self.labels[text] > 1)

    def _acts(self, k: int) -> bool:
        """Tell whether a word has or says something, as names do."""
        after = self.document.lower(k + 1)
        return after in POSSESSIVE or (after in SAYING and not self.document.lower(k).endswith("s"))


def _is_capital(token: Token) -> bool:
    """Tell whether a word has the capital of a name, also behind an elided article ("d'Ivoire")."""
    text = token.text
    if text[0].isupper():
        return text != "I" and text[:2] not in _I_WITH_A_VERB
    return text[1:2] in _APOSTROPHES and text[2:3].isupper()


def _is_acronym(token: Token) -> bool:
    """Tell "US" and "WHO" from "us" and "who"."""
    return token.text.isupper() and token.text in KNOWN


def _cut(document: Document, first: int, last: int) -> list[Name]:
    """Cut a run at the title inside it: "Kazakh President Tokayev" holds a people and a person."""
    tokens = document.tokens
    if known := _known_type(document.text[tokens[first].start : tokens[last - 1].end]):
        return [Name(first, last, known)]
    titles = [k for k in range(first, last) if tokens[k].lower.rstrip(".") in NAME_TITLES]
    ends = tokens[last - 1].lower.rstrip(".")
    if titles and (ends not in LAST_CUES or last - first == 1):
        name = titles[-1] + 1
        if name < last and tokens[name].lower == "of":
            name += 2 + (name + 2 < last and tokens[name + 2].text[0].islower())
        ends_before = titles[0]
        while ends_before > first and tokens[ends_before - 1].lower in DEPARTMENTS:
            ends_before -= 1
        before = _cut(document, first, ends_before) if ends_before > first else []
        return [*before, Name(name, last, "PER", titled=True)] if name < last else before
    if last - first > 1 and KNOWN.get(tokens[first].text) == "NORP" and ends not in LAST_CUES:
        return [Name(first, first + 1, "NORP"), *_cut(document, first + 1, last)]
    return [Name(first, last)]


def _known_type(name: str) -> EntityType | None:
    """Return the type of a name on the lists; capital letters throughout are a dateline's or headline's."""
    plain = name.rstrip(".")
    return KNOWN.get(plain) or (KNOWN.get(plain.title()) if plain.isupper() else None)
