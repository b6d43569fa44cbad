"""Coreference: whether a mention is of an entity met before, decided pair by pair; pronouns come last.

Names and nouns are resolved in the order of the text; a pronoun then looks at the entities around it, also at one
that is named only after it ("'I saw it', said the driver"). A pronoun that fits none is no mention.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from twicetold_baselines.learned import lexicons
from twicetold_baselines.learned.lessons import decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold_baselines.learned.known import Known, Phrase
    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage

LEAST = {"NAM": 0.5, "NOM": 0.5, "PRO": 0.05}
"""How likely a link must be; chosen on dev among 0.4, 0.5 and 0.6, of pronouns among 0, 0.05, 0.1, 0.2 and 0.3."""

_BACK = {"NAM": 2, "NOM": 3, "PRO": 4}  # sentences
_AHEAD = 1  # sentences in which a pronoun looks for what is named after it
_MOST = 15  # entities that a mention is compared with, the nearest first, beside those that share a word
_SMALL = frozenset("the a an of and for in at on this that his her their its my our".split())
_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())


class Cluster:
    """The mentions of one entity met so far, in the order of the text, and what they tell of it."""

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.words: set[str] = set()
        self.heads: set[str] = set()
        self.names: set[str] = set()
        self.gender = ""
        self.pronouns: set[str] = set()

    def add(self, passage: Passage, phrase: Phrase) -> None:
        """Put a mention in its place."""
        self.phrases.insert(bisect_left(self.phrases, phrase), phrase)
        if phrase.level == "PRO":
            self.pronouns.add(passage.word(phrase.first))
            return
        self.words |= _words(passage, phrase)
        self.heads.add(_head(passage, phrase))
        self.names |= {_name(passage, phrase)} if phrase.level == "NAM" else set()
        self.gender = self.gender or lexicons.gender(passage.words[phrase.first : phrase.head[1]])

    @property
    def type(self) -> str:
        """The type of the first mention with a name, else of the first that is no pronoun."""
        return min(self.phrases, key=lambda phrase: ("NAM", "NOM", "PRO").index(phrase.level)).type

    def before(self, place: int) -> Phrase | None:
        """Return the last mention that begins before a token."""
        return next((phrase for phrase in reversed(self.phrases) if phrase.first < place), None)


def teach(known: Known) -> Lessons:
    """Yield for each mention and entity near it whether they belong together."""
    clusters: dict[str, Cluster] = {}
    for phrase in _in_turn(known.phrases):
        near = _near(known.passage, phrase, list(clusters.values()))
        for rank, cluster in enumerate(near):
            right = cluster is clusters.get(phrase.entity)
            yield decision(f"same.{phrase.level}", _features(known.passage, phrase, cluster, rank), right=right)
        clusters.setdefault(phrase.entity, Cluster()).add(known.passage, phrase)


def resolve(passage: Passage, models: Models, phrases: Iterable[Phrase]) -> list[Cluster]:
    """Return the entities that mentions are of, in the order of the text."""
    clusters: list[Cluster] = []
    for phrase in _in_turn(phrases):
        near = _near(passage, phrase, clusters)
        rows = [_features(passage, phrase, cluster, rank) for rank, cluster in enumerate(near)]
        best = models[f"same.{phrase.level}"].likeliest(rows, LEAST[phrase.level])
        if best is not None:
            near[best].add(passage, phrase)
        elif phrase.level != "PRO":
            clusters.append(Cluster())
            clusters[-1].add(passage, phrase)
    return sorted(clusters, key=lambda cluster: (cluster.phrases[0].first, -cluster.phrases[0].last))


def _in_turn(phrases: Iterable[Phrase]) -> list[Phrase]:
    return sorted(phrases, key=lambda phrase: (phrase.level == "PRO", phrase.first, -phrase.last))


def _near(passage: Passage, phrase: Phrase, clusters: list[Cluster]) -> list[Cluster]:
    """Return the entities to compare with: those around a mention, the nearest first, and those that share a word."""
    here = passage.sentence(phrase.first)
    words = set() if phrase.level == "PRO" else _words(passage, phrase)
    ahead = here + (_AHEAD if phrase.level == "PRO" else 0)
    found = []
    for number, cluster in enumerate(clusters):
        around = [
            other for other in cluster.phrases
            if here - _BACK[phrase.level] <= passage.sentence(other.first) <= ahead
            and (phrase.level == "PRO" or other < phrase)
        ]  # fmt: skip
        shares = not words.isdisjoint(cluster.words) or _is_acronym(passage, phrase, cluster)
        if around or shares:
            away = min((abs(other.first - phrase.first) for other in around), default=10_000)
            found.append((not around, away, number, cluster))
    found.sort(key=lambda entry: entry[:3])
    return [cluster for far, _, number, cluster in found[:_MOST]] + [
        cluster for far, *_, cluster in found[_MOST:] if far
    ]


def _words(passage: Passage, phrase: Phrase) -> set[str]:
    """Return the words that tell a mention: of a name those of the head, of a noun the head alone."""
    first, last = phrase.head if phrase.level == "NAM" else (phrase.head[1] - 1, phrase.head[1])
    return {_stem(word) for word in passage.lower[first:last]} - _SMALL


def _stem(word: str) -> str:
    return word.removesuffix("s").rstrip(".")


def _head(passage: Passage, phrase: Phrase) -> str:
    return _stem(passage.lower[phrase.head[1] - 1])


def _name(passage: Passage, phrase: Phrase) -> str:
    return " ".join(passage.lower[slice(*phrase.head)])


def _is_acronym(passage: Passage, phrase: Phrase, cluster: Cluster) -> bool:
    if phrase.level != "NAM":
        return False
    own = _name(passage, phrase)
    return any(own == _initials(name) or _initials(own) == name for name in cluster.names if name)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in _SMALL)


def _features(passage: Passage, phrase: Phrase, cluster: Cluster, rank: int) -> list[str]:
    """Return what speaks for and against a mention being of an entity that is the rank-th nearest."""
    before = cluster.before(phrase.first)
    nearest = before or cluster.phrases[0]
    away = passage.sentence(phrase.first) - passage.sentence(nearest.first)
    level = "NAM" if cluster.names else nearest.level
    features = [
        f"types={phrase.type} {cluster.type}", f"same type={phrase.type == cluster.type}",
        f"levels={level} {nearest.level}", f"away={min(away, 5)}", f"rank={min(rank, 8)}",
        f"away,rank={min(away, 3)} {min(rank, 3)}", f"many={min(len(cluster.phrases), 5)}",
        f"after={before is None}", f"opens={nearest.first == passage.bounds(nearest.first)[0]}",
    ]  # fmt: skip
    features += _of_place(passage, phrase, nearest)
    if phrase.level == "PRO":
        return features + _of_pronoun(passage, phrase, cluster, nearest, away)
    return features + _of_words(passage, phrase, cluster)


def _of_place(passage: Passage, phrase: Phrase, nearest: Phrase) -> list[str]:
    """Return how a mention stands to the nearest one: inside it, around it, right behind a comma."""
    if nearest.first <= phrase.first and phrase.last <= nearest.last:
        return [f"inside={phrase.level}", f"inside at={min(phrase.first - nearest.first, 2)}"]
    if phrase.first <= nearest.first and nearest.last <= phrase.last:
        return ["around"]
    between = passage.lower[nearest.last : phrase.first]
    if len(between) > 3:  # noqa: PLR2004 - no more than a comma, a dash, "is the"
        return []
    return [f"between={' '.join(between)}", f"between={' '.join(between)} then {passage.word(phrase.last)}"]


def _of_words(passage: Passage, phrase: Phrase, cluster: Cluster) -> list[str]:
    own = passage.word(phrase.first)
    head, words = _head(passage, phrase), _words(passage, phrase)
    shared = words & cluster.words
    new = words - cluster.words
    former = {"former", "ex"} & set(passage.lower[phrase.first : phrase.last])
    determiner = own if own in _SMALL else "other"
    features = [
        f"head same={head in cluster.heads}", f"shared={min(len(shared), 2)} new={min(len(new), 2)}",
        f"determiner={determiner}", f"determiner={determiner} head same={head in cluster.heads}",
        f"former={bool(former)}", f"head={head}", f"long={min(phrase.last - phrase.first, 4)}",
    ]  # fmt: skip
    features += [f"heads={head} {other}" for other in sorted(cluster.heads)[:3]]
    gender = lexicons.gender(passage.words[phrase.first : phrase.head[1]])
    features += [f"gender={gender == cluster.gender}"] if gender and cluster.gender else []
    if phrase.level == "NAM":
        name = _name(passage, phrase)
        features += ["name same"] if name in cluster.names else []
        features += ["acronym"] if _is_acronym(passage, phrase, cluster) else []
        features += ["named before"] if cluster.names else []
        features += ["surname"] if any(other.split()[-1] == name.split()[-1] for other in cluster.names) else []
        features += ["one in the other"] if any(name in other or other in name for other in cluster.names) else []
    return features


def _of_pronoun(passage: Passage, phrase: Phrase, cluster: Cluster, nearest: Phrase, away: int) -> list[str]:
    own = passage.word(phrase.first)
    quoted = passage.quoted[phrase.first]
    head = passage.lower[nearest.head[1] - 1]
    return [
        f"own={own}", f"own,type={own} {cluster.type}", f"own,gender={own} {cluster.gender}",
        f"own,head={own} {head}", f"own,plural={own} {head.endswith('s')}", f"own,level={own} {nearest.level}",
        f"own,away={own} {min(away, 3)} {nearest.first == passage.bounds(nearest.first)[0]}",
        f"quoted={quoted} {passage.quoted[nearest.first]} {own in _FIRST_PERSON}",
        f"own,after={own} {nearest.first > phrase.first}",
        f"speaks={own in _FIRST_PERSON} {_speaks(passage, nearest)}", f"speaks={own} {_speaks(passage, nearest)}",
        *(f"own,pronoun={own} {other}" for other in sorted(cluster.pronouns)),
        *(["own,pronoun=none"] if not cluster.pronouns else []),
    ]  # fmt: skip


def _speaks(passage: Passage, phrase: Phrase) -> bool:
    return "cue" in passage.tags(phrase.last) or "cue" in passage.tags(phrase.first - 1)
