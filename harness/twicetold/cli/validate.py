"""Check files against the schemas and for sense.

A .json file is one document, a .jsonl file one for each line: an article, an extraction, a story, a prediction, the
links of a story or a run manifest, told apart by the properties they have. Every fault is printed as
FILE:LINE: POINTER: what is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import print_findings, say
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `validate`."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .json or .jsonl file")
    parser.add_argument("--json", action="store_true", help="print the faults as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Validate; 1 if there is any fault."""
    from twicetold.validation import validate_file

    findings = [finding for path in arguments.files for finding in validate_file(path)]
    print_findings(findings, as_json=arguments.json)
    say(f"{count(len(arguments.files), 'file')}: {count(len(findings), 'fault') if findings else 'valid'}")
    return 1 if findings else 0
