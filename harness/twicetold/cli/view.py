"""Open a report in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli.report import FOLDER

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument of `view`."""
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="DIR", help="the report (%(default)s)")


def command(arguments: argparse.Namespace) -> int:
    """Open it; 1 where there is no browser, after its address was said."""
    import webbrowser

    from twicetold.errors import InputError
    from twicetold.report.site import INDEX

    index = arguments.folder.resolve() / INDEX
    if not index.is_file():
        raise InputError(f"{arguments.folder}: no report; write one with twicetold report RUN… -o {arguments.folder}")
    say(index.as_uri())
    return 0 if webbrowser.open(index.as_uri()) else 1
