"""Convert a corpus from one format to another.

What the first holds and the second cannot is named, and counted. `twicetold formats` lists them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import add_format_arguments, corpus_of, say, say_notes

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
    from twicetold.errors import InputError

    target = formats.get(arguments.to)
    if target.write is None:
        writers = ", ".join(name for name in formats.NAMES if formats.get(name).write)
        raise InputError(f"--to {arguments.to}: can be read, but not written; written are {writers}")
    corpus = corpus_of(arguments.source, arguments)
    lost = target.write(corpus, arguments.target)
    say_notes(corpus.notes)
    for note in lost:
        say(f"not in {target.name}: {note}")
    say(f"{arguments.target}: {target.title}")
    return 0
