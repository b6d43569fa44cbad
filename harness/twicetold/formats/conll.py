"""CoNLL columns: a token on each line, entities as tags in a column, coreference as brackets in the last one.

Columns stand apart by a tab, or by blanks where a file has no tabs. Which they are is told by what is in them. Tags are
of BIO (IOB2), IOB1, IOBES, BILOU or IOE, all of which one rule reads as conlleval does: B, S and U begin an entity, and
so does what follows on E, L, S, U, O or another label. Or they are the brackets of OntoNotes, `(ORG*` to `*)`, in files
of the columns of CoNLL-2011 and CoNLL-2012. Coreference is `(12` to `12)`, with `|` between several.

A text is its tokens with a blank between them, a line for each sentence. An article begins at `-DOCSTART-`, or at
`#begin document (NAME); part N`: there NAME is its story, and its parts are the articles of that, unless NAME is the id
of an article already, as it is in what is written here. In a file without such marks each sentence is an article.

A tagged mention is a name (NAM), unless a level stands behind its label (`PER.NOM`), and an entity of its own, unless
it is in a cluster. A cluster has the type of most of its tagged mentions; one without them has what the map of labels
has for "(untagged)". Its other mentions are pronouns by a list of English ones (PRO), or else descriptions (NOM).

Written are three columns with tabs: a token, its tag of IOB2, the coreference of all mentions. Tokens are the runs of
letters and digits, and all other characters that are not blank; sentences are the lines of the text that no mention
goes across. Mentions are tagged from the longest down, as far as no other has their tokens. From the brackets come back
all mentions of one part that begin and end with tokens, and which are of one entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import accumulate, chain, groupby, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from msgspec.structs import replace

from twicetold.errors import InputError
from twicetold.files import whole_file
from twicetold.formats.format import Format, Notes
from twicetold.formats.ids import ARTICLE_ID, id_for, take
from twicetold.formats.tokens import TokenText
from twicetold.model import Article, Entity, Extraction, Mention, Story, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.ontology import EntityType, Level

    Bounds = tuple[int, int]
    """The numbers of the first and the last token of a mention."""

_T = TypeVar("_T")

UNTAGGED = "(untagged)"
"""What the map of labels has a type for: clusters without a tagged mention."""

_LEVELS: dict[str, Level] = {"NAM": "NAM", "NOM": "NOM", "PRO": "PRO"}
_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "we us our ours ourselves they them their theirs themselves who whom whose which that this these those".split()
)
_ESCAPES = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
"""How treebanks, and OntoNotes with them, write the tokens that are brackets."""

_SUFFIXES = (".conll", "_conll", ".conll2003", ".conll03", ".bio", ".iob", ".iob2", ".iobes", ".bioes")
"""Names that end so are those of CoNLL columns."""

_MAYBE = (".txt", ".tsv", ".train", ".dev", ".test", ".testa", ".testb", ".annotated")
"""Names that end so may be those of anything."""

_HEAD = 2000
"""Lines of a file by which its columns are told."""

_SOME = 10
"""Tokens that are not all the same by chance."""

_BEGINNING = 1 << 14
"""Bytes by which a file is recognised."""

_DOCSTART = "-DOCSTART-"
_BEGIN = re.compile(r"#\s*begin document\s+(\(.*\)|.*?)\s*(?:;\s*part\s+([0-9A-Za-z]+))?\s*$")
_END = re.compile(r"#\s*end document")
_COMMENT = re.compile(r"#\s?[\w.:]+ ?= ")
_TAG = re.compile(r"O|([BIESLUM])-(\S.*)")
_BRACKETS = re.compile(r"(?:\([^()*\s]+)*\*?\)*|-")
_BRACKET = re.compile(r"\(([^()*]+)|\)")
_CLUSTERS = re.compile(r"[-_*]|\s*(?:\([^()|*]+\)?|[^()|*]+\))(?:\s*\|\s*(?:\([^()|*]+\)?|[^()|*]+\)))*\s*")
_NO_CLUSTER = ("-", "_", "*", "")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ONTONOTES = 12
"""Columns of CoNLL-2011 and 2012 in a sentence without predicates, each of which has one more."""


class _Columns(NamedTuple):
    """Where in a file what stands."""

    tabs: bool
    number: int
    more: bool
    """Whether each sentence has its own number of columns, `number` or more."""
    word: int
    tags: int | None
    brackets: bool
    clusters: int | None


_WRITTEN = _Columns(tabs=True, number=3, more=False, word=0, tags=1, brackets=False, clusters=2)


class _Row(NamedTuple):
    line: int
    word: str
    """Empty where the token is blank, and so is none of the text."""
    tag: str
    cluster: str


class _Document(NamedTuple):
    """The sentences of an article, and what the file calls it and its story."""

    story: str
    article: str
    line: int
    columns: _Columns
    sentences: list[list[_Row]]


class _Chunk(NamedTuple):
    """Rows of a sentence that tags make one mention; `letters` are those before the labels."""

    first: int
    last: int
    label: str
    letters: str


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a file, or of the files in a folder and in those below it."""
    names = _Names()
    files = _files(path, reading)
    if not files:
        raise InputError(f"{path}: no file of CoNLL columns; name them *.conll, or give the file itself")
    for file in files:
        name = file.name if file == path else file.relative_to(path).as_posix()
        for story, documents in groupby(_documents(file, name, reading), key=lambda document: document.story):
            yield _story(story, list(documents), file, names, reading)


def _files(path: Path, reading: Reading) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = []
    for file in sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")):
        if file.name.endswith(_SUFFIXES) or (_may_be(file) and _looks_right(file)):
            found.append(file)
        elif _may_be(file):
            reading.notes.add("files passed over, for they have no certain CoNLL columns", str(file))
    return found


def _may_be(path: Path) -> bool:
    return path.suffix in ("", *_MAYBE)


class _Names:
    """Ids of stories, made from what files call them, each given once."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}
        self._taken: dict[str, int] = {}

    def of(self, foreign: str, place: str) -> str:
        """Return an id. Raises InputError if the story was somewhere else before."""
        if foreign in self._places:
            raise InputError(
                f"{place}: {foreign!r} stands in {self._places[foreign]} already; read one of them, or join"
            )
        self._places[foreign] = place
        return take(id_for(foreign, "document"), self._taken)


def _story(foreign: str, documents: list[_Document], file: Path, names: _Names, reading: Reading) -> Story:
    place = f"{file}:{documents[0].line}"
    name = names.of(foreign, place)
    seen: set[str] = set()
    articles = []
    for document in documents:
        where = f"{file}:{document.line}"
        if document.article in seen:
            raise InputError(f"{where}: {foreign!r} has two parts {document.article}")
        seen.add(document.article)
        articles.append(_article(f"{name}/{document.article}", document, file, reading))
    return Story(name, foreign, tuple(articles))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file, with their numbers. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}:{number}: not UTF-8: {error.reason}; convert the file to UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def _split(line: str, *, tabs: bool) -> list[str]:
    return line.split("\t") if tabs else [part for part in line.split(" ") if part]


def _is_comment(line: str) -> bool:
    return line.startswith("#") and "\t" not in line and bool(_COMMENT.match(line))


def _is_mark(line: str) -> bool:
    return line.startswith(_DOCSTART) or (line.startswith("#") and bool(_BEGIN.match(line) or _END.match(line)))


def _documents(path: Path, name: str, reading: Reading) -> Iterator[_Document]:
    """Yield the articles of a file as they come, those without a token left out."""
    lines = _lines(path)
    head = list(islice(lines, _HEAD))
    columns = _columns(head, path, reading.labels.get("entities", {}))
    _refuse_masked(head, columns, path)
    base = next((name.removesuffix(suffix) for suffix in (*_SUFFIXES, ".txt", ".tsv") if name.endswith(suffix)), name)
    for document in _Assembly(path, base, columns, reading.notes).documents(chain(head, lines)):
        if any(row.word for sentence in document.sentences for row in sentence):
            yield document
        else:
            reading.notes.add("articles without a token, left out", f"{path}:{document.line}")


class _Assembly:
    """The lines of a file, put together to articles."""

    def __init__(self, path: Path, base: str, columns: _Columns, notes: Notes) -> None:
        self._path = path
        self._base = base
        self._columns = columns
        self._notes = notes
        self._current: _Document | None = None
        self._articles = 0
        self._in_sentence = False
        self._marked = False
        self._must_end = False

    def documents(self, lines: Iterable[tuple[int, str]]) -> Iterator[_Document]:
        """Yield the articles. Raises InputError where the last one is cut."""
        number = 0
        for number, line in lines:
            if not line.strip():
                self._in_sentence = False
                if not self._marked:
                    yield from self._finished()
            elif _is_mark(line):
                yield from self._finished()
                self._mark(number, line)
            elif row := _row(line, number, self._columns):
                self._take(row)
            elif not line.startswith("#"):
                self._note(f"lines that have not {self._columns.number} columns, passed over", number)
        if self._must_end:
            raise InputError(f"{self._path}:{number}: ends before #end document, so it may be cut; get it whole")
        yield from self._finished()

    def _note(self, what: str, line: int) -> None:
        self._notes.add(what, f"{self._path}:{line}")

    def _finished(self) -> Iterator[_Document]:
        if self._current:
            yield self._current
        self._current = None

    def _mark(self, number: int, line: str) -> None:
        begins, ends = _BEGIN.match(line), _END.match(line)
        if self._must_end and not ends:
            self._note("articles that begin before the last one has its #end document", number)
        self._marked, self._in_sentence, self._must_end = True, False, bool(begins)
        if begins:
            self._begin(number, *_named(begins[1], begins[2], self._columns))
        elif not ends:
            self._begin(number)

    def _begin(self, number: int, story: str = "", article: str = "a") -> _Document:
        self._articles += 1
        self._current = _Document(story or f"{self._base}-{self._articles}", article, number, self._columns, [])
        return self._current

    def _take(self, row: _Row) -> None:
        if not self._current and self._marked:
            self._note("lines between two articles, passed over", row.line)
            return
        if not self._current:
            self._note("sentences that are articles, for nothing marks where articles begin", row.line)
        sentences = (self._current or self._begin(row.line)).sentences
        if not self._in_sentence:
            sentences.append([])
        self._in_sentence = True
        sentences[-1].append(row)


def _named(foreign: str, part: str | None, columns: _Columns) -> tuple[str, str]:
    """Return the names of the story and of the article that a `#begin document` names."""
    foreign = foreign[1:-1] if foreign.startswith("(") else foreign
    if columns == _WRITTEN and ARTICLE_ID.match(foreign):
        story, _, article = foreign.partition("/")
        return story, article
    return foreign, part or "a"


def _row(line: str, number: int, columns: _Columns) -> _Row | None:
    """Return what a line has of a token; None for a comment, or for another number of columns."""
    parts = _split(line, tabs=columns.tabs)
    if len(parts) != columns.number and not (columns.more and len(parts) > columns.number):
        return None
    if _is_comment(line):
        return None
    word = parts[columns.word].strip()
    return _Row(
        number,
        _ESCAPES.get(word, word),
        "O" if columns.tags is None else parts[columns.tags].strip(),
        "-" if columns.clusters is None else parts[columns.clusters].strip(),
    )


def _columns(head: Sequence[tuple[int, str]], path: Path, labels: Collection[str]) -> _Columns:
    """Tell the columns of a file by how it begins, each by most of what is in it.

    Raises InputError, with the line, where that is not certain.
    """
    lines = [each for each in head if each[1].strip() and not _is_mark(each[1]) and not _is_comment(each[1])]
    if not lines:
        raise InputError(f"{path}: no token in the first {_HEAD} lines; is it a file of CoNLL columns?")
    tabs = _most(lines, lambda line: "\t" in line[1])
    split = [(number, _split(line, tabs=tabs)) for number, line in lines]
    marked = any(_BEGIN.match(line) for _, line in head)
    if marked and _most(split, lambda row: len(row[1]) >= _ONTONOTES):
        long = [(number, parts) for number, parts in split if len(parts) >= _ONTONOTES]
        if _counts(long, 2):
            tagged = _most(long, lambda row: _TAG.fullmatch(row[1][10]))
            return _Columns(tabs, _ONTONOTES, more=True, word=3, tags=10, brackets=not tagged, clusters=-1)
    count, _ = Counter(len(parts) for _, parts in split).most_common(1)[0]
    first = split[0][0]
    if not _most(split, lambda row: len(row[1]) == count):
        raise InputError(f"{path}:{first}: the number of columns is not certain; most lines must have as many")
    rows = [(number, parts) for number, parts in split if len(parts) == count]
    tags = _tags(rows, count, f"{path}:{first}", labels)
    last = max(column for column in range(count) if any(parts[column] for _, parts in rows))
    filled = [parts[last] for _, parts in rows]
    has_clusters = _most(filled, _CLUSTERS.fullmatch) and (marked or any("(" in value for value in filled))
    clusters = last if has_clusters else None
    if tags is None and clusters is None:
        line, value = next(((line, parts[-1]) for line, parts in rows if parts[-1] not in ("O", "-")), (first, "O"))
        raise InputError(
            f"{path}:{line}: no column is certain to have tags (O, B-PER, I-PER, …) or coreference (-, (12, 12)); "
            f"the last one has {value!r}"
        )
    free = [column for column in range(count) if column not in (tags, clusters)]
    word = next((column for column in free if column and _counts(rows, column - 1)), 0)
    if word in (tags, clusters):
        raise InputError(f"{path}:{first}: no column is certain to have the tokens; put them into the first")
    return _Columns(tabs, count, more=False, word=word, tags=tags, brackets=False, clusters=clusters)


def _tags(rows: Sequence[tuple[int, list[str]]], count: int, place: str, labels: Collection[str]) -> int | None:
    """Return the column of the tags of entities: the one whose labels are known, or else the last of tags."""
    columns, known = [], []
    for column in range(count):
        values = [parts[column] for _, parts in rows]
        tags = [tag for value in values if (tag := _TAG.fullmatch(value))]
        others = [value for value in values if value != "O"]
        if 2 * len(tags) > len(values) and (not others or _most(others, _TAG.fullmatch)):
            columns.append(column)
            if any(tag[2] and _levelled(tag[2], labels)[0] in labels for tag in tags):
                known.append(column)
    if len(known) > 1:
        shown = " and ".join(str(column + 1) for column in known)
        raise InputError(
            f"{place}: columns {shown} have tags of entities, and which are meant is not certain; leave one of them"
        )
    return known[0] if known else columns[-1] if columns else None


def _most(values: Sequence[_T], test: Callable[[_T], object]) -> bool:
    return 2 * sum(bool(test(value)) for value in values) > len(values)


def _counts(rows: Sequence[tuple[int, list[str]]], column: int) -> bool:
    """Tell whether a column numbers the tokens of each sentence."""
    pairs = [(before[1][column], after[1][column]) for before, after in pairwise(rows) if after[0] == before[0] + 1]
    return bool(pairs) and _most(
        pairs, lambda pair: pair[0].isdecimal() and pair[1].isdecimal() and int(pair[1]) == int(pair[0]) + 1
    )


def _refuse_masked(head: Sequence[tuple[int, str]], columns: _Columns, path: Path) -> None:
    """Raise InputError where the tokens are all the same, as in corpora that may not pass on their text."""
    rows = [row for number, line in head if not _is_mark(line) and (row := _row(line, number, columns))]
    if columns != _WRITTEN and len(rows) >= _SOME and len({row.word for row in rows}) == 1:
        raise InputError(
            f"{path}:{rows[0].line}: every token is {rows[0].word!r}; if the words are masked, put them back with the "
            "program that comes with the corpus"
        )


def _article(name: str, document: _Document, file: Path, reading: Reading) -> Article:
    text = TokenText([[row.word for row in sentence if row.word] for sentence in document.sentences])
    rows = [row for sentence in document.sentences for row in sentence]
    starts = [0, *accumulate(bool(row.word) for row in rows)]
    if blank := [row for row in rows if not row.word]:
        reading.notes.add("tokens that are blank, left out", f"{file}:{blank[0].line}", len(blank))
    named = dict(_named_mentions(document, starts, file, reading))
    clusters = _clusters(rows, starts, file, reading.notes)
    where = f"{file}:{document.line}"
    found = list(_entities(named, clusters, where, text, reading))
    found.sort(key=lambda entity: [(mention.span[0].start, -mention.span[-1].end) for mention in entity.mentions])
    entities = tuple(replace(entity, id=f"e{number}") for number, entity in enumerate(found, start=1))
    return Article(name, text.text, reading.day(where), gold=Extraction(entities))


def _named_mentions(
    document: _Document, starts: Sequence[int], file: Path, reading: Reading
) -> Iterator[tuple[Bounds, tuple[EntityType, Level]]]:
    """Yield the mentions that are tagged, with their types and levels."""
    labels = reading.labels.get("entities", {})
    offset = 0
    chunks: list[tuple[int, _Chunk]] = []
    for sentence in document.sentences:
        read_tags = _bracketed if document.columns.brackets else _chunks
        chunks += [(offset, chunk) for chunk in read_tags(sentence, file, reading.notes)]
        offset += len(sentence)
    rows = [row for sentence in document.sentences for row in sentence]
    in_order = _scheme(chunks)
    for offset, chunk in chunks:
        place = f"{file}:{rows[offset + chunk.first].line}"
        if in_order and not in_order.fullmatch(chunk.letters):
            reading.notes.add("mentions whose tags are out of order, read as conlleval reads them", place)
        label, level = _levelled(chunk.label, labels)
        bounds = (starts[offset + chunk.first], starts[offset + chunk.last + 1] - 1)
        if bounds[0] > bounds[1]:
            reading.notes.add("mentions of blank tokens only, left out", place)
        elif kind := reading.label("entities", label, place):
            yield bounds, (cast("EntityType", kind), level)


def _levelled(label: str, labels: Collection[str]) -> tuple[str, Level]:
    """Return a label without the level that stands behind it, and that level, or that of a name."""
    base, _, level = label.rpartition(".")
    return (base, _LEVELS[level]) if base and level in _LEVELS and label not in labels else (label, "NAM")


def _chunks(sentence: Sequence[_Row], file: Path, notes: Notes) -> list[_Chunk]:
    """Return the mentions of a sentence in tags of any scheme; see the head of this module."""
    chunks: list[_Chunk] = []
    is_open = False
    for number, row in enumerate(sentence):
        if row.tag == "O":
            is_open = False
            continue
        tag = _TAG.fullmatch(row.tag)
        if not tag:
            notes.add("tags of no scheme, read as O", f"{file}:{row.line}")
            is_open = False
            continue
        letter, label = tag.groups()
        if is_open and letter not in "BSU" and label == chunks[-1].label:
            chunks[-1] = chunks[-1]._replace(last=number, letters=chunks[-1].letters + letter)
        else:
            chunks.append(_Chunk(number, number, label, letter))
        is_open = letter not in "ELSU"
    return chunks


def _scheme(chunks: Sequence[tuple[int, _Chunk]]) -> re.Pattern[str] | None:
    """Return what letters make a mention in the scheme of an article; None where any do, as in IOB1."""
    letters = {letter for _, chunk in chunks for letter in chunk.letters}
    if "B" in letters and letters & set("SUEL"):
        return re.compile(r"[SU]|B[IM]*[EL]")
    after = {(offset, chunk.last + 1, chunk.label) for offset, chunk in chunks}
    begun = [(offset, chunk.first, chunk.label) for offset, chunk in chunks if chunk.letters[0] == "B"]
    # In IOB1 there is a B only where a mention of the same label has just ended.
    return re.compile("BI*") if any(each not in after for each in begun) else None


def _bracketed(sentence: Sequence[_Row], file: Path, notes: Notes) -> list[_Chunk]:
    """Return the mentions of a sentence in the brackets of OntoNotes."""
    chunks: list[_Chunk] = []
    waiting: list[tuple[int, str]] = []
    for number, row in enumerate(sentence):
        if not _BRACKETS.fullmatch(row.tag):
            notes.add("tags of no scheme, read as O", f"{file}:{row.line}")
            continue
        for bracket in _BRACKET.finditer(row.tag):
            if bracket[1]:
                waiting.append((number, bracket[1]))
            elif waiting:
                first, label = waiting.pop()
                chunks.append(_Chunk(first, number, label, "B"))
            else:
                notes.add("brackets of entities that nothing opens", f"{file}:{row.line}")
    if waiting:
        notes.add("brackets of entities that nothing closes", f"{file}:{sentence[waiting[0][0]].line}", len(waiting))
    return chunks


def _clusters(rows: Sequence[_Row], starts: Sequence[int], file: Path, notes: Notes) -> dict[str, list[Bounds]]:
    """Return the mentions of each cluster. Brackets of the same cluster that lie in each other close from within."""
    clusters: defaultdict[str, list[Bounds]] = defaultdict(list)
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.cluster in _NO_CLUSTER:
            continue
        place = f"{file}:{row.line}"
        if not _CLUSTERS.fullmatch(row.cluster):
            notes.add("coreference that cannot be read, left out", place)
            continue
        for part in map(str.strip, row.cluster.split("|")):
            name = part.strip("()")
            if part.startswith("("):
                waiting[name].append(number)
            if part.endswith(")") and not waiting[name]:
                notes.add("brackets of coreference that nothing opens", place)
            elif part.endswith(")"):
                _add((starts[waiting[name].pop()], starts[number + 1] - 1), clusters[name], place, notes)
    for number in (number for left in waiting.values() for number in left):
        notes.add("brackets of coreference that nothing closes", f"{file}:{rows[number].line}")
    return clusters


def _add(bounds: Bounds, cluster: list[Bounds], place: str, notes: Notes) -> None:
    if bounds[0] > bounds[1]:
        notes.add("mentions of blank tokens only, left out", place)
    elif bounds in cluster:
        notes.add("mentions that stand in their cluster twice", place)
    else:
        cluster.append(bounds)


def _entities(
    named: dict[Bounds, tuple[EntityType, Level]],
    clusters: dict[str, list[Bounds]],
    place: str,
    text: TokenText,
    reading: Reading,
) -> Iterator[Entity]:
    """Yield the clusters, and the tagged mentions that are in none."""

    def mention(bounds: Bounds) -> Mention:
        span = text.span(range(bounds[0], bounds[1] + 1))
        if bounds in named:
            return Mention(span, level=named[bounds][1])
        return Mention(span, level=level_of(text_of(span, text.text)))

    clustered = set()
    for cluster in clusters.values():
        cluster.sort(key=_in_text)
        types = [named[bounds][0] for bounds in cluster if bounds in named]
        if types:
            kind: str | None = _most_frequent(types)
            if other := sum(each != kind for each in types):
                reading.notes.add("mentions tagged otherwise than most of their cluster", place, other)
        elif cluster and (kind := reading.label("entities", UNTAGGED, place)):
            reading.notes.add(f"clusters without a tagged mention, taken to be {kind}", place)
        else:
            continue
        clustered.update(cluster)
        yield Entity("", cast("EntityType", kind), tuple(map(mention, cluster)))
    for bounds, (kind, _) in named.items():
        if bounds not in clustered:
            yield Entity("", kind, (mention(bounds),))


def _most_frequent(types: Sequence[str]) -> str:
    """Return what is there most often; of several the first, in the order of the text."""
    return Counter(types).most_common(1)[0][0]


def level_of(words: str) -> Level:
    """Return the level of a mention that is none of a name: whether it is an English pronoun."""
    return "PRO" if words.lower() in _PRONOUNS else "NOM"


def _in_text(bounds: Bounds) -> Bounds:
    """Return what sorts mentions as they begin, those that hold others before these."""
    return bounds[0], -bounds[1]


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories into one file. Raises InputError where it cannot be written."""
    notes = Notes()
    with whole_file(path) as scratch, scratch.open("w", encoding="utf-8", newline="\n") as file:
        for story in stories:
            _note_story(story, notes)
            for article in story.articles:
                file.writelines(_lines_of(article, notes))
    return notes


def _note_story(story: Story, notes: Notes) -> None:
    """Note what of a story is not written."""
    for what, lost in (
        ("titles of stories", int(story.title not in ("", story.id))),
        ("topics of stories", int(story.topic is not None)),
        ("splits of stories", int(story.split is not None)),
        ("phenomena", len(story.phenomena)),
        ("links between articles", len(story.links.entities) + len(story.links.events) + len(story.links.claims)),
    ):
        if lost:
            notes.add(what, story.id, lost)


def _note_article(article: Article, tokens: str, notes: Notes) -> None:
    """Note what of an article is not written; `tokens` is the text that comes back."""
    gold = article.gold or Extraction()
    mentions = [mention for entity in gold.entities for mention in entity.mentions]
    phenomena = [each.phenomena for each in gold.entities] + [each.phenomena for each in mentions]
    for what, number in (
        ("days of publication", 1),
        ("outlets", int(bool(article.outlet))),
        ("headlines", int(bool(article.headline))),
        ("genres", int(article.genre is not None)),
        ("articles of which parts only are scored", int(bool(article.scored))),
        ("articles without gold, as if nothing were in them", int(article.gold is None)),
        ("texts whose white space is not a blank between tokens", int(article.text != tokens)),
        ("names of entities", sum(1 for entity in gold.entities if entity.name)),
        ("heads of mentions", sum(1 for mention in mentions if mention.head)),
        ("phenomena", sum(map(len, phenomena))),
        ("dates", len(gold.dates)),
        ("events", len(gold.events)),
        ("claims", len(gold.claims)),
    ):
        if number:
            notes.add(what, article.id, number)


class _Placed(NamedTuple):
    """A mention by its tokens."""

    bounds: Bounds
    entity: int
    tag: str


def _lines_of(article: Article, notes: Notes) -> Iterator[str]:
    """Yield the lines of an article, each with its end."""
    places = [match.span() for match in _TOKEN.finditer(article.text)]
    words = [article.text[start:end] for start, end in places]
    if not words:
        notes.add("articles without a token, left out", article.id)
        return
    yield f"#begin document ({article.id}); part 000\n"
    mentions = list(_placed(article, places, notes))
    tagged = _tagged(mentions, article.id, notes)
    _note_types(article, mentions, tagged, notes)
    tags = ["O"] * len(words)
    for (first, last), tag in tagged.items():
        tags[first : last + 1] = [f"B-{tag}", *([f"I-{tag}"] * (last - first))]
    opened: defaultdict[int, list[str]] = defaultdict(list)
    closed: defaultdict[int, list[str]] = defaultdict(list)
    inside: set[int] = set()
    # Brackets of one entity close from within, so what ends comes before what begins at the same token.
    for (first, last), entity, _ in sorted(mentions, key=lambda mention: _in_text(mention.bounds)):
        inside.update(range(first + 1, last + 1))
        if first == last:
            opened[first].append(f"({entity})")
        else:
            opened[first].append(f"({entity}")
            closed[last].insert(0, f"{entity})")
    sentences: list[list[str]] = []
    for number, (word, tag) in enumerate(zip(words, tags, strict=True)):
        before = article.text[places[number - 1][1] if number else 0 : places[number][0]]
        if not sentences or ("\n" in before and number not in inside):
            sentences.append([])
        sentences[-1].append(word)
        if number and len(sentences[-1]) == 1:
            yield "\n"
        yield f"{word}\t{tag}\t{'|'.join(closed[number] + opened[number]) or '-'}\n"
    yield "\n#end document\n"
    _note_article(article, TokenText(sentences).text, notes)


def _placed(article: Article, places: Sequence[tuple[int, int]], notes: Notes) -> Iterator[_Placed]:
    """Yield the mentions that brackets can hold."""
    starts, ends = [start for start, _ in places], [end for _, end in places]
    for number, entity in enumerate(article.gold.entities if article.gold else ()):
        taken: list[Bounds] = []
        for mention in entity.mentions:
            first, last = bisect_right(ends, mention.span[0].start), bisect_left(starts, mention.span[-1].end) - 1
            crossed = any(left < first < right < last or first < left < last < right for left, right in taken)
            if len(mention.span) > 1:
                notes.add("mentions of several parts", article.id)
            elif first > last:
                notes.add("mentions without a token", article.id)
            elif (first, last) in taken or crossed:
                notes.add("mentions at the place of another of the same entity, or across it", article.id)
            else:
                if (starts[first], ends[last]) != (mention.span[0].start, mention.span[0].end):
                    notes.add("mentions that end elsewhere than a token, which have the whole of it", article.id)
                taken.append((first, last))
                level = "" if mention.level == "NAM" else f".{mention.level}"
                yield _Placed((first, last), number, f"{entity.type}{level}")


def _tagged(mentions: Sequence[_Placed], where: str, notes: Notes) -> dict[Bounds, str]:
    """Return what is tagged: the longest mentions, of as long ones the first, that leave each other room."""
    tagged: dict[Bounds, str] = {}
    taken: set[int] = set()
    for (first, last), _, tag in sorted(mentions, key=lambda each: (each.bounds[0] - each.bounds[1], each.bounds[0])):
        if taken.isdisjoint(range(first, last + 1)):
            tagged[first, last] = tag
            taken.update(range(first, last + 1))
        else:
            notes.add("mentions in or across others, which have no tag, and so no level", where)
    return tagged


def _note_types(article: Article, mentions: Sequence[_Placed], tagged: dict[Bounds, str], notes: Notes) -> None:
    """Note the entities that do not have their type from tags at the places of their mentions."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for bounds, number, _ in sorted(mentions, key=lambda mention: _in_text(mention.bounds)):
        found[number] += [tagged[bounds].partition(".")[0]] if bounds in tagged else []
    for number, entity in enumerate(article.gold.entities if article.gold else ()):
        if number in found and (not found[number] or _most_frequent(found[number]) != entity.type):
            notes.add("entities whose mentions have no tags, or those of others, and so not their type", article.id)


def _looks_right(path: Path) -> bool:
    """Tell whether a file begins with columns that can be told."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    text = beginning.decode("utf-8-sig", errors="replace")
    whole = text if len(beginning) < _BEGINNING else text.rpartition("\n")[0]
    try:
        _columns([(number, line.rstrip("\r")) for number, line in enumerate(whole.split("\n"), start=1)], path, ())
    except InputError:
        return False
    return True


def _recognises(path: Path) -> bool:
    if not path.is_dir():
        return path.is_file() and _looks_right(path)
    try:
        files = [file for file in islice(path.rglob("*"), 1000) if file.name.endswith(_SUFFIXES) or _may_be(file)]
    except OSError:
        return False
    files.sort(key=lambda file: (not file.name.endswith(_SUFFIXES), file))
    return any(file.is_file() and _looks_right(file) for file in files[:3])


FORMAT = Format(
    name="conll",
    title="CoNLL columns: tags of entities in BIO, IOB1 or IOBES, and a column of coreference",
    holds={"entities": "types, levels, and mentions of one part in clusters; of nested ones only the outermost's type"},
    measures=tuple(f"entities.{rule}" for rule in ("strict", "exact", "type", "partial", "overlap")),
    recognises=_recognises,
    read=read,
    write=write,
)
