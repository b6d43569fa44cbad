"""What several commands share: being added, naming a system, how it is scored, printing findings and JSON."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

from twicetold.display import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold.gold.lint import LintFinding
    from twicetold.schema import Finding
    from twicetold.scoring import Conventions
    from twicetold.systems.registry import Named


def add_commands(parser: argparse.ArgumentParser, package: str, purposes: Mapping[str, str]) -> None:
    """Add a command for each module of a package that is named, with what it is for.

    A module has `add_arguments`, and `command` if it has no commands of its own. None imports what is heavy.
    """
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, purpose in purposes.items():
        module = import_module(f"{package}.{name.replace('-', '_')}{'_' * iskeyword(name)}")
        command = commands.add_parser(name, help=purpose, description=module.__doc__)
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        module.add_arguments(command)
        command.set_defaults(**{"command": module.command} if hasattr(module, "command") else {})


def add_system_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a system, and the options that it is told."""
    parser.add_argument("system", metavar="SYSTEM", help="a name, module:attr, file.py:attr, cmd:…, http://…, a file")
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="tell the system something: an argument of its class, or a setting of its adapter",
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="the endpoint of openai:MODEL; the same as --option base_url=URL"
    )


def named_system(arguments: argparse.Namespace, *, seconds: float | None = None, isolated: bool = False) -> Named:
    """Return the system that the options name. Raises InputError for an option without a value."""
    from twicetold.errors import InputError
    from twicetold.systems.registry import Named

    options = dict(option.split("=", 1) for option in arguments.option if "=" in option)
    if len(options) < len(arguments.option):
        raise InputError("--option: write NAME=VALUE, each name once")
    if arguments.base_url:
        options["base_url"] = arguments.base_url
    return Named(arguments.system, seconds, isolated, options=tuple(options.items()))


def add_all_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option that asks for every measure."""
    parser.add_argument("--all", action="store_true", help="show every measure, not the main ones only")


def add_convention_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand in the signature."""
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="resamples of stories (%(default)s)")
    parser.add_argument("--seed", type=int, default=12345, metavar="N", help="where resampling starts (%(default)s)")
    parser.add_argument("--interval", choices=["percentile", "bca"], default="percentile", help="kind of interval")
    parser.add_argument(
        "--singletons", choices=["kept", "removed"], default="kept", help="clusters of one mention, in coreference"
    )


def conventions(arguments: argparse.Namespace) -> Conventions:
    """Return what the options choose. Raises InputError for fewer resamples than one."""
    from twicetold.errors import InputError
    from twicetold.scoring import Conventions

    if arguments.resamples < 1:
        raise InputError(f"--resamples {arguments.resamples}: at least 1")
    return Conventions(arguments.resamples, arguments.seed, arguments.interval, arguments.singletons == "kept")


def print_json(value: object) -> None:
    """Print a value as JSON, indented."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def print_findings(findings: Sequence[Finding | LintFinding], *, as_json: bool) -> None:
    """Print what is wrong, one a line as compilers do, or as JSON."""
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            print(harmless(str(finding)))


def say(message: str) -> None:
    """Say something that is not data."""
    print(harmless(message), file=sys.stderr)
