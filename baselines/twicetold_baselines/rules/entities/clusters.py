"""Entities under construction: their mentions, and what decides whether another mention may be theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from twicetold_baselines.rules.entities.gazetteer import FEMALE, MALE
from twicetold_baselines.rules.entities.nominal_lexicon import ALL_FEMALE_NOUNS, ALL_MALE_NOUNS
from twicetold_baselines.rules.entities.nominals import HE, ITS, SHE, THEY

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

Gender = Literal["", "female", "male"]


@dataclass(eq=False)
class Cluster:
    """The mentions of one entity, with what tells it from others; an age is in years, as written."""

    type: EntityType
    phrases: list[Phrase] = field(default_factory=list)
    named: bool = False
    plural: bool = False
    gender: Gender = ""
    age: str = ""

    def last_before(self, k: int) -> int:
        """Return the token at which the last mention before a token begins, or -1."""
        return max((phrase.first for phrase in self.phrases if phrase.first < k), default=-1)


def gender_of(document: Document, phrase: Phrase) -> Gender:
    """Return the gender that the title, the given name or the noun of a mention of a person tells."""
    tokens = document.tokens
    nouns = {token.lower.rstrip(".") for token in tokens[phrase.first : phrase.head[1]]}
    if not nouns.isdisjoint(ALL_FEMALE_NOUNS):
        return "female"
    if not nouns.isdisjoint(ALL_MALE_NOUNS):
        return "male"
    given = tokens[phrase.head[0]].text if phrase.level == "NAM" else ""
    return "female" if given in FEMALE else "male" if given in MALE else ""


def agrees(word: str, cluster: Cluster) -> bool:
    """Tell whether a pronoun of the third person can stand for an entity."""
    if word in ITS:
        return cluster.type not in {"PER", "NORP"} and not cluster.plural
    if word in THEY:  # "they" is also said of a company, "them" hardly
        return cluster.plural or (word != "them" and cluster.type in {"ORG", "NORP"})
    if cluster.type != "PER" or cluster.plural:
        return False
    return cluster.gender != ("male" if word in SHE else "female")


def told_gender(word: str) -> Gender:
    """Return the gender of a pronoun."""
    return "female" if word in SHE else "male" if word in HE else ""
