"""List the systems that installed packages offer, what each is, and whether it can run here.

They are offered under the entry-point group `twicetold.systems`. What one lacks, `twicetold setup NAME` gets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_json

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `systems`."""
    parser.add_argument("--json", action="store_true", help="print as JSON, with licences, objects and packages")


def command(arguments: argparse.Namespace) -> int:
    """List."""
    from twicetold.report import terminal
    from twicetold.systems.offers import offers

    found = offers()
    if arguments.json:
        print_json([each._asdict() for each in found])
    else:
        rows = [{"name": each.name, "what it is": each.about, "state": each.missing or "ready"} for each in found]
        terminal.print_rows(rows)
    return 0
