"""Write the skeleton of a system of your own: a small one that works and passes `check`, to be changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `new-system`."""
    parser.add_argument("name", metavar="NAME", help="what it is called: my-system")
    parser.add_argument(
        "--kind",
        default="python",
        metavar="KIND",
        help="python: a class; command: a program that answers lines; http: a server (default: %(default)s)",
    )


def command(arguments: argparse.Namespace) -> int:
    """Write it and say what to do next."""
    from twicetold.systems.skeleton import write_skeleton

    file = write_skeleton(arguments.name, arguments.kind, Path())
    next_steps = file.read_text(encoding="utf-8").split('"""')[1].strip().splitlines()[2:]
    print(f"{file}. Next:", *next_steps, sep="\n  ")
    return 0
