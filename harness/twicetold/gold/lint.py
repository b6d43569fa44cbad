"""What a machine can find wrong in a gold set.

Each check yields findings; one that is no fault is answered in the layer's file by `allow CHECK WORDS: REASON`.

| check        | what it holds                                                                            |
|--------------|------------------------------------------------------------------------------------------|
| sense        | ids resolve, roles are allowed, links point at what exists                               |
| trim         | a span begins and ends with a visible character and not with a possessive ending         |
| crossing     | no two spans of a layer cross                                                            |
| preposition  | a date does not begin with a preposition                                                 |
| value        | a date's value parses and fits its type                                                  |
| weekday      | a date named by a weekday falls on it; a bare one is the publication day or one of the six before |
| head         | a mention of several words has a head, a pronoun is marked `pro`                         |
| everywhere   | a name or trigger marked in one place is marked wherever it stands                       |
| unmarked     | a capitalised word or a pronoun of the third person stands in a mention                  |
| quotation    | a quotation of four words or more lies in a claim                                        |
| mode         | a claim's mode agrees with the quotation marks in its content                            |
| cue          | a word of the cue lexicon is a cue                                                       |
| cluster      | linked entities and events have one type                                                 |
| copied       | no two articles share a run of eight words                                               |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from twicetold import sense, timex
from twicetold.model import Extraction, Span, text_of

if TYPE_CHECKING:
    from twicetold.gold.source import StorySource
    from twicetold.model import Article, Date, Links

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PREPOSITIONS = frozenset("after at before between by during for from in of on over since through to until".split())
_PRONOUNS = frozenset("he she they him her them his hers their theirs himself herself themselves".split())
_CUES = frozenset(
    """accused accuses according acknowledged acknowledges adding admitted admits alleged alleges announced announces
    argued argues asserted asserts believes blamed blames blaming claimed claims conceded concedes confirmed confirms
    contended contends declared declares demanded demands denied denies denying described disputed doubts estimates
    expects feared fears forecast insisted insists predicted predicts promised promises rejected rejects reported
    said says saying stated states suggested suggests told urged urges vowed warned warns""".split()
)
_QUOTATION = re.compile(r'"[^"\n]+"|“[^”\n]+”')
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_LONG_QUOTATION = 4
_COPIED_WORDS = 8


class LintFinding(NamedTuple):
    """Something that looks wrong: which check, in which file and line, about which words."""

    check: str
    file: str
    line: int
    words: str
    problem: str

    def __str__(self) -> str:
        """Write it as compilers do."""
        return f"{self.file}:{self.line}: [{self.check}] {self.words!r}: {self.problem}"


class Place(NamedTuple):
    """Where in an article something was found, in which layer, and what is wrong with it."""

    layer: str
    start: int
    words: str
    problem: str


_Check = Callable[["Article", Extraction], Iterator[Place]]


def lint(sources: list[StorySource]) -> list[LintFinding]:
    """Return what is found in the stories and not allowed with a reason, in the order of the files."""
    findings = [finding for source in sources for finding in _lint_story(source)]
    return sorted([*findings, *_copied(sources)], key=lambda finding: (finding.file, finding.line, finding.check))


def _lint_story(source: StorySource) -> Iterator[LintFinding]:
    toml = str(source.folder / "story.toml")
    for pointer, problem in sense.check_story(source.story):
        yield LintFinding("sense", toml, 1, pointer, problem)
    golds = {article.id: article.gold for article in source.story.articles}
    for members, problem in type_clashes(source.story.links, golds):
        yield LintFinding("cluster", str(source.folder / "links.txt"), 1, members, problem)
    for letter, article_source in source.articles.items():
        article = article_source.article
        for name, place in lint_article(article, article.gold or Extraction()):
            allowed = {(item.check, item.words) for item in article_source.allowances.get(place.layer, ())}
            if (name, place.words) not in allowed:
                line = article.text.count("\n", 0, place.start) + 1
                file = str(source.folder / letter / f"{place.layer}.txt")
                yield LintFinding(name, file, line, place.words, place.problem)


def lint_article(article: Article, gold: Extraction) -> Iterator[tuple[str, Place]]:
    """Yield what is found in one article, by the name of the check, reasons or not."""
    for name, check in _CHECKS.items():
        yield from ((name, place) for place in check(article, gold))


def _spans(gold: Extraction) -> Iterator[tuple[str, Span]]:
    """Yield every span of the gold with its layer."""
    for entity in gold.entities:
        for mention in entity.mentions:
            yield "entities", mention.span
            if mention.head:
                yield "entities", mention.head
    for time in gold.dates:
        yield "dates", time.span
    for event in gold.events:
        yield from (("events", trigger) for trigger in event.triggers)
        yield from (("events", argument.span) for argument in event.arguments if argument.span)
    for claim in gold.claims:
        yield from (("claims", span) for span in (claim.source, claim.cue, claim.content) if span)


def _trim(article: Article, gold: Extraction) -> Iterator[Place]:
    for layer, span in _spans(gold):
        for part in span:
            words = article.text[part.start : part.end]
            if words != words.strip() or words[0] in ",;)" or words[-1] in ",;(":
                yield Place(layer, part.start, words, "begins or ends with what does not belong to it")
            elif layer == "entities" and words.endswith(("'s", "’s")):
                yield Place(layer, part.start, words, "the possessive ending is outside a mention")


def _crossing(article: Article, gold: Extraction) -> Iterator[Place]:
    by_layer: dict[str, set[tuple[int, int]]] = {}
    for layer, span in _spans(gold):
        by_layer.setdefault(layer, set()).update((part.start, part.end) for part in span)
    for layer, bounds in by_layer.items():
        ordered = sorted(bounds)
        for number, (start, end) in enumerate(ordered):
            for other_start, other_end in ordered[number + 1 :]:
                if other_start >= end:
                    break
                if start < other_start and end < other_end:
                    words = article.text[start:other_end]
                    yield Place(layer, start, words, "two spans of one layer cross here")


def _preposition(article: Article, gold: Extraction) -> Iterator[Place]:
    for time in gold.dates:
        words = text_of(time.span, article.text)
        if words.split()[0].lower() in _PREPOSITIONS:
            yield Place("dates", time.span[0].start, words, "the preposition is outside a date")


def _value(article: Article, gold: Extraction) -> Iterator[Place]:
    for time in gold.dates:
        if not timex.fits(time.type, time.value):
            words = text_of(time.span, article.text)
            yield Place("dates", time.span[0].start, words, f"{time.value} is no value of a {time.type}")


def _weekday(article: Article, gold: Extraction) -> Iterator[Place]:
    published = date.fromisoformat(article.published[:10])
    for time in gold.dates:
        words = text_of(time.span, article.text)
        named = [number for number, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}\b", words.lower())]
        day = timex.day_of(time.value)
        if len(named) != 1 or day is None or time.type == "SET":
            continue
        if day.weekday() != named[0]:
            yield Place("dates", time.span[0].start, words, f"{day} is a {_WEEKDAYS[day.weekday()].title()}")
        elif _is_bare(time, words) and not published - timedelta(days=6) <= day <= published:
            yield Place("dates", time.span[0].start, words, f"{day} is neither {published} nor in the six days before")


def _is_bare(time: Date, words: str) -> bool:
    return words.lower() in _WEEKDAYS and time.anchor is None


def _head(article: Article, gold: Extraction) -> Iterator[Place]:
    for entity in gold.entities:
        for mention in entity.mentions:
            words = text_of(mention.span, article.text)
            if mention.level == "NOM" and " " in words and not mention.head:
                yield Place("entities", mention.span[0].start, words, "a noun phrase of several words has a head")
            if (mention.level == "PRO") != (words.lower() in _PRONOUNS) and words.lower() in _PRONOUNS:
                yield Place("entities", mention.span[0].start, words, "a pronoun is marked pro")


def _everywhere(article: Article, gold: Extraction) -> Iterator[Place]:
    taken = [part for entity in gold.entities for mention in entity.mentions for part in mention.span]
    heads = {
        text_of(mention.head or mention.span, article.text)
        for entity in gold.entities
        for mention in entity.mentions
        if mention.level == "NAM"
    }
    for name in sorted(heads):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text):
            if not any(part.start <= match.start() and match.end() <= part.end for part in taken):
                yield Place("entities", match.start(), name, "is marked elsewhere, and not here")
    triggers = [part for event in gold.events for trigger in event.triggers for part in trigger]
    for words in sorted({article.text[part.start : part.end].lower() for part in triggers}):
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", article.text, re.IGNORECASE):
            if not any(part.start <= match.start() and match.end() <= part.end for part in triggers):
                yield Place("events", match.start(), words, "is a trigger elsewhere, and not here")


def _unmarked(article: Article, gold: Extraction) -> Iterator[Place]:
    covered = {
        position
        for layer, span in _spans(gold)
        if layer in ("entities", "dates")
        for part in span
        for position in range(part.start, part.end)
    }
    for match in _WORD.finditer(article.text):
        word = match[0]
        before = article.text[: match.start()].rstrip(' "“‘(•')
        opens = not before or before[-1] in ".!?:\n"
        is_name = word[0].isupper() and not opens and word != "I"
        if match.start() not in covered and (is_name or word.lower() in _PRONOUNS):
            yield Place("entities", match.start(), word, "is in no mention and no date")


def _quotation(article: Article, gold: Extraction) -> Iterator[Place]:
    contents = {position for claim in gold.claims for part in claim.content for position in range(part.start, part.end)}
    for match in _QUOTATION.finditer(article.text):
        if len(_WORD.findall(match[0])) >= _LONG_QUOTATION and not contents.issuperset(range(*match.span())):
            yield Place("claims", match.start(), match[0], "the quotation lies in no claim's content")


def _mode(article: Article, gold: Extraction) -> Iterator[Place]:
    quoted = {position for match in _QUOTATION.finditer(article.text) for position in range(*match.span())}
    for claim in gold.claims:
        positions = [
            position
            for part in claim.content
            for position in range(part.start, part.end)
            if article.text[position].isalnum()
        ]
        inside = sum(position in quoted for position in positions)
        mode = "INDIRECT" if not inside else "DIRECT" if inside == len(positions) else "MIXED"
        if mode != claim.mode:
            yield Place(
                "claims",
                claim.cue[0].start,
                text_of(claim.cue, article.text),
                f"is {claim.mode}, reads {mode}",
            )


def _cue(article: Article, gold: Extraction) -> Iterator[Place]:
    cues = {position for claim in gold.claims for part in claim.cue for position in range(part.start, part.end)}
    quoted = {position for match in _QUOTATION.finditer(article.text) for position in range(*match.span())}
    for match in _WORD.finditer(article.text):
        if match[0].lower() in _CUES and match.start() not in cues and match.start() not in quoted:
            yield Place("claims", match.start(), match[0], "a cue verb that is no cue")


_CHECKS: dict[str, _Check] = {
    "trim": _trim,
    "crossing": _crossing,
    "preposition": _preposition,
    "value": _value,
    "weekday": _weekday,
    "head": _head,
    "everywhere": _everywhere,
    "unmarked": _unmarked,
    "quotation": _quotation,
    "mode": _mode,
    "cue": _cue,
}


def type_clashes(links: Links, golds: Mapping[str, Extraction | None]) -> Iterator[tuple[str, str]]:
    """Yield linked entities and events that are not of one type: the members, and the problem."""
    types: dict[tuple[str, str], str] = {}
    for article, gold in golds.items():
        if gold is not None:
            types |= {(article, entity.id): entity.type for entity in gold.entities}
            types |= {(article, event.id): event.type for event in gold.events}
    for cluster in (*links.entities, *links.events):
        found = {types.get((member.article, member.id), "?") for member in cluster.members}
        if len(found) > 1:
            names = " ".join(f"{member.article.rpartition('/')[2]}:{member.id}" for member in cluster.members)
            yield names, f"linked, but of types {', '.join(sorted(found))}"


def _copied(sources: list[StorySource]) -> Iterator[LintFinding]:
    first: dict[tuple[str, ...], str] = {}
    for source in sources:
        for letter, article_source in source.articles.items():
            text = article_source.article.text
            words = [(match.start(), match[0].lower()) for match in _WORD.finditer(text)]
            file = str(source.folder / letter / "text.txt")
            for number in range(len(words) - _COPIED_WORDS + 1):
                run = tuple(word for _, word in words[number : number + _COPIED_WORDS])
                if first.setdefault(run, file) != file:
                    line = text.count("\n", 0, words[number][0]) + 1
                    yield LintFinding("copied", file, line, " ".join(run), f"stands in {first[run]} too")
