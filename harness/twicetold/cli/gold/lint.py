"""Look for what a machine can find wrong in story folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import count, print_findings, say
from twicetold.cli.gold._stories import add_stories, sources_of

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold lint`."""
    add_stories(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the findings."""
    from twicetold.gold.lint import lint

    _, sources = sources_of(arguments)
    findings = lint(sources)
    print_findings(findings, as_json=arguments.json)
    say(f"{count(len(sources), 'story')}: {count(len(findings), 'finding') if findings else 'nothing found'}")
    return 1 if findings else 0
