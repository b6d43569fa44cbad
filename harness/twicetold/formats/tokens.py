"""Texts that are given as tokens: the text, and where each token stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twicetold.model import Span


class TokenText:
    """A text made of sentences of tokens: a blank between two tokens, a line for each sentence.

    Tokens are numbered through the text, from 0.
    """

    def __init__(self, sentences: Iterable[Sequence[str]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        lines: list[str] = []
        place = 0
        for sentence in sentences:
            for token in sentence:
                self._starts.append(place)
                place += len(token)
                self._ends.append(place)
                place += 1  # the blank, or the end of the line
            lines.append(" ".join(sentence))
            place += not sentence
        self.text = "\n".join(lines)

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self._starts)

    def span(self, tokens: Iterable[int]) -> Span:
        """Return the place of some tokens, a fragment for each run of neighbours. Raises IndexError for no token."""
        runs: list[list[int]] = []
        for number in sorted(set(tokens)):
            if number < 0:
                raise IndexError(number)
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        return tuple(Fragment(self._starts[first], self._ends[last]) for first, last in runs)

    def tokens(self, span: Span) -> list[int]:
        """Return the numbers of the tokens that a span touches."""
        return [
            number
            for number, (start, end) in enumerate(zip(self._starts, self._ends, strict=True))
            if any(part.start < end and start < part.end for part in span)
        ]
