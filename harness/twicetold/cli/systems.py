"""List the systems that installed packages offer under the entry-point group `twicetold.systems`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_json

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `systems`."""
    parser.add_argument("--json", action="store_true", help="print as JSON")


def command(arguments: argparse.Namespace) -> int:
    """List."""
    from twicetold.report import terminal
    from twicetold.systems.registry import registered

    rows = [
        {"name": name, "object": entry.value, "package": entry.dist.name if entry.dist else ""}
        for name, entry in registered().items()
    ]
    if arguments.json:
        print_json(rows)
    else:
        terminal.print_rows(rows)
    return 0
