"""Read what two hunters found where errors are planted, and estimate the errors that remain.

Without arguments these are the figures of the project's own gold set. Findings are JSON Lines, as in
    {"article": "kazakhstan-2022/a", "layer": "dates", "line": 7, "words": "Saturday", "problem": "…"}
What was found and not planted needs a verdict: `--open` writes it with an empty one, to be filled in as `real` or
`false` and given back with `--verdicts`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import print_json
from twicetold.cli.gold._stories import add_stories, sources_of

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold hunt`."""
    add_stories(parser)
    parser.add_argument("--record", type=Path, metavar="FILE", help="what `gold plant` planted in them")
    parser.add_argument("--findings", type=Path, nargs=2, metavar=("FIRST", "SECOND"), help="what each hunter found")
    parser.add_argument("--verdicts", type=Path, metavar="FILE", help="what was decided about the other findings")
    parser.add_argument("--open", type=Path, metavar="FILE", help="write there what still needs a verdict")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    from twicetold.files import write_lines
    from twicetold.gold.hunt import HuntFinding, Verdict, hunt, read_lines
    from twicetold.gold.plant import Planted
    from twicetold.report.hunt import print_hunt

    _fill_in_the_own_hunt(arguments)
    sources = sources_of(arguments)
    first, second = (read_lines(path, HuntFinding) for path in arguments.findings)
    verdicts = read_lines(arguments.verdicts, Verdict) if arguments.verdicts else []
    record = read_lines(arguments.record, Planted)
    found = hunt([source.story for source in sources], record, (first, second), verdicts)
    if arguments.open:
        write_lines(found.open, arguments.open)
    if arguments.json:
        print_json({layer: row._asdict() for layer, row in found.rows.items()})
    else:
        print_hunt(found)
    return 0


def _fill_in_the_own_hunt(arguments: argparse.Namespace) -> None:
    """Take the project's own record, findings and verdicts where none are named."""
    from twicetold.errors import InputError
    from twicetold.resources import data_root

    if arguments.record and arguments.findings:
        return
    if arguments.stories or arguments.record or arguments.findings or arguments.verdicts:
        raise InputError("--record and --findings belong together: name both, or neither and no folder")
    own = data_root() / "dataset" / "hunt"
    arguments.record, arguments.verdicts = own / "planted.jsonl", own / "verdicts.jsonl"
    arguments.findings = [own / "found-1.jsonl", own / "found-2.jsonl"]
