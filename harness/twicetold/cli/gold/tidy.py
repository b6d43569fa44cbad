"""Write story folders in their normal form: ids in the order of the text, tables aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli.gold._stories import add_stories, sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold tidy`."""
    add_stories(parser)


def command(arguments: argparse.Namespace) -> int:
    """Write what changes."""
    from twicetold.gold.tidy import tidy

    sources = sources_of(arguments)
    changed = [path for source in sources for path in tidy(source)]
    for path in changed:
        print(path)
    say(f"{count(len(sources), 'story')}: {count(len(changed), 'file')} changed")
    return 0
