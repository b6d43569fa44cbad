"""Show versions, hashes and where data lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold.cli._common import print_json

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `info`."""
    parser.add_argument("--json", action="store_true", help="print as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Show."""
    from twicetold import corpus, ontology
    from twicetold._version import SCHEMA_VERSION, SCORER_VERSION, __version__
    from twicetold.report import terminal
    from twicetold.resources import data_root

    gold = corpus.gold_version()
    facts = {
        "twicetold": __version__,
        "schema": SCHEMA_VERSION,
        "scorer": SCORER_VERSION,
        "gold": gold.version,
        "gold sha256": gold.hash,
        **{f"stories in {split}": str(len(corpus.load(split))) for split in ontology.SPLITS},
        "stories whose text you bring": str(len(corpus.standoff_stories())),
        "data": str(data_root()),
    }
    if arguments.json:
        print_json(facts)
    else:
        terminal.print_facts(facts)
    return 0
