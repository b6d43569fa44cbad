r"""Show all instances of a construction side by side, with what is annotated there.

twicetold gold concordance 'former \w+'           a pattern in the text, case ignored
twicetold gold concordance --label Conflict.Seize   a type, role, level, stance, mode, relation or phenomenon
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_json, say
from twicetold.cli.gold._stories import add_stories, sources_of
from twicetold.display import harmless
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold concordance`."""
    parser.add_argument("query", metavar="QUERY", help="a regular expression, or with --label a label")
    add_stories(parser)
    parser.add_argument("--label", action="store_true", help="the query is a label or phenomenon, not a pattern")
    parser.add_argument("--width", type=int, default=40, metavar="N", help="characters on either side (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print the instances as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the instances."""
    from twicetold.gold.concordance import of_label, of_pattern

    sources = sources_of(arguments)
    look = of_label if arguments.label else of_pattern
    found = look([source.story for source in sources], arguments.query, width=arguments.width)
    if arguments.json:
        print_json([instance._asdict() for instance in found])
        return 0
    for article, line, before, words, after, notes in found:
        print(harmless(f"{before:>{arguments.width}} [{words}] {after:<{arguments.width}}  {article}:{line}"))
        for note in notes or ("(nothing)",):
            print(harmless(f"{'':>{arguments.width}}   {note}"))
    say(count(len(found), "instance"))
    return 0
