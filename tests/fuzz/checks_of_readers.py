"""What must hold of what a reader gives: stories that make sense, fit their schema, and have names of their own."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from fuzz import cas
from twicetold import corpus_files, formats, schema, sense, span_scoring
from twicetold.formats.corpus import Corpus
from twicetold.formats.format import Reading, labels_of, read_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from twicetold.model import Story


def reads(name: str) -> Callable[[Path], bool]:
    """Return the check of a format's reader."""
    labels = cas.LABELS if name == "inception" else labels_of(name)

    def check(folder: Path) -> bool:
        read = formats.get(name).read
        assert read is not None
        reading = Reading(labels)
        hold_sense(read(where(folder), reading))
        assert all(isinstance(note, str) and note.encode() for note in reading.notes)
        return True

    return check


def where(folder: Path) -> Path:
    """Return the only file in a folder, or the folder."""
    found = list(folder.iterdir())
    return found[0] if len(found) == 1 and found[0].is_file() else folder


def hold_sense(stories: Iterable[Story]) -> None:
    """Hold that stories make sense, fit the schema, and have names of their own."""
    names = set()
    for story in stories:
        assert story.id not in names, f"two stories {story.id}"
        names.add(story.id)
        assert (problems := list(sense.check_story(story))) == [], problems[:3]
        value = msgspec.json.decode(msgspec.json.encode(story))
        assert (problems := list(schema.errors(value, "story"))) == [], problems[:3]


def detects(folder: Path) -> bool:
    """Hold that what has a certain format is told, and what a corpus of it holds can be counted and read."""
    found = Corpus(str(where(folder)))
    contents = found.contents()
    stories = list(found)
    assert contents.articles == len(list(chain.from_iterable(story.articles for story in stories)))
    assert len(contents.hash) == 64
    return True


def counts(folder: Path) -> bool:
    """Hold that files of our own are counted, and streamed, whatever is in them."""
    address = str(where(folder))
    counted = corpus_files.contents(address)
    assert counted.articles >= 0
    hold_sense(corpus_files.stories_in(address))
    return True


def maps_labels(folder: Path) -> bool:
    """Hold that a map of labels is one, or refused."""
    tables = read_labels(where(folder))
    assert all(isinstance(label, str) for labels in tables.values() for label in labels.values())
    return True


def scores_flat_spans(folder: Path) -> bool:
    """Hold that files of flat spans have scores, and that the gold scored by itself is right."""
    gold, found = folder / "gold.jsonl", folder / "found.jsonl"
    scores = span_scoring.score_files(gold, found)
    for tallies in scores.tallies.values():
        for tally in tallies.values():
            assert 0 <= tally.precision_numerator <= tally.precision_denominator + 1e-9
            assert 0 <= tally.recall_numerator <= tally.recall_denominator + 1e-9
    for mode in (same := span_scoring.score_files(gold, gold, inclusive=True)).tallies:
        assert same.total(mode).f1 in {None, 1.0}, mode
    return True
