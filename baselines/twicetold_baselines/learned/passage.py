"""A text as the models see it: its tokens, each with features of its form, its neighbours and its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from twicetold.model import span
from twicetold_baselines.learned import lexicons
from twicetold_baselines.rules.text import Document

if TYPE_CHECKING:
    from twicetold.model import Span
    from twicetold_baselines.learned.linear import Array, Linear

Range = tuple[int, int]
"""Token indices, half-open."""

_OPENS = frozenset("\u201c\u00ab")
_CLOSES = frozenset("\u201d\u00bb")
_REPEATED = re.compile(r"(.)\1+")
_MARKS = frozenset({"cue", "event"})
_NEAR = 4  # words on either side in which a listed cue or event counts as near


@lru_cache(maxsize=20_000)
def shape(word: str) -> str:
    """Return the kinds of characters of a word, repetitions once: `Xx`, `dd:dd` as `d:d`."""
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return _REPEATED.sub(r"\1", "".join(kinds))


@lru_cache(maxsize=20_000)
def own(word: str) -> tuple[str, ...]:
    """Return what a word tells by itself: itself, its shape, its beginnings and ends, the lists that it stands on."""
    lower = word.lower()
    affixes = [f"s{n}={lower[-n:]}" for n in (2, 3, 4)] + [f"p{n}={lower[:n]}" for n in (3, 5)]
    return f"w={lower}", f"shape={shape(word)}", *affixes, *lexicons.tags(word)


@lru_cache(maxsize=20_000)
def _beside(word: str) -> tuple[str, ...]:
    lower = word.lower()
    return f"w={lower}", f"s3={lower[-3:]}", f"shape={shape(word)}", *lexicons.tags(word)


@lru_cache(maxsize=20_000)
def _further(word: str) -> tuple[str, ...]:
    return f"w={word.lower()}", *lexicons.tags(word)


class Passage:
    """A text with its tokens and the features of each.

    `quoted` says of each token whether it stands inside quotation marks, the marks included.
    """

    def __init__(self, text: str) -> None:
        """Tokenise."""
        self.document = Document(text)
        self.words = [token.text for token in self.document.tokens]
        self.lower = [token.lower for token in self.document.tokens]
        self.quoted = _quoted(self.document)
        self.rows = [self._row(k) for k in range(len(self.words))] if self.words else []
        self._add_context()
        self._columns: dict[int, tuple[list[int], list[int]]] = {}

    def __len__(self) -> int:
        return len(self.words)

    def word(self, k: int) -> str:
        """Return the lower-case form of token k, or a sign for what is outside the text."""
        return self.lower[k] if 0 <= k < len(self.lower) else "<>"

    def tags(self, k: int) -> tuple[str, ...]:
        """Return the lists that token k stands on."""
        return lexicons.tags(self.words[k]) if 0 <= k < len(self.words) else ()

    def sentence(self, k: int) -> int:
        """Return the number of the sentence of token k."""
        return self.document.sentence_of[k]

    def bounds(self, k: int) -> Range:
        """Return the tokens of the sentence of token k."""
        return self.document.sentence(k)

    def span(self, *ranges: Range) -> Span:
        """Return the characters that ranges of tokens cover."""
        tokens = self.document.tokens
        return span(*(bound for first, last in ranges for bound in (tokens[first].start, tokens[last - 1].end)))

    def range_of(self, where: Span) -> Range | None:
        """Return the tokens that a span covers, from its beginning to its end; None if it covers none."""
        if not where or not self.words:
            return None
        first = self.document.index_at(where[0].start)
        last = self.document.index_at(where[-1].end - 1) + 1
        return (first, last) if first < last else None

    def scores(self, linear: Linear) -> Array:
        """Return the scores of a model for each token; models of one vocabulary share the look-up of the features."""
        key = id(linear.vocabulary)
        if key not in self._columns:
            self._columns[key] = linear.vocabulary.columns(self.rows)
        return linear.scores_of(*self._columns[key])

    def _row(self, k: int) -> list[str]:
        words = self.words
        first, last = self.document.sentence(k)
        row = list(own(words[k]))
        for offset, atoms in ((-1, _beside), (1, _beside), (-2, _further), (2, _further)):
            if first <= k + offset < last:
                row += [f"{offset}{atom}" for atom in atoms(words[k + offset])]
            else:
                row.append(f"{offset}<>")
        lower = self.lower
        row += [
            f"-1+0={self.word(k - 1)} {lower[k]}", f"0+1={lower[k]} {self.word(k + 1)}",
            f"-2-1={self.word(k - 2)} {self.word(k - 1)}",
        ]  # fmt: skip
        row += ["begins"] if k == first else []
        row += ["quoted"] if self.quoted[k] else []
        row += ["heading"] if first == 0 else []
        return row

    def _add_context(self) -> None:
        """Add what the rest of the text tells of a word: names of several words, how else it is written, cues near."""
        names = lexicons.listed_names(self.words)
        plain = {word for word in self.words if word.islower()}
        capital = {word for k, word in enumerate(self.words) if word[0].isupper() and k != self.document.sentence(k)[0]}
        near: list[set[str]] = [set() for _ in self.words]
        for k in range(len(self.words)):
            first, last = self.document.sentence(k)
            for tag in _MARKS.intersection(self.tags(k)):
                for j in range(max(first, k - _NEAR), min(last, k + 1 + _NEAR)):
                    near[j] |= {f"near+{tag}"} if j < k else {f"near-{tag}"} if j > k else set()
        for k, word in enumerate(self.words):
            added = [names[k]] if k in names else []
            added += ["plain too"] if word[0].isupper() and self.lower[k] in plain else []
            added += ["capital within"] if word in capital else []
            added += sorted(near[k])
            self.rows[k] += added


def _quoted(document: Document) -> list[bool]:
    """Tell of each token whether it is inside quotation marks; a paragraph that ends closes them."""
    inside, found = False, []
    for k, token in enumerate(document.tokens):
        if k and "\n" in document.text[document.tokens[k - 1].end : token.start]:
            inside = False
        opens = token.text in _OPENS or (token.text == '"' and not inside)
        closes = token.text in _CLOSES or (token.text == '"' and inside)
        inside = inside or opens
        found.append(inside)
        inside = inside and not closes
    return found
