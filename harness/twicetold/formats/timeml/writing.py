"""Stories written as a folder of files."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from twicetold.files import whole_folder
from twicetold.formats.format import Notes
from twicetold.formats.timeml.convention import ENDS, IDENTITY
from twicetold.formats.timeml.files import file_name
from twicetold.formats.timeml.losses import note_article, note_story
from twicetold.formats.timeml.marks import marks_of
from twicetold.formats.timeml.markup import checked, element, escaped, tag
from twicetold.model import Date, Event, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.formats.timeml.marks import Mark
    from twicetold.model import Article, Story


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write a new folder with a file `story@article.tml` for each article.

    Raises InputError where there is something already, and for characters that XML 1.0 does not have.
    """
    notes = Notes()
    with whole_folder(path) as folder:
        for story in stories:
            note_story(story, notes)
            for article in story.articles:
                content = "\n".join(_lines(article, notes))
                (folder / file_name(article.id)).write_bytes(content.encode())
    return notes


def _lines(article: Article, notes: Notes) -> Iterator[str]:
    """Yield the lines of a file."""
    gold = article.gold or Extraction()
    note_article(article, gold, notes)
    marks = marks_of(gold, article.id, notes)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<TimeML>"
    yield element("DOCID", {}, article.id)
    yield f"<DCT>{_created(article.published)}</DCT>"
    if article.headline:
        yield element("TITLE", {}, checked(article.headline, f"{article.id}: headline"))
    triggers = _triggers(marks)
    tags = _timex3s(article.id, marks, notes)
    tags |= {each.start: tag("EVENT", {"eid": each.eid, "class": "OCCURRENCE"}) for each in triggers}
    yield f"<TEXT>{_marked(checked(article.text, f'{article.id}: text'), marks, tags)}</TEXT>"
    yield from (tag("MAKEINSTANCE", _instance(trigger), "/>") for trigger in triggers)
    others = (trigger for trigger in triggers if trigger.first != trigger.eid)
    for number, trigger in enumerate(others, start=1):
        ends = dict(zip(ENDS, map(_eiid, (trigger.eid, trigger.first)), strict=True))
        yield tag("TLINK", {"lid": f"l{number}", "relType": IDENTITY, **ends}, "/>")
    yield "</TimeML>\n"


def _created(published: str) -> str:
    """Return the TIMEX3 that is the document creation time."""
    kind = "TIME" if "T" in published else "DATE"
    given = {"tid": "t0", "type": kind, "value": published, "functionInDocument": "CREATION_TIME"}
    return element("TIMEX3", given, published)


def _timex3s(where: str, marks: Sequence[Mark], notes: Notes) -> dict[int, str]:
    """Return the tags of dates, by where they start."""
    dates = [(mark.start, mark.item) for mark in marks if isinstance(mark.item, Date)]
    names = [date.id for _, date in dates]
    tids = dict(zip(names, _numbered("t", names), strict=True))
    tags = {}
    for start, date in dates:
        value = checked(date.value, f"{where}: value of {date.id}")
        given = {"tid": tids[date.id], "type": date.type, "value": value}
        if date.mod:
            given["mod"] = date.mod
        if date.anchor in tids:
            given |= {"temporalFunction": "true", "anchorTimeID": tids[date.anchor]}
        elif date.anchor:
            notes.add("anchors that are not marked themselves", where)
        tags[start] = tag("TIMEX3", given)
    return tags


class _Trigger(NamedTuple):
    """A trigger: where it starts, its eid, and that of the first trigger of its event."""

    start: int
    event: Event
    eid: str
    first: str


def _triggers(marks: Sequence[Mark]) -> list[_Trigger]:
    events = [(mark.start, mark.item) for mark in marks if isinstance(mark.item, Event)]
    first: dict[str, int] = {}
    for start, event in events:
        first.setdefault(event.id, start)
    eids = _numbered("e", [event.id if first[event.id] == start else "" for start, event in events])
    by_start = {start: eid for (start, _), eid in zip(events, eids, strict=True)}
    return [_Trigger(start, event, by_start[start], by_start[first[event.id]]) for start, event in events]


def _instance(trigger: _Trigger) -> dict[str, str]:
    """Return the attributes of the MAKEINSTANCE of a trigger."""
    given = {"eventID": trigger.eid, "eiid": _eiid(trigger.eid), "tense": "NONE", "aspect": "NONE", "pos": "OTHER"}
    given["polarity"] = "NEG" if trigger.event.polarity == "NEGATIVE" else "POS"
    if trigger.event.realis == "OTHER":
        given["modality"] = "OTHER"
    return given


def _eiid(eid: str) -> str:
    return f"ei{eid[1:]}"


def _numbered(letter: str, wanted: Sequence[str]) -> list[str]:
    """Return ids that are a letter and a number: those wanted, as far as they are, else the first that are free."""
    taken = set(wanted)
    free = (name for name in (f"{letter}{number}" for number in count(1)) if name not in taken)
    return [name if re.fullmatch(rf"{letter}[1-9]\d*", name) else next(free) for name in wanted]


def _marked(text: str, marks: Sequence[Mark], tags: Mapping[int, str]) -> str:
    """Return a text with tags around what is marked in it."""
    parts = []
    place = 0
    for start, end, item in marks:
        name = "TIMEX3" if isinstance(item, Date) else "EVENT"
        parts += [escaped(text[place:start]), tags[start], escaped(text[start:end]), f"</{name}>"]
        place = end
    return "".join([*parts, escaped(text[place:])])
