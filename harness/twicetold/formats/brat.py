r"""brat stand-off (brat.nlplab.org/standoff.html): a text in NAME.txt, its annotations in NAME.ann, a line for each.

Any folder of such files is read, a story for each pair. A text-bound annotation is an entity's mention, a date, or the
trigger of an event without arguments, as the map of labels says; an event is one. What `*` lines, or relations named
Equiv, Coref or Coreference, join is one entity, or one event with several triggers. A role that ends in digits is
looked up without them. `Negation` makes an event NEGATIVE, and a normalization names an entity. Offsets count with or
without a byte order mark and the carriage returns of CRLF, whichever fits the words in the lines.

Ours is written so that brat opens it at once and everything can be corrected in it. Each story is a folder, with
`twicetold.json` (what is known of the story and its articles, without texts), and beside them stand `annotation.conf`
and `visual.conf`. Types of brat have no dots, so Life.Die is Life-Die.

- A mention is a text-bound annotation of its entity's type, with the attribute `Level` unless it is NAM, and its own
  tags as attributes. An `Equiv` line joins the mentions of an entity. Tags of an entity are attributes
  `entity_<tag>` of its mentions.
- A head is a `Head`. It belongs to the shortest mention around it, unless a relation `HeadOf` says to which.
- A date is a text-bound annotation of its type, with `value=<value>` in its AnnotatorNotes, the attribute `Mod` and the
  relation `Anchor` to the date from which it is reckoned.
- Each trigger of an event is an event of brat; `Equiv` joins them. All have the attributes `Polarity` (unless
  POSITIVE), `Realis` (unless ACTUAL) and tags; the first has the arguments: to the nearest mention of an entity, to a
  date, or to a `Plain` annotation of words.
- A claim is an event `Claim`, with the cue for its trigger, the attributes `Mode` (unless INDIRECT), `Stance` (unless
  ASSERTS) and tags, and the roles `Source` and `Content` (annotations of that name), `Speaker` (a mention of the source
  entity) and `In` (the claim around it). A claim without a cue is a `Claim-without-cue` upon its content or source.
- `Scored` are the parts of the text that are annotated, where that is not all of it.
- Comments of the type `Twicetold`, which brat shows and does not edit, have our id of a mention's entity and its name,
  or our id of the date, event or claim. Where mentions were moved, an entity keeps the id that most of its mentions
  have. What is new gets the id that it has in brat. `name=<name>` in the AnnotatorNotes of a mention changes the name.
- brat knows no annotation across the end of a line, so the fragments are broken there; a comment of the type
  `TwicetoldSpan` says how they were. It holds as long as nobody moves the annotation.

Where the mentions of an entity differ in type or entity tags, or the triggers of an event in type, attributes or tags,
the first counts, and it is noted. In notes, backslashes, ends of lines, and blanks at an end are written `\uXXXX`.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec

from twicetold.errors import InputError
from twicetold.formats.format import Format, Notes
from twicetold.model import Argument, Article, Claim, Date, Entity, Event, Extraction, Fragment, Links, Mention, Story
from twicetold.ontology import (
    ENTITY_TYPES,
    EVENT_TYPES,
    ROLES,
    UNKNOWN,
    DateModifier,
    DateType,
    Level,
    Mode,
    Phenomenon,
    Polarity,
    Realis,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.model import Span
    from twicetold.ontology import Filler

    Bounds = Sequence[tuple[int, int]]

_STORY = "twicetold.json"
_ID = "Twicetold"
_SPAN = "TwicetoldSpan"
_NOTES = "AnnotatorNotes"
_EQUIV = "Equiv"
_HEAD_OF, _ANCHOR = "HeadOf", "Anchor"
_HEAD, _PLAIN, _SOURCE, _CONTENT, _SCORED = _STRUCTURE = ("Head", "Plain", "Source", "Content", "Scored")
_CLAIM, _NO_CUE = _CLAIMS = ("Claim", "Claim-without-cue")
_SPEAKER, _IN = "Speaker", "In"
_ENTITY_TAG = "entity_"

_JOINING = frozenset({"equiv", "coref", "coreference"})
"""Names of relations, in lower case, between what is one and the same."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "Level": get_args(Level), "Mod": get_args(DateModifier), "Polarity": get_args(Polarity),
    "Realis": get_args(Realis), "Mode": get_args(Mode), "Stance": get_args(Stance),
}  # fmt: skip
"""Attributes and their values."""

_DATE_TYPES = get_args(DateType)
_PHENOMENA: tuple[Phenomenon, ...] = get_args(Phenomenon)

_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Where brat, like `str.splitlines`, ends a line."""

_LINE = re.compile(f"[^{_BREAKS}]+")
_TO_ESCAPE = re.compile(rf"[\\{_BREAKS}]|^\s|\s$")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_FIELD = re.compile(r"(?:^|\s)(name|value)=(.*)")
_NUMBER = r"[0-9]{1,10}"
_BOUNDS = rf"{_NUMBER} {_NUMBER}(?:;{_NUMBER} {_NUMBER})*"
_ID_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")
_BEGINNING = re.compile(r"\s*(?:(?:[TREAMN#][0-9]+|\*)\t|$)")
_LONGEST = 120
"""Characters of the name of a file that go into an id, which has room for 128."""


class Bound(NamedTuple):
    """A text-bound annotation: `T1<TAB>LABEL 0 5;8 9<TAB>WORDS`."""

    label: str
    bounds: tuple[tuple[int, int], ...]
    words: str
    line: int


class Happening(NamedTuple):
    """An event: `E1<TAB>LABEL:TRIGGER ROLE:ID ROLE2:ID`."""

    label: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    line: int


class Attribute(NamedTuple):
    """An attribute, or modification in old files: `A1<TAB>NAME ID VALUE`."""

    name: str
    target: str
    value: str
    line: int


class Relation(NamedTuple):
    """A relation: `R1<TAB>NAME Arg1:ID Arg2:ID`."""

    name: str
    first: str
    second: str
    line: int


class Comment(NamedTuple):
    """A comment, `#1<TAB>KIND ID<TAB>TEXT`, or a normalization, `N1<TAB>KIND ID DATABASE:KEY<TAB>TEXT`."""

    kind: str
    target: str
    text: str
    line: int


class Standoff:
    """What an .ann file holds, by the ids in it and in its order.

    `spans` has the places of the text-bound annotations, once `placed` has put them in their text.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bounds: dict[str, Bound] = {}
        self.events: dict[str, Happening] = {}
        self.attributes: list[Attribute] = []
        self.relations: list[Relation] = []
        self.groups: list[tuple[list[str], int]] = []
        self.comments: list[Comment] = []
        self.references: list[Comment] = []
        self.spans: dict[str, Span] = {}

    def place(self, line: int) -> str:
        """Return `file:line`."""
        return f"{self.path}:{line}"

    def placed(self, text: str, notes: Notes) -> str:
        """Find the places, and return the text as the offsets count it.

        Words that are not those at their place are noted. Raises InputError for what lies outside the text, and where
        all of several words are others.
        """
        bare = text.removeprefix("\ufeff")
        forms = dict.fromkeys((text, bare, text.replace("\r\n", "\n"), bare.replace("\r\n", "\n")))
        others = {form: [each for each in self.bounds.values() if not _fits(each, form)] for form in forms}
        text = min(others, key=lambda form: len(others[form]))
        for bound in self.bounds.values():
            if any(end > len(text) for _, end in bound.bounds):
                raise InputError(
                    f"{self.place(bound.line)}: {bound.label} at {_written(bound.bounds)} lies outside the text, which"
                    f" has {len(text)} characters; is it the text that was annotated?"
                )
        if len(others[text]) == len(self.bounds) > 1:
            raise InputError(f"{self.path}: none of its words are at their places; is it the text that was annotated?")
        for bound in others[text]:
            notes.add("annotations whose words are not those at their place in the text", self.place(bound.line))
        for name, bound in self.bounds.items():
            if span := span_of(bound.bounds):
                self.spans[name] = span
            else:
                notes.add("annotations of no text", self.place(bound.line))
        return text


def _fits(bound: Bound, text: str) -> bool:
    """Tell whether the words are those of the text, whatever the blanks; they may end where a line of the text does."""
    here = " ".join(text[start:end] for start, end in bound.bounds)
    mine, theirs = "".join(bound.words.split()), "".join(here.split())
    return mine == theirs or not mine or ("\n" in here and theirs.startswith(mine))


def span_of(bounds: Iterable[tuple[int, int]]) -> Span:
    """Return a span of runs in any order, which may touch, overlap or be empty."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(bounds):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        elif start < end:
            runs.append((start, end))
    return tuple(Fragment(start, end) for start, end in runs)


def parse(path: Path, notes: Notes) -> Standoff:
    """Read an .ann file. A line that is no annotation is noted. Raises InputError where all lines are such."""
    found = Standoff(path)
    lines = read_text(path).removeprefix("\ufeff").split("\n")
    good = Counter(
        _take(found, line.removesuffix("\r"), number, notes)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if good[False] and not good[True]:
        raise InputError(f"{path}: none of its lines is an annotation of brat")
    return found


_PATTERNS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "T": rf"(\S+) ({_BOUNDS}) *(?:\t(.*))?",
        "E": r"([^\s:]+):([^\s:]+)((?: +[^\s:]+:[^\s:]+)*) *(?:\t.*)?",
        "R": r"(\S+) +[^\s:]+:(\S+) +[^\s:]+:(\S+)\s*",
        "A": r"(\S+) (\S+)(?: (.*?))?\s*",
        "M": r"(\S+) (\S+)()\s*",
        "N": r"(\S+) (\S+) \S+?:\S+(?:\t(.*))?",
        "#": r"(\S+) (\S+) *(?:\t(.*))?",
        "*": r"(\S+)((?: +\S+)+)()\s*",
    }.items()
}
"""By the first letter of its id, what a line says in three parts."""


def _take(found: Standoff, line: str, number: int, notes: Notes) -> bool:
    """Add what a line says, and tell whether it is an annotation."""
    mark, _, rest = line.partition("\t")
    kind, digits = mark[:1], mark[1:]
    match = _PATTERNS[kind].fullmatch(rest) if kind in _PATTERNS else None
    if match is None or (digits.isdecimal() and digits.isascii()) == (kind == "*"):
        notes.add("lines that are no annotation", found.place(number))
        return False
    first, second, third = match.groups(default="")
    if mark in found.bounds or mark in found.events:
        notes.add("ids of brat that are used twice, of which the first counts", found.place(number))
    elif kind == "T":
        found.bounds[mark] = Bound(first, _bounds(second), third, number)
    elif kind == "E":
        arguments = tuple((role, target) for role, _, target in (part.partition(":") for part in third.split()))
        found.events[mark] = Happening(first, second, arguments, number)
    elif kind == "*":
        found.groups.append((second.split(), number))
    elif kind == "R" and first.casefold() in _JOINING:
        found.groups.append(([second, third], number))
    elif kind == "R":
        found.relations.append(Relation(first, second, third, number))
    elif kind in "AM":
        found.attributes.append(Attribute(first, second, third, number))
    else:
        (found.comments if kind == "#" else found.references).append(Comment(first, second, third, number))
    return True


def _bounds(written: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.split(" ") for part in written.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _written(bounds: Iterable[tuple[int, int]]) -> str:
    return ";".join(f"{start} {end}" for start, end in bounds)


def read_text(path: Path) -> str:
    """Return what a file in UTF-8 holds, byte order mark and ends of lines as they are. Raises InputError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8; save the file in UTF-8") from error


def story_id(name: str, taken: set[str]) -> str:
    """Return an id like a name, which is none of those taken, and take it."""
    clean = re.sub(r"[^A-Za-z0-9_.:-]+", "-", name).lstrip("_.:-")[:_LONGEST] or "article"
    free, number = clean, 2
    while free in taken:
        free, number = f"{clean}.{number}", number + 1
    taken.add(free)
    return free


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a folder and those within it, or that of a single .ann or .txt file."""
    single = path.is_file()
    files: dict[Path, list[Path]] = {}
    for file in [path.with_suffix(".ann")] if single else sorted(path.rglob("*.ann")):
        files.setdefault(file.parent, []).append(file)
    taken: set[str] = set()
    for folder in sorted(files):
        names: set[str] = set()
        if not single and (folder / _STORY).is_file():
            known = _known(folder / _STORY)
            if known.id in taken:
                raise InputError(f"{folder / _STORY}: there is another story {known.id}; read its folder by itself")
            taken.add(known.id)
            names = {article.id.partition("/")[2] for article in known.articles}
            if story := _own(known, folder, reading):
                yield story
        for file in files[folder]:
            if file.stem in names:
                continue
            text = file.with_suffix(".txt")
            if not text.is_file():
                reading.notes.add("files of annotations without their text", str(file))
                continue
            name = story_id(".".join(file.relative_to(folder if single else path).with_suffix("").parts), taken)
            reading.notes.add("articles without a date of publication", str(file))
            article = Article(id=f"{name}/a", text="", published=reading.published)
            yield Story(id=name, title=name, articles=(_annotated(article, text, file, reading),))
    if not taken:
        raise InputError(f"{path}: no .ann file that has its text beside it, in a .txt file of the same name")


def _known(path: Path) -> Story:
    try:
        return msgspec.json.decode(read_text(path), type=Story)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: not what is known of a story: {error}") from error


def _own(known: Story, folder: Path, reading: Reading) -> Story | None:
    """Return a story of ours as far as its files are there, or None where none is."""
    articles = []
    for article in known.articles:
        name = article.id.partition("/")[2]
        text, annotations = folder / f"{name}.txt", folder / f"{name}.ann"
        if text.is_file() and annotations.is_file():
            articles.append(_annotated(article, text, annotations, reading))
        else:
            reading.notes.add(f"articles of a {_STORY} whose files are not there", str(text))
    return msgspec.structs.replace(known, articles=tuple(articles)) if articles else None


def _annotated(article: Article, text_file: Path, file: Path, reading: Reading) -> Article:
    """Return an article with its text and gold."""
    standoff = parse(file, reading.notes)
    text = standoff.placed(read_text(text_file), reading.notes)
    gold = _Gold(standoff, text, reading)
    return msgspec.structs.replace(article, text=text, scored=gold.scored(), gold=gold.extraction())


class _Gold:
    """The annotations of one article as an extraction."""

    def __init__(self, standoff: Standoff, text: str, reading: Reading) -> None:
        self._of = standoff
        self._reading = reading
        self._spans = _unbroken(standoff, text)
        self._entity_types: dict[str, Any] = {}
        self._date_types: dict[str, Any] = {}
        self._event_types: dict[str, Any] = {}
        self._claims: list[str] = []
        self._structure: dict[str, list[str]] = {label: [] for label in _STRUCTURE}
        self._triggers: dict[str, str] = {}
        self._choices: dict[tuple[str, str], Any] = {}
        self._tags: dict[str, tuple[Phenomenon, ...]] = {}
        self._entity_tags: dict[str, tuple[Phenomenon, ...]] = {}
        self._known: dict[str, tuple[str, str]] = {}
        self._names: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._heads_of: dict[str, str] = {}
        self._anchors: dict[str, str] = {}
        self._used: set[str] = set()
        self._sort_events()
        self._sort_bounds()
        self._take_attributes()
        self._take_comments()
        self._take_relations()
        self._root = self._joined()

    def _note(self, what: str, at: str | int) -> None:
        """Note something at a line, or at that of an annotation."""
        line = at if isinstance(at, int) else (self._of.bounds.get(at) or self._of.events[at]).line
        self._reading.notes.add(what, self._of.place(line))

    def _label(self, table: str, foreign: str, line: int) -> str | None:
        return self._reading.label(table, foreign, self._of.place(line))

    def _sort_events(self) -> None:
        for name, event in self._of.events.items():
            if event.trigger not in self._spans:
                self._note("events without a trigger in the text", event.line)
                continue
            if event.label in _CLAIMS and event.label not in self._reading.labels.get("events", {}):
                self._claims.append(name)
            elif label := self._label("events", event.label, event.line):
                self._event_types[name] = label
            self._triggers[name] = event.trigger

    def _sort_bounds(self) -> None:
        triggers = {event.trigger for event in self._of.events.values()}
        types = {"entities": self._entity_types, "dates": self._date_types, "events": self._event_types}
        for name in self._spans:
            if name in triggers:
                continue
            bound = self._of.bounds[name]
            table = next((each for each in types if bound.label in self._reading.labels.get(each, {})), "")
            if not table and bound.label in _STRUCTURE:
                self._structure[bound.label].append(name)
            elif label := self._label(table or "entities", bound.label, bound.line):
                types[table][name] = label
                if table == "events":
                    self._triggers[name] = name

    def _take_attributes(self) -> None:
        for each in self._of.attributes:
            value = each.value.upper()
            tag: Any = each.name.removeprefix(_ENTITY_TAG)
            if each.target not in self._of.bounds and each.target not in self._of.events:
                self._note("attributes of what is not there", each.line)
            elif each.name in _CHOICES:
                if value in _CHOICES[each.name]:
                    self._choices.setdefault((each.target, each.name), value)
                else:
                    self._note(f"attributes: {each.name} is never {each.value!r}", each.line)
            elif each.name == "Negation":
                self._choices[each.target, "Polarity"] = "NEGATIVE"
            elif tag in _PHENOMENA:
                tags = self._tags if tag == each.name else self._entity_tags
                tags[each.target] = (*tags.get(each.target, ()), tag)
            else:
                self._note(f"attributes: {each.name!r} has no counterpart", each.line)

    def _take_comments(self) -> None:
        for each in self._of.references:
            self._names[each.target] = each.text
        for each in self._of.comments:
            if each.kind == _ID:
                name, _, rest = each.text.partition(" ")
                if _ID_PATTERN.fullmatch(name):
                    self._known[each.target] = (name, _unescaped(rest))
            elif each.kind == _NOTES and (field := _FIELD.search(each.text)):
                fields = self._names if field[1] == "name" else self._values
                fields[each.target] = _unescaped(field[2].strip())
            elif each.kind != _SPAN:
                self._note(f"comments: {each.kind}", each.line)

    def _take_relations(self) -> None:
        for each in self._of.relations:
            if each.name == _HEAD_OF and each.first in self._structure[_HEAD] and each.second in self._entity_types:
                self._heads_of[each.first] = each.second
            elif each.name == _ANCHOR and {each.first, each.second} <= self._date_types.keys():
                self._anchors[each.first] = each.second
            else:
                self._note(f"relations: {each.name!r} has no counterpart", each.line)

    def _joined(self) -> dict[str, str]:
        """Return for everything that is joined with something what stands for all of that."""
        events = {event.trigger: name for name, event in reversed(self._of.events.items())}
        root: dict[str, str] = {}
        for members, line in self._of.groups:
            if any(each not in self._of.bounds and each not in self._of.events for each in members):
                self._note("equivalences with what is not there", line)
            names = [events.get(each, each) for each in members]
            joined = {root.get(each, each) for each in names}
            root |= {name: names[0] for name, other in root.items() if other in joined}
            root |= dict.fromkeys(names, names[0])
        return root

    def _clusters(self, names: Iterable[str]) -> list[list[str]]:
        clusters: dict[str, list[str]] = {}
        for name in names:
            clusters.setdefault(self._root.get(name, name), []).append(name)
        return list(clusters.values())

    def scored(self) -> Span:
        """Return the parts of the text that are annotated, where that is not all of it."""
        return self._union(self._structure[_SCORED])

    def _union(self, names: Iterable[str]) -> Span:
        return span_of((part.start, part.end) for name in names for part in self._spans[name])

    def extraction(self) -> Extraction:
        """Return all that there is."""
        clusters = self._clusters(self._entity_types)
        events = self._clusters(self._event_types)
        single = ([name] for names in (self._date_types, self._claims) for name in names)
        ids = self._ids([*clusters, *events, *single])
        heads = self._heads()
        types = {name: self._entity_types[cluster[0]] for cluster in clusters for name in cluster}
        fillers = types | dict.fromkeys(self._date_types, "DATE")
        found = Extraction(
            entities=tuple(self._entity(cluster, ids, heads) for cluster in clusters),
            dates=tuple(self._date(name, ids) for name in self._date_types),
            events=tuple(self._event(cluster, ids, fillers) for cluster in events),
            claims=tuple(self._claim(name, ids, outer) for name, outer in self._nesting().items()),
        )
        for label in (_PLAIN, _SOURCE, _CONTENT):
            for name in self._structure[label]:
                if name not in self._used:
                    self._note(f"{label} annotations that nothing points at", name)
        return found

    def _ids(self, groups: list[list[str]]) -> dict[str, str]:
        """Return the id of what each annotation belongs to: the one that most of its parts have, or one of brat's."""
        known = {name: own for name, (own, _) in self._known.items()}
        votes = Counter((known[name], at) for at, group in enumerate(groups) for name in group if name in known)
        chosen: dict[int, str] = {}
        taken: set[str] = set()
        for (name, at), _ in votes.most_common():
            if at not in chosen and name not in taken:
                chosen[at] = name
                taken.add(name)
        for name, at in votes:
            if name not in taken:
                self._note("ids that are gone, since what had them is joined with something else", groups[at][0])
                taken.add(name)
        for at, group in enumerate(groups):
            if at not in chosen:
                name = group[0]
                while name in taken:
                    name += "."
                chosen[at] = name
                taken.add(name)
        return {name: chosen[at] for at, group in enumerate(groups) for name in group}

    def _heads(self) -> dict[str, Span]:
        """Return the heads of mentions."""
        mentions = _shortest_first({name: self._spans[name] for name in self._entity_types})
        heads: dict[str, Span] = {}
        for name in sorted(self._structure[_HEAD], key=lambda name: name not in self._heads_of):
            owner = self._heads_of.get(name) or _innermost(self._spans[name], mentions)
            if owner is None or not _within(self._spans[name], self._spans[owner]):
                self._note("heads outside a mention", name)
            elif owner in heads:
                self._note("heads of a mention that has one", name)
            else:
                heads[owner] = self._spans[name]
        return heads

    def _alike(self, what: str, group: Sequence[str], values: Mapping[Any, Any], keys: Iterable[Any]) -> Any:  # noqa: ANN401
        """Return what the first of a group has; note where others have something else."""
        first, *others = (values.get(key) for key in keys)
        for name, other in zip(group[1:], others, strict=True):
            if other != first:
                self._note(f"{what}, of which the first counts", name)
        return first

    def _entity(self, cluster: list[str], ids: dict[str, str], heads: dict[str, Span]) -> Entity:
        name = next((self._names[each] for each in cluster if each in self._names), None)
        if name is None:
            known = (self._known[each] for each in cluster if each in self._known)
            name = next((name for own, name in known if own == ids[cluster[0]]), "")
        return Entity(
            id=ids[cluster[0]],
            type=self._alike("types within an entity", cluster, self._entity_types, cluster),
            mentions=tuple(
                Mention(
                    self._spans[each], heads.get(each, ()), self._choices.get((each, "Level"), "NAM"),
                    self._tags.get(each, ()),
                )
                for each in cluster
            ),
            name=name,
            phenomena=self._alike("tags within an entity", cluster, self._entity_tags, cluster) or (),
        )  # fmt: skip

    def _date(self, name: str, ids: dict[str, str]) -> Date:
        if name not in self._values:
            self._note("dates without a value", name)
        anchor = self._anchors.get(name)
        if anchor == name:
            self._note("dates reckoned from themselves", name)
        return Date(
            id=ids[name],
            span=self._spans[name],
            type=self._date_types[name],
            value=self._values.get(name, ""),
            mod=self._choices.get((name, "Mod")),
            anchor=ids[anchor] if anchor and anchor != name else None,
            phenomena=self._tags.get(name, ()),
        )

    def _event(self, cluster: list[str], ids: dict[str, str], fillers: Mapping[str, Filler]) -> Event:
        event_type = self._alike("types within an event", cluster, self._event_types, cluster)
        arguments: list[Argument] = []
        for name in cluster:
            mine = self._arguments(name, event_type, ids, fillers)
            arguments += mine if name == cluster[0] else [each for each in mine if each not in arguments]
        polarity, realis = (
            self._alike(
                f"values of {choice} within an event", cluster, self._choices, [(name, choice) for name in cluster]
            )
            for choice in ("Polarity", "Realis")
        )
        return Event(
            id=ids[cluster[0]],
            type=event_type,
            triggers=tuple(self._spans[self._triggers[name]] for name in cluster),
            arguments=tuple(arguments),
            polarity=polarity or "POSITIVE",
            realis=realis or "ACTUAL",
            phenomena=self._alike("tags within an event", cluster, self._tags, cluster) or (),
        )

    def _arguments(
        self, name: str, event_type: str, ids: dict[str, str], fillers: Mapping[str, Filler]
    ) -> list[Argument]:
        event = self._of.events.get(name)
        found = []
        for foreign, target in event.arguments if event else ():
            line = self._of.events[name].line
            role: Any = self._label("roles", self._role(foreign), line)
            if role is None:
                continue
            if target in fillers:
                argument, kind = Argument(role, ids[target]), fillers[target]
            elif target in self._of.events or target in self._triggers.values():
                self._note("arguments that are events", line)
                continue
            elif target in self._spans:
                argument, kind = Argument(role, span=self._spans[target]), "SPAN"
                self._used.add(target)
            else:
                self._note("arguments that are not there", line)
                continue
            if kept := self._reading.argument(event_type, argument, kind, self._of.place(line)):
                found.append(kept)
        return found

    def _role(self, foreign: str) -> str:
        return foreign if foreign in self._reading.labels.get("roles", {}) else without_digits(foreign)

    def _nesting(self) -> dict[str, str | None]:
        """Return the claim around each."""
        around: dict[str, str | None] = dict.fromkeys(self._claims)
        for name in self._claims:
            outer = next((target for role, target in self._of.events[name].arguments if role == _IN), None)
            if outer is None:
                continue
            passed: str | None = outer
            while passed is not None and passed != name:
                passed = around.get(passed)
            if outer not in around or passed == name:
                self._note("claims in no other claim, or in themselves", name)
            else:
                around[name] = outer
        return around

    def _claim(self, name: str, ids: dict[str, str], outer: str | None) -> Claim:
        event = self._of.events[name]
        parts: dict[str, list[str]] = {_SOURCE: [], _CONTENT: [], _SPEAKER: []}
        for foreign, target in event.arguments:
            role = without_digits(foreign)
            if role == _IN:
                continue
            if role in parts and target in (self._entity_types if role == _SPEAKER else self._spans):
                parts[role].append(target)
                self._used.add(target)
            else:
                self._note(f"arguments of claims: {role} is nothing that can be one", event.line)
        return Claim(
            id=ids[name],
            cue=self._spans[event.trigger] if event.label == _CLAIM else (),
            content=self._union(parts[_CONTENT]),
            source=self._union(parts[_SOURCE]),
            source_entity=ids[parts[_SPEAKER][0]] if parts[_SPEAKER] else None,
            mode=self._choices.get((name, "Mode"), "INDIRECT"),
            stance=self._choices.get((name, "Stance"), "ASSERTS"),
            nested_in=ids[outer] if outer else None,
            phenomena=self._tags.get(name, ()),
        )


def without_digits(role: str) -> str:
    """Return a role without the number that tells it from others of the same event, as in `Place2`."""
    return role.rstrip("0123456789")


def _unbroken(standoff: Standoff, text: str) -> dict[str, Span]:
    """Return the places, as they were before they were broken at the ends of lines."""
    spans = dict(standoff.spans)
    for comment in standoff.comments:
        if comment.kind == _SPAN and re.fullmatch(_BOUNDS, comment.text):
            event = standoff.events.get(comment.target)
            name = event.trigger if event else comment.target
            whole = span_of(_bounds(comment.text))
            if spans.get(name) == _broken(whole, text):
                spans[name] = whole
    return spans


def _broken(span: Span, text: str) -> Span:
    """Return a span in fragments without ends of lines; as it is where it has nothing else."""
    lines = (line for part in span for line in _LINE.finditer(text, part.start, part.end))
    return tuple(Fragment(*line.span()) for line in lines) or span


def _within(inner: Span, outer: Span) -> bool:
    return all(any(part.start <= each.start and each.end <= part.end for part in outer) for each in inner)


def _shortest_first(mentions: Mapping[str, Span]) -> list[tuple[str, Span]]:
    return sorted(mentions.items(), key=lambda item: sum(part.end - part.start for part in item[1]))


def _innermost(span: Span, mentions: Iterable[tuple[str, Span]]) -> str | None:
    """Return the first of some mentions, the shortest first, that is around a span."""
    start, end = span[0].start, span[-1].end
    return next(
        (name for name, outer in mentions if outer[0].start <= start and end <= outer[-1].end and _within(span, outer)),
        None,
    )


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories into a new folder. Raises InputError where there is something already."""
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise InputError(f"{path}: is there already; name a new folder")
    notes = Notes()
    scratch = path.with_name(f".{path.name}.part")
    try:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        (scratch / "annotation.conf").write_text(_annotation_conf(), encoding="utf-8", newline="\n")
        (scratch / "visual.conf").write_text(_visual_conf(), encoding="utf-8", newline="\n")
        for story in stories:
            _write_story(story, scratch / story.id, notes)
        if path.exists():
            path.rmdir()
        scratch.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return notes


def _write_story(story: Story, folder: Path, notes: Notes) -> None:
    folder.mkdir()
    links = story.links
    if lost := len(links.entities) + len(links.events) + len(links.claims):
        notes.add("links between the articles of a story", story.id, lost)
    for article in story.articles:
        if article.gold is None:
            notes.add("articles without gold, which are as if nothing were in them", article.id)
        name = article.id.partition("/")[2]
        (folder / f"{name}.txt").write_bytes(article.text.encode())
        (folder / f"{name}.ann").write_bytes(_Lines(article, notes).written().encode())
    bare = tuple(msgspec.structs.replace(each, text="", scored=(), gold=None) for each in story.articles)
    known = msgspec.structs.replace(story, articles=bare, links=Links())
    (folder / _STORY).write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=2) + b"\n")


class _Lines:
    """The lines of an article's .ann file."""

    def __init__(self, article: Article, notes: Notes) -> None:
        self._article = article
        self._notes = notes
        self._bounds: list[str] = []
        self._events: list[str] = []
        self._relations: list[str] = []
        self._groups: list[str] = []
        self._attributes: list[str] = []
        self._comments: list[str] = []
        self._fillers: dict[str, dict[str, Span]] = {}
        gold = article.gold or Extraction()
        if gold.ungrounded:
            self._notes.add("quotations that are not in the text", article.id, len(gold.ungrounded))
        if article.scored:
            self._bound(_SCORED, article.scored)
        self._entities(gold.entities)
        self._dates(gold.dates)
        for event in gold.events:
            self._event(event)
        self._claims(gold.claims)

    def written(self) -> str:
        """Return them."""
        parts = (self._bounds, self._events, self._relations, self._groups, self._attributes, self._comments)
        return "".join(f"{line}\n" for part in parts for line in part)

    def _lose(self, what: str) -> None:
        self._notes.add(what, self._article.id)

    def _bound(self, label: str, span: Span, trigger_of: str | None = None) -> str:
        name = f"T{len(self._bounds) + 1}"
        text = self._article.text
        parts = _broken(span, text)
        words = " ".join(text[part.start : part.end] for part in parts)
        words = re.sub(f"[{_BREAKS}]", " ", words)
        self._bounds.append(f"{name}\t{label} {_written((part.start, part.end) for part in parts)}\t{words}")
        if parts != span:
            self._comment(_SPAN, trigger_of or name, _written((part.start, part.end) for part in span))
        return name

    def _happening(self, label: str, trigger: Span, arguments: Iterable[tuple[str, str]] = ()) -> str:
        name = f"E{len(self._events) + 1}"
        place = self._bound(label, trigger, trigger_of=name)
        number: Counter[str] = Counter()
        roles = []
        for role, target in arguments:
            number[role] += 1
            roles.append(f" {role}{number[role] if number[role] > 1 else ''}:{target}")
        self._events.append(f"{name}\t{label}:{place}{''.join(roles)}")
        return name

    def _relation(self, label: str, first: str, second: str) -> None:
        self._relations.append(f"R{len(self._relations) + 1}\t{label} Arg1:{first} Arg2:{second}")

    def _group(self, names: Sequence[str]) -> None:
        if len(names) > 1:
            self._groups.append(f"*\t{_EQUIV} {' '.join(names)}")

    def _attribute(self, target: str, name: str, value: str | None = None, default: str | None = None) -> None:
        if value is None or value != default:
            self._attributes.append(f"A{len(self._attributes) + 1}\t{name} {target}{f' {value}' if value else ''}")

    def _tagged(self, target: str, tags: Iterable[Phenomenon], prefix: str = "") -> None:
        for tag in tags:
            self._attribute(target, f"{prefix}{tag}")

    def _comment(self, kind: str, target: str, text: str) -> None:
        self._comments.append(f"#{len(self._comments) + 1}\t{kind} {target}\t{text}")

    def _entities(self, entities: Iterable[Entity]) -> None:
        spans: dict[str, Span] = {}
        heads: list[tuple[str, Span]] = []
        for entity in entities:
            if not entity.mentions:
                self._lose("entities without a mention")
                continue
            mine = {}
            for mention in entity.mentions:
                name = self._bound(entity.type, mention.span)
                mine[name] = mention.span
                if mention.head:
                    heads.append((name, mention.head))
                self._attribute(name, "Level", mention.level, "NAM")
                self._tagged(name, mention.phenomena)
                self._tagged(name, entity.phenomena, _ENTITY_TAG)
                self._comment(_ID, name, f"{entity.id} {_escaped(entity.name)}" if entity.name else entity.id)
            self._group(list(mine))
            self._fillers[entity.id] = mine
            spans |= mine
        mentions = _shortest_first(spans)
        for owner, head in heads:
            name = self._bound(_HEAD, head)
            if _innermost(head, mentions) != owner:
                self._relation(_HEAD_OF, name, owner)

    def _dates(self, dates: Sequence[Date]) -> None:
        names = {}
        for date in dates:
            name = names[date.id] = self._bound(date.type, date.span)
            self._fillers[date.id] = {name: date.span}
            self._comment(_NOTES, name, f"value={_escaped(date.value)}")
            self._comment(_ID, name, date.id)
            if date.mod:
                self._attribute(name, "Mod", date.mod)
            self._tagged(name, date.phenomena)
        for date in dates:
            if date.anchor:
                self._relation(_ANCHOR, names[date.id], names[date.anchor])

    def _nearest(self, filler: str, span: Span) -> str:
        """Return the annotation that stands for an entity or date beside a span."""
        places = self._fillers[filler]
        return min(places, key=lambda name: abs(places[name][0].start - span[0].start))

    def _event(self, event: Event) -> None:
        if not event.triggers:
            self._lose("events without a trigger")
            return
        label = event.type.replace(".", "-")
        arguments = []
        for each in event.arguments:
            if each.filler is None:
                arguments.append((each.role, self._bound(_PLAIN, each.span)))
            elif each.filler in self._fillers:
                arguments.append((each.role, self._nearest(each.filler, event.triggers[0])))
            else:
                self._lose("arguments that are entities without a mention")
        names = [self._happening(label, event.triggers[0], arguments)]
        names += [self._happening(label, trigger) for trigger in event.triggers[1:]]
        self._group(names)
        for name in names:
            self._attribute(name, "Polarity", event.polarity, "POSITIVE")
            self._attribute(name, "Realis", event.realis, "ACTUAL")
            self._tagged(name, event.phenomena)
            self._comment(_ID, name, event.id)

    def _claims(self, claims: Sequence[Claim]) -> None:
        held = [claim for claim in claims if claim.cue or claim.content or claim.source]
        if lost := len(claims) - len(held):
            self._notes.add("claims without any words", self._article.id, lost)
        names = {claim.id: f"E{number}" for number, claim in enumerate(held, start=len(self._events) + 1)}
        for claim in held:
            trigger = claim.cue or claim.content or claim.source
            arguments = [
                (role, self._bound(role, span))
                for role, span in ((_SOURCE, claim.source), (_CONTENT, claim.content))
                if span
            ]
            if claim.source_entity in self._fillers:
                arguments.append((_SPEAKER, self._nearest(claim.source_entity, claim.source or trigger)))
            if claim.nested_in in names:
                arguments.append((_IN, names[claim.nested_in]))
            name = self._happening(_CLAIM if claim.cue else _NO_CUE, trigger, arguments)
            self._attribute(name, "Mode", claim.mode, "INDIRECT")
            self._attribute(name, "Stance", claim.stance, "ASSERTS")
            self._tagged(name, claim.phenomena)
            self._comment(_ID, name, claim.id)


def _annotation_conf() -> str:
    """Return the configuration by which brat knows our types."""
    entities, dates = "|".join(ENTITY_TYPES), "|".join(_DATE_TYPES)
    types = (*EVENT_TYPES, UNKNOWN)
    events = [event_type.replace(".", "-") for event_type in types]
    claims = f"Source*:{_SOURCE}, Content*:{_CONTENT}, {_SPEAKER}?:{entities}, {_IN}?:{'|'.join(_CLAIMS)}"
    owners = {
        "Level": entities, "Mod": dates, "Polarity": "|".join(events), "Realis": "|".join(events),
        "Mode": "|".join(_CLAIMS), "Stance": "|".join(_CLAIMS),
    }  # fmt: skip
    dated, named, happening, said = _tags_by_layer()
    lines = [
        "[entities]", *ENTITY_TYPES, *_DATE_TYPES, *_STRUCTURE,
        "", "[relations]",
        *(
            f"{_EQUIV} Arg1:{label}, Arg2:{label}, <REL-TYPE>:symmetric-transitive"
            for label in (*ENTITY_TYPES, *events)
        ),
        f"{_HEAD_OF} Arg1:{_HEAD}, Arg2:{entities}",
        f"{_ANCHOR} Arg1:{dates}, Arg2:{dates}",
        "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        "", "[events]",
        *(
            f"{label} " + ", ".join(f"{role}*:{_allowed(fillers)}" for role, fillers in sorted(roles.items()))
            for label, roles in ((event_type.replace(".", "-"), ROLES[event_type]) for event_type in types)
        ),
        *(f"{label} {claims}" for label in _CLAIMS),
        "", "[attributes]",
        *(f"{name} Arg:{owners[name]}, Value:{'|'.join(values)}" for name, values in _CHOICES.items()),
        *(f"{tag} Arg:{dates}" for tag in dated),
        *(f"{tag} Arg:{entities}" for tag in named),
        *(f"{_ENTITY_TAG}{tag} Arg:{entities}" for tag in named),
        *(f"{tag} Arg:{owners['Polarity']}" for tag in happening),
        *(f"{tag} Arg:{owners['Mode']}" for tag in said),
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _tags_by_layer() -> Iterator[tuple[Phenomenon, ...]]:
    """Yield the tags of dates, entities, events and claims, which come in this order in the list of all."""
    firsts: tuple[Phenomenon, ...] = ("relative-weekday", "name-variant", "event-noun", "direct-speech", "claims-agree")
    for first, after in pairwise(firsts):
        yield _PHENOMENA[_PHENOMENA.index(first) : _PHENOMENA.index(after)]


def _allowed(fillers: Collection[Filler]) -> str:
    dates = _DATE_TYPES if "DATE" in fillers else ()
    plain = (_PLAIN,) if "SPAN" in fillers else ()
    return "|".join((*(each for each in ENTITY_TYPES if each in fillers), *dates, *plain))


_COLOURS = {
    "SPAN_DEFAULT": "lightgreen", **dict.fromkeys(ENTITY_TYPES, "#ffccaa"), **dict.fromkeys(_DATE_TYPES, "#9fe6ff"),
    **dict.fromkeys(_CLAIMS, "#e0c3ff"), _SOURCE: "#f0e2ff", _CONTENT: "#f0e2ff", _HEAD: "#ffe8d8", _PLAIN: "#e6ffe6",
    _SCORED: "#f4f4f4",
}  # fmt: skip
"""Of events the default, of each layer one, and paler ones for what belongs to it."""


def _visual_conf() -> str:
    """Return the configuration by which brat shows our types: events by their own names, a colour for each layer."""
    lines = [
        "[labels]",
        *(f"{name.replace('.', '-')} | {name} | {name.partition('.')[2]}" for name in EVENT_TYPES),
        "", "[drawing]",
        *(f"{label}\tbgColor:{colour}, borderColor:darken" for label, colour in _COLOURS.items()),
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _recognises(path: Path) -> bool:
    """Tell by the first .ann file: its text stands beside it, and it begins as one."""
    try:
        if path.is_file():
            first = path if path.suffix == ".ann" else None
        else:
            first = min(path.glob("*.ann"), default=None) or min(path.glob("*/*.ann"), default=None)
        return first is not None and first.with_suffix(".txt").is_file() and begins(first)
    except OSError:
        return False


def begins(path: Path) -> bool:
    """Tell whether an .ann file begins with an annotation of brat, or is empty."""
    with path.open("rb") as file:
        beginning = file.read(4096).decode("utf-8-sig", errors="ignore")
    return _BEGINNING.match(beginning) is not None


FORMAT = Format(
    name="brat",
    title="brat stand-off: .txt and .ann beside each other",
    holds={
        "entities": "all", "dates": "all; of others without values", "events": "all", "claims": "all; of others none",
        "links": "none",
    },
    measures=("entities.*", "dates.*", "events.*", "claims.*", "twicetold"),
    recognises=_recognises,
    read=read,
    write=write,
)  # fmt: skip
