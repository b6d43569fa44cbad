"""Read what two hunters found in a copy with planted errors, and estimate the errors that remain.

Findings are JSON Lines, as in
    {"article": "kazakhstan-2022/a", "layer": "dates", "line": 7, "words": "Saturday", "problem": "…"}
What was found and not planted needs a verdict: `--open` writes it with an empty one, to be filled in as `real` or
`false` and given back with `--verdicts`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import print_json
from twicetold.cli.gold._stories import sources_in

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold hunt`."""
    parser.add_argument("copy", type=Path, metavar="COPY", help="the folder that `gold plant` made")
    parser.add_argument("--record", type=Path, metavar="FILE", required=True, help="what was planted")
    parser.add_argument(
        "--findings", type=Path, nargs=2, metavar=("FIRST", "SECOND"), required=True, help="what each hunter found"
    )
    parser.add_argument("--verdicts", type=Path, metavar="FILE", help="what was decided about the other findings")
    parser.add_argument("--open", type=Path, metavar="FILE", help="write there what still needs a verdict")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    from twicetold.gold.hunt import HuntFinding, Verdict, hunt, read_lines
    from twicetold.gold.plant import Planted
    from twicetold.report.hunt import print_hunt
    from twicetold.running import write_lines

    stories = [source.story for source in sources_in(arguments.copy)]
    first, second = (read_lines(path, HuntFinding) for path in arguments.findings)
    verdicts = read_lines(arguments.verdicts, Verdict) if arguments.verdicts else []
    found = hunt(stories, read_lines(arguments.record, Planted), (first, second), verdicts)
    if arguments.open:
        write_lines(found.open, arguments.open)
    if arguments.json:
        print_json({layer: row._asdict() for layer, row in found.rows.items()})
    else:
        print_hunt(found)
    return 0
