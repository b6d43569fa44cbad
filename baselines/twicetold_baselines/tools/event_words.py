"""What the train split tells a parser about events: which words name one, and which nouns name whom.

spaCy has no events. With a list of words and the roles of the types, its parse yields some; the list is made here from
the gold of train, and given to the program in a file.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

import twicetold
from twicetold.files import whole_file
from twicetold.model import text_of
from twicetold.ontology import ROLES, UNKNOWN
from twicetold_baselines import cache

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twicetold.model import Article

_WORD = re.compile(r"\w+")


def file_from_train() -> Path:
    """Return the file of train's words in the cache folder, made if it is not there. Its name tells its content.

    Raises InputError where the cache folder cannot be written.
    """
    content = _words_of_train()
    path = cache.folder() / "tools" / f"event-words-{hashlib.sha256(content).hexdigest()[:12]}.json"
    if not path.is_file():
        cache.make(path.parent)
        with whole_file(path) as scratch:
            scratch.write_bytes(content)
    return path


@functools.cache
def _words_of_train() -> bytes:
    articles = [article for story in twicetold.load("train") for article in story.articles]
    return msgspec.json.encode(event_words(articles), order="deterministic")


def event_words(articles: Iterable[Article]) -> dict[str, Any]:
    """Return what articles with gold tell.

    `triggers`: for each word or words that name an event, how often of which type, and under "" how often they do not.
    `nouns`: for each head of an unnamed mention, how often the entity is of which type. `fillers`: what a role accepts.
    """
    triggers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    nouns: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    for article in articles:
        seen.update(word.lower() for word in _WORD.findall(article.text))
        if article.gold is None:
            continue
        for event in article.gold.events:
            for trigger in event.triggers:
                triggers[text_of(trigger, article.text).lower()][event.type] += 1
        for entity in article.gold.entities:
            for mention in entity.mentions:
                if mention.level == "NOM":
                    nouns[text_of(mention.head or mention.span, article.text).lower()][entity.type] += 1
    for word, types in triggers.items():
        types[""] = max(0, seen[word] - types.total())
    roles = {type_: fillers for type_, fillers in ROLES.items() if type_ != UNKNOWN}
    fillers = {type_: {role: sorted(kinds) for role, kinds in each.items()} for type_, each in roles.items()}
    return {"triggers": triggers, "nouns": nouns, "fillers": fillers}
