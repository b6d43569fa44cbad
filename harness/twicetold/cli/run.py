"""Run a system on the gold set, score it, and write a run folder.

SYSTEM is a registered name (see `twicetold systems`), module:attr, or file.py:attr.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import add_all_argument, add_story_arguments, chosen_stories, print_json, say

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    parser.add_argument("system", metavar="SYSTEM", help="the system to run")
    add_story_arguments(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="run folder (default: runs/NAME-VERSION)")
    add_all_argument(parser)
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Run; 1 if the system failed on any article."""
    from twicetold import running, scoring
    from twicetold.report import terminal
    from twicetold.systems.registry import find_system

    system = find_system(arguments.system)
    stories, split = chosen_stories(arguments)
    with terminal.progress(sum(len(story.articles) for story in stories), sys.stderr) as step:
        finished = running.run(system, stories, spec=arguments.system, split=split, progress=step)
    folder = arguments.output or Path("runs") / f"{system.name}-{system.version}"
    running.write_run(finished, folder)
    scores = scoring.score(stories, *finished.predictions, split=split)
    running.write_json(scores.to_json(), folder / "scores.json")
    if arguments.json:
        print_json(scores.to_json())
    else:
        terminal.print_scores(scores, title=f"{system.name} {system.version}", everything=arguments.all)
    for failure in finished.manifest.failures:
        say(f"failed: {failure.article}: {failure.reason}")
    if finished.manifest.ungrounded:
        say(f"{finished.manifest.ungrounded} quotations are not in the text; each counts as a false positive")
    say(f"run folder: {folder}")
    return 1 if finished.manifest.failures else 0
