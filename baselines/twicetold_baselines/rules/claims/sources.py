"""Sources of claims: before the cue, or after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.claims.lexicon import ADDRESSED, FRAMED_CUES, NOUNS_TOO, PAUSES, STOPS
from twicetold_baselines.rules.lexicon import AUXILIARIES, DETERMINERS, FUNCTION_WORDS, RELATIVES
from twicetold_baselines.rules.phrases import VERB_FORMS
from twicetold_baselines.rules.scene import Scene, described_subject, phrase_end, subject_of
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import Stance
    from twicetold_baselines.rules.claims.lexicon import Frame
    from twicetold_baselines.rules.entities.finding import Reference
    from twicetold_baselines.rules.text import Document


_DESCRIBING = words("a an the his her its their of from chief head president director spokesman spokeswoman secretary")
_DESCRIBED = frozenset({",", ".", ";", ":", "\u2014", "\u2013", '"', "\u201c", "(", ")"})
_CLAUSE_MARKS = frozenset({",", ";", ":", "\u2014", "\u2013", "(", '"', "\u201d", "and", "but", "that", "while", "as"})
_CLOSING = frozenset({'"', "\u201d"})
_MARKS = frozenset({'"', "\u201c", "\u201d", ";", ":", "("})
_PRONOUNS = words("he she they we i it you")
_LINKS = words("of in at on from with for to by 's")
_LONGEST_SUBJECT = 16  # words
_FRAMED_VERBS = frozenset(FRAMED_CUES) - NOUNS_TOO - words("read mean means put found text")


class SayingCue(NamedTuple):
    """A cue in the text as a range of token indices."""

    first: int
    last: int
    stance: Stance
    verb: str
    frame: Frame = "any"


class Source(NamedTuple):
    """A source as a range of token indices, with the mention that it is, if any."""

    first: int
    last: int
    mention: Reference | None = None


def inverted(scene: Scene, cue: SayingCue) -> Source | None:
    """Return the source after the cue ("..., said Alexander Cooley")."""
    document = scene.document
    before, mention = document.lower(cue.first - 1), scene.beginning.get(cue.last)
    if before not in PAUSES or before == "." or cue.verb in ADDRESSED or cue.frame not in {"any", "clause"}:
        return None
    quoted = document.lower(cue.first - 1) in _CLOSING or document.lower(cue.first - 2) in _CLOSING
    if not quoted and described_subject(scene, cue.first):
        return None
    if mention is None and document.lower(cue.last) not in DETERMINERS:
        return None
    last = mention.last if mention else phrase_end(scene, cue.last)
    closes = document.lower(last)
    pauses = closes in PAUSES or closes in STOPS or last >= document.sentence(cue.first)[1]
    return source_after(scene, cue.last) if pauses or closes in {"of", "for", "in", "on", "at", "who"} else None


def source_after(scene: Scene, first: int) -> Source | None:
    """Return the source that begins at a token, with the prepositions and the description that go on with it."""
    document = scene.document
    mention = scene.beginning.get(first)
    end = document.sentence(first - 1)[1]
    last = mention.last if mention else phrase_end(scene, first) if first < end else first
    if last == first:
        return None
    while (
        last < end and document.lower(last) in {"of", "for", "at", "in", "with", "from"} and last + 1 not in scene.dated
    ):
        inner = scene.beginning.get(last + 1)
        longer = inner.last if inner else phrase_end(scene, last + 1) if last + 1 < end else last
        if longer <= last + 1:
            break
        last = longer
    return Source(first, _description_end(document, last, end), mention)


def _description_end(document: Document, last: int, end: int) -> int:
    """Return where the age and the description end that follow a source, set off by commas ("X, 44, the chief")."""
    while last + 1 < end and document.lower(last) == ",":
        word = document.lower(last + 1)
        if not (word.isdigit() or word in _DESCRIBING):
            break
        ends = (k for k in range(last + 1, end) if document.lower(k) in _DESCRIBED)
        last = next(ends, end)
    return last


def source_before(scene: Scene, cue: SayingCue) -> Source | None:
    """Return the subject of a cue with its description: a pronoun, a mention, or any noun phrase."""
    document = scene.document
    before = document.lower(cue.first - 1)
    if before in _PRONOUNS:
        return Source(cue.first - 1, cue.first, scene.ending.get(cue.first))
    mention = subject_of(scene, cue.first)
    if before in RELATIVES and before != "that":
        return Source(cue.first - 1, cue.first, mention)
    clause = _clause_subject(scene, cue)
    if clause and mention is None:
        return clause
    if clause and mention and clause.first <= mention.first and mention.last <= clause.last:
        return clause._replace(mention=mention)
    noun_too = document.tokens[cue.last - 1].lower in NOUNS_TOO
    found = _described_mention(scene, cue, mention, noun_too=noun_too) if mention else None
    return found or (None if noun_too or before in PAUSES else _any_phrase(scene, cue))


def _described_mention(scene: Scene, cue: SayingCue, mention: Reference, *, noun_too: bool) -> Source | None:
    """Return the mention that is the subject of a cue, with what describes it up to the cue."""
    document = scene.document
    if mention.last > cue.first:
        return None
    before = document.lower(cue.first - 1)
    if before in {"and", "but", "or", ","} and document.lower(mention.last) not in {",", "of", "for"}:
        return Source(mention.first, mention.last, mention)
    last = _before_adjunct(scene, cue.first)
    described = last > mention.last and mention == described_subject(scene, cue.first)
    if last <= mention.last or described or (not noun_too and not _has_verb(scene, mention.last, last)):
        return Source(mention.first, _without_relative(document, mention.last, max(mention.last, last)), mention)
    return None


def _clause_subject(scene: Scene, cue: SayingCue) -> Source | None:
    """Return all that stands between the beginning of a clause and its cue, if that can only be the subject.

    It begins like a noun phrase and has no verb, save in a description after a comma.
    """
    document = scene.document
    if document.lower(cue.first - 1) in {"and", "but", "or"}:
        return None
    first, end = document.sentence(cue.first)[0], _before_adjunct(scene, cue.first)
    starts = [first, *(k + 1 for k in range(first, end) if document.lower(k) in _CLAUSE_MARKS)]
    for start in starts:
        if not 0 < end - start <= _LONGEST_SUBJECT or not _begins_phrase(scene, start):
            continue
        last = _without_relative(document, start, end)
        if (
            last > start
            and not _has_verb(scene, start, last)
            and not _has_past(document, start, last)
            and not _has_mark(document, start, last)
        ):
            inside = (scene.beginning[k] for k in range(start, last) if k in scene.beginning)
            mention = next((m for m in inside if m.last <= last and document.lower(m.first - 1) not in _LINKS), None)
            if last < end and "," not in {document.lower(k) for k in range(last + 1, end)}:
                return Source(last + 1, last + 2, mention)  # the relative pronoun is the source
            return Source(start, last, mention)
    return None


def _begins_phrase(scene: Scene, k: int) -> bool:
    document = scene.document
    word = document.lower(k)
    if k in scene.dated:
        return False
    return (
        word in DETERMINERS
        or k in scene.beginning
        or (document.tokens[k].text[0].isupper() and word not in FUNCTION_WORDS)
    )


def _has_past(document: Document, first: int, last: int) -> bool:
    """Tell whether a word looks like the past of a verb, and neither like an adjective nor like a participle."""
    return any(
        document.lower(k).endswith("ed") and document.lower(k - 1) not in DETERMINERS | {",", "and", "-"}
        for k in range(first + 1, last)
    )


def _has_mark(document: Document, first: int, last: int) -> bool:
    return any(document.lower(k) in _MARKS for k in range(first, last))


def _without_relative(document: Document, first: int, last: int) -> int:
    """Return where a subject ends without a relative clause that a comma sets off."""
    relatives = (k for k in range(first, last - 1) if document.lower(k) == "," and document.lower(k + 1) in RELATIVES)
    return next(relatives, last)


def _before_adjunct(scene: Scene, k: int) -> int:
    """Return where a subject ends whose verb is set off by a comma, a date or both ("X, the chief, on Monday said")."""
    document = scene.document
    while k - 1 in scene.dated:
        k -= 1
    k -= document.lower(k - 1) == "on"
    return k - (document.lower(k - 1) in {",", "\u2014", "\u2013"})


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    inside = (scene.document.lower(k) for k in range(first, last) if k not in scene.modifying)
    return any(word in AUXILIARIES or word in VERB_FORMS or word in _FRAMED_VERBS or word == "made" for word in inside)


def _any_phrase(scene: Scene, cue: SayingCue) -> Source | None:
    """Return the noun phrase right before a cue though it is no mention ("The statement said ...")."""
    document = scene.document
    first = document.sentence(cue.first)[0]
    for k in range(cue.first - 1, max(first, cue.first - 5) - 1, -1):
        if phrase_end(scene, k) == cue.first and (
            k == first or document.lower(k) in {"the", "a", "an", "this", "one", "some"}
        ):
            return Source(k, cue.first)
    if document.lower(cue.first - 1) in {"it", "they", "he", "she", "some", "others", "many"}:
        return Source(cue.first - 1, cue.first)
    return None
