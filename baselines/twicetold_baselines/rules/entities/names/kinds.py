"""The types of names: what their form tells, else what all the places where they stand tell together."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.entities.gazetteer import GIVEN
from twicetold_baselines.rules.entities.names.lexicon import FIRST_CUES, LAST_CUES, PUBLIC_CUES
from twicetold_baselines.rules.entities.names.votes import CERTAIN, STRONG, context_votes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.entities.names.runs import Name
    from twicetold_baselines.rules.entities.names.votes import Vote
    from twicetold_baselines.rules.text import Document

_LONGEST_ACRONYM = 6
_LONGEST_INITIALS = 3
_LONG = 7  # letters from which on the misspellings of a name are recognised
_ADJECTIVE_ENDINGS: Final = ("ian", "ean", "ese", "ish", "an", "i", "n")
_PLACE_ENDINGS: Final = ("", "a", "ia", "y", "o", "e")


@lru_cache(maxsize=10_000)
def spellings(name: str) -> tuple[str, ...]:
    """Return a name and, if it is long, the forms it shares with those that differ by one letter."""
    if len(name) < _LONG:
        return (name,)
    return (name, *(name[:k] + name[k + 1 :] for k in range(len(name))))


def types_of(document: Document, names: Sequence[Name]) -> list[EntityType]:
    """Return the type of every name: those of several words first, for they tell who and what the short ones are."""
    texts = [_text(document, name) for name in names]
    types = [name.type or _type_by_form(document, name) for name in names]
    for several in (True, False):
        kin = _Kin(document, names, types)
        votes: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
        for name, text, kind in zip(names, texts, types, strict=True):
            if kind is None and (name.last - name.first > 1) == several:
                ballot = votes[text]
                cast = context_votes(document, name)
                for choice, weight in cast if ballot else (*kin.votes(document, name), *cast):
                    ballot[choice] += weight
        types = [
            kind or (votes[text].most_common(1)[0][0] if text in votes else None)
            for text, kind in zip(texts, types, strict=True)
        ]
    return [kind or "ORG" for kind in types]


class _Kin:
    """The words of other names of the text: of people, of places in one word, of companies."""

    def __init__(self, document: Document, names: Sequence[Name], types: Sequence[EntityType | None]) -> None:
        self.persons: set[str] = set()
        self.initials: set[str] = set()
        self.places: set[str] = set()
        self.companies: set[str] = set()
        for name, kind in zip(names, types, strict=True):
            parts = document.tokens[name.first : name.last]
            self.places.add(parts[-1].lower)
            if kind == "PER" and (len(parts) > 1 or name.titled):
                self.persons |= {spelling for part in parts for spelling in spellings(part.lower)}
                self.initials.add("".join(part.text[0] for part in parts))
            if kind == "ORG" and len(parts) > 1 and parts[-1].lower not in PUBLIC_CUES:
                self.companies.add(parts[0].lower)

    def votes(self, document: Document, name: Name) -> Iterator[Vote]:
        """Yield what the other names tell of a name, and what a name of its length most often is."""
        text, word = document.tokens[name.first].text, document.lower(name.first)
        if text in self.initials:
            yield "PER", CERTAIN
        if name.last - name.first > 1:
            yield "PER", 2
            return
        yield "PER" if "." in text else "ORG" if text.isupper() else "GPE", 1
        if text in GIVEN:
            yield "PER", 3
        if word in self.companies:
            yield "ORG", STRONG
        if not self.persons.isdisjoint([*spellings(word), word.removesuffix("s")]):
            yield "PER", CERTAIN
        if any(self._is_adjective(word, ending) for ending in _ADJECTIVE_ENDINGS):
            yield "NORP", CERTAIN

    def _is_adjective(self, word: str, ending: str) -> bool:
        """Tell whether a word is the name of a place with the ending of an adjective ("Karvanian")."""
        stem = word.removesuffix(ending)
        return stem != word and any(stem + vowel in self.places for vowel in _PLACE_ENDINGS)


def _text(document: Document, name: Name) -> str:
    """Return a name as it stands in the text."""
    return document.text[document.tokens[name.first].start : document.tokens[name.last - 1].end]


def _type_by_form(document: Document, name: Name) -> EntityType | None:
    """Return the type that the words of a name tell, whatever stands around it."""
    tokens = document.tokens[name.first : name.last]
    first, last = tokens[0], tokens[-1]
    if any("&" in token.text for token in tokens):
        return "ORG"
    if len(tokens) == 1:
        dateline = name.first == 0 and document.lower(1) in {",", "("}
        return "MISC" if any(c.isdigit() for c in first.text) else None if dateline else _type_of_capitals(first.text)
    inner = next((k for k, token in enumerate(tokens) if k and token.lower in {"of", "for"}), 0)
    cue = LAST_CUES.get(tokens[inner - 1].lower.rstrip("."))  # before "of", else the last
    if first.text not in GIVEN:
        return cue or LAST_CUES.get(last.lower.rstrip(".")) or FIRST_CUES.get(first.lower)
    if document.lower(name.first - 1) == "the" and not name.titled:  # no person has an article, but a ship has
        return "MISC"
    return cue if cue in {"ORG", "FAC"} else "PER"


def _type_of_capitals(word: str) -> EntityType | None:
    """Tell an acronym ("CSTO") from what may be initials, and from a place in the capitals of a dateline."""
    acronym = word.isupper() and "." not in word and _LONGEST_INITIALS < len(word) <= _LONGEST_ACRONYM
    return "ORG" if acronym else None
