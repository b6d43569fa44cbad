"""Get what systems need to run: environments with the tools they wrap, trained models.

Each tool has an environment of its own in the cache folder of the user, so that versions never clash; `TWICETOLD_CACHE`
names another folder. Packages come from wherever pip and npm are configured to get them, pinned by their hashes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import say

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `setup`."""
    parser.add_argument("systems", nargs="*", metavar="NAME", help="systems to set up (default: all that are offered)")


def command(arguments: argparse.Namespace) -> int:
    """Set up; 1 if any of them still cannot run."""
    from twicetold.errors import InputError, UnknownNameError
    from twicetold.systems import offers
    from twicetold.systems.registry import registered

    known = registered()
    for name in arguments.systems:
        if name not in known:
            raise UnknownNameError("system", name, known)
    failed = False
    for name in arguments.systems or known:
        say(f"{name} …")
        try:
            missing = offers.set_up(name)
        except InputError as error:
            missing = str(error)
        failed |= missing is not None
        say(f"{name}: {missing or 'ready'}")
    return int(failed)
