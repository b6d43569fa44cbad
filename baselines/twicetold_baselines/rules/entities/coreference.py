"""Coreference: which mentions are of the same entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.entities.clusters import Cluster, gender_of
from twicetold_baselines.rules.entities.name_clusters import cluster_names
from twicetold_baselines.rules.entities.nominal_lexicon import ALL_NOUNS, ALL_PLURALS
from twicetold_baselines.rules.entities.pronouns import Pronouns
from twicetold_baselines.rules.lexicon import DEFINITE, TITLES
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

_APPOSING = frozenset(",\u2014\u2013-(")
_SKIPPED = frozenset({",", ")", "also"})
_REACH = 5  # tokens between a name and its apposition: ", 58, also"
_AFTER_APPOSITION = frozenset([*",.;:)(\u2014\u2013-", *words("of for at to in and who whose on from with"), ""])
_ROLES = TITLES | {noun for noun, kind in ALL_NOUNS.items() if kind == "PER"}
_POSSESSIVES = words("his her their its my our whose")
_DEFINITE = DEFINITE | {"that", "both"}
_UNIQUE = words("police authorities government parliament")
_GENERAL: dict[str, EntityType] = {
    **dict.fromkeys(
        words("company firm group airline carmaker automaker retailer manufacturer corporation chain brewer"), "ORG"
    ),
    **dict.fromkeys(words("country nation republic kingdom state city town village capital"), "GPE"),
}
"""Nouns that take up the last name of a type."""


def resolve(document: Document, phrases: list[Phrase]) -> list[Cluster]:
    """Group mentions, given in the order of the text, into entities.

    Names first, for they are found by their form wherever they stand; then nouns and pronouns in their order.
    """
    names = {phrase.first: phrase for phrase in phrases if phrase.level == "NAM"}
    named = cluster_names(document, [phrase for phrase in phrases if phrase.level == "NAM"])
    nouns = _Nouns(document)
    pronouns = Pronouns(document, phrases)
    clusters: dict[Cluster, None] = {}
    for phrase in phrases:
        if phrase.level == "PRO":
            pronouns.resolve(phrase)
            continue
        if phrase.level == "NAM":
            cluster = named[phrase]
        else:
            name = names.get(phrase.last + 1)
            cluster = named[name] if name and nouns.is_beside(phrase, name) else nouns.find(phrase)
            cluster.phrases.append(phrase)
        clusters[cluster] = None
        nouns.add(phrase, cluster)
        pronouns.add(phrase, cluster)
    pronouns.resolve_quoted()
    for cluster in clusters:
        cluster.phrases.sort()
    return list(clusters)


class _Nouns:
    """The entities met so far, under the nouns by which a later mention finds them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_noun: dict[str, Cluster] = {}
        self.by_role: dict[str, Cluster] = {}
        self.last_of: dict[EntityType, Cluster] = {}
        self.previous: tuple[Phrase, Cluster] | None = None

    def find(self, phrase: Phrase) -> Cluster:
        """Return the entity of a common noun, a new one if none fits."""
        return self._of_noun(phrase) or Cluster(phrase.type, plural=self._head(phrase) in ALL_PLURALS)

    def add(self, phrase: Phrase, cluster: Cluster) -> None:
        """Remember how an entity can be referred to from a mention on."""
        self.previous = (phrase, cluster)
        if cluster.named:
            self.last_of[cluster.type] = cluster
        for key in self._keys(phrase):
            self.by_noun[key] = cluster
        if cluster.type == "PER":
            cluster.gender = cluster.gender or gender_of(self.document, phrase)
            if not cluster.plural:
                self._remember_person(phrase, cluster)

    def is_beside(self, phrase: Phrase, name: Phrase) -> bool:
        """Tell whether a noun is said of the name set behind it ("The beekeeper, Orzan Dumtari, ...")."""
        document, head = self.document, self._head(phrase)
        definite = document.lower(phrase.first) in _DEFINITE | _POSSESSIVES or head in _ROLES
        set_off = document.lower(phrase.last) == "," and document.lower(name.last) in {",", "."}
        return definite and set_off and name.type == phrase.type and head not in ALL_PLURALS

    def _head(self, phrase: Phrase) -> str:
        return self.document.lower(phrase.head[1] - 1)

    def _keys(self, phrase: Phrase) -> list[str]:
        """Return the nouns by which a mention can be taken up: its own, or those inside the name of a body or place."""
        document, (first, last) = self.document, phrase.head
        if phrase.level == "NOM":
            return [self._head(phrase), *self._described(phrase)]
        if phrase.type == "PER" or last - first == 1:
            return []
        before_of = [document.lower(k - 1) for k in range(first + 1, last) if document.lower(k) in {"of", "for"}]
        return [word for word in (self._head(phrase), *before_of) if word in ALL_NOUNS]

    def _described(self, phrase: Phrase) -> list[str]:
        """Return a noun with the name before it ("Nazarbayev loyalists")."""
        k = phrase.head[1] - 2
        if k < phrase.first or k == self.document.sentence(k)[0] or not self.document.tokens[k].text[0].isupper():
            return []
        return [f"{self.document.lower(k)} {self._head(phrase)}"]

    def _remember_person(self, phrase: Phrase, cluster: Cluster) -> None:
        tokens = {token.lower.rstrip(".") for token in self.document.tokens[phrase.first : phrase.head[1]]}
        for role in tokens & _ROLES:
            self.by_role[("former " if "former" in tokens else "") + role] = cluster
        if phrase.level == "NAM" and self.document.lower(phrase.last) in {",", "("}:
            age = self.document.lower(phrase.last + 1)
            cluster.age = cluster.age or (age if age.isdigit() else "")
        if cluster.age:
            self.by_noun[f"{cluster.age}-year-old"] = cluster

    def _of_noun(self, phrase: Phrase) -> Cluster | None:
        definite = self._is_definite(phrase)
        apposed = self._apposed(phrase)
        if apposed and (apposed.named or not definite):
            return apposed
        owned = self.document.lower(phrase.first) in _POSSESSIVES
        if not definite and not owned:
            return None
        word = self._head(phrase)
        for key in self._described(phrase):
            if key in self.by_noun:
                return self.by_noun[key]
        found = self.by_noun.get(word)
        if definite:
            former = any(self.document.lower(k) == "former" for k in range(phrase.first, phrase.head[0]))
            found = self.by_role.get(f"former {word}" if former else word) or found or self._of_general(word)
        return found if found and found.type == phrase.type and found.plural == (word in ALL_PLURALS) else None

    def _of_general(self, word: str) -> Cluster | None:
        """Return the last name of the type that a general noun has ("the company", "the town")."""
        return self.last_of.get(_GENERAL[word]) if word in _GENERAL else None

    def _is_definite(self, phrase: Phrase) -> bool:
        word = self.document.lower(phrase.first)
        return word in _DEFINITE or (phrase.last - phrase.first == 1 and word in _UNIQUE)

    def _apposed(self, phrase: Phrase) -> Cluster | None:
        """Return the entity that a noun is set beside ("X, the chief", "X, 58, a teacher", "X, owner of Y")."""
        if self.previous is None:
            return None
        previous, cluster = self.previous
        several = cluster.plural or self._head(phrase) in ALL_PLURALS
        if several or phrase.type != cluster.type or not 0 < phrase.first - previous.last <= _REACH:
            return None
        sign, *rest = (self.document.lower(k) for k in range(previous.last, phrase.first))
        if sign not in _APPOSING or any(word not in _SKIPPED and not word.isdigit() for word in rest):
            return None
        opens = self.document.lower(phrase.first)
        fits = opens in {"the", "a", "an", "another", "former"} or (
            cluster.named and (opens in _POSSESSIVES or cluster.type == "PER")
        )
        return cluster if fits and self.document.lower(phrase.last) in _AFTER_APPOSITION else None
