"""Compare two systems on the same articles: paired tests over stories, for the main measures or all.

The difference is that of F1, the first less the second, with its paired bootstrap interval. The p-value is that of
paired approximate randomisation, corrected by Holm over the measures shown. Won, tied and lost count stories. The last
column is the smallest true difference that so many stories would show four times in five.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import add_all_argument, add_convention_arguments, conventions, print_json
from twicetold.cli._stories import add_story_arguments, choose

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `compare`."""
    parser.add_argument("first", metavar="A", help="predictions or run folder of one system")
    parser.add_argument("second", metavar="B", help="predictions or run folder of the other")
    add_story_arguments(parser)
    add_all_argument(parser)
    add_convention_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    from twicetold import executors, scoring
    from twicetold.measures import MAIN
    from twicetold.predictions import Stored
    from twicetold.report import terminal

    chosen = choose(arguments)
    addresses = (arguments.first, arguments.second)
    scores = []
    for address in addresses:
        with Stored(address) as stored:
            scores.append(chosen.score(stored, conventions(arguments), executors.HERE))
    found = scoring.compare(scores[0], scores[1], names=None if arguments.all else MAIN)
    if arguments.json:
        print_json({name: comparison._asdict() for name, comparison in found.items()})
    else:
        terminal.print_comparison(scores, found, titles=addresses)
    return 0
