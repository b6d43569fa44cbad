"""Choosing stories, of our gold set or of a corpus of the user's own, and how and where they are scored."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from twicetold.cli._common import say
from twicetold.ontology import SPLITS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from twicetold.executors import Place
    from twicetold.formats.corpus import Corpus
    from twicetold.formats.format import Notes
    from twicetold.model import Story
    from twicetold.predictions import Stored
    from twicetold.scoring import Conventions, Scores


def add_story_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose stories."""
    parser.add_argument(
        "--split",
        choices=(*SPLITS, "all"),
        help="stories to use (default: test, or all while the gold set has no test stories)",
    )
    parser.add_argument(
        "--corpus",
        metavar="PATH",
        help="stories or articles of your own instead: .jsonl or .parquet, or in another format (`twicetold formats`)",
    )
    add_format_arguments(parser)
    parser.add_argument(
        "--texts",
        type=Path,
        metavar="DIR",
        help="folder with texts that the gold set annotates stand-off; their stories are added",
    )


def add_format_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how a corpus is read."""
    parser.add_argument(
        "--from", dest="source_format", metavar="FORMAT", help="its format (default: what it looks like)"
    )
    parser.add_argument(
        "--labels", type=Path, metavar="FILE", help="a map of its labels to ours instead of the usual one"
    )
    parser.add_argument("--published", metavar="DATE", help="the date of its articles that have none")


class Chosen(NamedTuple):
    """The stories that the options choose, and how they are scored."""

    stories: Iterable[Story]
    split: str
    corpus: str | None
    """The address of a corpus of the user's own."""

    @property
    def gold(self) -> str | None:
        """What a signature calls the gold; None means ours."""
        return Path(self.corpus).name if self.corpus else None

    def score(self, stored: Stored, conventions: Conventions, place: Place) -> Scores:
        """Score predictions: of a corpus by what its format supports, in the layers that it holds.

        Raises InputError where they are about other articles altogether, which would be scores of nothing.
        """
        from twicetold import measures, scoring
        from twicetold.errors import InputError
        from twicetold.formats.corpus import Corpus

        patterns = self.stories.format.measures if isinstance(self.stories, Corpus) else ("*",)
        scores = scoring.score_predictions(
            self.stories,
            stored,
            split=self.split,
            gold=self.gold,
            chosen=measures.matching(patterns),
            held_only=self.corpus is not None,
            conventions=conventions,
            place=place,
        )
        if len(scores.missing) == len(scores.articles) and stored.has("article"):
            told = self.corpus or f"split {self.split}"
            raise InputError(
                f"{stored.address}: predicts nothing for the articles of {told}; "
                "choose the stories that it is about with --split or --corpus"
            )
        return scores


def choose(arguments: argparse.Namespace) -> Chosen:
    """Return what the options choose; a corpus of the user's own is a stream."""
    from twicetold import corpus
    from twicetold.errors import InputError

    if arguments.corpus:
        if arguments.split or arguments.texts:
            raise InputError("--corpus is all of the stories: --split and --texts do not go with it")
        return Chosen(corpus_of(arguments.corpus, arguments), "all", arguments.corpus)
    for name, option in (("source_format", "from"), ("labels", "labels"), ("published", "published")):
        if getattr(arguments, name):
            raise InputError(f"--{option} says how a --corpus is read")
    split = arguments.split or ("test" if corpus.load("test") else "all")
    stories = corpus.load(None if split == "all" else split)
    if arguments.texts is None:
        return Chosen(stories, split, None)
    return Chosen([*stories, *corpus.hydrate(arguments.texts)], f"{split}+texts", None)


def corpus_of(address: str, arguments: argparse.Namespace) -> Corpus:
    """Return the corpus at an address, to be read as the options say."""
    from twicetold.formats.corpus import Corpus
    from twicetold.formats.format import read_labels

    labels = read_labels(arguments.labels) if arguments.labels else None
    return Corpus(address, arguments.source_format, labels=labels, published=arguments.published)


def say_notes(notes: Notes) -> None:
    """Say what was passed over."""
    for note in notes:
        say(f"passed over: {note}")


def add_place_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where stories are measured."""
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that measure (%(default)s)")
    parser.add_argument("--dask", metavar="ADDRESS|local", help="measure on a dask cluster, at its scheduler's address")


def measuring_place(arguments: argparse.Namespace) -> AbstractContextManager[Place]:
    """Return where stories are measured: here, in processes of this machine, or on a cluster."""
    from twicetold import executors
    from twicetold.errors import InputError
    from twicetold.running.executors import dask

    if arguments.workers < 1:
        raise InputError(f"--workers {arguments.workers}: at least 1")
    if arguments.dask:
        return dask(arguments.dask)
    return executors.processes(min(arguments.workers, os.cpu_count() or 1))
