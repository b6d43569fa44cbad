"""The evaluation of Citron (`citron/metrics.py`, BBC, December 2021): quotes of cue, sources and contents.

Exact: a prediction is right if some gold quote fits it, and a gold quote is found if some prediction fits it, with no
alignment. Cues fit if they are the same; sources and contents if their lists are, and the cues overlap; quotes if all
three are the same. Cues overlap also where the predicted one starts as the gold one ends, though not the other way
round. Overlap: the tokens shared by every prediction with every gold quote, over the tokens of each side; that of whole
quotes, the sum of the three, has precision and recall the wrong way round. Scores are 0 where undefined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.measures.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DIFFERS = "nothing is aligned, so that overlap may exceed 1; overlap of quotes has precision and recall swapped"

Span = tuple[int, int]
"""Tokens, from and up to."""


class Quote(NamedTuple):
    """A quote; the order of sources and of contents matters."""

    cue: Span
    sources: Sequence[Span] = ()
    contents: Sequence[Span] = ()


def tallies(gold: Sequence[Quote], predicted: Sequence[Quote]) -> dict[str, Tally]:
    """Return the tallies of one document: .exact and .overlap of cue, source, content and quote."""
    exact = {f"{name}.exact": _exact(fits, gold, predicted) for name, fits in _FITS.items()}
    overlap = {f"{name}.overlap": _overlap(spans, gold, predicted) for name, spans in _SPANS.items()}
    shared, found, _, known = (sum(column) for column in zip(*overlap.values(), strict=True))
    return exact | overlap | {"quote.overlap": Tally(shared, known, shared, found)}


def _near(predicted: Quote, gold: Quote) -> bool:
    return predicted.cue[0] <= gold.cue[1] and predicted.cue[1] > gold.cue[0]


_FITS: Mapping[str, Callable[[Quote, Quote], bool]] = {
    "cue": lambda predicted, gold: predicted.cue == gold.cue,
    "source": lambda predicted, gold: _near(predicted, gold) and list(predicted.sources) == list(gold.sources),
    "content": lambda predicted, gold: _near(predicted, gold) and list(predicted.contents) == list(gold.contents),
    "quote": lambda predicted, gold: (
        predicted.cue == gold.cue
        and list(predicted.sources) == list(gold.sources)
        and list(predicted.contents) == list(gold.contents)
    ),
}

_SPANS: Mapping[str, Callable[[Quote], Sequence[Span]]] = {
    "cue": lambda quote: (quote.cue,),
    "source": lambda quote: quote.sources,
    "content": lambda quote: quote.contents,
}


def _exact(fits: Callable[[Quote, Quote], bool], gold: Sequence[Quote], predicted: Sequence[Quote]) -> Tally:
    """Recall, too, has the right predictions for a numerator, and adds the gold quotes that were missed to them."""
    right = sum(any(fits(mine, other) for other in gold) for mine in predicted)
    missed = sum(not any(fits(mine, other) for mine in predicted) for other in gold)
    return Tally(right, len(predicted), right, right + missed)


def _overlap(spans: Callable[[Quote], Sequence[Span]], gold: Sequence[Quote], predicted: Sequence[Quote]) -> Tally:
    known, found = ([span for quote in side for span in spans(quote)] for side in (gold, predicted))
    shared = sum(max(0, min(one[1], other[1]) - max(one[0], other[0])) for one in found for other in known)
    return Tally(shared, _tokens(found), shared, _tokens(known))


def _tokens(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)
