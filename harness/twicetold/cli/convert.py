"""Convert a corpus from one format to another.

What the first holds and the second cannot is named, and counted. `twicetold formats` lists them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli._stories import add_format_arguments, corpus_of, say_notes

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `convert`."""
    parser.add_argument("source", metavar="SRC", help="a corpus: a file or a folder")
    parser.add_argument("target", type=Path, metavar="DST", help="where to write")
    add_format_arguments(parser)
    parser.add_argument("--to", required=True, metavar="FORMAT", help="the format to write")


def command(arguments: argparse.Namespace) -> int:
    """Convert."""
    from twicetold import formats

    write = formats.writable(arguments.to)
    corpus = corpus_of(arguments.source, arguments)
    lost = write(corpus, arguments.target)
    say_notes(corpus.notes)
    for note in lost:
        say(f"not in {arguments.to}: {note}")
    say(str(arguments.target))
    return 0
