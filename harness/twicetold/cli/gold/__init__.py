"""Author a gold set: ours, or your own.

build        offsets and Parquet from the marked texts
tidy         the normal form of the marked texts
lint         what a machine can find wrong
stats        what the set holds, in numbers
concordance  all instances of a construction side by side
agree        how far two annotations agree, and where they do not
plant        a copy with errors planted in it
hunt         what hunters found there, and what remains
detach       a story folder to a stand-off file that holds no text
attach       a stand-off file and its texts to a story folder
"""

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
    "detach": "write a story folder as stand-off annotation without its texts",
    "attach": "make a story folder from stand-off annotation and its texts",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands of `gold`."""
    add_commands(parser, "twicetold.cli.gold", COMMANDS)
