"""Run a system on a text of your own and print what it extracts, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import add_system_arguments, named_system, print_json

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `extract`."""
    add_system_arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="a UTF-8 text, or - for standard input")
    parser.add_argument("--published", required=True, metavar="DATE", help="publication date, ISO 8601: 2022-01-10")


def command(arguments: argparse.Namespace) -> int:
    """Extract and print."""
    import sys

    import msgspec

    from twicetold.errors import InputError
    from twicetold.gold.source import read_text
    from twicetold.model import Article, is_point_in_time
    from twicetold.running import work

    text = sys.stdin.read() if str(arguments.file) == "-" else read_text(arguments.file)
    if not is_point_in_time(arguments.published):
        raise InputError(f"--published {arguments.published}: write a date as 2022-01-10, or a time with its offset")
    article = Article("text/a", text, arguments.published)
    print_json(msgspec.to_builtins(work.extract(named_system(arguments).open(), article)))
    return 0
