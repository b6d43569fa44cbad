"""Write a site that shows runs beside one another: scores, errors, and every story with its two tellings.

It is a folder of plain files that needs no server and fetches nothing: open its index.html, send it, publish it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import add_convention_arguments, conventions, say
from twicetold.cli._stories import add_place_arguments, add_story_arguments, choose, measuring_place

if TYPE_CHECKING:
    import argparse

    from twicetold.predictions import Stored
    from twicetold.scoring import Scores

FOLDER = Path("report")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `report`."""
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="run folders or predictions, of one split")
    add_story_arguments(parser)
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, metavar="DIR", help="where to (%(default)s)")
    parser.add_argument("--fresh", action="store_true", help="replace a report that is there")
    add_place_arguments(parser)
    add_convention_arguments(parser)


def command(arguments: argparse.Namespace) -> int:
    """Write it, and say where."""
    from twicetold.report import site

    chosen = choose(arguments)
    with measuring_place(arguments) as place:

        def score(stored: Stored) -> Scores:
            return chosen.score(stored, conventions(arguments), place)

        site.write(arguments.runs, chosen.stories, score, arguments.output, fresh=arguments.fresh)
    say(f"report: {arguments.output / site.INDEX}")
    return 0
