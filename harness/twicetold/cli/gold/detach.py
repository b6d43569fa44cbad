"""Write a story folder as stand-off annotation, which holds no text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold detach`."""
    parser.add_argument("story", type=Path, metavar="FOLDER", help="a story folder")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", required=True, help="the .json file to write")


def command(arguments: argparse.Namespace) -> int:
    """Write the file."""
    from twicetold.files import write_json
    from twicetold.gold.source import read_story
    from twicetold.gold.standoff import detach

    write_json(detach(read_story(arguments.story)), arguments.output)
    return 0
