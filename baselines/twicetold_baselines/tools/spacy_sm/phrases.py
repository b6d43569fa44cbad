"""Names and noun phrases of a parsed text, as mentions: whole phrase, head, level."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

TYPES = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC", "NORP": "NORP",
    "EVENT": "MISC", "LANGUAGE": "MISC", "LAW": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC",
}  # fmt: skip
"""By the labels of OntoNotes."""

_BEFORE = frozenset({"det", "predet", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod"})
_BEHIND = frozenset({"prep", "acl", "relcl"})
_OUTSIDE_THE_HEAD = frozenset({"det", "predet", "case", "punct"})


class Stretch(NamedTuple):
    """Tokens of a text, half-open."""

    first: int
    end: int

    def place(self, doc: Doc) -> list[dict[str, int]]:
        """Return the span in code points."""
        words = doc[self.first : self.end]
        return [{"start": words.start_char, "end": words.end_char}]

    def words(self, doc: Doc) -> str:
        """Return the words, with single blanks."""
        return " ".join(doc[self.first : self.end].text.split())


class Mention(NamedTuple):
    """A phrase for somebody or something."""

    whole: Stretch
    head: Stretch
    level: str
    type: str

    def json(self, doc: Doc) -> dict[str, Any]:
        """Return it as JSON."""
        head = [] if self.head == self.whole else self.head.place(doc)
        return {"span": self.whole.place(doc), "head": head, "level": self.level}


def names(doc: Doc) -> Iterator[Mention]:
    """Yield what spaCy calls an entity and has a type here, each with what stands before it in its noun phrase."""
    for entity in doc.ents:
        if entity.label_ in TYPES and (head := _head(entity)):
            root = doc[head.first : head.end].root
            whole = Stretch(min(_first(root), head.first), head.end)
            yield Mention(whole, head, "NAM", TYPES[entity.label_])


def _head(entity: Span) -> Stretch | None:
    """Return an entity, of several lines the longest, without determiner, possessive ending and marks at the edges."""
    lines = [list(group) for is_space, group in groupby(entity, key=lambda token: token.is_space) if not is_space]
    longest = max(lines, key=len, default=[])
    inner = [token.i for token in longest if token.dep_ not in _OUTSIDE_THE_HEAD and not token.is_punct]
    return Stretch(inner[0], inner[-1] + 1) if inner else None


def _first(token: Token) -> int:
    """Return where the noun phrase of a token begins: with the farthest of the modifiers that are joined to it."""
    first = token.i
    for child in reversed([*token.lefts]):
        if child.dep_ not in _BEFORE or child.right_edge.i != first - 1:
            break
        first = child.left_edge.i
    return first


def noun_phrase(token: Token) -> Stretch:
    """Return the noun phrase of a token: what stands before it, and what restricts it behind, up to a comma."""
    end = token.i + 1
    for child in token.rights:
        tail = token.doc[child.left_edge.i : child.right_edge.i + 1]
        if child.dep_ not in _BEHIND or tail.start != end or any(each.is_punct or each.is_space for each in tail):
            break
        end = tail.end
    return Stretch(_first(token), end)


def plain_words(token: Token) -> Stretch:
    """Return the noun phrase that a token heads without determiner and possessor."""
    whole = noun_phrase(token)
    first = whole.first
    while first < token.i and token.doc[first].dep_ in {"det", "predet", "poss", "case"}:
        first += 1
    return Stretch(first, whole.end)
