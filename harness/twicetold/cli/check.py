"""Check that a system behaves, and say what to mend.

Its output must be valid and the same each time, its offsets count code points; it must survive empty and very long
articles and not grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import add_system_arguments, named_system, print_json, say
from twicetold.display import harmless

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `check`."""
    add_system_arguments(parser)
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS", help="what an article may take (%(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Check and print; 1 if something is to be mended."""
    from twicetold import corpus
    from twicetold.running import conformance

    source = named_system(arguments, seconds=arguments.timeout)
    articles = [article for story in corpus.load("train") for article in story.articles]
    system = source.open()
    found = []
    try:
        for each in conformance.check(system, articles):
            found.append(each)
            if not arguments.json:
                print(
                    f"{'mend' if each.problem else 'ok':4}  {each.name}: {harmless(each.problem or each.measured)}",
                    flush=True,
                )
    finally:
        source.close(system)
    if arguments.json:
        print_json([each._asdict() for each in found])
    wrong = sum(bool(each.problem) for each in found)
    say(f"{wrong} of {len(found)} to mend" if wrong else f"{system.name} behaves")
    return 1 if wrong else 0
