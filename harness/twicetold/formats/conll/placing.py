"""The mentions of an article by its tokens: which have brackets, and which a tag."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from twicetold.formats.bounds import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.format import Notes
    from twicetold.model import Article


class Placed(NamedTuple):
    """A mention by its tokens, the number of its entity, and what its tag says if it has one."""

    bounds: Bounds
    entity: int
    tag: str


def placed(article: Article, tokens: Sequence[tuple[int, int]], notes: Notes) -> list[Placed]:
    """Return the mentions that brackets can hold, in the order of the text; `tokens` are by their places in it."""
    return sorted(_placed(article, tokens, notes), key=lambda mention: in_text(mention.bounds))


def _placed(article: Article, tokens: Sequence[tuple[int, int]], notes: Notes) -> Iterator[Placed]:
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    for number, entity in enumerate(article.gold.entities if article.gold else ()):
        taken: list[Bounds] = []
        for mention in entity.mentions:
            start, end = mention.span[0].start, mention.span[-1].end
            first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
            crossed = any(left < first < right < last or first < left < last < right for left, right in taken)
            if len(mention.span) > 1:
                notes.add("mentions of several parts", article.id)
            elif first > last:
                notes.add("mentions without a token", article.id)
            elif (first, last) in taken or crossed:
                notes.add("mentions at the place of another of the same entity, or across it", article.id)
            else:
                if (starts[first], ends[last]) != (start, end):
                    notes.add("mentions that end elsewhere than a token, which have the whole of it", article.id)
                taken.append((first, last))
                level = "" if mention.level == "NAM" else f".{mention.level}"
                yield Placed((first, last), number, f"{entity.type}{level}")


def tagged(mentions: Sequence[Placed], where: str, notes: Notes) -> dict[Bounds, str]:
    """Return what is tagged: the longest mentions, of as long ones the first, that leave each other room."""
    found: dict[Bounds, str] = {}
    taken: set[int] = set()
    for (first, last), _, tag in sorted(mentions, key=lambda each: each.bounds[0] - each.bounds[1]):
        if taken.isdisjoint(range(first, last + 1)):
            found[first, last] = tag
            taken.update(range(first, last + 1))
        else:
            notes.add("mentions in or across others, which have no tag, and so no level", where)
    return found
