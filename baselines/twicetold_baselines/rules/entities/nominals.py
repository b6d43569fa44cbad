"""Mentions without a name: noun phrases for people, groups and places, and pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.entities.nominal_extents import nominal_end, nominal_start
from twicetold_baselines.rules.entities.nominal_lexicon import ALL_NOUNS
from twicetold_baselines.rules.lexicon import AUXILIARIES, FUNCTION_WORDS, TITLES
from twicetold_baselines.rules.phrases import VERB_FORMS, Phrase
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType
    from twicetold_baselines.rules.text import Document, Token

HE: Final = words("he him his himself")
SHE: Final = words("she her hers herself")
THEY: Final = words("they them their theirs themselves")
ITS: Final = words("it its itself")
MINE: Final = words("i me my mine myself")
OURS: Final = words("we us our ours ourselves")
PLACES: Final = words("there here")
_KINDS: dict[str, EntityType] = {
    **dict.fromkeys(HE | SHE | THEY | MINE, "PER"), **dict.fromkeys(ITS | OURS, "ORG"), **dict.fromkeys(PLACES, "GPE"),
}  # fmt: skip
_KINDS |= {
    pronoun + sign + verb: _KINDS[pronoun]
    for pronoun in ("i", "he", "she", "it", "we", "they") for sign in "'\u2019" for verb in ("d", "ll", "ve", "re", "m")
}  # fmt: skip
_REFLEXIVES = words("himself herself itself themselves")
_SUBJECTS = words("he she it they")
_AFTER_IT = words("has had will would also plans") | frozenset(CUES)
_AFTER_EXISTING = AUXILIARIES | words("seems seemed came comes \u2019s")
_NOT_ALONE = words(
    "body service base port post home office state maker source member figure head house room site store field north "
    "south east west record records log sign text review poll paper note order mission shop stage well track block "
    "square market school church work trust daily weekly master mate cook guide guest twin fund crew unit"
)
_HEADS_AFTER = words("station stations member members leader leaders service services chief chiefs")
_PERSON_ENDINGS = ("-year-old", "ologist", "ographer", "woman", "women")


def find_nominals(document: Document, names: list[Phrase]) -> list[Phrase]:
    """Return the noun phrases headed by a noun for a person, group, place or building, outside names.

    From the last to the first, since a phrase takes in the one that completes it ("the head of the council").
    """
    inside = {k for name in names for k in range(name.first, name.last)}
    beginning = {name.first: name for name in sorted(names, key=lambda name: name.last)}
    nominals = []
    for k in range(len(document.tokens) - 1, -1, -1):
        word = document.tokens[k].lower
        kind = ALL_NOUNS.get(word) or ("PER" if word.endswith(_PERSON_ENDINGS) else None)
        if kind is None or k in inside or _is_premodifier(document, k):
            continue
        first = nominal_start(document, k)
        if first == k and (word in _NOT_ALONE or kind == "MISC"):
            continue
        phrase = Phrase(first, nominal_end(document, k, kind, beginning), (k, k + 1), "NOM", kind)
        beginning[first] = phrase
        nominals.append(phrase)
    return nominals[::-1]


def _is_premodifier(document: Document, k: int) -> bool:
    """Tell whether a noun only modifies the next one ("government officials")."""
    if k + 1 >= document.sentence(k)[1]:
        return False
    after = document.tokens[k + 1]
    if after.start - document.tokens[k].end != 1:
        return False
    if document.lower(k).endswith("-old"):  # "the 81-year-old supported", but "an 81-year-old woman"
        return after.lower not in FUNCTION_WORDS and after.lower not in VERB_FORMS and not after.lower.endswith("ed")
    return (
        after.lower in ALL_NOUNS or after.lower in _HEADS_AFTER or (after.lower in TITLES and after.lower != "general")
    )


def pronoun_of(token: Token) -> str:
    """Return the lower-case word of a token without a verb drawn into it ("he'd")."""
    return token.lower.replace("\u2019", "'").partition("'")[0]


def find_pronouns(document: Document, nouns: list[Phrase]) -> list[Phrase]:
    """Return the pronouns that can stand for an entity; "it" only where it speaks or acts, "there" only for a place."""
    emphatic = {phrase.last - 1 for phrase in nouns}  # "the government itself" is one mention
    pronouns = []
    for k, token in enumerate(document.tokens):
        kind = _KINDS.get(token.lower)
        if kind is None or token.text == "US" or not _refers(document, k, emphatic):
            continue
        joined = token.lower in _SUBJECTS and document.lower(k + 1) in _REFLEXIVES  # "he himself"
        last = k + 1 + joined
        pronouns.append(Phrase(k, last, (k, last), "PRO", kind))
    return pronouns


def _refers(document: Document, k: int, emphatic: set[int]) -> bool:
    """Tell whether a pronoun is one for itself and no empty "it" or "there"."""
    word, after = document.lower(k), document.lower(k + 1)
    if word in _REFLEXIVES:
        return k not in emphatic and document.lower(k - 1) not in _SUBJECTS
    if word in PLACES:
        return after not in _AFTER_EXISTING
    return word != "it" or after in _AFTER_IT
