"""What the commands that read story folders share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from twicetold.gold.source import StorySource


def add_stories(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names story folders."""
    parser.add_argument(
        "stories",
        type=Path,
        nargs="?",
        metavar="FOLDER",
        help="a folder of story folders, or one of them (default: the project's own)",
    )


def root_of(arguments: argparse.Namespace) -> Path:
    """Return the folder that the arguments name."""
    from twicetold.resources import data_root

    return arguments.stories or data_root() / "dataset" / "stories"


def sources_of(arguments: argparse.Namespace) -> list[StorySource]:
    """Return the stories in the folder that the arguments name."""
    return sources_in(root_of(arguments))


def sources_in(root: Path) -> list[StorySource]:
    """Return the stories in a folder."""
    from twicetold.gold.source import read_story, story_folders

    return [read_story(folder) for folder in story_folders(root)]
