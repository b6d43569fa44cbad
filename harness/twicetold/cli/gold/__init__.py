"""Author a gold set: ours, or your own. docs/authoring.md tells the process, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import add_commands

if TYPE_CHECKING:
    import argparse

COMMANDS = {
    "build": "write the Parquet release of story folders",
    "tidy": "write story folders in their normal form, ids in order",
    "lint": "look for what is wrong in story folders",
    "stats": "count what story folders hold",
    "concordance": "show all instances of a construction side by side",
    "agree": "measure how far two annotations of the same articles agree",
    "plant": "make a copy of story folders with errors planted in it",
    "hunt": "estimate the errors that remain from what two hunters found",
    "export": "send story folders to a tool in which a person can correct them",
    "import": "take story folders back from that tool",
    "detach": "write a story folder as stand-off annotation without its texts",
    "attach": "make a story folder from stand-off annotation and its texts",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands of `gold`."""
    add_commands(parser, "twicetold.cli.gold", COMMANDS)
