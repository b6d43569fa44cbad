"""Who and what a text speaks of: the names that spaCy found, and the noun phrases that events refer to.

Rules. Names of the same words are one entity, of the type that spaCy gives most of them, of equals the first. The last
word of a person's longer name is that person, whatever spaCy calls it elsewhere. Unnamed phrases are one entity if they
are the same words. spaCy has no coreference, so pronouns are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from .phrases import Mention, names, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Token

UNKNOWN_VALUES = {"DATE": "XXXX-XX-XX", "TIME": "TXX"}
"""By the labels of OntoNotes, which are ours here. spaCy gives no values."""


class Cast:
    """The entities of a text. `nouns` says for lemmas of common nouns of which type the entity is that they mention."""

    def __init__(self, doc: Doc, nouns: Mapping[str, str]) -> None:
        self._doc = doc
        self._nouns = nouns
        self._entities: dict[tuple[str, str], dict[str, Any]] = {}
        self._at: dict[int, dict[str, Any]] = {}
        """By the words of names' heads, and by the heads of phrases that were referred to."""
        mentions = list(names(doc))
        identities = self._identities(mentions)
        for mention in mentions:
            entity = self._record(*identities[mention.head.words(doc)], mention)
            self._at.update(dict.fromkeys(range(mention.head.first, mention.head.end), entity))

    def type_of(self, token: Token) -> str | None:
        """Return the type of the entity that a word mentions, or would; None if it is the head of plain words."""
        if entity := self._at.get(token.i):
            return str(entity["type"])
        return self._nouns.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None

    def refer(self, token: Token, type_: str) -> str:
        """Return the id of the entity that a word mentions; its phrase becomes a mention if it is none yet."""
        if token.i not in self._at:
            whole = noun_phrase(token)
            mention = Mention(whole, whole._replace(first=token.i, end=token.i + 1), "NOM", type_)
            self._at[token.i] = self._record(whole.words(self._doc).lower(), type_, mention)
        return str(self._at[token.i]["id"])

    def json(self) -> list[dict[str, Any]]:
        """Return the entities as JSON."""
        return list(self._entities.values())

    def _identities(self, mentions: list[Mention]) -> dict[str, tuple[str, str]]:
        """Return for the words of each name the name and type of the entity that they mention."""
        types: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for mention in mentions:
            types[mention.head.words(self._doc)][mention.type] += 1
        known = {words: (words, counts.most_common(1)[0][0]) for words, counts in types.items()}
        for words, (_, type_) in [*known.items()]:
            last = words.rpartition(" ")[2]
            if type_ == "PER" and last != words and last in known and known[last][0] == last:
                known[last] = words, type_
        return known

    def _record(self, name: str, type_: str, mention: Mention) -> dict[str, Any]:
        """Add a mention to the entity of a name and type."""
        new = {"id": f"e{len(self._entities) + 1}", "type": type_, "name": name, "mentions": []}
        entity = self._entities.setdefault((name, type_), new)
        entity["mentions"].append(mention.json(self._doc))
        return entity


def times(doc: Doc) -> dict[int, dict[str, Any]]:
    """Return what spaCy calls a date or time, by the root."""
    found: dict[int, dict[str, Any]] = {}
    for entity in doc.ents:
        if entity.label_ in UNKNOWN_VALUES:
            span = [{"start": entity.start_char, "end": entity.end_char}]
            value = UNKNOWN_VALUES[entity.label_]
            found[entity.root.i] = {"id": f"d{len(found) + 1}", "span": span, "type": entity.label_, "value": value}
    return found
