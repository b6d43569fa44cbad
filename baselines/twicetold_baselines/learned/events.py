"""Events: triggers with their types by sequence labelling, then polarity and realis of each, and which are one event.

The listed event words are learned like words of the text, without a context: the gold alone has too few of most types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.learned import lexicons, tagging
from twicetold_baselines.learned.lessons import Lesson, decision
from twicetold_baselines.learned.passage import own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.learned.known import Known
    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage, Range

CAUTION = -1.5
"""Of the labeller; chosen on dev among -3, -2, -1.5, -1, -0.5 and 0."""

SAME = 0.5
"""How likely two triggers must be one event; chosen on dev among 0.3, 0.5 and 0.7."""

_OF_WORDS = ("w=", "p3=", "p5=", "event")  # the rest of a word's features tells more of a part of speech


class Found(NamedTuple):
    """An event: its type, the tokens of its triggers, its polarity and realis."""

    type: str
    triggers: tuple[Range, ...]
    polarity: str
    realis: str


def teach(known: Known) -> Lessons:
    """Yield what the labeller of triggers and the models of their attributes learn from an article."""
    passage = known.passage
    triggers = [(where, happening) for happening in known.happenings for where in happening.triggers]
    triggers.sort(key=lambda pair: pair[0])
    labels = tagging.encode(len(passage), [(where, happening.event.type) for where, happening in triggers])
    yield from (Lesson("triggers", row, label) for row, label in zip(passage.rows, labels, strict=True))
    earlier: list[tuple[Range, object, str]] = []
    for where, happening in triggers:
        event = happening.event
        yield Lesson("polarity", _told(passage, where), event.polarity)
        yield Lesson("realis", _told(passage, where), event.realis)
        for other, its, kind in earlier:
            if kind == event.type:
                yield decision("same.event", _pair(passage, where, other, kind), right=its is event)
        earlier.append((where, event, event.type))


def teach_lists() -> Lessons:
    """Yield what the labeller learns from word lists alone: the type of each listed event."""
    for words, kind in lexicons.listed_events():
        yield Lesson("triggers", [atom for atom in own(words[0]) if atom.startswith(_OF_WORDS)], f"B-{kind}")


def find(passage: Passage, models: Models) -> list[Found]:
    """Return the events of a text in the order of their first triggers."""
    triggers = tagging.find(passage, models["triggers"], caution=CAUTION)
    told = [_told(passage, where) for where, _ in triggers]
    polarities, realities = models["polarity"].best(told), models["realis"].best(told)
    events: list[Found] = []
    for (where, kind), polarity, realis in zip(triggers, polarities, realities, strict=True):
        same = _same(passage, models, events, where, kind)
        if same is None:
            events.append(Found(kind, (where,), polarity, realis))
        else:
            events[same] = _joined(events[same], where, polarity, realis)
    return events


def _same(passage: Passage, models: Models, events: Sequence[Found], where: Range, kind: str) -> int | None:
    """Return the number of the event that a trigger most likely names again, if it does."""
    pairs = [(number, other) for number, event in enumerate(events) if event.type == kind for other in event.triggers]
    best = models["same.event"].likeliest([_pair(passage, where, other, kind) for _, other in pairs], SAME)
    return None if best is None else pairs[best][0]


def _joined(event: Found, where: Range, polarity: str, realis: str) -> Found:
    """Return an event with one more trigger: negative only if all are, and as settled as the most settled."""
    return Found(
        event.type,
        (*event.triggers, where),
        polarity if event.polarity == "NEGATIVE" else event.polarity,
        "ACTUAL" if realis == "ACTUAL" else event.realis,
    )


def _told(passage: Passage, where: Range) -> list[str]:
    """Return what tells whether an event is denied, general or settled: words before it, cues, quotation marks."""
    first, last = where
    begin, end = passage.bounds(first)
    before = list(range(max(begin, first - 6), first))
    features = [f"w={passage.word(first)}", f"s2={passage.word(first)[-2:]}", f"s3={passage.word(first)[-3:]}"]
    features += [f"{k - first}={passage.word(k)}" for k in before[-3:]]
    features += [f"{k - first}={tag}" for k in before[-3:] for tag in passage.tags(k)]
    features += [f"before={passage.word(k)}" for k in before]
    features += [f"before={tag}" for k in before for tag in passage.tags(k)]
    features += [f"tells={tag}" for k in range(begin, first) for tag in passage.tags(k) if tag.startswith("cue=")]
    features += [f"tells={passage.word(k)}" for k in range(begin, first) if "cue" in passage.tags(k)]
    features += [f"has={tag}" for k in range(begin, end) for tag in passage.tags(k) if tag in {"modal", "neg"}]
    features += [f"has={passage.word(k)}" for k in range(begin, first)]
    features += [f"+{k - last}={passage.word(k)}" for k in range(last, min(end, last + 2))]
    features += [f"quoted={passage.quoted[first]}"]
    return features


def _pair(passage: Passage, where: Range, other: Range, kind: str) -> list[str]:
    """Return what tells whether two triggers of one type name one event."""
    words = passage.word(where[1] - 1), passage.word(other[1] - 1)
    away = passage.sentence(where[0]) - passage.sentence(other[0])
    determiner = next(
        (passage.word(k) for k in range(where[0] - 1, max(-1, where[0] - 4), -1) if "det" in passage.tags(k)), "none"
    )
    same = words[0] == words[1]
    alike = words[0][:4] == words[1][:4]
    return [
        f"same={same}", f"alike={alike}", f"away={min(away, 6)}", f"near={away == 0}", f"kind={kind}",
        f"same,determiner={same} {determiner}", f"determiner={determiner}", f"alike,kind={alike} {kind}",
        f"ends={words[0][-2:]} {words[1][-2:]}", f"words={words[1]} {words[0]}", f"ends={words[0][-3:]}",
        f"same,away={same} {min(away, 3)}", f"noun={_is_noun(passage, where)} {_is_noun(passage, other)} {same}",
    ]  # fmt: skip


def _is_noun(passage: Passage, where: Range) -> bool:
    """Guess whether a trigger is a noun: behind a determiner, and on no list as a verb's past."""
    tags = {tag for k in range(max(0, where[0] - 3), where[0]) for tag in passage.tags(k)}
    return "det" in tags and not passage.word(where[0]).endswith("ed")
