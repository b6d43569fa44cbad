"""Spans as spaCy 3.8 scores them, in `Scorer.score_spans`: the same label, start and end, as sets.

spaCy lays the predicted spans onto the tokens of the gold document, one after the other in the order of the input.
What begins or ends within a token counts for nothing, as does an empty span. Unless overlap is allowed, a span keeps
only tokens that none before it has; if it lost any at its edges, other than white space, it counts for nothing as
well, and otherwise with the bounds that are left. So of two that overlap the first is kept, and the second only if it
reaches beyond the first on both sides. Gold spans are not filtered.

Offsets are of tokens, the same in both documents; `on_tokens` turns characters into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.measures.compat._common import Score, Span, by_label, tally_of_sets

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from twicetold.measures.tally import Tally

DIFFERS = (
    "exact spans as sets, repeated ones collapse; of overlapping predictions only the first, if it does not lie inside"
)


def tally(
    gold: Sequence[Span],
    predicted: Sequence[Span],
    *,
    labelled: bool = True,
    allow_overlap: bool = False,
    spaces: Collection[int] = (),
) -> Tally:
    """Score the spans of one document, with or without their labels; `spaces` are the tokens that are white space."""
    return _tally(gold, _kept(predicted, spaces, allow_overlap=allow_overlap), labelled=labelled)


def by_type(
    gold: Sequence[Span], predicted: Sequence[Span], *, allow_overlap: bool = False, spaces: Collection[int] = ()
) -> dict[str, Tally]:
    """Score the spans of one document, label by label; they are filtered together."""
    labels = by_label(gold, predicted)
    kept = by_label(gold, _kept(predicted, spaces, allow_overlap=allow_overlap))
    return {label: _tally(*kept.get(label, ((), ())), labelled=True) for label in labels}


def final(tally: Tally, empty: float | None = None) -> tuple[float | None, float | None, float | None]:
    """Return precision, recall and F1 as spaCy gives them: 0 where there is no such number.

    Without gold and prediction all three are `empty`: spaCy gives None over all types, and 0 for a type.
    """
    if not tally.precision_denominator and not tally.recall_denominator:
        return empty, empty, empty
    return Score.of(tally)


def on_tokens(spans: Sequence[Span], tokens: Sequence[tuple[int, int]]) -> list[Span]:
    """Turn spans of characters into spans of tokens, without those that begin or end within a token."""
    starts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number + 1 for number, (_, end) in enumerate(tokens)}
    return [
        Span(span.label, starts[span.start], ends[span.end])
        for span in spans
        if span.start in starts and span.end in ends and span.start < span.end
    ]


def _kept(predicted: Sequence[Span], spaces: Collection[int], *, allow_overlap: bool) -> list[Span]:
    """Return the predictions that count, with the bounds that they count with."""
    if allow_overlap:
        return [span for span in predicted if span.start < span.end]
    kept: list[Span] = []
    taken: set[int] = set()
    for span in predicted:
        left = [token for token in range(span.start, span.end) if token not in taken]
        if not left:
            continue
        start, end = left[0], left[-1] + 1
        if all(token in spaces for token in (*range(span.start, start), *range(end, span.end))):
            kept.append(Span(span.label, start, end))
            taken.update(left)
    return kept


def _tally(gold: Sequence[Span], predicted: Sequence[Span], *, labelled: bool) -> Tally:
    """Score two lists of spans as sets."""
    return tally_of_sets(*([span if labelled else span[1:] for span in side] for side in (gold, predicted)))
