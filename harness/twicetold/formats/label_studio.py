"""Label Studio: its exports (JSON and JSON-MIN), and our gold as tasks that a person corrects in it and gives back.

Written is a folder: `config.xml`, the labeling configuration with all our types, roles and attributes, and
`tasks.json`, a task for each article with one annotation, whose results say the gold so:

- `data` of a task has `text`, `id`, `published`, `outlet`, `headline`, `genre`, `scored` of the article, and of its
  story `story` (the id), `story_title`, `topic`, `split`, `story_tags`. What is empty is left out. An article without
  gold has no annotation.
- A region is a run of text with a label: `entity` (PER, ORG, …) for a mention, `date` (DATE, …), `event` (a type) for a
  trigger, `claim` (Cue, Content, Source) for a part of a claim, `part` (Head, Argument) for the head of a mention and
  for words that fill a role.
- A region is contiguous. Of a span of several fragments the first is the region, and relations `fragment` lead from it
  to the others, which have the same label.
- Attributes stand on regions: `level`, `tags` on mentions; `value`, `mod`, `tags` on dates. Those of a whole entity
  (`name`, `entity_tags`), event (`polarity`, `realis`, `tags`) or claim (`mode`, `stance`, `tags`) stand on its first
  region: first mention, first trigger, cue (or content, or source, where there is no cue).
- A relation has one or several labels: `same` from the first mention of an entity, or trigger of an event, to each
  other; `head` from a mention; `anchor` from a date to that which it is reckoned from; `content` and `source` from the
  cue; `entity` from the source (or the claim's first region) to the entity it is; `nested` from a claim to the one
  that holds it; a role from a trigger to what fills it. Label Studio keeps one relation from one region to another, so
  that the roles of one filler are labels of one relation.
- Ids are in the `meta` of regions: `id` on the first region of an item, `of` on its others. `meta.arguments` of a
  trigger has the order of arguments where relations cannot show it. Label Studio keeps ids of regions and `meta` as
  they are, but makes class names of the former, which therefore have letters, digits, `-` and `_` only.

Links between articles have no place in a task.

Read back, what a person has done in the tool counts: relations say what belongs together, whichever mention or trigger
they lead from; new items get new ids; where the first region of an item was deleted, its others stay together. Of
several annotations that which is marked as ground truth is read, else the one that was changed last.

In exports of other projects every region is an entity, a date or an event of its own, as the map of labels has it; a
relation from an event is an argument. JSON-MIN has no relations.

Offsets of regions of a Text are Unicode code points since 2021 (HumanSignal/label-studio-frontend#308), and were UTF-16
code units before; results mostly hold the words of a region, which tell. Regions of HyperText are read where its text
is no HTML, so that their `globalOffsets` lead to their words.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, get_args
from xml.sax.saxutils import quoteattr

import msgspec

from twicetold import files
from twicetold.errors import InputError
from twicetold.formats.format import Format, Notes
from twicetold.model import Argument, Article, Claim, Date, Entity, Event, Extraction, Fragment, Mention, Story
from twicetold.ontology import (
    ENTITY_TYPES,
    EVENT_TYPES,
    UNKNOWN,
    DateModifier,
    DateType,
    Level,
    Mode,
    Phenomenon,
    Polarity,
    Realis,
    Role,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.model import Span

LABELS: dict[str, tuple[str, ...]] = {
    "entity": ENTITY_TYPES,
    "date": get_args(DateType),
    "event": (*EVENT_TYPES, UNKNOWN),
    "claim": ("Cue", "Content", "Source"),
    "part": ("Head", "Argument"),
}
"""What a region may be, by the name of the control that labels it."""

CHOICES: dict[str, tuple[str, ...]] = {
    "level": get_args(Level),
    "entity_tags": get_args(Phenomenon),
    "mod": get_args(DateModifier),
    "polarity": get_args(Polarity),
    "realis": get_args(Realis),
    "mode": get_args(Mode),
    "stance": get_args(Stance),
    "tags": get_args(Phenomenon),
}
"""Attributes of a region with closed lists, by the name of the control; those called tags may have several."""

ROLES = get_args(Role)
RELATIONS = ("same", "fragment", "head", "anchor", "content", "source", "entity", "nested", *ROLES)

_SHOWN = {
    "entity": ("level", "name", "entity_tags"),
    "date": ("value", "mod"),
    "event": ("polarity", "realis"),
    "claim": ("mode", "stance"),
    None: ("tags",),
}
"""The attributes that the tool shows for a region of a control, or for every region."""

_COLOURS = {"entity": "#2f7ed8", "date": "#2e9e5b", "event": "#d9534f", "claim": "#8e5bb5", "part": "#8a8a8a"}


# Writing


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write the folder `path`: tasks.json and config.xml. Raises InputError where it cannot be written."""
    notes = Notes()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    files.write_lines(_array(_tasks(stories, notes)), path / "tasks.json")
    files.write_lines([msgspec.Raw(configuration().encode())], path / "config.xml")
    return notes


def configuration() -> str:
    """Return the labeling configuration, XML."""
    lines = ["<View>", '  <Relations choice="multiple">']
    lines += [f"    <Relation value={quoteattr(each)}/>" for each in RELATIONS]
    lines += ["  </Relations>"]
    for control, labels in LABELS.items():
        lines += [f'  <Labels name="{control}" toName="text">']
        lines += [f'    <Label value={quoteattr(each)} background="{_COLOURS[control]}"/>' for each in labels]
        lines += ["  </Labels>"]
    lines += ["  <Style>.htx-text { white-space: pre-wrap; }</Style>"]  # else blanks are lost, and offsets with them
    lines += ['  <Header value="$headline"/>', '  <Text name="text" value="$text"/>']
    for shown, attributes in _SHOWN.items():
        narrowed = f' whenTagName="{shown}"' if shown else ""
        lines += [f'  <View visibleWhen="region-selected"{narrowed}>']
        for name in attributes:
            lines += [f'    <Header size="5" value="{name}"/>', *_attribute_control(name)]
        lines += ["  </View>"]
    return "\n".join([*lines, "</View>"])


def _attribute_control(name: str) -> list[str]:
    common = f'name="{name}" toName="text" perRegion="true"'
    if name not in CHOICES:
        return [f'    <TextArea {common} maxSubmissions="1" editable="true"/>']
    several = "multiple" if "tags" in name else "single"
    choices = [f"      <Choice value={quoteattr(each)}/>" for each in CHOICES[name]]
    return [f'    <Choices {common} choice="{several}" showInline="true">', *choices, "    </Choices>"]


def _array(values: Iterable[object]) -> Iterator[msgspec.Raw]:
    """Yield the lines of a JSON array that has a line for each value."""
    yield msgspec.Raw(b"[")
    for number, value in enumerate(values):
        yield msgspec.Raw((b"," if number else b"") + msgspec.json.encode(value))
    yield msgspec.Raw(b"]")


def _tasks(stories: Iterable[Story], notes: Notes) -> Iterator[dict[str, Any]]:
    for story in stories:
        links = story.links
        if lost := len(links.entities) + len(links.events) + len(links.claims):
            notes.add("links between the articles of a story", story.id, lost)
        about = {
            "story": story.id,
            "story_title": story.title,
            "topic": story.topic,
            "split": story.split,
            "story_tags": story.phenomena,
        }
        for article in story.articles:
            data: dict[str, Any] = msgspec.to_builtins(article.without_gold())
            data |= {"headline": article.headline}  # the configuration shows it
            data |= {"scored": article.scored} if article.scored else {}
            data |= {name: value for name, value in about.items() if value or name == "story_title"}
            results = [] if article.gold is None else [{"result": _Results(article, article.gold, notes).all()}]
            yield {"data": data, "annotations": results}


class _Results:
    """The results that say an extraction."""

    def __init__(self, article: Article, gold: Extraction, notes: Notes) -> None:
        self._gold = gold
        self._text = article.text
        self._where = article.id
        self._notes = notes
        self._results: list[dict[str, Any]] = []
        self._relations: dict[tuple[str, str], list[str]] = {}
        self._places: dict[str, dict[str, Any]] = {}
        self._fillers: dict[str, str] = {}
        """The region that stands for an entity or a date."""

    def all(self) -> list[dict[str, Any]]:
        for entity in self._gold.entities:
            self._entity(entity)
        for date in self._gold.dates:
            self._date(date)
        for date in self._gold.dates:
            if date.anchor is not None:
                self._relate(self._fillers[date.id], self._fillers[date.anchor], "anchor")
        for event in self._gold.events:
            self._event(event)
        claims = {claim.id: region for claim in self._gold.claims if (region := self._claim(claim))}
        for claim in self._gold.claims:
            if claim.nested_in is not None and {claim.id, claim.nested_in} <= claims.keys():
                self._relate(claims[claim.id], claims[claim.nested_in], "nested")
        if self._gold.ungrounded:
            self._notes.add("quotations that are not in the text", self._where, len(self._gold.ungrounded))
        related = [
            {"type": "relation", "from_id": first, "to_id": second, "direction": "right", "labels": labels}
            for (first, second), labels in self._relations.items()
        ]
        return self._results + related

    def _entity(self, entity: Entity) -> None:
        first = ""
        for number, mention in enumerate(entity.mentions):
            key = "of" if number else "id"
            region = self._region("entity", entity.type, mention.span, f"{entity.id}-{number}", {key: entity.id})
            self._choose(region, "level", [mention.level])
            self._choose(region, "tags", mention.phenomena)
            if mention.head:
                head = self._region("part", "Head", mention.head, f"{entity.id}-{number}-head", {})
                self._relate(region, head, "head")
            if number:
                self._relate(first, region, "same")
                continue
            first = self._fillers[entity.id] = region
            self._write_in(region, "name", entity.name)
            self._choose(region, "entity_tags", entity.phenomena)

    def _date(self, date: Date) -> None:
        region = self._fillers[date.id] = self._region("date", date.type, date.span, date.id, {"id": date.id})
        self._write_in(region, "value", date.value)
        self._choose(region, "mod", [date.mod] if date.mod else [])
        self._choose(region, "tags", date.phenomena)

    def _event(self, event: Event) -> None:
        meta: dict[str, Any] = {"id": event.id}
        first = self._region("event", event.type, event.triggers[0], f"{event.id}-0", meta)
        self._choose(first, "polarity", [event.polarity])
        self._choose(first, "realis", [event.realis])
        self._choose(first, "tags", event.phenomena)
        for number, trigger in enumerate(event.triggers[1:], start=1):
            other = self._region("event", event.type, trigger, f"{event.id}-{number}", {"of": event.id})
            self._relate(first, other, "same")
        keys = []
        for number, argument in enumerate(event.arguments):
            if argument.filler is not None:
                filler = self._fillers[argument.filler]
            else:
                filler = self._region("part", "Argument", argument.span, f"{event.id}-arg-{number}", {})
            if (filler, argument.role) in keys:
                self._notes.add("arguments that an event has twice", self._where)
                continue
            keys.append((filler, argument.role))
            self._relate(first, filler, argument.role)
        shown = [(filler, role) for filler in dict(keys) for other, role in keys if other == filler]
        if shown != keys:
            meta["arguments"] = [f"{role} {filler}" for filler, role in keys]

    def _claim(self, claim: Claim) -> str:
        """Add a claim; return its first region, "" if it has none."""
        regions: dict[str, str] = {}
        for label, span in zip(LABELS["claim"], (claim.cue, claim.content, claim.source), strict=True):
            if span:
                meta = {"of" if regions else "id": claim.id}
                regions[label] = self._region("claim", label, span, f"{claim.id}-{label}", meta)
        if not regions:
            self._notes.add("claims without any words", self._where)
            return ""
        first, *others = regions
        for label in others:
            self._relate(regions[first], regions[label], label.lower())
        if claim.source_entity is not None:
            self._relate(regions.get("Source", regions[first]), self._fillers[claim.source_entity], "entity")
        self._choose(regions[first], "mode", [claim.mode])
        self._choose(regions[first], "stance", [claim.stance])
        self._choose(regions[first], "tags", claim.phenomena)
        return regions[first]

    def _region(self, control: str, label: str, span: Span, wanted: str, meta: dict[str, Any]) -> str:
        """Add a region, and further ones where the span has several fragments; return its id."""
        first = ""
        for part in span:
            name = self._free(f"{wanted}-{len(self._results)}" if first else wanted)
            place = {"start": part.start, "end": part.end, "text": self._text[part.start : part.end]}
            self._places[name] = place
            self._add(name, control, "labels", {**place, "labels": [label]})
            if first:
                self._relate(first, name, "fragment")
            else:
                first = name
                self._results[-1]["meta"] = meta
        return first

    def _free(self, wanted: str) -> str:
        """Return an id of a region that can stand in the name of a class, and is not taken."""
        name = re.sub(r"[^A-Za-z0-9_-]", "_", wanted)
        while name in self._places:
            name += "_"
        return name

    def _relate(self, first: str, second: str, label: str) -> None:
        self._relations.setdefault((first, second), []).append(label)

    def _choose(self, region: str, control: str, chosen: Sequence[str]) -> None:
        if chosen:
            self._add(region, control, "choices", {**self._places[region], "choices": list(chosen)})

    def _write_in(self, region: str, control: str, words: str) -> None:
        if words:
            self._add(region, control, "textarea", {**self._places[region], "text": [words]})

    def _add(self, region: str, control: str, kind: str, value: dict[str, Any]) -> None:
        found = {"id": region, "from_name": control, "to_name": "text", "type": kind, "value": value}
        self._results.append({**found, "origin": "manual"})


# Reading


class _Result(msgspec.Struct):
    """What an annotation says: a label or an attribute of a region, or a relation. Versions and plugins differ."""

    id: Any = None
    type: Any = None
    from_name: Any = None
    value: Any = None
    meta: Any = None
    from_id: Any = None
    to_id: Any = None
    direction: Any = None
    labels: Any = None


class _Annotation(msgspec.Struct):
    result: list[_Result] | None = None
    was_cancelled: bool | None = False
    skipped: bool | None = False
    ground_truth: bool | None = False
    updated_at: str | float | None = None
    created_at: str | float | None = None


class _Task(msgspec.Struct):
    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[_Annotation] | None = None
    completions: list[_Annotation] | None = None  # what annotations were called until 2021
    drafts: list[Any] | None = None


class _Data(msgspec.Struct):
    """What `data` has of a task that we wrote."""

    id: str
    story: str
    story_title: str
    published: str


class _Ours(msgspec.Struct):
    data: _Data


class _Row(NamedTuple):
    """A task as it stands in a file."""

    raw: bytes
    where: str
    number: int


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of an export, or of every .json file in a folder.

    Raises InputError for a file that is no JSON array of tasks, and for a story of ours in two files. A file's bytes
    are in memory while it is read.
    """
    paths = sorted(each for each in path.iterdir() if _is_export(each)) if path.is_dir() else [path]
    if not paths:
        raise InputError(f"{path}: no .json file")
    taken: set[str] = set()
    for each in paths:
        yield from _stories_in(each, reading, taken)


def _is_export(path: Path) -> bool:
    return path.suffix == ".json" and not path.name.startswith(".") and path.is_file()


def _stories_in(path: Path, reading: Reading, taken: set[str]) -> Iterator[Story]:
    """Yield the stories of a file; tasks that we wrote stand with those of their story."""
    own: dict[str, list[_Row]] = {}
    order: list[str | _Row] = []
    rows = _rows(path)
    for row in rows:
        story = _story_of(row.raw)
        if not story:
            order.append(row)
        elif story in own:
            own[story].append(row)
        else:
            own[story] = [row]
            order.append(story)
    if rows and not own and all(_task(row) is None for row in rows):
        raise InputError(f"{rows[0].where}: no task of Label Studio; export as JSON or JSON-MIN")
    done: set[int | str] = set()
    for each in order:
        if isinstance(each, _Row):
            yield from _foreign_story(each, path, reading, taken, done)
            continue
        if each in taken:
            raise InputError(f"{own[each][0].where}: story {each!r} stands in two files; leave one of them out")
        taken.add(each)
        yield _own_story(own.pop(each), reading)


def _foreign_story(row: _Row, path: Path, reading: Reading, taken: set[str], done: set[int | str]) -> Iterator[Story]:
    """Yield the story of a task of another project, if it has a text and was not read already."""
    task = _task(row)
    if task is None:
        reading.notes.add("things that are no tasks", row.where)
        return
    text = _text_of(task.data)
    if not text:
        reading.notes.add("tasks without a text", row.where)
        return
    if task.id in done:  # in JSON-MIN each annotation is a row, the latest first
        reading.notes.add("further annotations of a task", row.where)
        return
    if task.id is not None:
        done.add(task.id)
    name = _name(path, task.id, row.number, taken)
    reading.notes.add("articles without a date of publication", row.where)
    gold = _gold(task, text, reading, row.where, own=False)
    yield Story(name, name, (Article(f"{name}/a", text, reading.published, gold=gold),))


def _rows(path: Path) -> list[_Row]:
    """Return the tasks of a file. Raises InputError for what is no array."""
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        content.decode()
        raws = msgspec.json.decode(content, type=list[msgspec.Raw])
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8: {error.reason}") from error
    except msgspec.DecodeError as error:
        found = re.search(r"byte (\d+)", str(error))
        line = content.count(b"\n", 0, int(found[1])) + 1 if found else max(1, len(content.rstrip().splitlines()))
        raise InputError(f"{path}:{line}: no JSON array of tasks: {error}; export it again") from error
    rows = []
    line = place = 0
    for number, raw in enumerate(raws, start=1):
        at = content.find(raw, place)
        line += content.count(b"\n", place, at)
        rows.append(_Row(bytes(raw), f"{path}:{line + 1} (task {number})", number))
        line += content.count(b"\n", at, at + len(raw))
        place = at + len(raw)
    return rows


def _story_of(raw: bytes) -> str:
    """Return the story that a task of ours belongs to, "" for a task of others."""
    try:
        data = msgspec.json.decode(raw, type=_Ours).data
    except msgspec.DecodeError:
        return ""
    return data.story if data.id.startswith(f"{data.story}/") else ""


def _task(row: _Row) -> _Task | None:
    """Return a task, also one of JSON-MIN, or None for what is none."""
    try:
        return msgspec.json.decode(row.raw, type=_Task)
    except msgspec.DecodeError:
        value = msgspec.json.decode(row.raw)
    if not isinstance(value, dict) or not {"annotator", "annotation_id"} <= value.keys():
        return None
    results = [
        _Result(f"{name}-{number}", kind, name, each)
        for name, regions in value.items()
        if isinstance(regions, list)
        for number, each in enumerate(regions)
        if isinstance(each, dict)
        for kind in ("labels", "hypertextlabels")
        if kind in each
    ]
    name = value.get("id")
    return _Task(value, name if isinstance(name, int | str) else None, [_Annotation(results)])


def _text_of(data: dict[str, Any]) -> str:
    """Return the text of a task: what is called so, or the longest that it has."""
    if isinstance(text := data.get("text"), str):
        return text
    return max((each for each in data.values() if isinstance(each, str)), key=len, default="")


def _name(path: Path, task: int | str | None, number: int, taken: set[str]) -> str:
    """Return a name for a story of one article."""
    wanted = f"{path.stem[:80]}-{number if task is None else task}"
    name = base = re.sub(r"[^A-Za-z0-9_.:]+", "-", wanted).lstrip("_.:-")[:110] or "task"
    while name in taken:
        name = f"{base}-{len(taken)}"
    taken.add(name)
    return name


def _own_story(rows: list[_Row], reading: Reading) -> Story:
    """Return a story of tasks that we wrote. Raises InputError where their data is not what was written."""
    articles: dict[str, Article] = {}
    about: dict[str, Any] = {}
    for row in rows:
        try:
            task = msgspec.json.decode(row.raw, type=_Task)
            data = task.data
            about = about or data
            fields = {each: data[each] for each in Article.__struct_fields__ if data.get(each) not in (None, "", [])}
            article = msgspec.convert({"text": "", **fields}, Article)
        except msgspec.ValidationError as error:
            raise InputError(f"{row.where}: not as we wrote it: {error}; export it again") from error
        if article.id in articles:
            reading.notes.add("tasks of an article that has one already", row.where)
            continue
        gold = _gold(task, article.text, reading, row.where, own=True)
        articles[article.id] = msgspec.structs.replace(article, gold=gold)
    try:
        return msgspec.convert(
            {
                "id": about["story"],
                "title": about["story_title"],
                "articles": list(articles.values()),
                "phenomena": about.get("story_tags") or (),
                **{each: about.get(each) or None for each in ("topic", "split")},
            },
            Story,
        )
    except msgspec.ValidationError as error:
        raise InputError(f"{rows[0].where}: not as we wrote it: {error}; export it again") from error


def _gold(task: _Task, text: str, reading: Reading, where: str, *, own: bool) -> Extraction | None:
    """Return what the annotation of a task says, or None where there is none."""
    if task.drafts:
        reading.notes.add("drafts, which were not submitted", where, len(task.drafts))
    given = task.annotations or task.completions or []
    annotations = [each for each in given if not (each.was_cancelled or each.skipped)]
    if not annotations:
        reading.notes.add("tasks without an annotation", where)
        return None
    if len(annotations) > 1:
        reading.notes.add("further annotations of a task", where, len(annotations) - 1)
    # Of several that are equally late the last counts.
    chosen = max(
        reversed(annotations), key=lambda each: (bool(each.ground_truth), str(each.updated_at or each.created_at or ""))
    )
    return _Reader(text, reading, where, own=own).extraction(chosen.result or [])


class _Region(msgspec.Struct, eq=False):
    """A region, or several that are fragments of one span.

    `order` is its place among the results; `item` the id of the item that it is the first region of, as we wrote it,
    `of` that of which it is another.
    """

    name: str
    order: int
    kind: str
    label: Any
    parts: list[Fragment]
    item: str = ""
    of: str = ""
    arguments: list[Any] = []
    attributes: dict[str, list[str]] = {}


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}\Z")

_TABLES = {"entities": "entity", "dates": "date", "events": "event"}

_PARTS = LABELS["claim"]

_PREFIXES = {"entity": "e", "date": "d", "event": "v", **dict.fromkeys(_PARTS, "c")}
"""What new ids of items begin with, by the kind of their regions."""

_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "head": (("entity",), ("Head",)),
    "anchor": (("date",), ("date",)),
    "content": (("Cue",), ("Content",)),
    "source": (("Cue", "Content"), ("Source",)),
    "entity": (_PARTS, ("entity",)),
    "nested": (_PARTS, _PARTS),
    **dict.fromkeys(ROLES, (("event",), ("entity", "date", "Argument"))),
}
"""What kinds of region a relation leads from and to, by its label."""


class _Reader:
    """What the results of an annotation say about a text."""

    def __init__(self, text: str, reading: Reading, where: str, *, own: bool) -> None:
        self._text = text
        self._reading = reading
        self._where = where
        self._own = own
        self._related: list[tuple[_Region, _Region, str]] = []
        self._named: set[str] = set()
        """Ids that regions say in their `meta`."""
        self._firsts: dict[str, set[str]] = {}
        """Of these, those of first regions, by what new ids of such items begin with."""
        self._used: set[str] = set()
        """Ids of items that are made."""
        self._numbers = {prefix: count(1) for prefix in _PREFIXES.values()}

    def extraction(self, results: list[_Result]) -> Extraction:
        # A result without an id is about a region of its own.
        marks = [
            (str(each.id or f"result {number}"), each) for number, each in enumerate(results) if each.type != "relation"
        ]
        by_name = self._regions(marks)
        self._attributes(marks, by_name)
        self._relations([each for each in results if each.type == "relation"], by_name)
        regions = sorted(dict.fromkeys(by_name.values()), key=lambda region: region.order)
        for region in regions:
            self._named |= {region.item, region.of}
            self._firsts.setdefault(_PREFIXES.get(region.kind, ""), set()).add(region.item)
        entities, entity_of = self._entities([each for each in regions if each.kind == "entity"])
        dates, date_of = self._dates([each for each in regions if each.kind == "date"])
        fillers = entity_of | {region: (name, "DATE") for region, name in date_of.items()}
        events = self._events([each for each in regions if each.kind == "event"], fillers)
        claims = self._claims([each for each in regions if each.kind in _PARTS], entity_of)
        led_to = {second for _, second, _ in self._related}
        for region in regions:
            if region.kind in LABELS["part"] and region not in led_to:
                self._note(f"regions called {region.kind} to which no relation leads")
        return Extraction(entities, dates, events, claims)

    def _note(self, what: str) -> None:
        self._reading.notes.add(what, self._where)

    # What is marked

    def _regions(self, marks: list[tuple[str, _Result]]) -> dict[str, _Region]:
        """Return the regions by their names; one with several labels is a region for each."""
        places = self._places(marks)
        regions: dict[str, _Region] = {}
        labelled = set()
        for number, (name, result) in enumerate(marks):
            kind = result.type
            if name not in places or not isinstance(kind, str) or not kind.endswith("labels"):
                continue
            labels = result.value.get(kind) if isinstance(result.value, dict) else None
            for label in labels if isinstance(labels, list) else ():
                labelled.add(name)
                if found := self._kind(result.from_name, str(label)):
                    unused = name if name not in regions else f"{name} {label}"
                    region = regions[unused] = _Region(unused, number, *found, [places[name]])
                    if self._own and isinstance(result.meta, dict):
                        region.item, region.of = _id_in(result.meta, "id"), _id_in(result.meta, "of")
                        order = result.meta.get("arguments")
                        region.arguments = order if isinstance(order, list) else []
        for _ in places.keys() - labelled:
            self._note("regions without a label")
        return regions

    def _places(self, marks: list[tuple[str, _Result]]) -> dict[str, Fragment]:
        """Return where regions stand; what stands nowhere is noted."""
        found: dict[str, tuple[int, int, str | None] | None] = {}
        for name, result in marks:
            if name not in found:
                found[name] = _bounds(result.value)
        known = {name: each for name, each in found.items() if each is not None}
        for _ in range(len(known), len(found)):
            self._note("results that are about no run of plain text")
        converted = self._units(known.values())
        places = {}
        for name, (first, last, words) in known.items():
            start, end = converted(first), converted(last)
            if start is None or end is None or start >= end:
                self._note("regions that are empty or not in the text")
            elif words is not None and not _alike(words, self._text[start:end]):
                self._note("regions whose words are not those of the text there")
            else:
                places[name] = Fragment(start, end)
        return places

    def _units(self, found: Iterable[tuple[int, int, str | None]]) -> Callable[[int], int | None]:
        """Return what makes code points of the offsets: they are, unless UTF-16 gives more of the words."""
        if has_no_astral(self._text):
            return code_points(self._text)
        quoted = [(start, end, words) for start, end, words in found if words]

        def misses(converted: Callable[[int], int | None]) -> int:
            return sum(
                not _alike(words, self._text[converted(start) or 0 : converted(end) or 0])
                for start, end, words in quoted
            )

        return min(code_points(self._text), utf16(self._text), key=misses)

    def _kind(self, control: object, label: str) -> tuple[str, str] | None:
        """Return what kind of region a label makes, and our name for the label."""
        if self._own and isinstance(control, str) and label in LABELS.get(control, ()):
            return (label if control in {"claim", "part"} else control), label
        table = next((each for each in _TABLES if label in self._reading.labels.get(each, {})), "entities")
        ours = self._reading.label(table, label, self._where)
        return (_TABLES[table], ours) if ours else None

    def _attributes(self, marks: list[tuple[str, _Result]], by_name: dict[str, _Region]) -> None:
        """Give the regions what is chosen and written for them; of others' we know no meaning."""
        for name, result in marks if self._own else ():
            region = by_name.get(name)
            if region is None or not isinstance(result.value, dict) or result.type not in ("choices", "textarea"):
                continue
            words = result.value.get("choices" if result.type == "choices" else "text")
            given = [words] if isinstance(words, str) else words
            if isinstance(given, list):
                region.attributes[str(result.from_name)] = [each for each in given if isinstance(each, str)]

    def _relations(self, results: list[_Result], by_name: dict[str, _Region]) -> None:
        """Gather the relations as they should lead, when fragments are joined."""
        found = [each for each in self._labelled(results) if each[0] in by_name and each[1] in by_name]
        for from_name, to_name, label in found:
            if label == "fragment":
                self._join(by_name[from_name], by_name[to_name], by_name)
        for from_name, to_name, label in found:
            if label == "fragment":
                continue
            first, second = by_name[from_name], by_name[to_name]
            if first is not second and _fits(first, second, label):
                self._related.append((first, second, label))
            elif first is not second and _fits(second, first, label):
                self._related.append((second, first, label))  # drawn the other way round
            else:
                self._note(f"relations: {label} from {first.kind} to {second.kind}")

    def _labelled(self, results: list[_Result]) -> Iterator[tuple[str, str, str]]:
        """Yield each relation: from, to, our label."""
        for result in results:
            first, second = str(result.from_id), str(result.to_id)
            if result.direction == "left":
                first, second = second, first
            if not result.labels or not isinstance(result.labels, list):
                self._note("relations without a label")
                continue
            for label in map(str, result.labels):
                ours = label if self._own and label in RELATIONS else self._reading.label("roles", label, self._where)
                if ours:
                    yield first, second, ours

    def _join(self, first: _Region, second: _Region, by_name: dict[str, _Region]) -> None:
        """Make one region of two fragments of one kind."""
        if first is second:
            return
        if first.kind != second.kind:
            self._note(f"relations: fragment from {first.kind} to {second.kind}")
            return
        if first.label != second.label:
            self._note(f"{first.kind}: a fragment has another type than the first")
        first.parts += second.parts
        first.attributes = second.attributes | first.attributes
        first.item, first.of = first.item or second.item, first.of or second.of
        for name, region in by_name.items():
            if region is second:
                by_name[name] = first

    def _pairs(self, label: str) -> Iterator[tuple[_Region, _Region]]:
        return ((first, second) for first, second, each in self._related if each == label)

    # What it says

    def _entities(self, mentions: list[_Region]) -> tuple[tuple[Entity, ...], dict[_Region, tuple[str, Any]]]:
        """Return the entities, and for each region the id and the type of its entity."""
        heads: dict[_Region, list[Fragment]] = {}
        for mention, head in self._pairs("head"):
            heads.setdefault(mention, []).extend(head.parts)
        found: list[Entity] = []
        entity_of: dict[_Region, tuple[str, Any]] = {}
        for group in self._groups(mentions):
            name, label = self._id(group, "e"), self._label(group)
            entity_of |= dict.fromkeys(group, (name, label))
            made = tuple(
                Mention(
                    _joined(each.parts), self._head(each, heads.get(each, [])), self._chosen([each], "level") or "NAM",
                    self._tags([each], "tags"),
                )
                for each in group
            )  # fmt: skip
            found.append(Entity(name, label, made, self._written(group, "name"), self._tags(group, "entity_tags")))
        return tuple(found), entity_of

    def _head(self, mention: _Region, head: list[Fragment]) -> Span:
        if not head:
            return ()
        span = _joined(mention.parts)
        if all(any(part.start <= each.start and each.end <= part.end for part in span) for each in head):
            return _joined(head)
        self._note("heads outside their mentions")
        return ()

    def _dates(self, regions: list[_Region]) -> tuple[tuple[Date, ...], dict[_Region, str]]:
        """Return the dates, and the id of each region's."""
        date_of = {each: self._id([each], "d") for each in regions}
        anchors = {date_of[first]: date_of[second] for first, second in self._pairs("anchor")}
        found = tuple(
            Date(
                name, _joined(each.parts), each.label, self._written([each], "value"), self._chosen([each], "mod"),
                anchors.get(name), self._tags([each], "tags"),
            )
            for each, name in date_of.items()
        )  # fmt: skip
        return found, date_of

    def _events(self, triggers: list[_Region], fillers: dict[_Region, tuple[str, Any]]) -> tuple[Event, ...]:
        filled: dict[_Region, list[tuple[Any, _Region]]] = {}
        for trigger, filler, label in self._related:
            if label in ROLES:
                filled.setdefault(trigger, []).append((label, filler))
        return tuple(
            Event(
                self._id(group, "v"), label, tuple(_joined(each.parts) for each in group),
                self._arguments(label, group, filled, fillers), self._chosen(group, "polarity") or "POSITIVE",
                self._chosen(group, "realis") or "ACTUAL", self._tags(group, "tags"),
            )
            for group in self._groups(triggers)
            for label in [self._label(group)]
        )  # fmt: skip

    def _arguments(
        self,
        event_type: str,
        group: list[_Region],
        filled: dict[_Region, list[tuple[Any, _Region]]],
        fillers: dict[_Region, tuple[str, Any]],
    ) -> tuple[Argument, ...]:
        found = [each for trigger in group for each in filled.get(trigger, [])]
        order = next((each.arguments for each in group if each.arguments), [])
        found.sort(key=lambda each: order.index(key) if (key := f"{each[0]} {each[1].name}") in order else len(order))
        arguments: dict[Argument, None] = {}
        for role, region in found:
            span_filler: tuple[None, Any] = None, "SPAN"
            name, kind = fillers.get(region, span_filler)
            made = Argument(role, name, () if name else _joined(region.parts))
            if (argument := self._reading.argument(event_type, made, kind, self._where)) is not None:
                arguments[argument] = None
        return tuple(arguments)

    def _claims(self, parts: list[_Region], entity_of: dict[_Region, tuple[str, Any]]) -> tuple[Claim, ...]:
        sources = dict(self._pairs("entity"))
        groups = [(self._id(group, "c"), group) for group in self._claim_groups(parts)]
        claim_of = {region: name for name, group in reversed(groups) for region in group}
        outer: dict[str, str] = {}
        for first, second in self._pairs("nested"):
            inner, holder = claim_of.get(first), claim_of.get(second)
            if inner is None or holder is None:
                continue
            if inner in _upwards(holder, outer):
                self._note("claims nested in themselves")
            else:
                outer[inner] = holder
        found = []
        for name, group in groups:
            cue, content, source = (
                _joined([part for each in group if each.kind == kind for part in each.parts]) for kind in _PARTS
            )
            by_source = sorted(group, key=lambda each: each.kind != "Source")
            entity = next((entity_of[sources[each]][0] for each in by_source if each in sources), None)
            found.append(
                Claim(
                    name, cue, content, source, entity, self._chosen(group, "mode") or "INDIRECT",
                    self._chosen(group, "stance") or "ASSERTS", outer.get(name), self._tags(group, "tags"),
                )
            )  # fmt: skip
        return tuple(found)

    def _claim_groups(self, parts: list[_Region]) -> list[list[_Region]]:
        """Return the parts of each claim, its first region first.

        A cue has a claim, and so has a content to which no cue leads. What a deleted first region has left is one.
        """
        led = {label: list(self._pairs(label)) for label in ("content", "source")}
        groups = []
        for cue in parts:
            if cue.kind == "Cue":
                contents = [second for first, second in led["content"] if first is cue]
                sources = [second for first, second in led["source"] if first is cue or first in contents]
                groups.append([cue, *dict.fromkeys([*contents, *sources])])
        reached = {each for group in groups for each in group}
        firsts = self._firsts.get("c", set())
        orphans: dict[str, list[_Region]] = {}
        for part in parts:
            if part in reached:
                continue
            said = part.of
            sources = [second for first, second in led["source"] if first is part]
            reached |= {part, *sources}
            if said and said not in firsts:
                orphans.setdefault(said, []).extend([part, *sources])
            elif sources or part.item:
                groups.append([part, *sources])
            else:
                self._note("parts of claims that stand alone")
        return sorted([*groups, *orphans.values()], key=lambda group: min(each.order for each in group))

    # Helpers

    def _groups(self, regions: list[_Region]) -> list[list[_Region]]:
        """Return what belongs together by relations, or because its first region was deleted."""
        leader = {each: each for each in regions}

        def lead(region: _Region) -> _Region:
            while leader[region] is not region:
                leader[region] = region = leader[leader[region]]
            return region

        for first, second in self._pairs("same"):
            if first in leader and second in leader:
                leader[lead(second)] = lead(first)
        firsts = {each.item for each in regions}
        orphans: dict[str, _Region] = {}
        for region in regions:
            if (said := region.of) and said not in firsts:
                leader[lead(region)] = lead(orphans.setdefault(said, region))
        groups: dict[_Region, list[_Region]] = {}
        for region in regions:
            groups.setdefault(lead(region), []).append(region)
        return list(groups.values())

    def _id(self, group: list[_Region], prefix: str) -> str:
        """Return the id of an item: that which its regions say, if no other has it, else a new one."""
        # What was cut off from the first region of its item, which is still there, is another.
        firsts = self._firsts.get(prefix, ())
        said = [each.item for each in group] + [each.of for each in group if each.of not in firsts]
        name = next((each for each in said if each and each not in self._used), "") or self._new(prefix)
        self._used.add(name)
        return name

    def _new(self, prefix: str) -> str:
        names = (f"{prefix}{number}" for number in self._numbers[prefix])
        return next(name for name in names if name not in self._used and name not in self._named)

    def _label(self, group: list[_Region]) -> Any:  # noqa: ANN401 - a label of ours
        """Return the label of the first region, of which others should be."""
        first = next((each for each in group if each.item), group[0])
        for each in group:
            if each.label != first.label:
                self._note(f"{each.kind}: a region has another type than the first of its {each.kind}")
        return first.label

    def _given(self, group: list[_Region], control: str) -> list[str]:
        """Return what the first region that has it says for a control."""
        for each in group:
            if control in each.attributes:
                return each.attributes[control]
        return []

    def _chosen(self, group: list[_Region], control: str) -> Any:  # noqa: ANN401 - a label of ours
        """Return the label that is chosen, or None."""
        if not (given := self._given(group, control)):
            return None
        known = [each for each in given if each in CHOICES[control]]
        if len(known) < len(given) or len(known) > 1:
            self._note(f"{control}: other than one of its labels")
        return known[0] if known else None

    def _tags(self, group: list[_Region], control: str) -> Any:  # noqa: ANN401 - labels of ours
        """Return the tags that are chosen."""
        if not (given := self._given(group, control)):
            return ()
        known = tuple(each for each in given if each in CHOICES[control])
        if len(known) < len(given):
            self._note(f"{control}: other than its labels")
        return known

    def _written(self, group: list[_Region], control: str) -> str:
        """Return what is written."""
        given = self._given(group, control)
        if len(given) > 1:
            self._note(f"{control}: written several times, of which the last counts")
        return given[-1] if given else ""


def code_points(text: str) -> Callable[[int], int | None]:
    """Return what tells whether an offset in code points lies in a text."""
    return lambda offset: offset if 0 <= offset <= len(text) else None


def utf16(text: str) -> Callable[[int], int | None]:
    """Return what makes code points of offsets in UTF-16 code units; None outside the text and within a character."""
    found: list[int | None] = []
    for number, character in enumerate(text):
        found += [number] if character <= "\uffff" else [number, None]
    found.append(len(text))
    return lambda offset: found[offset] if 0 <= offset < len(found) else None


def has_no_astral(text: str) -> bool:
    """Tell whether UTF-16 code units of a text are its code points."""
    return text.isascii() or max(text, default="") <= "\uffff"


def _bounds(value: object) -> tuple[int, int, str | None] | None:
    """Return the offsets that a value has, and the words if it has them; None if there is nothing to rely on."""
    if not isinstance(value, dict):
        return None
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(words, str):
        words = None
    if not isinstance(start, int) and words is not None and isinstance(value.get("globalOffsets"), dict):
        start, end = value["globalOffsets"].get("start"), value["globalOffsets"].get("end")
    return (start, end, words) if isinstance(start, int) and isinstance(end, int) else None


def _alike(words: str, there: str) -> bool:
    """Compare the words of a region with the text, but for blanks: browsers and older versions change these."""
    return words == there or _squeezed(words) == _squeezed(there)


def _squeezed(words: str) -> str:
    return "".join(words.replace("\\n", "").split())


def _id_in(meta: dict[Any, Any], key: str) -> str:
    """Return an id that we wrote in the `meta` of a region, "" if there is none."""
    said = meta.get(key)
    return said if isinstance(said, str) and _ID.match(said) else ""


def _fits(first: _Region, second: _Region, label: str) -> bool:
    if label == "same":
        return first.kind == second.kind and first.kind in {"entity", "event"}
    return first.kind in _ENDS[label][0] and second.kind in _ENDS[label][1]


def _joined(parts: Sequence[Fragment]) -> Span:
    """Return a span of fragments that may overlap and come in any order."""
    if len(parts) == 1:
        return (parts[0],)
    found: list[Fragment] = []
    for part in sorted(parts, key=lambda part: (part.start, part.end)):
        if found and part.start <= found[-1].end:
            found[-1] = Fragment(found[-1].start, max(part.end, found[-1].end))
        else:
            found.append(part)
    return tuple(found)


def _upwards(claim: str, outer: dict[str, str]) -> Iterator[str]:
    """Yield a claim and those that it is nested in."""
    yield claim
    while claim in outer:
        claim = outer[claim]
        yield claim


_HEAD = 1 << 18
"""Bytes at the beginning of a file that tell whether it is an export."""

_KEYS = re.compile(rb'(?<!\\)"(annotations|completions|data|annotator|annotation_id)"\s*:')


def _recognises(path: Path) -> bool:
    """Tell by the first bytes of the first .json file: an array of objects with the keys of tasks."""
    try:
        paths = sorted(filter(_is_export, path.iterdir()))[:1] if path.is_dir() else [path]
        if not paths or not _is_export(paths[0]):
            return False
        with paths[0].open("rb") as file:
            beginning = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return False
    keys = {match[1] for match in _KEYS.finditer(beginning)}
    tasks = b"data" in keys and keys & {b"annotations", b"completions"}
    return bool(re.match(rb"\s*\[\s*\{", beginning)) and bool(tasks or {b"annotator", b"annotation_id"} <= keys)


FORMAT = Format(
    name="label-studio",
    title="Label Studio: exports, JSON or JSON-MIN, and tasks to correct in it",
    holds={
        "entities": "all", "dates": "all", "events": "all", "claims": "all that have a cue, content or source",
        "links": "none",
    },
    measures=("entities.*", "dates.*", "events.*", "claims.*", "twicetold"),
    recognises=_recognises,
    read=read,
    write=write,
)  # fmt: skip
