"""Chunks of tags as seqeval 1.2.2 scores them: the same label, start and end, as sets.

- default: as conlleval does, a chunk goes on through I and E tags of its label, up to and with an E; whatever else is
  not O begins the next one, so that an I that continues nothing is repaired to a beginning;
- strict, with the scheme IOB2: only a B begins a chunk, and an I that continues nothing is in none. Hyphens around a
  label are stripped.

A tag without a label has the label "_". seqeval goes on with a warning at tags of other shapes; here they are a
ValueError. Asked for strict scores without a scheme, it silently gives the default ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from twicetold.measures.compat._common import Span, by_label, tally_of_sets

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from twicetold.measures.tally import Tally

DIFFERS = "exact spans as sets, so that repeated ones collapse, and no two may overlap; 0 where undefined"

Mode = Literal["default", "strict"]


def tally(gold: Collection[Span], predicted: Collection[Span]) -> Tally:
    """Score the chunks of one document; overlapping ones, which tags cannot say, are items of the sets like others."""
    return tally_of_sets(gold, predicted)


def tally_of_tags(gold: Sequence[str], predicted: Sequence[str], mode: Mode = "default") -> Tally:
    """Score the tags of one document, or raise ValueError if there are more of the one than of the other."""
    if len(gold) != len(predicted):
        raise ValueError(f"there are {len(gold)} gold tags and {len(predicted)} predicted ones")
    return tally(spans_of(gold, mode), spans_of(predicted, mode))


def by_type(gold: Collection[Span], predicted: Collection[Span]) -> dict[str, Tally]:
    """Score the chunks of one document, label by label."""
    return {label: tally(*both) for label, both in by_label(gold, predicted).items()}


def spans_of(tags: Sequence[str], mode: Mode = "default") -> list[Span]:
    """Return the chunks of one document in token offsets, or raise ValueError at a tag that the mode does not know."""
    found: list[Span] = []
    begun: int | None = None
    before, label = "O", ""
    for place, tag in enumerate([*tags, "O"]):
        prefix, name = _parts(tag, mode)
        if begun is not None and prefix in "IE" and before in "BI" and name == label:
            before = prefix
            continue
        if begun is not None:
            found.append(Span(label, begun, place))
        begun = place if prefix == "B" or (prefix != "O" and mode == "default") else None
        before, label = prefix, name
    return found


def tags_of(spans: Collection[Span], length: int) -> list[str]:
    """Return the IOB2 tags of a document of so many tokens, or raise ValueError at a span that tags cannot say."""
    tags = ["O"] * length
    for span in spans:
        if not 0 <= span.start < span.end <= length:
            raise ValueError(f"{span} is empty or not within {length} tokens")
        if set(tags[span.start : span.end]) != {"O"}:
            raise ValueError(f"{span} overlaps another span, which tags cannot say")
        inside = [f"I-{span.label}"] * (span.end - span.start - 1)
        tags[span.start : span.end] = [f"B-{span.label}", *inside]
    return tags


def _parts(tag: str, mode: Mode) -> tuple[str, str]:
    """Return the prefix and the label of a tag."""
    if tag == "O":
        return "O", ""
    prefix, _, label = tag.partition("-")
    if prefix not in (("B", "I") if mode == "strict" else ("B", "I", "E", "S")):
        raise ValueError(f"{tag!r} is no tag of the {mode} mode")
    return prefix, (label.strip("-") if mode == "strict" else label) or "_"
