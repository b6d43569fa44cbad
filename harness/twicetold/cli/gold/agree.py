"""Measure how far two annotations of the same articles agree.

Each folder holds story folders, as `gold build` reads them. One annotation is scored against the other by the measures
of the harness; beside them stand Krippendorff's alpha over tokens and Cohen's kappa of labels.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import print_json, say
from twicetold.cli.gold._stories import sources_in
from twicetold.display import harmless
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold agree`."""
    parser.add_argument("first", type=Path, metavar="PASS1", help="a folder of story folders, or one of them")
    parser.add_argument("second", type=Path, metavar="PASS2", help="the same stories, annotated by another hand")
    parser.add_argument(
        "--adjudicated",
        type=Path,
        metavar="FOLDER",
        help="what was made of the two: links are compared too, and how much each pass was changed",
    )
    parser.add_argument("--disagreements", action="store_true", help="print each disagreement on a line instead")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the figures, or the disagreements."""
    from twicetold import agreement
    from twicetold.report.agreement import print_agreement

    first, second = ([source.story for source in sources_in(each)] for each in (arguments.first, arguments.second))
    names = [{article.id for story in side for article in story.articles} for side in (first, second)]
    if alone := sorted(names[0] ^ names[1]):
        say(f"left out, in one of the two only: {', '.join(alone)}")
    if arguments.disagreements:
        found = agreement.disagreements(first, second)
        for each in found:
            print(harmless(str(each)))
        say(count(len(found), "disagreement"))
        return 0
    gold = [source.story for source in sources_in(arguments.adjudicated)] if arguments.adjudicated else []
    between = agreement.agreement(first, second, gold)
    changes = [agreement.agreement(gold, side, gold) for side in (first, second)] if gold else []
    if arguments.json:
        shown = between.to_json()
        if changes:
            shown["against adjudicated"] = [each.to_json() for each in changes]
        print_json(shown)
    else:
        print_agreement(between, changes)
    return 0
