"""What a format is: how others keep their annotation, read as stories and written from them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from twicetold.errors import InputError, UnknownNameError
from twicetold.ontology import ENTITY_TYPES, EVENT_TYPES, ROLES, UNKNOWN, DateType, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from twicetold.model import Argument, Story
    from twicetold.ontology import Filler

    Labels = Mapping[str, Mapping[str, str]]
    """Our label for a foreign one, or "" to leave it out, by table: entities, dates, events, roles."""

    Reader = Callable[[Path, "Reading"], Iterator[Story]]
    Writer = Callable[[Iterable[Story], Path], "Notes"]

NO_DATE = "1970-01-01"
"""What stands for a publication date that a corpus does not have, if the user names none."""

TARGETS: Mapping[str, frozenset[str]] = {
    "entities": frozenset(ENTITY_TYPES),
    "dates": frozenset(get_args(DateType)),
    "events": frozenset({*EVENT_TYPES, UNKNOWN}),
    "roles": frozenset(get_args(Role)),
}
"""What foreign labels may be mapped to, by the table of a map."""

ENTITY_SPANS = tuple(f"entities.{rule}" for rule in ("strict", "exact", "type", "partial", "overlap"))
"""The measures of entities that ask for no coreference."""

EVENT_COREFERENCE = tuple(f"events.{rule}" for rule in ("muc", "b3", "ceaf*", "lea", "blanc*", "conll"))


class Format(NamedTuple):
    """A format. What it has no function for it cannot do."""

    name: str
    title: str
    holds: Mapping[str, str]
    """By layer (entities, dates, events, claims, links) what can be held of it, in a few words."""
    measures: tuple[str, ...]
    """What a corpus read from it is scored by: names of measures, or beginnings of names that end in a star."""
    recognises: Callable[[Path], bool]
    """Tell whether a file or folder certainly is of this format; looks at names and beginnings only."""
    read: Reader | None = None
    write: Writer | None = None


class Notes:
    """What was passed over in reading, or could not be held in writing: how often, and where first."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, str] = {}

    def add(self, what: str, where: str, number: int = 1) -> None:
        """Note something, in words that are the same for all of its kind, and the place (`file:line`, or an id).

        Of what there are none nothing is noted.
        """
        if not number:
            return
        self.counts[what] = self.counts.get(what, 0) + number
        self.first.setdefault(what, where)

    def add_all(self, counts: Mapping[str, int], where: str) -> None:
        """Note several kinds of one place, each as often as it is there."""
        for what, number in counts.items():
            self.add(what, where, number)

    def __iter__(self) -> Iterator[str]:
        """Yield a line for each kind, the most frequent first."""
        for what, number in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"{number} {what} (first: {self.first[what]})"


class Reading:
    """How a corpus is read: by which map of labels, as published when; and what was passed over in it."""

    def __init__(self, labels: Labels, published: str = NO_DATE) -> None:
        self.labels = labels
        self.published = published
        self.notes = Notes()

    def label(self, table: str, foreign: str, where: str) -> str | None:
        """Return our label for a foreign one, or None where it has none or is left out, which is noted."""
        target = self.labels.get(table, {}).get(foreign)
        if target is None:
            self.notes.add(f"{table}: {foreign!r} is not in the map of labels", where)
        elif not target:
            self.notes.add(f"{table}: {foreign!r} is left out by the map of labels", where)
        return target or None

    def day(self, where: str) -> str:
        """Return the day that an article without one is taken to be published on, which is noted."""
        self.notes.add(f"articles without a day of publication, taken to be of {self.published}", where)
        return self.published

    def argument(self, event_type: str, argument: Argument, kind: Filler, where: str) -> Argument | None:
        """Return an argument, or None where our events of this type have no such role or filler, which is noted.

        `kind` is the type of the entity that fills it, "DATE" or "SPAN".
        """
        if kind in ROLES[event_type].get(argument.role, ()):
            return argument
        self.notes.add(f"arguments: no {argument.role} of {event_type} is {kind}", where)
        return None


def number_of_links(story: Story) -> int:
    """Return how many links a story has, for which most formats have no place."""
    return len(story.links.entities) + len(story.links.events) + len(story.links.claims)


_LABELLED_AS = {"eventstoryline": "ecbplus", "label-studio": "doccano"}
"""Formats whose corpora have the labels of another, and so its map."""


def labels_of(name: str) -> Labels:
    """Return the map of labels that comes with a format; none if it needs none."""
    path = Path(__file__).with_name("labels") / f"{_LABELLED_AS.get(name, name)}.toml"
    return read_labels(path) if path.is_file() else {}


def read_labels(path: Path) -> Labels:
    """Read a map of labels: TOML with a table for each kind, in which a foreign label has ours, or "".

    Raises InputError for what is no such map.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    for table, labels in tables.items():
        if table not in TARGETS or not isinstance(labels, dict):
            raise InputError(f"{path}: [{table}]: there are the tables {', '.join(TARGETS)}")
        for foreign, target in labels.items():
            if not isinstance(target, str):
                raise InputError(f'{path}: [{table}] {foreign}: write a label in quotation marks, or ""')
            if target and target not in TARGETS[table]:
                raise InputError(f"{path}: [{table}] {foreign}: {UnknownNameError('label', target, TARGETS[table])}")
    return tables
