"""Look for what a machine can find wrong in story folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_findings, say
from twicetold.cli.gold._stories import add_stories, sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse

    from twicetold.gold.lint import Recogniser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold lint`."""
    add_stories(parser)
    parser.add_argument(
        "--recogniser",
        default="rules",
        metavar="SYSTEM",
        help="the system whose dates are looked for in the annotation, or none (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the findings."""
    from twicetold.gold.lint import lint

    sources = sources_of(arguments)
    recognise = None if arguments.recogniser == "none" else _dates_of(arguments.recogniser)
    findings = lint(sources, recognise)
    print_findings(findings, as_json=arguments.json)
    say(f"{count(len(sources), 'story')}: {count(len(findings), 'finding') if findings else 'nothing found'}")
    return 1 if findings else 0


def _dates_of(name: str) -> Recogniser:
    """Return what finds dates as a system does."""
    from twicetold.systems.output import accept
    from twicetold.systems.registry import find_system

    system = find_system(name)
    return lambda article: accept(article, system.extract(article)).dates
