"""Events from a dependency parse: triggers by a list of words, arguments by the tables in `roles.json`.

A slot is where an argument stands: `subject` of a verb that has an object, or the agent of a passive; `object`, or
the subject of a passive; `alone`, the subject of a verb without object (with the roles of `subject` where a type has
none for it); `dative`; or a preposition. What possesses a noun is `alone`, what is compounded with it `object`. Of the
roles of a slot the first one that accepts the filler is taken. `Time` is a date that hangs on the trigger, `Place` a
place that hangs on it by a preposition of place.

Rules. A verb without subject has that of the verb it is joined to, of the verb that governs it, or the noun that it
describes. Conjuncts fill the same role. Polarity and realis by negation and by auxiliaries and conjunctions of what is
not settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .phrases import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from .cast import Cast

Roles = dict[str, dict[str, list[str]]]

_PLACES = frozenset({"in", "at", "near", "outside", "across", "inside", "around", "off"})
_UNSETTLED = frozenset({"will", "would", "could", "may", "might", "should", "can", "must", "shall", "'ll", "'d", "to"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_DOUBTED = frozenset({"alleged", "planned", "possible", "attempted", "proposed", "suspected", "next", "future"})
_NEGATIVE = frozenset({"no", "not", "never", "n't", "without"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ"})


class Trigger(NamedTuple):
    """A word, or a verb with its particle, that names an event."""

    token: Token
    type: str
    particle: Token | None = None

    def span(self) -> list[dict[str, int]]:
        """Return where it stands."""
        ends = [(token.idx, token.idx + len(token)) for token in (self.token, self.particle) if token is not None]
        if self.particle is not None and self.particle.i == self.token.i + 1:
            ends = [(ends[0][0], ends[1][1])]
        return [{"start": start, "end": end} for start, end in ends]


class EventFinder:
    """Finds the events of a parsed text.

    `types` has the type for (lemma, part of speech) and for (lemma, particle); `roles` and `fillers` are by type.
    """

    def __init__(self, types: Mapping[tuple[str, str], str], roles: Roles, fillers: Roles) -> None:
        self._types = types
        self._roles = roles
        self._fillers = fillers

    def events(self, doc: Doc, cast: Cast, times: Mapping[int, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the events of a text as JSON, whose arguments refer to entities and dates."""
        for number, trigger in enumerate(self.triggers(doc), start=1):
            token = trigger.token
            yield {
                "id": f"v{number}",
                "type": trigger.type,
                "triggers": [trigger.span()],
                "arguments": list(self._arguments(trigger, cast, times)),
                "polarity": "NEGATIVE" if any(child.lower_ in _NEGATIVE for child in token.children) else "POSITIVE",
                "realis": "OTHER" if _is_unsettled(token) else "ACTUAL",
            }

    def triggers(self, doc: Doc) -> Iterator[Trigger]:
        """Yield the words that name an event, in their order."""
        named = {token.i for entity in doc.ents for token in entity}
        for token in doc:
            if token.pos_ not in _CONTENT or token.i in named:
                continue
            lemma = token.lemma_.lower()
            following = doc[token.i + 1 : token.i + 2]
            for particle in (*(child for child in token.rights if child.dep_ == "prt"), *following):
                if type_ := self._types.get((lemma, particle.lower_)):
                    yield Trigger(token, type_, particle)
                    break
            else:
                if type_ := self._types.get((lemma, token.pos_)):
                    yield Trigger(token, type_)

    def _arguments(self, trigger: Trigger, cast: Cast, times: Mapping[int, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        taken = set()
        table = self._roles[trigger.type]
        for slot, head in slots(trigger.token):
            roles = table.get(slot) or (table.get("subject", []) if slot == "alone" else [])
            if slot in _PLACES:
                roles = [*roles, "Place"]
            for token in (head, *head.conjuncts):
                argument = self._argument(trigger.type, roles, token, cast)
                if argument and (key := tuple(map(str, argument.values()))) not in taken:
                    taken.add(key)
                    yield argument
        if time := next((times[token.i] for token in _hanging_on(trigger.token) if token.i in times), None):
            yield {"role": "Time", "filler": time["id"]}

    def _argument(self, type_: str, roles: Sequence[str], token: Token, cast: Cast) -> dict[str, Any] | None:
        if token.pos_ not in {"NOUN", "PROPN", "NUM"} or token.ent_type_ in {"DATE", "TIME"}:
            return None
        kind = cast.type_of(token)
        for role in roles:
            if (kind or "SPAN") in self._fillers[type_][role]:
                return (
                    {"role": role, "filler": cast.refer(token, kind)}
                    if kind
                    else {"role": role, "span": plain_words(token).place(token.doc)}
                )
        return None


def slots(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield the slots around a trigger with the words that head what stands in them."""
    if token.pos_ != "VERB":
        for child in token.children:
            if child.dep_ in {"poss", "compound"}:
                yield ("alone" if child.dep_ == "poss" else "object"), child
        yield from _prepositional(token)
        return
    has_object = any(child.dep_ == "dobj" for child in token.children)
    for child in token.children:
        if child.dep_ == "nsubj":
            yield ("subject" if has_object else "alone"), _meant(child)
        elif child.dep_ in {"nsubjpass", "dobj"}:
            yield "object", _meant(child)
        elif child.dep_ == "dative":
            yield "dative", child
    if not any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children):
        yield from _shared_subject(token, has_object=has_object)
    yield from _prepositional(token)


def _prepositional(token: Token) -> Iterator[tuple[str, Token]]:
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"}:
            slot = "subject" if child.dep_ == "agent" else child.lower_
            for each in child.children:
                if each.dep_ == "pobj":
                    yield slot, each


def _shared_subject(token: Token, *, has_object: bool) -> Iterator[tuple[str, Token]]:
    """Yield the subject that a verb has from another word."""
    active = "subject" if has_object else "alone"
    if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN"}:
        yield ("object" if token.tag_ == "VBN" else active), token.head
    elif token.dep_ in {"conj", "xcomp", "advcl"} and token.head.pos_ in {"VERB", "AUX"}:
        for child in token.head.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                passive = child.dep_ == "nsubjpass" and token.dep_ == "conj" and token.tag_ == "VBN"
                yield ("object" if passive else active), _meant(child)


def _meant(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or else the word itself."""
    verb = token.head
    return verb.head if token.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else token


def _hanging_on(trigger: Token) -> Iterator[Token]:
    """Yield what depends on a trigger without a verb between, in the order of the text."""
    for child in trigger.children:
        if child.pos_ not in {"VERB", "AUX"}:
            yield child
            yield from _hanging_on(child)


def _is_unsettled(token: Token) -> bool:
    children = {child.lower_ for child in token.children}
    return bool(children & (_UNSETTLED | _CONDITIONS | _DOUBTED))
