"""Sources of claims: before the cue, or after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.arguments import Scene, described_subject, phrase_end, subject_of
from twicetold_baselines.rules.claim_lexicon import NOUNS_TOO, PAUSES, STOPS
from twicetold_baselines.rules.lexicon import AUXILIARIES, RELATIVES
from twicetold_baselines.rules.phrases import VERB_FORMS

if TYPE_CHECKING:
    from twicetold.ontology import Stance
    from twicetold_baselines.rules.entities import Reference


class SayingCue(NamedTuple):
    """A cue in the text as a range of token indices."""

    first: int
    last: int
    stance: Stance
    verb: str


class Source(NamedTuple):
    """A source as a range of token indices, with the mention that it is, if any."""

    first: int
    last: int
    mention: Reference | None = None


def inverted(scene: Scene, cue: SayingCue) -> Source | None:
    """Return the source after the cue ("..., said Alexander Cooley")."""
    document = scene.document
    before, mention = document.lower(cue.first - 1), scene.beginning.get(cue.last)
    if mention is None or before not in PAUSES or before == "." or described_subject(scene, cue.first):
        return None
    closes = document.lower(mention.last)
    pauses = closes in PAUSES or closes in STOPS or mention.last >= document.sentence(cue.first)[1]
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
    if (
        last + 1 < end
        and document.lower(last) == ","
        and document.lower(last + 1) in {"a", "an", "the", "who", "his", "her"}
    ):
        last = next((k for k in range(last + 1, end) if document.lower(k) in {",", ".", ";", "\u2014"}), end)
    return Source(first, last, mention)


def source_before(scene: Scene, cue: SayingCue) -> Source | None:
    """Return the subject of a cue with its description: a mention, a relative pronoun, or any noun phrase."""
    document = scene.document
    before = document.lower(cue.first - 1)
    mention = subject_of(scene, cue.first)
    noun_too = document.tokens[cue.last - 1].lower in NOUNS_TOO
    if before in RELATIVES and before != "that":
        return Source(cue.first - 1, cue.first, mention)
    if mention and mention.last <= cue.first:
        if before in {"and", "but", "or", ","} and document.lower(mention.last) not in {",", "of", "for"}:
            return Source(mention.first, mention.last, mention)
        last = _before_adjunct(scene, cue.first)
        described = last > mention.last and mention == described_subject(scene, cue.first)
        if last <= mention.last or described or (not noun_too and not _has_verb(scene, mention.last, last)):
            return Source(mention.first, max(mention.last, last), mention)
    if noun_too or before in PAUSES:
        return None
    return _any_phrase(scene, cue)


def _before_adjunct(scene: Scene, k: int) -> int:
    """Return where a subject ends whose verb is set off by a comma, a date or both ("X, the chief, on Monday said")."""
    document = scene.document
    while k - 1 in scene.dated:
        k -= 1
    k -= document.lower(k - 1) == "on"
    return k - (document.lower(k - 1) in {",", "\u2014", "\u2013"})


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    words = (scene.document.lower(k) for k in range(first, last) if k not in scene.modifying)
    return any(word in AUXILIARIES or word in VERB_FORMS or word == "made" for word in words)


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
