"""How fast corpora are read, beside the parser under each reader alone.

.venv/bin/python tests/benchmarks/formats_speed.py [FOLDER]    with corpora of real news in it; without, what is written
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from clock import least_seconds

import twicetold
from twicetold import formats
from twicetold.formats.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TOKENS = 400
"""Tokens of a document of ECB+."""

RUNS = 9
"""How often each is done; the least time of the processor counts, which says most on a machine that does other work."""


def parse_xml(files: Iterable[Path]) -> None:
    """Parse XML with the standard library."""
    for file in files:
        ET.parse(file)


def parse_markup(files: Iterable[Path]) -> None:
    """Parse XML with expat calling functions of Python, as TimeML is read, where places of elements are needed."""
    for file in files:
        parts: list[str] = []
        elements: list[Any] = []

        def begin(name: str, given: dict[str, str], at: list[str] = parts, found: list[Any] = elements) -> None:
            found.append((name, given, len(at)))

        def end(_name: str, at: list[str] = parts, found: list[Any] = elements) -> None:
            found.append(len(at))

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.CharacterDataHandler = parts.append
        parser.Parse(file.read_bytes(), True)  # noqa: FBT003 - expat takes no keywords


def parse_json(files: Iterable[Path]) -> None:
    """Parse JSON, or lines of JSON, with the standard library."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".json":
            json.loads(text)
        else:
            for line in text.splitlines():
                json.loads(line)


def split_lines(files: Iterable[Path]) -> None:
    """Split lines into their columns."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            line.split()


def parse_docbin(files: Iterable[Path]) -> None:
    """Parse a DocBin with spaCy."""
    from spacy.tokens import DocBin  # noqa: PLC0415 - an extra
    from spacy.vocab import Vocab  # noqa: PLC0415

    for file in files:
        list(DocBin().from_disk(file).get_docs(Vocab()))


REAL: dict[str, tuple[str, str, Callable[[Iterable[Path]], None]]] = {
    "ecbplus": ("ecbplus", "*.xml", parse_xml),
    "meantime-en": ("meantime", "*.xml", parse_xml),
    "tempeval3-platinum": ("timeml", "*.tml", parse_markup),
    "polnear": ("polnear", "*.ann", split_lines),
    "wikievents": ("wikievents", "*.jsonl", parse_json),
    "wnut17": ("conll", "*.conll", split_lines),
}
"""Corpora of real news by their folder: the format, the files, and what parses them."""

WRITTEN: dict[str, tuple[str, Callable[[Iterable[Path]], None]]] = {
    "timeml": ("*.tml", parse_markup),
    "brat": ("*.ann", split_lines),
    "conll": ("*", split_lines),
    "docbin": ("*", parse_docbin),
    "label-studio": ("tasks.json", parse_json),
}
"""What our gold set is written as."""


def write_tasks(path: Path) -> None:
    """Write the first mentions of each article as Label Studio exports the tasks of a project that marks names."""
    articles = [article for story in twicetold.load() for article in story.articles]
    tasks = []
    for number, article in enumerate(articles, start=1):
        text = article.text[: TOKENS * 6]
        found = article.gold.entities if article.gold else ()
        mentions = [m for entity in found for m in entity.mentions if m.span[-1].end < len(text)]
        results = [
            {
                "id": f"x{place:09}", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
                "value": {"start": m.span[0].start, "end": m.span[0].end, "labels": ["PER"],
                          "text": text[m.span[0].start : m.span[0].end]},
            }
            for place, m in enumerate(mentions)
        ]  # fmt: skip
        changed = dict.fromkeys(("created_at", "updated_at"), "2024-03-06T09:30:00.000000Z")
        annotation: dict[str, Any] = {
            "id": number, "completed_by": 1, "result": results, "was_cancelled": False, "ground_truth": False,
            **changed, "draft_created_at": None, "lead_time": 41.5, "prediction": {}, "result_count": 0,
            "last_action": None, "task": number, "project": 1,
        }  # fmt: skip
        tasks.append({
            "id": number, "annotations": [annotation], "file_upload": "names.json", "drafts": [], "predictions": [],
            "data": {"text": text}, "meta": {}, **changed, "inner_id": number, "total_annotations": 1, "project": 1,
        })  # fmt: skip
    path.write_text(json.dumps(tasks), encoding="utf-8")


def row(name: str, own_format: str, path: Path, pattern: str, parse: Callable[[Iterable[Path]], None]) -> str:
    """Return a row of the table: seconds for a thousand documents of so many tokens, read, and only parsed."""
    files = sorted(path.rglob(pattern)) if path.is_dir() else [path]
    articles = [article for story in Corpus(str(path), own_format) for article in story.articles]
    documents = sum(len(article.text.split()) for article in articles) / TOKENS
    bare, read = (
        least_seconds(task, time.process_time, RUNS)
        for task in (lambda: parse(files), lambda: list(Corpus(str(path), own_format)))
    )
    shown = [f"{1000 * seconds / documents:.2f}" for seconds in (bare, read)]
    return f"| {name} | {len(articles)} | {' | '.join(shown)} | {read / bare:.1f} |"


def main(folder: Path | None) -> None:
    """Print the table."""
    print("| corpus | articles | only parsed, s | read, s | times |")
    print("|---|--:|--:|--:|--:|")
    for name, (own_format, pattern, parse) in REAL.items() if folder else ():
        if folder and (folder / name).is_dir():
            print(row(name, own_format, folder / name, pattern, parse), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, (pattern, parse) in WRITTEN.items():
            path = Path(scratch) / name
            formats.writable(name)(twicetold.load(), path)
            print(row(f"our gold as {name}", name, path, pattern, parse), flush=True)
        tasks = Path(scratch) / "small.json"
        write_tasks(tasks)
        print(row("small tasks of label-studio", "label-studio", tasks, "*.json", parse_json), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
