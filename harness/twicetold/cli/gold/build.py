"""Write the Parquet release of story folders, or see whether it is fresh.

Folders in which `gold lint --recogniser none` finds anything are refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli.gold._stories import add_stories, root_of, sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse

_NAMED = 5
"""Findings of lint that are named where there are any."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold build`."""
    add_stories(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="default: data/ beside the stories")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the release is stale")


def command(arguments: argparse.Namespace) -> int:
    """Build, or check. Raises ValidationError where lint finds anything."""
    from twicetold.errors import ValidationError
    from twicetold.gold.build import build, stale
    from twicetold.gold.lint import lint
    from twicetold.gold.source import read_edition

    root, sources = root_of(arguments), sources_of(arguments)
    if findings := lint(sources):
        advice = "mend or allow what `twicetold gold lint` finds, then build"
        raise ValidationError([f"{count(len(findings), 'finding')}; {advice}", *findings[:_NAMED]])
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
