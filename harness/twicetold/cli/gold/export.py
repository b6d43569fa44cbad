"""Send story folders to a tool in which a person can correct them.

Formats that hold all of our layers are `label-studio` and `brat`; each is written with our types as configuration.
`gold import` takes back what was corrected.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli.gold._stories import sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold export`."""
    parser.add_argument("stories", type=Path, metavar="FOLDER", help="a folder of story folders, or one of them")
    parser.add_argument("target", type=Path, metavar="DST", help="where to write")
    parser.add_argument("--to", required=True, metavar="FORMAT", help="the format of the tool")


def command(arguments: argparse.Namespace) -> int:
    """Write, and say what the format cannot hold."""
    from twicetold import formats

    target = formats.writable(arguments.to)
    sources = sources_of(arguments)
    lost = target((source.story for source in sources), arguments.target)
    for note in lost:
        say(f"not in {arguments.to}: {note}")
    say(f"{count(len(sources), 'story')}: {arguments.target}")
    return 0
