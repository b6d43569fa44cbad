"""What a machine can find wrong in a gold set.

Each check yields findings; one that is no fault is answered in the layer's file by `allow CHECK WORDS: REASON`.

| check        | what it holds                                                                            |
|--------------|------------------------------------------------------------------------------------------|
| sense        | ids resolve, roles are allowed, links point at what exists                               |
| trim         | a span begins and ends with a visible character and not with a possessive ending         |
| crossing     | no two spans of a layer cross                                                            |
| preposition  | a date does not begin with a preposition                                                 |
| value        | a date's value parses and fits its type                                                  |
| weekday      | a date named by a weekday falls on it; a bare one is no more than six days away          |
| anchor       | what hangs on another date ("the next day") names it                                     |
| recognised   | what an independent recogniser takes for a date is one                                   |
| head         | a mention of several words has a head, a pronoun is marked `pro`                         |
| named        | the name of an entity is one that the text has for it                                    |
| voice        | an entity without a name fills a role or is the source of a claim                        |
| everywhere   | a name or trigger marked in one place is marked wherever it stands                       |
| unmarked     | a capitalised word or a pronoun of the third person stands in a mention                  |
| argument     | plain words in a role are no entity, and nothing fills two roles of one event            |
| quotation    | a quotation of four words or more lies in a claim                                        |
| mode         | a claim's mode agrees with the quotation marks in its content                            |
| cue          | a word of the cue lexicon is a cue                                                       |
| source       | a claim's source and its source entity belong together                                   |
| nesting      | a claim that stands in the content of another says so                                    |
| tag          | what is tagged by hand agrees with its item; a contradiction says of what kind it is     |
| cluster      | linked entities and events have one type                                                 |
| copied       | no two articles share a run of eight words                                               |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from twicetold import sense
from twicetold.gold.checks import CHECKS, Fault
from twicetold.gold.link_lines import named
from twicetold.gold.places import meet
from twicetold.gold.prose import COPIED_RUN, WORD, runs
from twicetold.gold.source import read_text
from twicetold.model import Extraction, text_of

if TYPE_CHECKING:
    from twicetold.gold.source import StorySource
    from twicetold.model import Article, Date, Links

Recogniser = Callable[["Article"], Iterable["Date"]]
"""Something independent that finds dates in an article."""


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


def lint(sources: list[StorySource], recognise: Recogniser | None = None) -> list[LintFinding]:
    """Return what is found in the stories and not allowed with a reason, in the order of the files."""
    findings = [finding for source in sources for finding in _lint_story(source, recognise)]
    return sorted([*findings, *_copied(sources)], key=lambda finding: (finding.file, finding.line, finding.check))


def _lint_story(source: StorySource, recognise: Recogniser | None) -> Iterator[LintFinding]:
    for pointer, problem in sense.check_story(source.story):
        yield LintFinding("sense", *_place_of(pointer, source), problem)
    golds = {article.id: article.gold for article in source.story.articles}
    for ends, problem in _relations(source.story.links):
        yield LintFinding("tag", str(source.folder / "links.txt"), 1, ends, problem)
    for members, problem in type_clashes(source.story.links, golds):
        yield LintFinding("cluster", str(source.folder / "links.txt"), 1, members, problem)
    for letter, article_source in source.articles.items():
        article = article_source.article
        found = lint_article(article, article.gold or Extraction())
        recognised = _recognised(article, recognise) if recognise else ()
        for name, fault in (*found, *recognised):
            allowed = {(item.check, item.words) for item in article_source.allowances.get(fault.layer, ())}
            if (name, fault.words) not in allowed:
                line = article.text.count("\n", 0, fault.start) + 1
                file = str(source.folder / letter / f"{fault.layer}.txt")
                yield LintFinding(name, file, line, fault.words, fault.problem)


def _place_of(pointer: str, source: StorySource) -> tuple[str, int, str]:
    """Return what a place in the document of a story is in its folder: the file, the line, and the item's id."""
    match pointer.split("/"):
        case ["", "articles", number, "gold", layer, item, *_]:
            letter, article_source = list(source.articles.items())[int(number)]
            path = source.folder / letter / f"{layer}.txt"
            own: str = getattr(article_source.article.gold, layer)[int(item)].id
            table = enumerate(read_text(path).splitlines(), start=1)
            return str(path), next((line for line, words in table if words.split()[:1] == [own]), 1), own
        case ["", "links", *_]:
            return str(source.folder / "links.txt"), 1, pointer
    return str(source.folder / "story.toml"), 1, pointer


def lint_article(article: Article, gold: Extraction) -> Iterator[tuple[str, Fault]]:
    """Yield what is found in one article, by the name of the check, reasons or not."""
    for name, check in CHECKS.items():
        yield from ((name, fault) for fault in check(article, gold))


def _recognised(article: Article, recognise: Recogniser) -> Iterator[tuple[str, Fault]]:
    """Yield what a recogniser takes for a date and is in none."""
    taken = tuple(part for date in (article.gold or Extraction()).dates for part in date.span)
    for date in recognise(article.without_gold()):
        first, *_ = date.span
        if not meet((first,), taken):
            words = text_of(date.span, article.text)
            yield "recognised", Fault("dates", first.start, words, f"a recogniser takes it for a date, {date.value}")


def _relations(links: Links) -> Iterator[tuple[str, str]]:
    """Yield contradictions of no kind, and kinds of contradiction where there is none: the claims, and the problem."""
    for relation in links.claims:
        ends = f"{named(relation.first)} {named(relation.second)}"
        kinds = [name for name in relation.phenomena if name.startswith("contradiction-")]
        if (relation.label == "CONTRADICT") != bool(kinds):
            yield ends, f"is {relation.label}, with {', '.join(kinds) or 'no kind of contradiction'}"


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
            yield " ".join(map(named, cluster.members)), f"linked, but of types {', '.join(sorted(found))}"


def _copied(sources: list[StorySource]) -> Iterator[LintFinding]:
    first: dict[tuple[str, ...], str] = {}
    for source in sources:
        for letter, article_source in source.articles.items():
            text = article_source.article.text
            file = str(source.folder / letter / "text.txt")
            for begin, run in zip(WORD.finditer(text), runs(text, COPIED_RUN), strict=False):
                if first.setdefault(run, file) != file:
                    line = text.count("\n", 0, begin.start()) + 1
                    yield LintFinding("copied", file, line, " ".join(run), f"stands in {first[run]} too")
