"""Names of the same entity: the same form, a part of it, an acronym, a family name, a misspelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.rules.entities.clusters import Cluster, gender_of
from twicetold_baselines.rules.entities.gazetteer import canonical
from twicetold_baselines.rules.entities.names import spellings
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

_COMPANY_FORMS = words("inc corp co ltd plc llc sa ag ab as asa gmbh")
_HAVE_SHORT_FORMS = frozenset({"ORG", "MISC", "FAC", "LOC"})  # "Greater X" is not X, so a GPE has none


def cluster_names(document: Document, phrases: list[Phrase]) -> dict[Phrase, Cluster]:
    """Return the entity of every named mention, given in the order of the text; the longest names are taken first."""
    names = _Names(document)
    by_length = sorted(phrases, key=lambda phrase: (phrase.head[0] - phrase.head[1], phrase.first))
    return {phrase: names.add(phrase) for phrase in by_length}


class _Names:
    """The named entities so far, under the keys by which other names find them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_name: dict[tuple[str, str], Cluster] = {}
        self.by_part: dict[str, list[Cluster]] = {}

    def add(self, phrase: Phrase) -> Cluster:
        """Put a mention into its entity, a new one if none fits."""
        parts = self._words(phrase)
        plural = phrase.type == "PER" and self._is_plural(parts)
        cluster = self._find(phrase, parts, plural=plural)
        if cluster is None:
            cluster = Cluster(phrase.type, named=True, plural=plural)
        cluster.phrases.append(phrase)
        if phrase.type == "PER":
            cluster.gender = cluster.gender or gender_of(self.document, phrase)
        self.by_name.setdefault((phrase.type, self._key(phrase, parts)), cluster)
        for part in _parts_of_person(parts) if phrase.type == "PER" else _parts(parts):
            known = self.by_part.setdefault(part, [])
            if cluster not in known:
                known.append(cluster)
        return cluster

    def _words(self, phrase: Phrase) -> list[str]:
        tokens = [token.text for token in self.document.tokens[phrase.head[0] : phrase.head[1]]]
        return tokens[:-1] if len(tokens) > 1 and tokens[-1].lower().rstrip(".") in _COMPANY_FORMS else tokens

    def _key(self, phrase: Phrase, parts: list[str]) -> str:
        key = canonical(" ".join(parts))
        return key.removesuffix("s") if phrase.type == "NORP" else key

    def _is_plural(self, parts: list[str]) -> bool:
        """Tell a family from a person: "the Nazarbayev family", "the Nazarbayevs"."""
        last = parts[-1].lower()
        return last == "family" or (last not in self.by_part and last.removesuffix("s") in self.by_part)

    def _find(self, phrase: Phrase, parts: list[str], *, plural: bool) -> Cluster | None:
        key = self._key(phrase, parts)
        same = self.by_name.get((phrase.type, key))
        if phrase.type == "PER" and not plural and (len(parts) == 1 or not same):
            return self._of_person(phrase, parts)
        if same:
            return same
        fitting = [c for c in self.by_part.get(key, []) if c.type == phrase.type]
        return fitting[0] if fitting and phrase.type in _HAVE_SHORT_FORMS else None

    def _of_person(self, phrase: Phrase, parts: list[str]) -> Cluster | None:
        """Find a person by family name, given name or initials; two different full names are two people."""
        keys = spellings(parts[-1].lower())
        found = dict.fromkeys(c for key in keys for c in self.by_part.get(key, []) if c.type == "PER" and not c.plural)
        gender = gender_of(self.document, phrase)
        fitting = [
            c for c in found
            if (not gender or not c.gender or gender == c.gender)
            and (len(parts) == 1 or self._given(c)[0] == parts[0][0])
        ]  # fmt: skip
        return max(fitting, key=lambda c: c.last_before(phrase.first), default=None)

    def _given(self, cluster: Cluster) -> str:
        return max((self._words(phrase) for phrase in cluster.phrases), key=len)[0]


def _parts_of_person(parts: list[str]) -> Iterator[str]:
    """Yield the family name in its spellings, the given name and the initials."""
    yield from spellings(parts[-1].lower())
    if len(parts) > 1:
        yield parts[0].lower()
        yield "".join(part[0] for part in parts).lower()


def _parts(parts: list[str]) -> Iterator[str]:
    """Yield the beginnings and ends of a name of several words, and its acronym."""
    if len(parts) == 1:
        return
    lower = [part.lower() for part in parts]
    for k in range(1, len(lower)):
        yield " ".join(lower[:k])
        yield " ".join(lower[k:])
    yield "".join(part[0] for part in parts if part[0].isupper()).lower()
