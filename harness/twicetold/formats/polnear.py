"""PolNeAR 1.0 (Newell, Margolin and Ruths 2018): attributions in brat stand-off, a file for each annotator.

`NAME_xxxx.ann` is what the annotator `xxxx` found in `NAME.txt`, which stands beside it or in a folder `text` beside
its folder. Read are a folder of such files, a compartment (`train` with `text` and `attributions`), or all of them.

An event is a claim. Its trigger is as long as its cue, and is taken for it where it has none. What it has several of
(`Content2`) is one span. Spans of no event (Discuss, Discard) are left out, and so are events without roles. Mode,
stance, nesting and source entity are not annotated.

The name of an article has its outlet and day of publication, `metadata.tsv`, if there, its headline; its compartment is
its split.

Annotators are kept apart: of an article that several have annotated, `read` takes the first by name. `read_by` reads
one annotator, with the same ids of stories and articles, so that the annotations of two can be compared as they are; a
single .ann file is read as that annotator's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twicetold import timex
from twicetold.errors import InputError
from twicetold.formats.brat.standoff import begins, first_in, parse, read_text, without_digits
from twicetold.formats.format import Format
from twicetold.formats.hidden import is_hidden
from twicetold.formats.ids import id_for, take
from twicetold.model import Article, Claim, Extraction, Story
from twicetold.ontology import SPLITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Reading

_FILE = re.compile(r"(.+)_([0-9a-z]{4})\.ann")
_NAME = re.compile(r"(.+?)_([0-9]{4}-[0-9]{2}-[0-9]{2})_.*")
_FOLDERS = ("", "attributions/", "*/attributions/", "*/*/attributions/")
_OUTLETS = {
    "breitbart": "Breitbart", "huff-post": "Huffington Post", "nyt": "New York Times", "politico": "Politico",
    "usa-today": "USA Today", "wash-post": "Washington Post", "west-journal": "Western Journalism",
}  # fmt: skip
_PARTS = ("Source", "Cue", "Content")
_EVENTS = ("Attribution", "Attribution-no-source")
_METADATA = "metadata.tsv"


class _Telling(NamedTuple):
    """An article and what its annotators found, by their names."""

    name: str
    text: Path
    files: dict[str, Path]


def annotators(path: Path) -> dict[str, int]:
    """Return for each annotator how many articles he or she has annotated."""
    found: dict[str, int] = {}
    for telling in _tellings(path):
        for annotator in telling.files:
            found[annotator] = found.get(annotator, 0) + 1
    return dict(sorted(found.items()))


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the articles, each a story, as the first of its annotators annotated it."""
    yield from _stories(path, reading, None)


def read_by(annotator: str, path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the articles that an annotator annotated. Raises InputError where there are none."""
    known = annotators(path)
    if annotator not in known:
        raise InputError(f"{path}: nothing by {annotator!r}; there are {', '.join(known)}")
    yield from _stories(path, reading, annotator)


def _stories(path: Path, reading: Reading, annotator: str | None) -> Iterator[Story]:
    headlines = _headlines(path)
    taken: dict[str, int] = {}
    for telling in _tellings(path):
        first = min(telling.files)
        file = telling.files[first]
        if not telling.text.is_file():
            reading.notes.add("articles whose text is not there", str(file))
            continue
        story = take(id_for(telling.name, "article"), taken)
        if annotator is not None:
            if annotator not in telling.files:
                continue
            file = telling.files[annotator]
        elif others := len(telling.files) - 1:
            reading.notes.add("annotations of an article by others than its first annotator", str(file), others)
        yield _story(story, telling, file, reading, headlines.get(telling.name, ""))
    if not taken:
        raise InputError(
            f"{path}: no NAME_xxxx.ann that has a NAME.txt beside it or in a folder text beside its folder"
        )


def _story(name: str, telling: _Telling, file: Path, reading: Reading, headline: str) -> Story:
    standoff = parse(file, reading.notes)
    text = standoff.placed(read_text(telling.text), reading.notes)
    match = _NAME.fullmatch(telling.name)
    if match and timex.day_of(match[2]):
        outlet, published = _OUTLETS.get(match[1], match[1]), match[2]
    else:
        outlet, published = "", reading.day(str(file))
    compartment: Any = file.parent.parent.name
    article = Article(
        id=f"{name}/a", text=text, published=published, outlet=outlet, headline=headline,
        gold=Extraction(claims=tuple(_claims(standoff, reading))),
    )  # fmt: skip
    split = compartment if compartment in SPLITS else None
    return Story(id=name, title=headline or telling.name, articles=(article,), split=split)


def _claims(standoff: Standoff, reading: Reading) -> Iterator[Claim]:
    used = {event.trigger for event in standoff.events.values()}
    for name, event in standoff.events.items():
        place = standoff.place(event.line)
        parts: dict[str, list[str]] = {part: [] for part in _PARTS}
        for role, target in event.arguments:
            part = without_digits(role)
            if part in parts and target in standoff.spans:
                parts[part].append(target)
                used.add(target)
            else:
                reading.notes.add(f"roles: {part} is none, or its words are not there", place)
        if event.label not in _EVENTS:
            reading.notes.add(f"events: {event.label} is no attribution", place)
        elif not any(parts.values()):
            reading.notes.add("attributions without roles", place)
        else:
            source, cue, content = (standoff.union(parts[part]) for part in _PARTS)
            yield Claim(name, cue or standoff.spans.get(event.trigger, ()), content, source)
    for name in standoff.spans:
        if name not in used:
            bound = standoff.bounds[name]
            reading.notes.add(f"spans: {bound.label} of no attribution", standoff.place(bound.line))


def _tellings(path: Path) -> Iterator[_Telling]:
    """Yield the articles of a folder and those within it, by folder and name, or that of a single file."""
    found: dict[tuple[Path, str], dict[str, Path]] = {}
    for file in [path] if path.is_file() else sorted(path.rglob("*.ann")):
        if (match := _FILE.fullmatch(file.name)) and not is_hidden(file, path):
            found.setdefault((file.parent, match[1]), {})[match[2]] = file
    for (folder, name), files in sorted(found.items()):
        yield _Telling(name, _text_of(folder, name), files)


def _text_of(folder: Path, name: str) -> Path:
    beside = folder / f"{name}.txt"
    return beside if beside.is_file() else folder.parent / "text" / beside.name


def _headlines(path: Path) -> dict[str, str]:
    """Return the titles in the corpus's metadata, which lies in the folder of the compartments, by name of article."""
    found = next((each / _METADATA for each in (path, *path.parents[:3]) if (each / _METADATA).is_file()), None)
    if found is None:
        return {}
    head, *rows = (line.split("\t") for line in read_text(found).removeprefix("\ufeff").splitlines() or [""])
    if not {"filename", "title"} <= {*head}:
        raise InputError(f"{found}: no columns filename and title; is it PolNeAR's?")
    name, title = head.index("filename"), head.index("title")
    return {row[name]: row[title] for row in rows if len(row) == len(head) and row[title] != "None"}


def _recognises(path: Path) -> bool:
    """Tell by the name of the first .ann file, by where its text stands, and by its first lines."""
    try:
        if path.is_file():
            first: Path | None = path
        else:
            first = next((each for where in _FOLDERS if (each := first_in(path, f"{where}*.ann"))), None)
        match = _FILE.fullmatch(first.name) if first else None
        if first is None or match is None or not _text_of(first.parent, match[1]).is_file():
            return False
        return begins(first)
    except OSError:
        return False


FORMAT = Format(
    name="polnear",
    title="PolNeAR: attributions in brat stand-off, a file for each annotator",
    holds={"claims": "sources, cues and contents"},
    measures=("claims.source.*", "claims.cue.*", "claims.content.*"),
    recognises=_recognises,
    read=read,
)
