"""Arguments of events: who or what stands before and after a trigger, and behind which preposition."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Argument, span
from twicetold.ontology import ROLES
from twicetold_baselines.rules.event_lexicon import PREPOSITION_ROLES
from twicetold_baselines.rules.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
)
from twicetold_baselines.rules.phrases import VERB_FORMS, group_start, is_adverb, is_word
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.model import Date
    from twicetold.ontology import Role
    from twicetold_baselines.rules.entities import Reference
    from twicetold_baselines.rules.event_lexicon import Trigger
    from twicetold_baselines.rules.text import Document

_BEFORE = 30  # words from a verb back to its subject
_AFTER = 12  # words from a trigger to the preposition of an argument
_NEAR = 3  # words from a verb to its object
_LONGEST = 8  # words of an argument that is no entity
_DATE_REACH = 16  # words from a trigger to its date
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE_PREPOSITIONS = words("in at near across outside inside around throughout")
_HEADLESS = words("of in at on from with for to by")
_OPENING = {",": ",", ")": "(", "\u2014": "\u2014", "\u2013": "\u2013", "-": "-"}
_CLAUSE_ENDS = frozenset({";", ":", ".", "!", "?", "\u2014", "\u2013", "(", ")", '"', "\u201c", "\u201d"})
_LIGHT_VERBS = words(
    "held hold holds holding had has having launched launch staged stage carried made signed reached "
    "won lost gave give conducted faces faced suffered began started joined attended struck"
)


class Found(NamedTuple):
    """A trigger in a text: its tokens, where its verb group begins, and whether it is a passive."""

    first: int
    last: int
    group: int
    trigger: Trigger
    passive: bool = False


class Scene:
    """A document with its mentions and dates, looked up by the tokens where they begin and end."""

    def __init__(self, document: Document, references: Sequence[Reference], dates: Sequence[Date]) -> None:
        """Index mentions and dates by token."""
        self.document = document
        self.beginning: dict[int, Reference] = {r.first: r for r in references}  # sorted: the longest is kept
        self.ending: dict[int, Reference] = {r.last: r for r in reversed(references)}
        self.dates = [date for date in dates if date.type in {"DATE", "TIME"}]
        self.date_firsts = [document.index_at(date.span[0].start) for date in self.dates]
        self.dated = {
            k
            for date in dates
            for k in range(document.index_at(date.span[0].start), document.index_at(date.span[0].end - 1) + 1)
        }
        self.named = {k for r in references if r.level == "NAM" for k in range(r.first, r.head + 1)}
        self.modifying = {k for r in references for k in range(r.first, r.head)}


class _Filler(NamedTuple):
    """What may fill a role: the tokens of a noun phrase, and the mention that it is, if any."""

    role: Role | None
    first: int
    last: int
    mention: Reference | None = None


def arguments_of(scene: Scene, found: Found) -> tuple[Argument, ...]:
    """Return the arguments of an event; a filler plays one role, and coordinated fillers the same."""
    arguments: dict[str, Argument] = {}
    places: dict[Role, int] = {}
    for filler in _fillers(scene, found):
        argument = _argument(scene, found, filler)
        if argument is None or filler.role is None:
            continue
        key = argument.filler or str(argument.span)
        apart = filler.role in places and filler.role != "Participant" and filler.first - places[filler.role] > 1
        if key not in arguments and not apart:
            arguments[key] = argument
            places[filler.role] = filler.last
    time = _nearest_date(scene, found)
    return (*arguments.values(), *((Argument("Time", time.id),) if time else ()))


def _argument(scene: Scene, found: Found, filler: _Filler) -> Argument | None:
    """Return the argument, if the ontology lets the role be filled so."""
    if filler.role is None:
        return None
    permitted = ROLES[found.trigger.frame.type].get(filler.role, frozenset())
    if filler.mention and filler.mention.type in permitted:
        return Argument(filler.role, filler.mention.entity)
    if "SPAN" in permitted and filler.first < filler.last:
        tokens = scene.document.tokens
        return Argument(filler.role, span=span(tokens[filler.first].start, tokens[filler.last - 1].end))
    return None


def _fillers(scene: Scene, found: Found) -> Iterator[_Filler]:
    frame = found.trigger.frame
    if found.trigger.form is None:
        yield from _before_noun(scene, found)
    else:
        subject = subject_of(scene, found.group)
        if subject:
            role = frame.object if found.passive else frame.subject
            yield _Filler(role, subject.first, subject.last, subject)
        if not found.passive and frame.object:
            yield from _objects(scene, found.last, frame.object)
    yield from _behind_prepositions(scene, found)
    yield from _place_before(scene, found)


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
            if document.tokens[k - 1].text in _CLAUSE_ENDS:
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


def _objects(scene: Scene, last: int, role: Role) -> Iterator[_Filler]:
    """Yield the noun phrase after a verb, and those joined to it by "and" or a comma."""
    document = scene.document
    end = document.sentence(last - 1)[1]
    for k in range(last, min(end, last + _NEAR)):
        mention = scene.beginning.get(k)
        while mention:
            yield _Filler(role, mention.first, mention.last, mention)
            joined = document.lower(mention.last) == "and"
            mention = scene.beginning.get(mention.last + 1) if joined else None
        if k in scene.beginning or not is_adverb(document.lower(k)):
            break
    if last < end and last not in scene.beginning:
        yield _Filler(role, last, phrase_end(scene, last))


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


def _behind_prepositions(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield what stands behind prepositions after the trigger, in its clause."""
    document, frame = scene.document, found.trigger.frame
    roles = ROLES[frame.type]
    for k in range(found.last, min(document.sentence(found.first)[1], found.last + _AFTER)):
        word = document.lower(k)
        verbal = word in AUXILIARIES or (word in VERB_FORMS and k not in scene.modifying)
        if word in _CLAUSE_ENDS or word in RELATIVES or verbal:
            return
        if word not in PREPOSITIONS or k + 1 >= len(document.tokens):
            continue
        mention = scene.beginning.get(k + 1)
        if word in _PLACE_PREPOSITIONS and mention and mention.type in _PLACES:
            yield _Filler("Place", mention.first, mention.last, mention)
        elif "Amount" in roles and document.tokens[k + 1].text[0] in "$€£0123456789":
            yield _Filler("Amount", k + 1, phrase_end(scene, k + 1))
        elif word == "by" and found.passive:
            yield _Filler(frame.subject, k + 1, phrase_end(scene, k + 1), mention)
        elif word == "of" and found.trigger.form is None and document.lower(k - 1) not in {"suspicion", "charges"}:
            yield _Filler(frame.possessor, k + 1, phrase_end(scene, k + 1), mention)
        else:
            role = next((role for role in PREPOSITION_ROLES.get(word, ()) if role in roles), None)
            yield _Filler(role, k + 1, phrase_end(scene, k + 1), mention)
            if role == "Participant" and mention and document.lower(mention.last) == "and":
                other = scene.beginning.get(mention.last + 1)
                yield _Filler(role, mention.last + 1, mention.last + 1, other)


def _before_noun(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield whose event a noun names ("his arrest", "X's attack"), or who held, launched or signed it."""
    document, frame = scene.document, found.trigger.frame
    k = found.group
    owner = scene.ending.get(k) if document.lower(k) in {"'s", "\u2019s"} else scene.beginning.get(k)
    if owner and owner.last <= found.first:
        yield _Filler(frame.possessor, owner.first, owner.last, owner)
        if owner.type in _PLACES:
            yield _Filler("Place", owner.first, owner.last, owner)
    elif document.lower(k - 1) in _LIGHT_VERBS:
        start = k - 1
        while start and (document.lower(start - 1) in AUXILIARIES or document.lower(start - 1) in NEGATIONS):
            start -= 1
        subject = subject_of(scene, start)
        if subject:
            yield _Filler(frame.subject, subject.first, subject.last, subject)


def _place_before(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield the place named before the trigger in its sentence ("In Almaty, mobs stormed ...")."""
    document = scene.document
    for k in range(found.group - 1, document.sentence(found.first)[0] - 1, -1):
        mention = scene.beginning.get(k)
        if mention and mention.type in _PLACES and document.lower(k - 1) in _PLACE_PREPOSITIONS:
            yield _Filler("Place", mention.first, mention.last, mention)
            return


def _nearest_date(scene: Scene, found: Found) -> Date | None:
    """Return the date of the sentence that stands nearest to the trigger."""
    first, last = scene.document.sentence(found.first)
    here = range(bisect_left(scene.date_firsts, first), bisect_left(scene.date_firsts, last))
    nearest = min(here, key=lambda number: abs(scene.date_firsts[number] - found.first), default=None)
    if nearest is None or abs(scene.date_firsts[nearest] - found.first) > _DATE_REACH:
        return None
    return scene.dates[nearest]
