"""Arguments of events: who or what stands before and after a trigger, and behind which preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twicetold.model import Argument, span
from twicetold.ontology import ROLES
from twicetold_baselines.rules.events.lexicon import PREPOSITION_ROLES
from twicetold_baselines.rules.events.plain_words import ends_clause, is_sum, restricted_end, words_before, words_end
from twicetold_baselines.rules.lexicon import AUXILIARIES, DETERMINERS, NEGATIONS, POSSESSIVE, PREPOSITIONS, RELATIVES
from twicetold_baselines.rules.phrases import VERB_FORMS, group_start, is_adverb
from twicetold_baselines.rules.scene import CLAUSE_ENDS, subject_of
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.ontology import Role
    from twicetold_baselines.rules.entities.finding import Reference
    from twicetold_baselines.rules.events.triggers import Found
    from twicetold_baselines.rules.scene import Scene

_AFTER = 12  # words from a trigger to the preposition of an argument
_NEAR = 3  # words from a verb to its object
_GOVERNED = 7  # words from a noun back to the verb of its clause
_OPENING = 10  # words of a participle clause before its subject
_PLACES = frozenset({"FAC", "GPE", "LOC", "ORG"})
_PLACE_PREPOSITIONS = words("in at near across outside inside around throughout")
_ERGATIVE = words("Operation.Start Operation.Suspend")  # "they closed the road", "the road closed"
_NOBODY = words("no nobody none nothing neither")
_LIGHT_VERBS = words(
    "held hold holds holding had has having launched launch staged stage carried made signed reached "
    "won lost gave give conducted faces faced suffered began started joined attended struck"
)
_HAPPENING = words(
    "be been began begin begins broke came come continued ended had has have held is are lasted place "
    "started starts take takes took was were will"
)
_INSTEAD: dict[Role, tuple[Role, ...]] = {
    "Agent": ("Cause",),
    "Artifact": ("Passenger",),
    "Passenger": ("Vehicle",),
}
"""What a filler is where its kind does not suit the role that its place gives it."""


class _Filler(NamedTuple):
    """What may fill a role: the tokens of a noun phrase, and the mention that it is, if any."""

    role: Role | None
    first: int
    last: int
    mention: Reference | None = None


def arguments_of(scene: Scene, found: Found) -> tuple[Argument, ...]:
    """Return the arguments of an event but its time; a filler plays one role, and coordinated fillers the same."""
    arguments: dict[str, Argument] = {}
    places: dict[Role, int] = {}
    for filler in _fillers(scene, found):
        argument = _argument(scene, found, filler)
        if argument is None:
            continue
        key, role = argument.filler or str(argument.span), argument.role
        apart = role in places and role != "Participant" and filler.first - places[role] > 1
        if key not in arguments and not apart:
            arguments[key] = argument
            places[role] = filler.last
    return tuple(arguments.values())


def _argument(scene: Scene, found: Found, filler: _Filler) -> Argument | None:
    """Return the argument, if the ontology lets the role be filled so, or another that it can stand for."""
    first, last = filler.first, filler.last
    if filler.role is None or scene.document.lower(first) in _NOBODY:
        return None
    roles = ROLES[found.trigger.entry.type]
    apt = [role for role in (filler.role, *_INSTEAD.get(filler.role, ())) if role in roles]
    for role in apt:
        if filler.mention and filler.mention.type in roles[role]:
            return Argument(role, filler.mention.entity)
    while first < last and scene.document.lower(first) in DETERMINERS:
        first += 1
    if first == last:
        return None
    plain = [role for role in apt if "SPAN" in roles[role]]
    if "Amount" in roles and is_sum(scene, first):
        plain = ["Amount"]
    tokens = scene.document.tokens
    return Argument(plain[0], span=span(tokens[first].start, tokens[last - 1].end)) if plain else None


def _fillers(scene: Scene, found: Found) -> Iterator[_Filler]:
    entry = found.trigger.entry
    if found.trigger.form is None:
        yield from list(_before_noun(scene, found)) or _governing(scene, found)
    else:
        undergone = found.passive or (entry.type in _ERGATIVE and ends_clause(scene, found.last))
        for filler in _subjects(scene, found.group):
            acts = not undergone or (not found.passive and filler.mention is not None and filler.mention.type == "PER")
            yield filler._replace(role=entry.subject if acts else entry.object)
        if not undergone and entry.object:
            yield from _objects(scene, found.last, entry.object)
    yield from _behind_prepositions(scene, found)
    yield from _place_before(scene, found)


def _subjects(scene: Scene, group: int) -> Iterator[_Filler]:
    """Yield the subject of a verb and what is joined to it by "and" before it; or its plain words."""
    document = scene.document
    start, end = document.sentence(group)
    if group == start:  # "Charged with fraud, he ..."
        comma = next((k for k in range(group, min(end, group + _OPENING)) if document.lower(k) == ","), end)
        subject = scene.beginning.get(comma + 1)
    else:
        subject = subject_of(scene, group)
        first = words_before(scene, group)
        if first < group and (subject is None or subject.last < group):
            yield _Filler(None, first, group)
            return
    if subject is None:
        return
    other = scene.ending.get(subject.first - 1)
    if other and document.lower(subject.first - 1) == "and":
        yield _Filler(None, other.first, other.last, other)
    yield _Filler(None, subject.first, subject.last, subject)


def _objects(scene: Scene, last: int, role: Role) -> Iterator[_Filler]:
    """Yield the noun phrase after a verb, and those joined to it by "and"."""
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
        stop = words_end(scene, last)
        body = scene.beginning.get(stop + 1) if document.lower(stop) in {"of", "at"} else None
        if role == "Position" and body:
            yield _Filler("Organization", body.first, body.last, body)
            yield _Filler(role, last, stop)
        else:
            yield _Filler(role, last, restricted_end(scene, last))


def _behind_prepositions(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield what stands behind prepositions after the trigger, in its clause."""
    document = scene.document
    for k in range(found.last, min(document.sentence(found.first)[1], found.last + _AFTER)):
        word = document.lower(k)
        if word in CLAUSE_ENDS or word in RELATIVES or _is_next_verb(scene, found, k):
            return
        if word not in PREPOSITIONS or k + 1 >= len(document.tokens):
            continue
        mention = scene.beginning.get(k + 1)
        role = _role_behind(scene, found, k)
        if role is None:
            continue
        yield _Filler(role, k + 1, mention.last if mention else restricted_end(scene, k + 1), mention)
        if role == "Participant" and mention and document.lower(mention.last) == "and":
            other = scene.beginning.get(mention.last + 1)
            if other:
                yield _Filler(role, other.first, other.last, other)


def _is_next_verb(scene: Scene, found: Found, k: int) -> bool:
    """Tell whether a token is a verb with arguments of its own; that a noun's event "began" has none."""
    word = scene.document.lower(k)
    if found.trigger.form is None and word in _HAPPENING:
        return False
    return word in AUXILIARIES or (word in VERB_FORMS and k not in scene.modifying)


def _role_behind(scene: Scene, found: Found, k: int) -> Role | None:
    """Return what role the noun phrase behind a preposition plays."""
    document, entry = scene.document, found.trigger.entry
    roles, word, mention = ROLES[entry.type], document.lower(k), scene.beginning.get(k + 1)
    if word in _PLACE_PREPOSITIONS and mention and mention.type in _PLACES:
        return "Place"
    if "Amount" in roles and is_sum(scene, k + 1):
        return "Amount"
    if word == "including":
        return entry.object or entry.subject
    if word == "by" and found.passive:
        return entry.subject
    if word == "of" and found.trigger.form is None and document.lower(k - 1) not in {"suspicion", "charges"}:
        return entry.possessor
    return next((role for role in PREPOSITION_ROLES.get(word, ()) if role in roles), None)


def _before_noun(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield whose event a noun names ("his arrest", "X's attack"), or who held, launched or signed it."""
    document, entry = scene.document, found.trigger.entry
    k = found.group
    owner = scene.ending.get(k) if document.lower(k) in POSSESSIVE else scene.beginning.get(k)
    if owner and owner.last <= found.first:
        yield _Filler(entry.possessor, owner.first, owner.last, owner)
        if owner.type in _PLACES:
            yield _Filler("Place", owner.first, owner.last, owner)
    elif document.lower(k - 1) in _LIGHT_VERBS:
        start = k - 1
        while start and (document.lower(start - 1) in AUXILIARIES or document.lower(start - 1) in NEGATIONS):
            start -= 1
        subject = subject_of(scene, start)
        if subject:
            yield _Filler(entry.subject, subject.first, subject.last, subject)


def _governing(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield who takes part in what a noun names: the subject of its clause ("X told a briefing")."""
    document, role = scene.document, found.trigger.entry.subject
    first = max(document.sentence(found.first)[0], found.group - _GOVERNED)
    if role != "Participant":
        return
    for k in range(found.group - 1, first - 1, -1):
        word = document.lower(k)
        if word in CLAUSE_ENDS or k in scene.dated:
            return
        if k not in scene.modifying and (word in VERB_FORMS or word.endswith("ed")):
            for subject in _subjects(scene, group_start(document, k)):
                yield subject._replace(role=role)
            return


def _place_before(scene: Scene, found: Found) -> Iterator[_Filler]:
    """Yield the place that the sentence begins with ("In Almaty, mobs stormed ...")."""
    document = scene.document
    first = document.sentence(found.first)[0]
    mention = scene.beginning.get(first + 1) if document.lower(first) in _PLACE_PREPOSITIONS else None
    if mention and mention.type in _PLACES and mention.last <= found.group:
        yield _Filler("Place", mention.first, mention.last, mention)
