"""The command line: `twicetold COMMAND`.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 the answer is no, 2 bad usage,
3 input or output, 130 interrupted. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import argparse
import io
import os
import sys

from twicetold._version import __version__
from twicetold.cli._common import add_commands
from twicetold.display import harmless
from twicetold.errors import TwicetoldError, UnknownNameError, ValidationError

COMMANDS = {
    "run": "run a system on the gold set and score it",
    "score": "score a file of predictions",
    "compare": "compare two systems with paired tests",
    "extract": "run a system on a text of your own",
    "report": "write a site that shows runs beside one another",
    "view": "open a report in the browser",
    "show": "show an article with its gold, and a prediction beside it",
    "systems": "list the systems that can be run",
    "setup": "get what systems need to run",
    "check": "check that a system behaves, and say what to mend",
    "new-system": "write the skeleton of a system of your own",
    "validate": "check files against the schemas and for sense",
    "convert": "convert a corpus from one format to another",
    "formats": "list the formats of corpora, with what each can hold",
    "gold": "author a gold set: build, lint, agree and others",
    "info": "show versions, hashes and where data lies",
}


def main(argv: list[str] | None = None) -> int:
    """Run a command line and return its exit code."""
    _write_utf8()
    arguments = _parser().parse_args(argv)
    arguments.words = sys.argv[1:] if argv is None else argv
    try:
        code = arguments.command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except TwicetoldError as error:
        print(f"twicetold: {harmless(str(error))}", file=sys.stderr)
        return 2 if isinstance(error, UnknownNameError) else 1 if isinstance(error, ValidationError) else 3
    return int(code)


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: what is printed is text from anywhere, and files are UTF-8 too."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="twicetold",
        description="A benchmark of news told twice: who, what, when and who says so, in pairs of articles.",
        epilog="twicetold COMMAND --help says more of each.",
    )
    parser.add_argument("--version", action="version", version=f"twicetold {__version__}")
    add_commands(parser, "twicetold.cli", COMMANDS)
    return parser
