"""Claims: source, cue and content."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twicetold.measures.alignment import align
from twicetold.measures.matching import Item, Matching, Measure, Pair, ungrounded
from twicetold.measures.overlap import Tokens, dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Claim, Extraction

PARTS = ("source", "cue", "content")


def align_claims(gold: Sequence[Claim], predicted: Sequence[Claim], tokens: Tokens) -> list[tuple[int, int]]:
    """Align claims one to one so that their contents and cues share the most tokens (by the Dice coefficient)."""
    places = [
        [(tokens.inside(claim.content), tokens.inside(claim.cue)) for claim in claims] for claims in (gold, predicted)
    ]
    weights = {
        (row, column): share
        for row, (content, cue) in enumerate(places[0])
        for column, (other_content, other_cue) in enumerate(places[1])
        if (share := dice(content, other_content) + dice(cue, other_cue))
    }
    return align(weights)


def _match(gold: Extraction, predicted: Extraction, text: str, *, part: str, count_tokens: bool) -> Matching:
    """Compare one part of aligned claims; a claim without that part has no item."""
    tokens = Tokens(text)

    def items(claims: Sequence[Claim]) -> dict[int, Item]:
        found = {number: (claim, getattr(claim, part)) for number, claim in enumerate(claims) if getattr(claim, part)}
        return {
            number: Item(claim.id, claim.mode, span, len(tokens.inside(span)) if count_tokens else 1)
            for number, (claim, span) in found.items()
        }

    wanted, found = items(gold.claims), items(predicted.claims)
    rows, columns = ({number: index for index, number in enumerate(side)} for side in (wanted, found))
    pairs = []
    for row, column in align_claims(gold.claims, predicted.claims, tokens):
        if row not in wanted or column not in found:
            continue
        if count_tokens:
            credit = len(tokens.inside(wanted[row].span) & tokens.inside(found[column].span))
        else:
            credit = int(wanted[row].span == found[column].span)
        if credit:
            pairs.append(Pair(rows[row], columns[column], credit))
    lost = ungrounded(predicted, part)
    if count_tokens:
        lost = [item._replace(weight=Tokens(item.key).count) for item in lost]
    return Matching(tuple(wanted.values()), (*found.values(), *lost), tuple(pairs))


def _measures(part: str) -> tuple[Measure, Measure]:
    return (
        Measure(
            f"claims.{part}.exact",
            "claims",
            f"the {part} of the aligned claim has the same span",
            partial(_match, part=part, count_tokens=False),
        ),
        Measure(
            f"claims.{part}.overlap",
            "claims",
            f"tokens that the {part} shares with that of the aligned claim",
            partial(_match, part=part, count_tokens=True),
        ),
    )


MEASURES = tuple(measure for part in PARTS for measure in _measures(part))
