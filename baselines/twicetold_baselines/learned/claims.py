"""Claims: cues by sequence labelling, the source chosen among mentions, the content labelled around each cue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.learned import tagging
from twicetold_baselines.learned.claim_features import around, attached, quoting, relative, standing
from twicetold_baselines.learned.extents import Core, grown, growth
from twicetold_baselines.learned.lessons import Lesson, decision, in_sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.learned.known import Known, Phrase, Saying
    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage, Range

CAUTION = 0.0
"""Of the labeller of cues; chosen on dev among -1, -0.5, 0 and 0.5."""

SOURCE = 0.05
"""How likely the likeliest source must be; chosen on dev among 0.02, 0.05, 0.1, 0.15 and 0.3."""

_CUE, _CONTENT = "CUE", "CONTENT"


class Said(NamedTuple):
    """A claim: the tokens of cue, source and content, the id of the source's entity, mode and stance."""

    cue: Range
    source: Range | None
    entity: str
    content: tuple[Range, ...]
    mode: str
    stance: str


def teach(known: Known) -> Lessons:
    """Yield what the models of cues, sources, contents, modes and stances learn from an article."""
    passage = known.passage
    yield from tagging.teach(passage, "cues", [(saying.cue, _CUE) for saying in known.sayings])
    cues = [saying.cue for saying in known.sayings]
    for saying in known.sayings:
        yield from _teach_source(known, saying, cues)
        content = tuple(where for part in saying.claim.content if (where := passage.range_of((part,))))
        place = around(passage, saying.cue)
        inside = [(a - place.start, b - place.start) for a, b in content if a in place and b - 1 in place]
        labels = tagging.encode(len(place), [(part, _CONTENT) for part in inside])
        rows = relative(passage, saying.cue, saying.source, cues)
        yield from in_sequence("contents", rows, labels, [(0, len(rows))])
        yield Lesson("modes", quoting(passage, content), saying.claim.mode)
        yield Lesson("stances", standing(passage, saying.cue, content), saying.claim.stance)


def _teach_source(known: Known, saying: Saying, cues: Sequence[Range]) -> Lessons:
    passage, source = known.passage, saying.source
    right = _mention_in(known.phrases, source)
    for phrase in _candidates(passage, saying.cue, known.phrases):
        yield decision("sources", attached(passage, saying.cue, phrase, known.phrases, cues), right=phrase is right)
    if right and source and source[1] <= passage.bounds(source[0])[1]:
        yield from growth(passage, "source.right", _core(right), source[1])


def _mention_in(phrases: Sequence[Phrase], source: Range | None) -> Phrase | None:
    """Return the mention that a source is, or that it begins with; of several the longest."""
    if source is None:
        return None
    inside = [phrase for phrase in phrases if phrase.first == source[0] and phrase.last <= source[1]]
    return max(inside, key=lambda phrase: phrase.last, default=None)


def _core(phrase: Phrase) -> Core:
    return Core(phrase.first, phrase.last, f"{phrase.level}-{phrase.type}", phrase.first)


def find(passage: Passage, models: Models, phrases: Sequence[Phrase]) -> list[Said]:
    """Return the claims of a text in the order of their cues; mentions must know their entities."""
    cues = [where for where, _ in tagging.find(passage, models["cues"], caution=CAUTION)]
    sources = [_source(passage, models, cue, phrases, cues) for cue in cues]
    ranges = _grown(passage, models, sources)
    contents = _contents(passage, models, cues, ranges)
    modes = models["modes"].best([quoting(passage, content) for content in contents])
    stances = models["stances"].best(
        [standing(passage, cue, content) for cue, content in zip(cues, contents, strict=True)]
    )
    return [
        Said(cue, where, source.entity if source else "", content, mode, stance)
        for cue, where, source, content, mode, stance in zip(
            cues, ranges, sources, contents, modes, stances, strict=True
        )
    ]


def _source(
    passage: Passage, models: Models, cue: Range, phrases: Sequence[Phrase], cues: Sequence[Range]
) -> Phrase | None:
    candidates = _candidates(passage, cue, phrases)
    rows = [attached(passage, cue, phrase, phrases, cues) for phrase in candidates]
    best = models["sources"].likeliest(rows, SOURCE)
    return None if best is None else candidates[best]


def _candidates(passage: Passage, cue: Range, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the mentions of the sentence of a cue that do not overlap it."""
    first, last = passage.bounds(cue[0])
    return [
        phrase for phrase in phrases
        if first <= phrase.first < last and (phrase.last <= cue[0] or phrase.first >= cue[1] or phrase.level != "PRO")
    ]  # fmt: skip


def _grown(passage: Passage, models: Models, sources: Sequence[Phrase | None]) -> list[Range | None]:
    """Return the tokens of each source: its mention with what describes it behind a comma."""
    found = [source for source in sources if source]
    added = iter(grown(passage, models, "source.right", [_core(source) for source in found]))
    return [(source.first, source.last + next(added)) if source else None for source in sources]


def _contents(
    passage: Passage, models: Models, cues: Sequence[Range], sources: Sequence[Range | None]
) -> list[tuple[Range, ...]]:
    """Return the tokens of the content of each cue; all are labelled at once."""
    rows: list[list[str]] = []
    sequences: list[Range] = []
    for cue, source in zip(cues, sources, strict=True):
        rows += relative(passage, cue, source, cues)
        sequences.append((sequences[-1][1] if sequences else 0, len(rows)))
    labels = tagging.tag(models["contents"], models["contents"].scores(rows), sequences)
    contents = []
    for cue, (first, last) in zip(cues, sequences, strict=True):
        shift = around(passage, cue).start
        parts = [(a + shift, b + shift) for (a, b), _ in tagging.decode(labels[first:last])]
        contents.append(_joined(parts))
    return contents


def _joined(parts: Sequence[Range]) -> tuple[Range, ...]:
    """Return ranges with those joined that touch."""
    found: list[Range] = []
    for first, last in parts:
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def holder(cues: Sequence[Range], contents: Sequence[Sequence[Range]], number: int) -> int | None:
    """Return the number of the narrowest claim whose content holds the cue of another, narrower one."""
    first, last = cues[number]
    widths = [sum(end - begin for begin, end in content) for content in contents]
    holders = [
        (widths[other], other)
        for other, content in enumerate(contents)
        if widths[other] > widths[number] and any(begin <= first and last <= end for begin, end in content)
    ]
    return min(holders)[1] if holders else None
