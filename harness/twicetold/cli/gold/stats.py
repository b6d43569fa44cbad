"""Count what a gold set holds: items by label, phenomena by split, and what the texts are like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_json
from twicetold.cli.gold._stories import add_stories, sources_of

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold stats`."""
    add_stories(parser)
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the counts."""
    from twicetold.gold.stats import stats
    from twicetold.report.gold_stats import print_stats

    sources = sources_of(arguments)
    found = stats([source.story for source in sources])
    if arguments.json:
        print_json(found.to_json())
    else:
        print_stats(found)
    return 0
