"""Names: runs of capitalised words, cut at titles and peoples, and typed by cues, lists and context."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.claim_lexicon import CUES as SAYING
from twicetold_baselines.rules.gazetteer import FEMALE, KNOWN, MALE
from twicetold_baselines.rules.lexicon import (
    CAPITALISED_COMMONLY,
    CUES,
    NOUNS,
    OF_HEADS,
    ORG_CUES,
    PARTICLES,
    PLURALS,
    TITLES,
)
from twicetold_baselines.rules.phrases import Phrase, is_word, phrase_start

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.text import Document, Token

_OPENING = frozenset("\"\u201c\u2018'(\u2022*\u2014:-")
_SHORTEST_ACRONYM = 3
_LONGEST_ACRONYM = 6
_LONG = 7  # letters from which on the misspellings of a name are recognised


class _Name(NamedTuple):
    first: int
    last: int
    type: EntityType | None
    titled: bool = False


def spellings(name: str) -> list[str]:
    """Return a name and, if it is long, the forms it shares with those that differ by one letter."""
    if len(name) < _LONG:
        return [name]
    return [name, *(name[:k] + name[k + 1 :] for k in range(len(name)))]


def find_names(document: Document) -> list[Phrase]:
    """Return the named mentions of a text in its order; a name inside the phrase of another comes after it."""
    names = [name for first, last in _runs(document) for name in _cut(document, first, last)]
    types = _types(document, names)
    phrases = []
    for name in names:
        kind = name.type or types[_text(document, name)]
        first, last = name.first, name.last
        if not _is_premodifier(document, name, kind):
            first = _extended(document, name, kind)
        phrases.append(Phrase(first, last, (name.first, last), "NAM", kind))
    return phrases


def _text(document: Document, name: _Name) -> str:
    return document.text[document.tokens[name.first].start : document.tokens[name.last - 1].end]


def _runs(document: Document) -> list[tuple[int, int]]:
    """Return the runs of capitalised words with the small words that join them, without ordinary first words."""
    tokens = document.tokens
    lower_case = {token.text for token in tokens if token.text.islower()}
    capitals = [token.text[0].isupper() and token.lower not in {"i", "i'm", "i've"} for token in tokens]
    common = [token.lower in CAPITALISED_COMMONLY and not _is_acronym(token) for token in tokens]
    inside = {
        token.text for k, token in enumerate(tokens)
        if capitals[k] and not common[k] and not _begins(document, k)
    }  # fmt: skip
    runs = []
    k = 0
    while k < len(tokens):
        if not capitals[k] or common[k]:
            k += 1
            continue
        last = _run_end(document, capitals, k)
        first = k
        if _begins(document, k) and not _is_name_at_beginning(document, k, last, lower_case, inside):
            first += 1
            if first < last and not capitals[first]:
                first = last
        if first < last:
            runs.append((first, last))
        k = last
    return runs


def _is_acronym(token: Token) -> bool:
    """Tell "US" and "WHO" from "us" and "who"."""
    return token.text.isupper() and (token.text in KNOWN or len(token.text) >= _SHORTEST_ACRONYM)


def _begins(document: Document, k: int) -> bool:
    return k == document.sentence(k)[0] or document.tokens[k - 1].text in _OPENING


def _run_end(document: Document, capitals: list[bool], k: int) -> int:
    """Return the end of the run that begins at a token: capitals, particles, and "of", "for", "and" in titles."""
    tokens, (first, end) = document.tokens, document.sentence(k)
    first, last, k = k, k + 1, k + 1
    while k < end:
        word = tokens[k].lower
        if capitals[k]:
            if word in CAPITALISED_COMMONLY and (
                word not in {"may", "april", "june", "august"} or (k + 1 < end and capitals[k + 1])
            ):
                break
            last = k = k + 1
        elif word in PARTICLES and k + 1 < end and capitals[k + 1]:
            k += 1
        elif word in {"of", "for", "and", "&"} and k + 1 < end and _goes_on(document, capitals, first, k):
            k += 1 + (tokens[k + 1].lower == "the")
        else:
            break
    return last


def _goes_on(document: Document, capitals: list[bool], first: int, k: int) -> bool:
    """Tell whether "of", "for" or "and" at a token joins two parts of one name."""
    tokens = document.tokens
    after = k + 1 + (tokens[k + 1].lower == "the")
    if after >= len(tokens) or not capitals[after] or tokens[after].lower in CAPITALISED_COMMONLY:
        return False
    if tokens[k].lower in {"of", "for"}:
        return tokens[k - 1].lower in OF_HEADS
    headed = any(token.lower in {"of", "for"} and tokens[first].lower in OF_HEADS for token in tokens[first:k])
    ends = after + 1 < len(tokens) and tokens[after + 1].lower in ORG_CUES and capitals[after + 1]
    return tokens[k].lower == "&" or ((headed or ends) and tokens[after].text not in KNOWN)


def _is_name_at_beginning(document: Document, k: int, last: int, lower_case: set[str], inside: set[str]) -> bool:
    """Tell whether the capital of a first word is that of a name."""
    token = document.tokens[k]
    if token.text in inside or token.text in KNOWN or token.text in MALE or token.text in FEMALE:
        return True
    if token.lower in lower_case or token.lower in PLURALS:
        return False
    if last - k > 1 or any(c.isupper() for c in token.text[1:]):
        return token.lower not in NOUNS or token.lower in TITLES or token.lower in CUES
    if token.lower in NOUNS or token.lower in TITLES or token.lower.endswith(("ly", "ing", "ed", "tion", "ment")):
        return False
    after = document.lower(k + 1)
    return after in {"'s", "\u2019s"} or (after in SAYING and not token.lower.endswith("s"))


def _cut(document: Document, first: int, last: int) -> list[_Name]:
    """Cut a run at the title inside it: "Kazakh President Tokayev" holds a people and a person."""
    tokens = document.tokens
    if known := _known(document.text[tokens[first].start : tokens[last - 1].end].rstrip(".")):
        return [_Name(first, last, known)]
    titles = [k for k in range(first, last) if tokens[k].lower.rstrip(".") in TITLES]
    cue = CUES.get(tokens[last - 1].lower.rstrip("."))
    if titles and (not cue or titles[-1] == last - 1) and tokens[last - 1].lower not in ORG_CUES:
        name = titles[-1] + 1
        if name < last and tokens[name].lower == "of":
            name += 2 + (name + 2 < last and tokens[name + 2].text[0].islower())
        before = _cut(document, first, titles[0]) if titles[0] > first else []
        return [*before, _Name(name, last, "PER", titled=True)] if name < last else before
    if last - first > 1 and KNOWN.get(tokens[first].text) == "NORP" and not (cue or _cue_inside(document, first, last)):
        return [_Name(first, first + 1, "NORP"), *_cut(document, first + 1, last)]
    return [_Name(first, last, _type_by_form(document, first, last))]


def _known(name: str) -> EntityType | None:
    """Return the type of a name on the lists; capital letters throughout are a dateline's or headline's."""
    return KNOWN.get(name) or (KNOWN.get(name.title()) if name.isupper() else None)


def _cue_inside(document: Document, first: int, last: int) -> EntityType | None:
    """Return the type told by the word before the "of" of a name, or by its first word."""
    for k in range(first + 1, last):
        if document.lower(k) in {"of", "for"}:
            return CUES.get(document.lower(k - 1))
    return CUES.get(document.lower(first)) if document.lower(first) in {"lake", "mount", "cape", "university"} else None


def _type_by_form(document: Document, first: int, last: int) -> EntityType | None:
    """Return the type that the words of a name tell, whatever stands around it."""
    tokens = document.tokens
    cue = _cue_inside(document, first, last) or (
        CUES.get(tokens[last - 1].lower.rstrip(".")) if last - first > 1 else None
    )
    if cue:
        return cue
    start = tokens[first].text
    if last - first > 1 and (start in MALE or start in FEMALE):
        return "PER"
    if last - first > 1 and tokens[first].lower in {
        "western",
        "eastern",
        "northern",
        "southern",
        "central",
        "north",
        "south",
    }:
        return "LOC"
    if last - first == 1 and start.isupper() and 1 < len(start) <= _LONGEST_ACRONYM:
        return "ORG"
    if any(c.isdigit() for c in start):
        return "MISC"
    return None


def _types(document: Document, names: list[_Name]) -> defaultdict[str, EntityType]:
    """Return the type of every name that its form leaves open, by all the places where it stands."""
    surnames = {
        spelling
        for name in names
        if name.type == "PER" or (name.type is None and name.last - name.first > 1)
        for spelling in spellings(document.lower(name.last - 1))
    }
    votes: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
    for name in names:
        if name.type is None:
            _vote(document, name, surnames, votes[_text(document, name)])
    types: defaultdict[str, EntityType] = defaultdict(lambda: "ORG")
    types.update({text: count.most_common(1)[0][0] for text, count in votes.items()})
    return types


def _vote(document: Document, name: _Name, surnames: set[str], votes: Counter[EntityType]) -> None:
    tokens, text = document.tokens, _text(document, name)
    before, after = document.lower(name.first - 1), document.lower(name.last)
    if name.last - name.first > 1:
        votes["PER"] += 2
    elif not surnames.isdisjoint([*spellings(text.lower()), text.lower().removesuffix("s")]):
        votes["PER"] += 9
    else:
        votes["ORG"] += 1
    if before in NOUNS:
        votes[NOUNS[before]] += 4
    if before in {"in", "near"} or (before == "," and KNOWN.get(tokens[name.first - 2].text) == "GPE"):
        votes["GPE"] += 3
    if before == "the":
        votes["ORG"] += 3
    if (after == "," and document.lower(name.last + 1) in {"a", "an", "who"}) or document.lower(
        name.last + 1
    ).isdigit():
        votes["PER"] += 2
    if after in {"who", "himself", "herself"} or after in SAYING:
        votes["PER"] += 1


def _is_premodifier(document: Document, name: _Name, kind: EntityType) -> bool:
    """Tell whether a name stands inside a larger noun phrase, whose determiner is not its own."""
    if name.last >= document.sentence(name.first)[1]:
        return False
    after = document.tokens[name.last]
    if after.text == "-led" or (after.text.startswith("-") and is_word(after)):
        return True
    adjacent = after.start - document.tokens[name.last - 1].end == 1
    return adjacent and (kind == "NORP" or after.lower in NOUNS or after.lower in TITLES or after.text[0].isupper())


def _extended(document: Document, name: _Name, kind: EntityType) -> int:
    """Return the beginning of the noun phrase around a name: its title, description and determiner."""
    first = phrase_start(document, name.first, strict=True)
    if first == name.first:
        return first
    words = [token.lower.rstrip(".") for token in document.tokens[first : name.first]]
    described = any(word in TITLES or NOUNS.get(word) == kind for word in words)
    if described and words[-1] not in PLURALS:
        return first
    return first if words[0] in {"the", "a", "an"} else name.first
