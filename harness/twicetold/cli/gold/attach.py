"""Make a story folder from stand-off annotation and the texts it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold attach`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the .json file")
    parser.add_argument("--texts", type=Path, metavar="DIR", required=True, help="folder with the texts")
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", required=True, help="the folder to make")


def command(arguments: argparse.Namespace) -> int:
    """Make the folder."""
    import msgspec

    from twicetold.corpus import StandoffStory
    from twicetold.errors import InputError
    from twicetold.gold.source import read_text
    from twicetold.gold.standoff import attach

    try:
        standoff = msgspec.json.decode(read_text(arguments.file), type=StandoffStory)
    except msgspec.MsgspecError as error:
        raise InputError(f"{arguments.file}: {error}") from error
    attach(standoff, arguments.texts, arguments.output)
    return 0
