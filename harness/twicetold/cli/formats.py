"""List the formats of corpora that can be read or written, with what each can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_json

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `formats`."""
    parser.add_argument("--json", action="store_true", help="print as JSON")


def command(arguments: argparse.Namespace) -> int:
    """List them."""
    from twicetold import formats
    from twicetold.ontology import LAYERS
    from twicetold.report import terminal

    rows = []
    for found in map(formats.get, formats.NAMES):
        does = [word for word, can in (("read", found.read), ("write", found.write)) if can]
        holds = {layer: found.holds.get(layer, "") for layer in (*LAYERS, "links")}
        rows.append({"format": found.name, "does": ", ".join(does), "what": found.title, **holds})
    if arguments.json:
        print_json(rows)
    else:
        terminal.print_rows(rows)
    return 0
