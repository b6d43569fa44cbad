"""Mentions: their heads by sequence labelling, then how far the noun phrase reaches on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.learned import tagging
from twicetold_baselines.learned.extents import Core, grown, growth
from twicetold_baselines.learned.known import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.learned.known import Known
    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage

CAUTION = 0.3
"""Of the labeller, for sure mentions; chosen on dev among -0.3, 0, 0.3 and 0.6."""

DARING = -1.5
"""For those that are kept only if their entity is; chosen on dev among -2, -1.5, -1 and the same as for sure ones."""


def teach(known: Known) -> Lessons:
    """Yield what the labeller of heads and the models of extents learn from an article."""
    passage = known.passage
    heads = [(phrase.head, f"{phrase.level}-{phrase.type}") for phrase in known.phrases]
    yield from tagging.teach(passage, "heads", heads)
    for phrase in known.phrases:
        if phrase.level != "PRO":
            yield from growth(passage, "mention.left", _core(phrase), phrase.first)
            yield from growth(passage, "mention.right", _core(phrase)._replace(begin=phrase.first), phrase.last)


def find(passage: Passage, models: Models) -> list[Phrase]:
    """Return the mentions of a text in its order, among them those that are less sure."""
    sure = set(tagging.find(passage, models["heads"], caution=CAUTION))
    found = []
    for head, label in tagging.find(passage, models["heads"], caution=DARING):
        level, kind = label.split("-", 1)
        found.append(Phrase(*head, head, level, kind, sure=(head, label) in sure))
    whole = _whole(passage, models, [phrase for phrase in found if phrase.level != "PRO"])
    return sorted([*whole, *(phrase for phrase in found if phrase.level == "PRO")])


def _whole(passage: Passage, models: Models, heads: Sequence[Phrase]) -> list[Phrase]:
    """Return mentions with all that belongs to their heads: first on the left, then on the right."""
    cores = [_core(head) for head in heads]
    lefts = grown(passage, models, "mention.left", cores)
    cores = [core._replace(begin=core.first - left) for core, left in zip(cores, lefts, strict=True)]
    rights = grown(passage, models, "mention.right", cores)
    return [
        head._replace(first=core.begin, last=core.last + right)
        for head, core, right in zip(heads, cores, rights, strict=True)
    ]


def _core(phrase: Phrase) -> Core:
    return Core(*phrase.head, f"{phrase.level}-{phrase.type}", phrase.head[0])
