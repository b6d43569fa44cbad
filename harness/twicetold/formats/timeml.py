"""TimeML 1.2.1, as TimeBank and TempEval-3 have it: a file for each article, with TIMEX3 and EVENT within its text.

The text is what TEXT holds, decoded, to the last newline; without TEXT, DOCID and DCT it is all that the file holds, as
in TimeBank 1.2. The document creation time is the publication date, and no date of the article unless it stands in the
text. A file is a story of its own, but `story@article.tml`, the name that is written, is an article of that story.

A date is a TIMEX3 with its type, value and mod; its anchor is its anchorTimeID, unless that is the creation time.
An event is an EVENT with its MAKEINSTANCEs, or those EVENTs that TLINKs declare to be IDENTITY, each a trigger. It is
NEGATIVE if all that is said of it is NEG, and OTHER if all has a modality or the tense FUTURE: as in our own gold, one
trigger that is neither is enough. SLINKs, which say of more events that they are not settled, are passed over; so
realis is not scored.

What is written has the class OCCURRENCE, no tense and no aspect, and the modality OTHER for that realis. Ids that are
`t1` or `e1` are kept, others are numbered anew. Within the text marks neither nest nor overlap: of those that do, the
first is kept, and of those that begin together the longest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args
from xml.parsers import expat

import msgspec

from twicetold import timex
from twicetold.errors import InputError
from twicetold.files import whole_folder
from twicetold.formats.format import Format, Notes
from twicetold.formats.ids import ARTICLE_ID, id_for, take
from twicetold.model import Article, Date, Event, Extraction, Fragment, PointInTime, Story
from twicetold.ontology import UNKNOWN, DateModifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twicetold.formats.format import Reading
    from twicetold.model import Span

    Attributes = Mapping[str, str]

_SUFFIXES = (".tml", ".timeml")
_HEAD = 4096
"""Bytes in which a file has to say that it is TimeML, to be recognised."""

_MODIFIERS = frozenset(get_args(DateModifier))
_PUBLISHED = ("CREATION_TIME", "PUBLICATION_TIME")
_NOT_HELD = ("SIGNAL", "TLINK", "SLINK", "ALINK")
_ONLY_IN_TIMEX3 = ("quant", "freq", "beginPoint", "endPoint")

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a file, or of all `.tml` and `.timeml` files in a folder and those within it.

    Raises InputError for what is not TimeML.
    """
    for name, files in _stories(path).items():
        articles = tuple(_File(file, reading).article(f"{name}/{article}") for article, file in files.items())
        yield Story(name, _title(articles[0], name), articles)


def _title(article: Article, name: str) -> str:
    return article.headline or name


def _stories(path: Path) -> dict[str, dict[str, Path]]:
    """Return by the id of each story its files, by what the ids of their articles have after it."""
    files = _files(path)
    if not files:
        raise InputError(f"{path}: no file {' or '.join(f'*{suffix}' for suffix in _SUFFIXES)} in this folder")
    found: dict[str, dict[str, Path]] = {}
    taken: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for file in files:
        *folders, last = file.relative_to(path).parts or (file.name,)
        story, _, article = last.removesuffix(file.suffix).partition("@")
        name = id_for(".".join([*folders, story]), "article")
        own = article if ARTICLE_ID.match(f"{name}/{article}") else id_for(article, "a")
        found.setdefault(name, {})[take(own, taken[name])] = file
    return found


def _files(path: Path) -> list[Path]:
    """Return the files there in the order of their names, without the hidden ones that file systems leave behind."""
    if not path.is_dir():
        return [path]
    files = (file for suffix in _SUFFIXES for file in path.rglob(f"*{suffix}"))
    return sorted((file for file in files if not file.name.startswith(".") and file.is_file()), key=Path.as_posix)


class _Element:
    """An element: its place in all of the text of the file, and in the list of all elements, `stop` being after it."""

    __slots__ = ("attributes", "end", "line", "name", "number", "start", "stop")

    def __init__(self, name: str, attributes: Attributes, line: int, number: int, start: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.number = number
        self.start = self.end = start
        self.stop = number + 1

    def holds(self, other: _Element) -> bool:
        """Tell whether another element is within this one."""
        return self.number < other.number < self.stop


def _parse(path: Path) -> tuple[str, list[_Element]]:
    """Return all of the text of a file, and its elements in order. Raises InputError for what is not XML."""
    elements: list[_Element] = []
    opened: list[_Element] = []
    parts: list[str] = []
    length = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        opened.append(_Element(name, attributes, parser.CurrentLineNumber, len(elements), length))
        elements.append(opened[-1])

    def end(_name: str) -> None:
        element = opened.pop()
        element.end, element.stop = length, len(elements)

    def characters(data: str) -> None:
        nonlocal length
        parts.append(data)
        length += len(data)

    def skipped(name: str, _is_parameter: bool) -> None:  # noqa: FBT001 - as expat calls it
        raise InputError(f"{path}:{parser.CurrentLineNumber}: &{name}; is not declared here; write the character")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.SkippedEntityHandler = characters, skipped
    try:
        parser.Parse(path.read_bytes(), True)  # noqa: FBT003 - expat takes no keywords
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InputError(f"{path}:{error.lineno}: {what}; this is no XML, or not all of it") from error
    except (LookupError, ValueError) as error:
        raise InputError(f"{path}:1: {error}; write it in UTF-8") from error
    return "".join(parts), elements


class _File:
    """A file as it is read."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self.path = path
        self.reading = reading
        self.everything, self.elements = _parse(path)
        self.named: dict[str, list[_Element]] = defaultdict(list)
        for element in self.elements:
            self.named[element.name].append(element)
        self.body = self._body()
        self.created = self._created()
        self.taken: dict[str, int] = {}

    def _body(self) -> _Element:
        """Return what holds the text."""
        root = self.elements[0]
        if root.name != "TimeML":
            raise InputError(f"{self.path}:{root.line}: <{root.name}> where TimeML begins with <TimeML>")
        texts = self.named["TEXT"]
        if len(texts) == 1:
            return texts[0]
        if not (texts or self.named["DOCID"] or self.named["DCT"]):
            return root
        raise InputError(f"{self.path}:{root.line}: {len(texts)} TEXT elements; one is to hold the text")

    def _created(self) -> _Element | None:
        """Return the TIMEX3 that is the document creation time."""
        timexes = self.named["TIMEX3"]
        dct = (each for each in timexes if any(around.holds(each) for around in self.named["DCT"]))
        told = (each for each in timexes if each.attributes.get("functionInDocument") in _PUBLISHED)
        return next(chain(dct, told), None)

    def article(self, name: str) -> Article:
        """Return the article."""
        self._note_others()
        title = next(iter(self.named["TITLE"]), None)
        return Article(
            id=name,
            text=self.everything[self.body.start : self.body.end],
            published=self._published(),
            headline=self.everything[title.start : title.end].strip() if title else "",
            gold=Extraction(dates=self._dates(), events=self._events()),
        )

    def _where(self, element: _Element) -> str:
        return f"{self.path}:{element.line}"

    def _note(self, what: str, element: _Element) -> None:
        self.reading.notes.add(what, self._where(element))

    def _note_others(self) -> None:
        for name in _NOT_HELD:
            if others := [element for element in self.named[name] if not _is_identity(element)]:
                self.reading.notes.add(f"{name}s", self._where(others[0]), len(others))
        for name in ("TIMEX3", "EVENT"):
            for element in self.named[name]:
                if element is not self.created and not self.body.holds(element):
                    self._note(f"{name}s outside the text", element)

    def _published(self) -> str:
        """Return the publication date; without a zone the time of day says nothing, and only the day is kept."""
        value = self.created.attributes.get("value", "") if self.created else ""
        where = self.created or self.elements[0]
        day = timex.day_of(value)
        if day is None:
            return self.reading.day(self._where(where))
        try:
            return msgspec.convert(value, PointInTime)
        except msgspec.ValidationError:
            self._note("times of publication without a zone, of which the day is kept", where)
            return day.isoformat()

    def _marks(self, name: str) -> Iterator[_Element]:
        """Yield the elements of a name within the text that hold some of it."""
        for element in filter(self.body.holds, self.named[name]):
            if element.start < element.end:
                yield element
            else:
                self._note(f"{name}s that hold no text", element)

    def _span(self, element: _Element) -> Span:
        return (Fragment(element.start - self.body.start, element.end - self.body.start),)

    def _id(self, element: _Element, attribute: str) -> str:
        """Return an id: the one given, as far as it is one and nothing else has it."""
        given = element.attributes.get(attribute, "")
        name = take(id_for(given, element.name), self.taken)
        if name != given:
            self._note(f"{element.name}s without an id of their own", element)
        return name

    def _dates(self) -> tuple[Date, ...]:
        found: list[tuple[Date, _Element]] = []
        ids: dict[str, str] = {}
        for element in self._marks("TIMEX3"):
            given = element.attributes
            date_type = self.reading.label("dates", given.get("type", ""), self._where(element))
            if date_type is None:
                continue
            if not given.get("value"):
                self._note("TIMEX3s without a value", element)
            for attribute in _ONLY_IN_TIMEX3:
                if given.get(attribute):
                    self._note(f"TIMEX3 attributes: {attribute}", element)
            mod = given.get("mod") or None
            if mod is not None and mod not in _MODIFIERS:
                self._note(f"TIMEX3 attributes: mod={mod!r}, which there is not", element)
                mod = None
            name = self._id(element, "tid")
            ids.setdefault(given.get("tid", name), name)
            date = Date(name, self._span(element), date_type, given.get("value", ""), mod)  # type: ignore[arg-type] # mapped to ours
            found.append((date, element))
        return tuple(
            msgspec.structs.replace(date, anchor=anchor) if (anchor := self._anchor(element, date, ids)) else date
            for date, element in found
        )

    def _anchor(self, element: _Element, date: Date, ids: Mapping[str, str]) -> str | None:
        given = element.attributes.get("anchorTimeID")
        if not given or (self.created and given == self.created.attributes.get("tid")):
            return None
        name = ids.get(given)
        if name is None or name == date.id:
            self._note("anchors that are no other TIMEX3 of the text", element)
            return None
        return name

    def _events(self) -> tuple[Event, ...]:
        instances = self._instances()
        found: dict[str, _Naming] = {}
        ids: dict[str, str] = {}
        for element in self._marks("EVENT"):
            event_type = self.reading.label("events", element.attributes.get("class", ""), self._where(element))
            if event_type is not None:
                name = self._id(element, "eid")
                given = element.attributes.get("eid", name)
                ids.setdefault(given, name)
                # In ISO-TimeML there is no MAKEINSTANCE, and EVENT has its attributes.
                said = instances.get(given) or [element.attributes]
                found[name] = _Naming(event_type, self._span(element), said)
        return tuple(_event(group[0], [found[name] for name in group]) for group in self._identities(ids, list(found)))

    def _instances(self) -> Mapping[str, list[Attributes]]:
        """Return what MAKEINSTANCEs say, by the id of their EVENT."""
        known = {element.attributes.get("eid") for element in self.named["EVENT"] if self.body.holds(element)}
        found = defaultdict(list)
        for element in self.named["MAKEINSTANCE"]:
            event = element.attributes.get("eventID", "")
            found[event].append(element.attributes)
            if event not in known:
                self._note("MAKEINSTANCEs of no EVENT of the text", element)
        return found

    def _identities(self, ids: Mapping[str, str], names: Sequence[str]) -> Iterable[list[str]]:
        """Return the ids of events in groups of those that are the same, each in the order of the text."""
        events = {
            element.attributes.get("eiid", ""): ids.get(element.attributes.get("eventID", ""))
            for element in self.named["MAKEINSTANCE"]
        }
        groups = {name: [name] for name in names}
        for element in filter(_is_identity, self.named["TLINK"]):
            first, second = (events.get(element.attributes[end]) for end in _ENDS)
            if first is None or second is None:
                self._note("TLINKs of no EVENT of the text", element)
            elif groups[first] is not groups[second]:
                groups[first] += groups[second]
                for name in groups[second]:
                    groups[name] = groups[first]
        places = {name: place for place, name in enumerate(names)}
        return {id(group): sorted(group, key=places.__getitem__) for group in groups.values()}.values()


_ENDS = ("eventInstanceID", "relatedToEventInstance")


def _is_identity(element: _Element) -> bool:
    """Tell whether a link says of two events that they are the same."""
    given = element.attributes
    return given.get("relType") == "IDENTITY" and all(end in given for end in _ENDS)


class _Naming(NamedTuple):
    """One place where an event is named, and what is said of it there."""

    type: str
    span: Span
    said: Sequence[Attributes]


def _event(name: str, places: Sequence[_Naming]) -> Event:
    said = [given for place in places for given in place.said]
    return Event(
        name,
        places[0].type,  # type: ignore[arg-type] # mapped to one of ours
        tuple(place.span for place in places),
        polarity="NEGATIVE" if all(given.get("polarity") == "NEG" for given in said) else "POSITIVE",
        realis="ACTUAL" if any(map(_is_settled, said)) else "OTHER",
    )


def _is_settled(given: Attributes) -> bool:
    return given.get("modality", "") in ("", "NONE") and given.get("tense") != "FUTURE"


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write a new folder with a file `story@article.tml` for each article.

    Raises InputError where there is something already, and for characters that XML 1.0 does not have.
    """
    notes = Notes()
    with whole_folder(path) as folder:
        for story in stories:
            _note_story(story, notes)
            for article in story.articles:
                content = "\n".join(_lines(article, notes))
                (folder / f"{article.id.replace('/', '@')}.tml").write_bytes(content.encode())
    return notes


def _lines(article: Article, notes: Notes) -> Iterator[str]:
    """Yield the lines of a file."""
    gold = article.gold or Extraction()
    _note_article(article, gold, notes)
    marks = _marks(article.id, gold, notes)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<TimeML>"
    yield f"<DOCID>{article.id}</DOCID>"
    yield f"<DCT>{_created(article.published)}</DCT>"
    if article.headline:
        yield f"<TITLE>{_checked(article.headline, f'{article.id}: headline').translate(_IN_TEXT)}</TITLE>"
    triggers = _triggers(marks)
    tags = _timex3s(article.id, marks, notes)
    tags |= {each.start: _tag("EVENT", {"eid": each.eid, "class": "OCCURRENCE"}) for each in triggers}
    yield f"<TEXT>{_marked(_checked(article.text, f'{article.id}: text'), marks, tags)}</TEXT>"
    yield from (_tag("MAKEINSTANCE", _instance(trigger), "/>") for trigger in triggers)
    others = (trigger for trigger in triggers if trigger.first != trigger.eid)
    for number, trigger in enumerate(others, start=1):
        ends = dict(zip(_ENDS, map(_eiid, (trigger.eid, trigger.first)), strict=True))
        yield _tag("TLINK", {"lid": f"l{number}", "relType": "IDENTITY", **ends}, "/>")
    yield "</TimeML>\n"


class _Mark(NamedTuple):
    """A date, or an event by one of its triggers, and where it stands."""

    start: int
    end: int
    item: Date | Event


class _Trigger(NamedTuple):
    """A trigger: where it starts, its eid, and that of the first trigger of its event."""

    start: int
    event: Event
    eid: str
    first: str


def _marks(where: str, gold: Extraction, notes: Notes) -> list[_Mark]:
    """Return what can be marked within the text, in its order."""
    places: list[tuple[Span, Date | Event]] = [(date.span, date) for date in gold.dates]
    places += [(trigger, event) for event in gold.events for trigger in event.triggers]
    whole = [_Mark(span[0].start, span[0].end, item) for span, item in places if len(span) == 1]
    kept: list[_Mark] = []
    lost: Counter[str] = Counter(f"{_kind(item)} in several pieces" for span, item in places if len(span) > 1)
    for mark in sorted(whole, key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            lost[f"{_kind(mark.item)} that share text with what is marked before them"] += 1
        else:
            kept.append(mark)
    left = {mark.item.id for mark in kept}
    lost["events without a trigger that can be marked"] = sum(event.id not in left for event in gold.events)
    _note_all(lost, where, notes)
    return kept


def _kind(item: Date | Event) -> str:
    return "dates" if isinstance(item, Date) else "triggers"


def _triggers(marks: Sequence[_Mark]) -> list[_Trigger]:
    events = [(mark.start, mark.item) for mark in marks if isinstance(mark.item, Event)]
    first: dict[str, int] = {}
    for start, event in events:
        first.setdefault(event.id, start)
    eids = _numbered("e", [event.id if first[event.id] == start else "" for start, event in events])
    by_start = {start: eid for (start, _), eid in zip(events, eids, strict=True)}
    return [_Trigger(start, event, by_start[start], by_start[first[event.id]]) for start, event in events]


def _numbered(letter: str, wanted: Sequence[str]) -> list[str]:
    """Return ids that are a letter and a number: those wanted, as far as they are, else the first that are free."""
    taken = set(wanted)
    free = (name for name in (f"{letter}{number}" for number in count(1)) if name not in taken)
    return [name if re.fullmatch(rf"{letter}[1-9]\d*", name) else next(free) for name in wanted]


def _eiid(eid: str) -> str:
    return f"ei{eid[1:]}"


def _created(published: str) -> str:
    """Return the TIMEX3 that is the document creation time."""
    kind = "TIME" if "T" in published else "DATE"
    given = {"tid": "t0", "type": kind, "value": published, "functionInDocument": "CREATION_TIME"}
    return f"{_tag('TIMEX3', given)}{published}</TIMEX3>"


def _timex3s(where: str, marks: Sequence[_Mark], notes: Notes) -> dict[int, str]:
    """Return the tags of dates, by where they start."""
    dates = [(mark.start, mark.item) for mark in marks if isinstance(mark.item, Date)]
    names = [date.id for _, date in dates]
    tids = dict(zip(names, _numbered("t", names), strict=True))
    tags = {}
    for start, date in dates:
        value = _checked(date.value, f"{where}: value of {date.id}")
        given = {"tid": tids[date.id], "type": date.type, "value": value}
        if date.mod:
            given["mod"] = date.mod
        if date.anchor in tids:
            given |= {"temporalFunction": "true", "anchorTimeID": tids[date.anchor]}
        elif date.anchor:
            notes.add("anchors that are not marked themselves", where)
        tags[start] = _tag("TIMEX3", given)
    return tags


def _instance(trigger: _Trigger) -> dict[str, str]:
    """Return the attributes of the MAKEINSTANCE of a trigger."""
    given = {"eventID": trigger.eid, "eiid": _eiid(trigger.eid), "tense": "NONE", "aspect": "NONE", "pos": "OTHER"}
    given["polarity"] = "NEG" if trigger.event.polarity == "NEGATIVE" else "POS"
    if trigger.event.realis == "OTHER":
        given["modality"] = "OTHER"
    return given


def _marked(text: str, marks: Sequence[_Mark], tags: Mapping[int, str]) -> str:
    """Return a text with tags around what is marked in it."""
    parts = []
    place = 0
    for start, end, item in marks:
        name = "TIMEX3" if isinstance(item, Date) else "EVENT"
        parts += [text[place:start].translate(_IN_TEXT), tags[start], text[start:end].translate(_IN_TEXT), f"</{name}>"]
        place = end
    return "".join([*parts, text[place:].translate(_IN_TEXT)])


def _tag(name: str, given: Attributes, close: str = ">") -> str:
    attributes = "".join(f' {key}="{value.translate(_IN_ATTRIBUTE)}"' for key, value in given.items())
    return f"<{name}{attributes}{close}"


def _checked(text: str, where: str) -> str:
    """Return a text that XML 1.0 can hold, or raise InputError."""
    if found := _NOT_IN_XML.search(text):
        name = f"U+{ord(found[0]):04X}"
        raise InputError(f"{where}, character {found.start()}: {name} cannot be written in XML 1.0; take it out")
    return text


def _note_story(story: Story, notes: Notes) -> None:
    links = story.links
    lost = {
        "links between the articles of a story": len(links.entities) + len(links.events) + len(links.claims),
        "topics": story.topic is not None,
        "splits": story.split is not None,
        "titles of stories": bool(story.articles) and story.title != _title(story.articles[0], story.id),
        "phenomena": len(story.phenomena),
    }
    _note_all(lost, story.id, notes)


def _note_article(article: Article, gold: Extraction, notes: Notes) -> None:
    lost: dict[str, int] = {
        "articles without gold, which look as if nothing were in them": article.gold is None,
        "articles of which parts only are annotated": bool(article.scored),
        "outlets": bool(article.outlet),
        "genres": article.genre is not None,
        "entities": len(gold.entities),
        "claims": len(gold.claims),
        "arguments": sum(len(event.arguments) for event in gold.events),
        "event types": sum(event.type != UNKNOWN for event in gold.events),
        "events that are GENERIC": sum(event.realis == "GENERIC" for event in gold.events),
        "phenomena": sum(len(date.phenomena) for date in gold.dates)
        + sum(len(event.phenomena) for event in gold.events),
    }
    _note_all(lost, article.id, notes)


def _note_all(lost: Mapping[str, int], where: str, notes: Notes) -> None:
    for what, number in lost.items():
        if number:
            notes.add(what, where, number)


def _recognises(path: Path) -> bool:
    """Tell by the beginning of a file, or of the first that a folder has by its name."""
    try:
        with next(iter(_files(path))).open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    except (OSError, StopIteration):
        return False
    return head.startswith(b"<") and b"<TimeML" in head


FORMAT = Format(
    name="timeml",
    title="TimeML, as in TimeBank and TempEval-3",
    holds={
        "dates": "type, value, mod and anchor of whole spans that do not overlap",
        "events": "triggers, polarity, and whether realis is OTHER",
    },
    measures=("dates.*", "events.trigger.id", "events.polarity"),
    recognises=_recognises,
    read=read,
    write=write,
)
