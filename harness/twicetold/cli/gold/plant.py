"""Make a copy of story folders with errors planted in it, for hunters to find, and the record of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli.gold._stories import add_stories, sources_in, sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold plant`."""
    add_stories(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", required=True, help="the folder of the copy")
    parser.add_argument("--record", type=Path, metavar="FILE", required=True, help="where to write what was planted")
    parser.add_argument("--count", type=int, default=150, metavar="N", help="how many errors (%(default)s)")
    parser.add_argument("--seed", type=int, default=12345, metavar="N", help="which errors (%(default)s)")
    parser.add_argument(
        "--passes",
        type=Path,
        nargs="*",
        default=[],
        metavar="DIR",
        help="raw annotations of the stories: what adjudication rejected is planted too",
    )


def command(arguments: argparse.Namespace) -> int:
    """Write the copy and the record."""
    from twicetold.files import write_lines
    from twicetold.gold.folder import copy_story
    from twicetold.gold.plant import plant

    sources = sources_of(arguments)
    passes = [
        {article.id: article.gold for source in sources_in(folder) for article in source.story.articles if article.gold}
        for folder in arguments.passes
    ]
    stories, planted = plant([source.story for source in sources], arguments.count, seed=arguments.seed, passes=passes)
    for source, story in zip(sources, stories, strict=True):
        copy_story(source, story, arguments.output / source.folder.name)
    write_lines(planted, arguments.record)
    say(f"{count(len(planted), 'error')} planted in {count(len(stories), 'story')}: {arguments.output}")
    return 0
