"""Whom a pronoun stands for: the fitting mention that is near, a subject, and spoken of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.rules.claims.lexicon import CUES
from twicetold_baselines.rules.entities.clusters import agrees, told_gender
from twicetold_baselines.rules.entities.nominals import HE, MINE, OURS, PLACES, SHE, pronoun_of
from twicetold_baselines.rules.entities.quotes import find_quotes
from twicetold_baselines.rules.lexicon import AUXILIARIES, PREPOSITIONS

if TYPE_CHECKING:
    from twicetold_baselines.rules.entities.clusters import Cluster
    from twicetold_baselines.rules.entities.quotes import Quote
    from twicetold_baselines.rules.phrases import Phrase
    from twicetold_baselines.rules.text import Document

_SENTENCES_BACK = 4
_FARTHEST_BACK = 40  # sentences for "he" and "she", who are always somebody
_DISTANCE = 6  # points lost for every sentence between
_SUBJECT = 8
_NAMED = 6
_PRONOUN = 8  # whom a pronoun took up before is still spoken of
_SALIENT = 2  # points for every mention so far
_ENOUGH = 4  # mentions that count
_NESTED = 12  # points lost by a mention inside another ("the council of Brent")
_NOBODY = frozenset({"no", "any", "every", "each"})
_TOLD = frozenset({"told", "tells"})


class _Candidate(NamedTuple):
    phrase: Phrase
    cluster: Cluster
    sentence: int
    score: int


def _first(candidate: _Candidate) -> int:
    return candidate.phrase.first


class Pronouns:
    """The mentions so far to which a pronoun can refer, and the pronouns in quotations, which wait for the speaker."""

    def __init__(self, document: Document, phrases: list[Phrase]) -> None:
        self.document = document
        self.quotes = find_quotes(document, phrases)
        self.starts = [quote.first for quote in self.quotes]
        self.candidates: list[_Candidate] = []
        self.of_phrase: dict[Phrase, Cluster] = {}
        self.body_of: dict[Cluster, Cluster] = {}
        self.outlet: Cluster | None = None
        self.waiting: list[tuple[Phrase, Quote]] = []
        self.outer: tuple[int, Cluster] | None = None

    def add(self, phrase: Phrase, cluster: Cluster) -> None:
        """Remember a mention."""
        nested = self.outer is not None and phrase.last <= self.outer[0]
        if cluster.type == "ORG":
            if nested and self.outer:
                self.body_of.setdefault(self.outer[1], cluster)
            if phrase.level == "NAM" and self.document.lower(phrase.first - 1) in _TOLD:
                self.outlet = self.outlet or cluster
        if not nested:
            self.outer = (phrase.last, cluster)
        self._offer(phrase, cluster, nested=nested)

    def _offer(self, phrase: Phrase, cluster: Cluster, *, nested: bool) -> None:
        """Put a mention among those that a pronoun can take up."""
        self.of_phrase[phrase] = cluster
        if self._can_be_taken_up(phrase):
            sentence = self.document.sentence_of[phrase.first]
            score = self._score(phrase, cluster, nested=nested)
            insort(self.candidates, _Candidate(phrase, cluster, sentence, score), key=_first)

    def resolve(self, phrase: Phrase) -> None:
        """Join a pronoun to the entity it stands for, or let it wait if it is in a quotation."""
        word = self._word(phrase)
        if quote := self._quote(phrase):
            self.waiting.append((phrase, quote))
        elif word in OURS:
            self._join(phrase, self.outlet)
        elif word not in MINE:
            self._join(phrase, self._antecedent(phrase, word, None))

    def resolve_quoted(self) -> None:
        """Join the pronouns in quotations, now that the speakers are known."""
        for phrase, quote in self.waiting:
            speaker = self.of_phrase.get(quote.speaker) if quote.speaker else None
            word = self._word(phrase)
            if word in MINE:
                self._join(phrase, speaker if speaker and speaker.type == "PER" else None)
            elif word in OURS:
                self._join(phrase, self._body(speaker) if speaker else None)
            else:
                self._join(phrase, self._antecedent(phrase, word, speaker))

    def _word(self, phrase: Phrase) -> str:
        return pronoun_of(self.document.tokens[phrase.first])

    def _quote(self, phrase: Phrase) -> Quote | None:
        k = bisect_right(self.starts, phrase.first) - 1
        return self.quotes[k] if k >= 0 and phrase.first < self.quotes[k].last else None

    def _join(self, phrase: Phrase, cluster: Cluster | None) -> None:
        if cluster is not None:
            cluster.phrases.append(phrase)
            cluster.gender = cluster.gender or told_gender(self._word(phrase))
            self._offer(phrase, cluster, nested=False)

    def _body(self, speaker: Cluster) -> Cluster | None:
        """Return the body for which somebody speaks: itself, or the one named in what describes them."""
        return speaker if speaker.type == "ORG" else self.body_of.get(speaker)

    def _antecedent(self, phrase: Phrase, word: str, speaker: Cluster | None) -> Cluster | None:
        """Return the fitting entity of the best mention before a pronoun; in a quotation it is not the speaker."""
        number = self.document.sentence_of[phrase.first]
        best: _Candidate | None = None
        highest = 0
        for k in range(bisect_left(self.candidates, phrase.first, key=_first) - 1, -1, -1):
            candidate = self.candidates[k]
            back = number - candidate.sentence
            if back > _FARTHEST_BACK or (back > _SENTENCES_BACK and (best or word not in HE | SHE)):
                break
            if candidate.phrase.last > phrase.first or candidate.cluster is speaker:
                continue
            score = candidate.score - _DISTANCE * back
            if (best is None or score > highest) and _fits(word, candidate.cluster):
                best, highest = candidate, score
        return best.cluster if best else None

    def _can_be_taken_up(self, phrase: Phrase) -> bool:
        """Leave out "no member", and a reporter's initials under an entry."""
        first = self.document.tokens[phrase.head[0]].text
        return not (phrase.level == "NOM" and self.document.lower(phrase.first) in _NOBODY) and "." not in first

    def _score(self, phrase: Phrase, cluster: Cluster, *, nested: bool) -> int:
        """Return how likely a mention is to be taken up."""
        subject = not nested and self._is_subject(phrase)
        level = {"NAM": _NAMED, "NOM": 0, "PRO": _PRONOUN}[phrase.level]
        so_far = min(_ENOUGH, len(cluster.phrases))
        return _SUBJECT * subject + level + _SALIENT * so_far - _NESTED * nested

    def _is_subject(self, phrase: Phrase) -> bool:
        """Tell whether a verb or an insertion follows a mention, or it opens the sentence; not behind a preposition."""
        before, after = self.document.lower(phrase.first - 1), self.document.lower(phrase.last)
        verbal = after in AUXILIARIES or after in CUES or after.endswith("ed") or after in {"who", ","}
        opens = phrase.first == self.document.sentence(phrase.first)[0]
        return before not in PREPOSITIONS and (verbal or opens or before in CUES)


def _fits(word: str, cluster: Cluster) -> bool:
    return cluster.type in {"GPE", "LOC", "FAC"} if word in PLACES else agrees(word, cluster)
