"""The soft overlap of Johansson and Moschitti (2013), as attribution and opinion spans are scored by it.

A span is covered by another to the share of its tokens that both have. Precision is what the gold spans cover of the
predicted ones, recall what the predicted spans cover of the gold ones, each summed over all pairs and divided by the
number of spans: nothing is aligned, and with spans that overlap or repeat on one side either may exceed 1. There is no
reference program; this is the formula, and where it divides by zero there is no score.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, TypeAlias

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from collections.abc import Set as AbstractSet

    Spans: TypeAlias = Sequence[AbstractSet[Hashable]]

DIFFERS = "credit is the share of tokens covered, summed over all pairs, so that scores may exceed 1"


def tally(gold: Spans, predicted: Spans) -> Tally:
    """Return the tally of one document; spans are sets of tokens, or of characters."""
    return Tally(_covered(predicted, gold), len(predicted), _covered(gold, predicted), len(gold))


def _covered(spans: Spans, others: Spans) -> float:
    """Return how much of the spans the others cover, added up over all pairs; an empty span cannot be covered."""
    return fsum(len(span & other) / len(span) for span in spans if span for other in others)
