"""Who or what stands around a verb: a document as mentions and dates, the subject of a verb, noun phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.lexicon import AUXILIARIES, DETERMINERS, FUNCTION_WORDS, RELATIVES
from twicetold_baselines.rules.phrases import VERB_FORMS, group_start, is_word
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold.model import Date
    from twicetold_baselines.rules.entities.finding import Reference
    from twicetold_baselines.rules.text import Document

_BEFORE = 30  # words from a verb back to its subject
_LONGEST = 8  # words of an argument that is no entity
_HEADLESS = words("of in at on from with for to by")
_OPENING = {",": ",", ")": "(", "\u2014": "\u2014", "\u2013": "\u2013", "-": "-"}
CLAUSE_ENDS: Final = frozenset({";", ":", ".", "!", "?", "\u2014", "\u2013", "(", ")", '"', "\u201c", "\u201d"})


class Scene:
    """A document with its mentions and dates, looked up by the tokens where they begin and end."""

    def __init__(self, document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> None:
        """Index mentions and dates by token."""
        self.document = document
        self.beginning: dict[int, Reference] = {r.first: r for r in references}  # sorted: the longest is kept
        self.ending: dict[int, Reference] = {r.last: r for r in reversed(references)}
        self.dates = [date for date in dates if date.type != "DURATION" and not date.value.endswith("_REF")]
        self.date_firsts = [document.index_at(date.span[0].start) for date in self.dates]
        self.dated = {
            k
            for date in dates
            for k in range(document.index_at(date.span[0].start), document.index_at(date.span[0].end - 1) + 1)
        }
        self.named = {k for r in references if r.level == "NAM" for k in range(r.first, r.head + 1)}
        self.kinds = {r.entity: r.type for r in references}
        self.modifying = {k for r in references for k in range(r.first, r.head)}


def subject_of(scene: Scene, group: int) -> Reference | None:
    """Return the subject of the verb group that begins at a token."""
    document = scene.document
    first = max(document.sentence(group)[0], group - _BEFORE)
    before = document.lower(group - 1)
    if before in RELATIVES:
        k = group - 1 - (document.lower(group - 2) == ",")
        return scene.ending.get(k)
    if before in {"and", "but", "or"}:  # a second verb has the subject of the first
        verbs = (k for k in range(group - 2, first, -1) if document.lower(k) in VERB_FORMS and k not in scene.modifying)
        group = group_start(document, next(verbs, group))
    return described_subject(scene, group) or _nearest_before(scene, first, group)


def described_subject(scene: Scene, group: int) -> Reference | None:
    """Return the subject whose description, set off by commas or dashes, ends before a verb ("X, the chief, said")."""
    document = scene.document
    first = max(document.sentence(group)[0], group - _BEFORE)
    opening = _OPENING.get(document.lower(group - 1))
    for k in range(group - 2, first, -1):
        mention = scene.ending.get(k)
        if document.lower(k) != opening or mention is None:
            continue
        verbs = (
            document.lower(j) in AUXILIARIES or document.lower(j) in VERB_FORMS
            for j in range(k + 1, group - 1)
            if j not in scene.modifying
        )
        clause = document.lower(k + 1) not in RELATIVES and any(verbs)
        return None if clause or document.lower(mention.first - 1) in _HEADLESS else mention
    return None


def _nearest_before(scene: Scene, first: int, group: int) -> Reference | None:
    """Return the nearest mention before a verb group that neither follows a preposition nor describes another."""
    document = scene.document
    k = group
    while k > first:
        mention = scene.ending.get(k)
        if mention is None:
            if document.tokens[k - 1].text in CLAUSE_ENDS:
                return None
            k -= 1
        elif document.lower(mention.first - 1) in _HEADLESS or _is_apposed(scene, mention):
            k = mention.first
        else:
            return mention
    return None


def _is_apposed(scene: Scene, mention: Reference) -> bool:
    """Tell whether a mention only describes the one before the comma before it."""
    before = scene.ending.get(mention.first - 1)
    return before is not None and before.entity == mention.entity and scene.document.lower(mention.first - 1) == ","


def phrase_end(scene: Scene, first: int) -> int:
    """Return the end of the noun phrase that begins at a token, which need not be a mention; the same if none."""
    document = scene.document
    k, end = first, min(document.sentence(first)[1], first + _LONGEST)
    while k < end and is_word(document.tokens[k]) and k not in scene.dated:
        word = document.lower(k)
        if (word in FUNCTION_WORDS and word not in DETERMINERS) or (k > first and word in VERB_FORMS):
            break
        k += 1
    return k if k > first and document.lower(k - 1) not in DETERMINERS else first
