"""Coreference: which mentions are of the same entity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twicetold_baselines.rules.claim_lexicon import CUES
from twicetold_baselines.rules.gazetteer import FEMALE, MALE, canonical
from twicetold_baselines.rules.lexicon import BE, DEFINITE, FEMALE_NOUNS, MALE_NOUNS, NOUNS, PLURALS, TITLES
from twicetold_baselines.rules.names import spellings
from twicetold_baselines.rules.nominals import ITS
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

_SHORTEST_ABBREVIATED = 3  # words of a name that has an acronym
_SENTENCES_BACK = 2
_AFTER_SPEECH = frozenset({",", '"', "\u201d"})
_COMPANY_FORMS = words("inc corp co ltd plc llc")
_APPOSING = BE | {",", "\u2014", "\u2013", "-", "("}
_APPOSED_FIRST = frozenset({"the", "a", "an", "another", "former"})
_AFTER_APPOSITION = frozenset([*",.;:)(\u2014\u2013-", *words("of for at to in and who whose on from with"), ""])
_ROLE = TITLES | {noun for noun, kind in NOUNS.items() if kind == "PER"}
_POSSESSIVES = frozenset({"his", "her", "their", "its"})


@dataclass
class Cluster:
    """The mentions of one entity, in the order of the text, with what tells it from others."""

    type: EntityType
    phrases: list[Phrase] = field(default_factory=list)
    named: bool = False
    plural: bool = False
    gender: str = ""
    roles: set[str] = field(default_factory=set)


def resolve(document: Document, phrases: list[Phrase]) -> list[Cluster]:
    """Group mentions, given in the order of the text, into entities."""
    resolver = _Resolver(document)
    for phrase in phrases:
        cluster = resolver.find(phrase)
        if cluster:
            resolver.add(phrase, cluster)
    return resolver.clusters


class _Resolver:
    """The entities met so far, under the keys by which a later mention finds them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.clusters: list[Cluster] = []
        self.by_name: dict[str, Cluster] = {}
        self.by_surname: dict[str, Cluster] = {}
        self.by_noun: dict[str, Cluster] = {}
        self.by_role: dict[str, Cluster] = {}
        self.speakers: dict[bool, Cluster] = {}
        self.outermost = 0
        self.previous: tuple[Phrase, Cluster] | None = None
        self.people: dict[int, list[tuple[Phrase, Cluster]]] = {}
        self.groups: dict[int, list[tuple[Phrase, Cluster]]] = {}

    def find(self, phrase: Phrase) -> Cluster | None:
        """Return the entity of a mention, a new one if it is the first; None for an unresolved pronoun."""
        if phrase.level == "PRO":
            return self._of_pronoun(phrase)
        cluster = self._of_name(phrase) if phrase.level == "NAM" else self._of_noun(phrase)
        if cluster is None:
            cluster = Cluster(phrase.type, named=phrase.level == "NAM", plural=self._is_plural(phrase))
            self.clusters.append(cluster)
        return cluster

    def add(self, phrase: Phrase, cluster: Cluster) -> None:
        """Put a mention into an entity, and remember how it can be referred to from here on."""
        cluster.phrases.append(phrase)
        document = self.document
        where = self.people if cluster.type == "PER" else self.groups
        if self._speaks(phrase):
            self.speakers[cluster.type == "PER"] = cluster
        nested = phrase.last <= self.outermost
        self.outermost = max(self.outermost, phrase.last)
        if not nested and (phrase.level != "PRO" or cluster.type == "PER"):
            where.setdefault(document.sentence_of[phrase.first], []).append((phrase, cluster))
        if phrase.level == "PRO":
            return
        self.previous = (phrase, cluster)
        words = [token.lower.rstrip(".") for token in document.tokens[phrase.first : phrase.last]]
        cluster.gender = cluster.gender or _gender(document, phrase, words)
        if phrase.level == "NAM":
            self._remember_name(phrase, cluster)
        else:
            for key in (words[-1], *self._described(phrase)):
                self.by_noun[key] = cluster
        if cluster.type == "PER" and not cluster.plural:
            for role in {*words} & _ROLE:
                self.by_role[("former " if "former" in words else "") + role] = cluster

    def _remember_name(self, phrase: Phrase, cluster: Cluster) -> None:
        cluster.named = True
        self.by_name[self._key(phrase)] = cluster
        tokens = self.document.tokens[phrase.head[0] : phrase.head[1]]
        if cluster.type == "PER" and not cluster.plural:
            surname = tokens[-1].lower
            for key in spellings(surname):
                self.by_surname[key] = cluster
        if cluster.type == "ORG" and len(tokens) >= _SHORTEST_ABBREVIATED:
            initials = "".join(token.text[0] for token in tokens if token.text[0].isupper())
            self.by_name.setdefault(initials.lower(), cluster)

    def _key(self, phrase: Phrase) -> str:
        tokens = self.document.tokens[phrase.head[0] : phrase.head[1]]
        if len(tokens) > 1 and tokens[-1].lower.rstrip(".") in _COMPANY_FORMS:
            tokens = tokens[:-1]
        return canonical(" ".join(token.text for token in tokens))

    def _is_plural(self, phrase: Phrase) -> bool:
        word = self.document.tokens[phrase.last - 1].lower
        if phrase.level == "NOM":
            return word in PLURALS
        return phrase.type == "PER" and word.endswith("s") and word[:-1] in self.by_surname

    def _of_name(self, phrase: Phrase) -> Cluster | None:
        cluster = self.by_name.get(self._key(phrase))
        if cluster and phrase.type in {cluster.type, "ORG"}:
            return cluster
        if phrase.type == "PER":
            cluster = self._of_surname(phrase)
            if cluster:
                return cluster
        before = self._apposed(phrase)
        return before if before and not before.named and self._opens(before.phrases[-1]) else None

    def _of_surname(self, phrase: Phrase) -> Cluster | None:
        """Find a person by surname; two different full names are two people."""
        first, last = phrase.head
        surname = self.document.tokens[last - 1].lower
        found = next((self.by_surname[key] for key in spellings(surname) if key in self.by_surname), None)
        if found is None or self._is_plural(phrase):
            return self.by_noun.get(f"{surname.removesuffix('s')} family")
        if last - first == 1:
            return found
        own = self.document.tokens[first].text[0]
        heads = (p.head for p in found.phrases if p.level == "NAM" and p.head[1] - p.head[0] > 1)
        full = next(heads, None)
        same = full is None or self.document.tokens[full[0]].text[0] == own
        return found if same else None

    def _of_noun(self, phrase: Phrase) -> Cluster | None:
        before = self._apposed(phrase)
        if before and (before.named or not self._is_definite(phrase)):
            return before
        if not self._is_definite(phrase):
            return None
        word = self.document.tokens[phrase.last - 1].lower
        for key in self._described(phrase):
            if key in self.by_noun:
                return self.by_noun[key]
        former = any(token.lower == "former" for token in self.document.tokens[phrase.first : phrase.last])
        role = self.by_role.get(("former " if former else "") + word)
        noun = self.by_noun.get(word)
        found = role or noun
        return found if found and found.type == phrase.type else None

    def _described(self, phrase: Phrase) -> list[str]:
        """Return a noun with the name before it, in the spellings of the name ("Nazarbayev family")."""
        before = self.document.tokens[phrase.last - 2]
        if phrase.last - phrase.first == 1 or not before.text[0].isupper():
            return []
        return [f"{name} {self.document.tokens[phrase.last - 1].lower}" for name in spellings(before.lower)]

    def _is_definite(self, phrase: Phrase) -> bool:
        word = self.document.tokens[phrase.first].lower
        alone = phrase.last - phrase.first == 1
        return word in DEFINITE or (alone and word in {"police", "authorities", "government", "parliament"})

    def _apposed(self, phrase: Phrase) -> Cluster | None:
        """Return the entity that a mention is set beside ("X, the chief"), or said to be ("X is the chief")."""
        if self.previous is None or self.previous[1].plural or self._is_plural(phrase):
            return None
        previous, cluster = self.previous
        between = [token.lower for token in self.document.tokens[previous.last : min(phrase.first, previous.last + 3)]]
        beside = between[:1] and between[0] in _APPOSING and between[1:] in ([], ["also"])
        if phrase.type != cluster.type or not beside or previous.last + len(between) != phrase.first:
            return None
        if phrase.level == "NAM":
            return cluster
        ends = self.document.lower(phrase.last) in _AFTER_APPOSITION
        return cluster if ends and self.document.lower(phrase.first) in _APPOSED_FIRST else None

    def _speaks(self, phrase: Phrase) -> bool:
        before, after = self.document.lower(phrase.first - 1), self.document.lower(phrase.last)
        return (
            after in CUES or before in CUES or (before == "to" and self.document.lower(phrase.first - 2) == "according")
        )

    def _opens(self, phrase: Phrase) -> bool:
        return self.document.lower(phrase.first) in {
            "the",
            "a",
            "an",
            "another",
            "his",
            "her",
            "their",
            "its",
        }

    def _of_pronoun(self, phrase: Phrase) -> Cluster | None:
        """Resolve a pronoun to the first fitting mention of its sentence, else of the sentences before it."""
        word = self.document.tokens[phrase.first].lower
        if self._speaks(phrase) and self.document.lower(phrase.first - 1) in _AFTER_SPEECH:
            speaker = self.speakers.get(word not in ITS)
            if speaker and _agrees(word, speaker):
                return speaker
        number = self.document.sentence_of[phrase.first]
        where = self.groups if word in ITS else self.people
        for back in range(_SENTENCES_BACK + 1):
            for candidate, cluster in where.get(number - back, []):
                if candidate.last <= phrase.first and _agrees(word, cluster):
                    if not cluster.gender and word[0] in "hs":
                        cluster.gender = "female" if word in {"she", "her", "hers", "herself"} else "male"
                    return cluster
        return None


def _agrees(word: str, cluster: Cluster) -> bool:
    if word in ITS:
        return cluster.type in {"ORG", "GPE"}
    if word.startswith("the"):
        return cluster.plural
    female = word in {"she", "her", "hers", "herself"}
    return not cluster.plural and cluster.gender != ("male" if female else "female")


def _gender(document: Document, phrase: Phrase, words: list[str]) -> str:
    first = document.tokens[phrase.head[0]].text
    if first in FEMALE or {*words} & FEMALE_NOUNS:
        return "female"
    return "male" if first in MALE or {*words} & MALE_NOUNS else ""
