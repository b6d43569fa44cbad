"""Write the Parquet release of story folders, or see whether it is fresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli.gold._stories import add_stories, sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold build`."""
    add_stories(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="default: data/ beside the stories")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the release is stale")


def command(arguments: argparse.Namespace) -> int:
    """Build, or check."""
    from twicetold.errors import ValidationError
    from twicetold.gold.build import build, stale
    from twicetold.gold.source import read_edition
    from twicetold.sense import check_story

    root, sources = sources_of(arguments)
    faults = [
        f"{source.folder}: {pointer}: {problem}" for source in sources for pointer, problem in check_story(source.story)
    ]
    if faults:
        raise ValidationError(faults)
    stories = [source.story for source in sources]
    output = arguments.output or root.parent / "data"
    if arguments.check:
        old = stale(stories, read_edition(root), output)
        for name in old:
            print(output / name)
        say(f"stale: {count(len(old), 'file')}; run twicetold gold build" if old else "the release is fresh")
        return 1 if old else 0
    build(stories, read_edition(root), output)
    articles = sum(len(story.articles) for story in stories)
    say(f"{count(len(stories), 'story')}, {count(articles, 'article')}: {output}")
    return 0
