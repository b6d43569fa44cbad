"""An .ann file as brat defines it: its lines, and the places of its annotations in their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError
from twicetold.formats.bounds import span_of
from twicetold.formats.hidden import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twicetold.formats.format import Notes
    from twicetold.model import Span

_JOINING = frozenset({"equiv", "coref", "coreference"})
"""Names of relations, in lower case, between what is one and the same."""

_NUMBER = r"[0-9]{1,10}"
_BOUNDS = rf"{_NUMBER} {_NUMBER}(?:;{_NUMBER} {_NUMBER})*"
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

_MARK = r"(?:[TREAMN#][0-9]{1,10}|\*)"
"""The id of a line, or what stands for one."""
_BEGINNING = re.compile(rf"\s*(?:{_MARK}\t|$)")


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


class Remark(NamedTuple):
    """What another line says of an annotation.

    An attribute `A1<TAB>NAME ID VALUE` (a modification `M1` in old files), a relation `R1<TAB>NAME Arg1:ID Arg2:ID`,
    a comment `#1<TAB>NAME ID<TAB>TEXT`, a normalization `N1<TAB>NAME ID DATABASE:KEY<TAB>TEXT`.
    """

    name: str
    target: str
    value: str
    line: int


class Standoff:
    """What an .ann file holds, by the ids in it and in its order.

    `groups` are the ids that a line joins. `spans` has the places of the text-bound annotations, once `placed` has put
    them in their text.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bounds: dict[str, Bound] = {}
        self.events: dict[str, Happening] = {}
        self.groups: list[tuple[list[str], int]] = []
        self.attributes: list[Remark] = []
        self.relations: list[Remark] = []
        self.comments: list[Remark] = []
        self.normalizations: list[Remark] = []
        self.spans: dict[str, Span] = {}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a text-bound annotation or an event of that id."""
        return name in self.bounds or name in self.events

    def place(self, at: int | str) -> str:
        """Return `file:line` for the number of a line, or for a text-bound annotation or event."""
        line = at if isinstance(at, int) else (self.bounds.get(at) or self.events[at]).line
        return f"{self.path}:{line}"

    def trigger(self, name: str) -> str:
        """Return the trigger of an event; what is no event is its own."""
        return self.events[name].trigger if name in self.events else name

    def union(self, names: Iterable[str]) -> Span:
        """Return the places of several text-bound annotations as one span."""
        return span_of((part.start, part.end) for name in names for part in self.spans[name])

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
                    f"{self.place(bound.line)}: {bound.label} at {written(bound.bounds)} lies outside the text, which"
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


def first_in(folder: Path, pattern: str) -> Path | None:
    """Return the first file by its name that matches a pattern and is not hidden."""
    return min((file for file in folder.glob(pattern) if not is_hidden(file, folder)), default=None)


def parse(path: Path, notes: Notes) -> Standoff:
    """Read an .ann file. A line that is no annotation is noted. Raises InputError where all lines are such."""
    found = Standoff(path)
    text = read_text(path).removeprefix("\ufeff")
    lines = enumerate(text.split("\n" if "\n" in text else "\r"), start=1)
    good = [_take(found, line.removesuffix("\r"), number, notes) for number, line in lines if line.strip()]
    if good and not any(good):
        raise InputError(f"{path}: none of its lines is an annotation of brat")
    return found


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


def begins(path: Path) -> bool:
    """Tell whether an .ann file begins with an annotation of brat, or is empty."""
    with path.open("rb") as file:
        beginning = file.read(4096).decode("utf-8-sig", errors="ignore")
    return _BEGINNING.match(beginning) is not None


def _take(found: Standoff, line: str, number: int, notes: Notes) -> bool:
    """Add what a line says, and tell whether it is an annotation."""
    mark, _, rest = line.partition("\t")
    kind = mark[:1]
    match = _PATTERNS[kind].fullmatch(rest) if re.fullmatch(_MARK, mark) else None
    if match is None:
        notes.add("lines that are no annotation", found.place(number))
        return False
    first, second, third = match.groups(default="")
    if mark in found:
        notes.add("ids of brat that are used twice, of which the first counts", found.place(number))
    elif kind == "T":
        found.bounds[mark] = Bound(first, bounds(second), third, number)
    elif kind == "E":
        arguments = tuple((role, target) for role, _, target in (part.partition(":") for part in third.split()))
        found.events[mark] = Happening(first, second, arguments, number)
    elif kind == "*":
        found.groups.append((second.split(), number))
    elif kind == "R" and first.casefold() in _JOINING:
        found.groups.append(([second, third], number))
    else:
        lists = {"R": found.relations, "#": found.comments, "N": found.normalizations}
        lists.get(kind, found.attributes).append(Remark(first, second, third, number))
    return True


def _fits(bound: Bound, text: str) -> bool:
    """Tell whether the words are those of the text, whatever the blanks; they may end where a line of the text does."""
    here = " ".join(text[start:end] for start, end in bound.bounds)
    mine, theirs = "".join(bound.words.split()), "".join(here.split())
    return mine == theirs or not mine or ("\n" in here and theirs.startswith(mine))


def bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Return the bounds that a line has, as in `0 5;8 9`; none where it has none."""
    if not re.fullmatch(_BOUNDS, text):
        return ()
    pairs = (part.split(" ") for part in text.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def written(bounds: Iterable[tuple[int, int]]) -> str:
    """Return bounds as a line has them."""
    return ";".join(f"{start} {end}" for start, end in bounds)


def without_digits(role: str) -> str:
    """Return a role without the number that tells it from others of the same event, as in `Place2`."""
    return role.rstrip("0123456789")
