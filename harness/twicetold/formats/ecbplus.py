"""ECB+ 1.0 (Cybulska and Vossen 2014): events and who takes part in them, coreferent in and across news articles.

A topic has two sub-topics, told apart by the names of the files (`36_1ecb.xml`, `36_1ecbplus.xml`): two happenings of
one kind. A sub-topic is a story. In files of the second kind sentence 0 is the address of the page, which is no text.

Only the sentences listed in `ECBplus_coreference_sentences.csv`, numbered as in the files, are annotated throughout,
and only these are scored: the gold has what begins in them. The list is looked for in the folder that is read and in
the three above it; without it all is scored.

Participants are marked by their heads, times and places as whole phrases, with their preposition or without; here it is
always left out, as it is in TimeML. Times have no values.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError
from twicetold.formats import cat
from twicetold.formats.format import EVENT_COREFERENCE, Format
from twicetold.model import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.formats.cat import Document, Markable
    from twicetold.formats.format import Notes, Reading
    from twicetold.ontology import Polarity, Realis, Split

_SELECTED = "ECBplus_coreference_sentences.csv"

_NAME = re.compile(r"(?P<topic>\d{1,6})_(?P<number>\d{1,6})(?P<part>ecb|ecbplus)\.xml")
_DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
_FIRST_OF_TEST = 36

_PREPOSITIONS = frozenset(
    "across after at before behind beyond by during for from in inside into near of off on onto out outside since"
    " through throughout till to toward towards until within".split()
)
"""What a phrase of time or place begins with that does not belong to its extent; not what modifies, as `about` does."""


class Source(NamedTuple):
    """A file and where it belongs. `listed` is how the list of selected sentences calls it: topic and file."""

    path: Path
    topic: int
    part: str
    number: int
    listed: tuple[str, str]

    @property
    def story(self) -> str:
        """The id of the sub-topic."""
        return f"{self.topic}{self.part}"

    @property
    def article(self) -> str:
        """The id of the article."""
        return f"{self.story}/{self.topic}_{self.number}{self.part}"


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield a sub-topic at a time, of a file or a folder of files, topics in folders of their own or not."""
    selected = _selected(path)
    if selected is None:
        reading.notes.add(f"corpora without {_SELECTED}, scored as a whole", str(path))

    def tell(source: Source, document: Document) -> cat.Told | None:
        sentences = None
        if selected is not None:
            listed = selected.get(source.listed, set())
            sentences = listed.intersection(document.sentences)
            lost = len(listed - sentences)
            reading.notes.add("selected sentences that are not in the text", str(source.path), lost)
            if not sentences:
                reading.notes.add("articles of which no sentence is selected, left out", str(source.path))
                return None
        return cat.annotated(source.article, document, SCHEME, reading, sentences)

    return stories(path, _NAME, reading, tell)


def stories(
    path: Path, name: re.Pattern[str], reading: Reading, tell: Callable[[Source, Document], cat.Told | None]
) -> Iterator[Story]:
    """Yield the sub-topics of files of a name, with what `tell` makes of each file; those of other names are noted.

    Raises InputError where no file has such a name, and where two are the same article.
    """
    linker = cat.Linker(reading.notes)
    for sources in _by_story(path, name, reading.notes):
        first = sources[0]
        told = [
            each
            for source in sources
            if (each := tell(source, cat.read_document(source.path, reading.notes, without=_address(source))))
        ]
        if told:
            articles = tuple(each.article for each in told)
            title = f"ECB+ topic {first.topic}, {first.part}"
            yield Story(first.story, title, articles, split=_split(first.topic), links=linker.links(first.story, told))


def _address(source: Source) -> int | None:
    """Return the sentence that is the address of the page, if there is one."""
    return 0 if source.part == "ecbplus" else None


def _split(topic: int) -> Split:
    """Return the part that a topic is in, in the division that most work on ECB+ uses; its files have none."""
    return "test" if topic >= _FIRST_OF_TEST else "dev" if topic in _DEV else "train"


def _by_story(path: Path, name: re.Pattern[str], notes: Notes) -> Iterator[list[Source]]:
    found: dict[tuple[int, str], dict[int, Source]] = {}
    for each in sorted(cat.files(path)):
        match = name.fullmatch(each.name)
        if match is None:
            notes.add("files that are not named like those of the corpus, passed over", str(each))
            continue
        topic, number, part = int(match["topic"]), int(match["number"]), match["part"]
        source = Source(each, topic, part, number, (match["topic"], match["number"] + part))
        other = found.setdefault((topic, part), {}).setdefault(number, source)
        if other is not source:
            raise InputError(f"{each}: {other.path} is the same article; name the folder of one of them")
    if not found:
        raise InputError(f"{path}: no file that is named like 36_1ecbplus.xml; name the folder that has them")
    for _, sources in sorted(found.items()):
        yield [source for _, source in sorted(sources.items())]


def _selected(path: Path) -> Mapping[tuple[str, str], set[int]] | None:
    """Read which sentences are selected, by topic and file; None where there is no such list."""
    whole = path.resolve()
    at = next((each for folder in (whole, *whole.parents[:3]) if (each := folder / _SELECTED).is_file()), None)
    if at is None:
        return None
    selected: dict[tuple[str, str], set[int]] = {}
    try:
        with at.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            for cells in rows:
                row = [cell.strip() for cell in cells]
                if rows.line_num == 1 or not row:
                    continue
                if len(row) != 3 or not cat.NUMBER.fullmatch(row[2]):  # noqa: PLR2004 - topic, file, sentence
                    raise InputError(
                        f"{at}:{rows.line_num}: {','.join(row)!r}: write topic, file, number of a sentence"
                    )
                selected.setdefault((row[0], row[1]), set()).add(int(row[2]))
    except OSError as error:
        raise InputError(f"{at}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{at}: no list of sentences: {error}") from error
    return selected


def _label(mention: Markable, descriptor: Markable | None) -> tuple[str, str]:  # noqa: ARG001 - of any instance
    """Return the table of a tag, and the tag; that an event is negated is not part of its class."""
    tag = mention.tag.removeprefix("NEG_")
    table = "events" if tag.startswith("ACTION") else "dates" if tag.startswith("TIME") else "entities"
    return table, tag


def _tokens(document: Document, mention: Markable, notes: Notes) -> Sequence[int]:
    """Return the tokens of a mention; without prepositions before a time or place, unless nothing else is there."""
    tokens = mention.tokens
    if not mention.tag.startswith(("TIME", "LOC")):
        return tokens
    begin = next((n for n, token in enumerate(tokens) if document.words[token].lower() not in _PREPOSITIONS), 0)
    if begin:
        notes.add("times and places that began with a preposition, which is left out", document.where(mention))
    return tokens[begin:]


def _factuality(mentions: Sequence[Markable]) -> tuple[Polarity, Realis]:
    """Return NEGATIVE if all mentions are, GENERIC if all are of that class."""
    negated = all(mention.tag.startswith("NEG_") for mention in mentions)
    generic = all(mention.tag.endswith("ACTION_GENERIC") for mention in mentions)
    return "NEGATIVE" if negated else "POSITIVE", "GENERIC" if generic else "ACTUAL"


SCHEME = cat.Scheme(
    coreference=frozenset({"CROSS_DOC_COREF", "INTRA_DOC_COREF"}),
    label=_label,
    factuality=_factuality,
    tokens=_tokens,
)


def looks_like(path: Path, name: re.Pattern[str], *, with_plots: bool) -> bool:
    """Tell whether the first file of a name has the markup of EventStoryLine, or that of ECB+."""
    data = cat.beginning(path, name)
    return bool(data) and with_plots == bool(re.search(rb"<PLOT_LINK\b|\bclimaxEvent=|\bDCT=", data))


def _recognises(path: Path) -> bool:
    """Tell by the name and the markup of a file."""
    return looks_like(path, _NAME, with_plots=False)


FORMAT = Format(
    name="ecbplus",
    title="CAT XML of ECB+, a story for each sub-topic",
    holds={
        "entities": "participants by their heads, and places; coreference",
        "dates": "extent and type, no value",
        "events": "triggers, polarity, coreference; no type of ours, no arguments",
        "links": "entities and events",
    },
    measures=(
        "entities.*", "dates.strict", "dates.relaxed", "dates.type", "events.trigger.id", "events.polarity",
        *EVENT_COREFERENCE, "links.e*",
    ),
    recognises=_recognises,
    read=read,
)  # fmt: skip
