"""Run a system on the gold set, score it, and write a run folder.

SYSTEM is a registered name (see `twicetold systems`), module:attr, file.py:attr, cmd:PROGRAM ARGUMENTS, the http://
address of a server, openai:MODEL, spacy:MODEL, or a file of predictions. A run that was stopped goes on by the
same command.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import add_all_argument, add_system_arguments, named_system, print_json, say
from twicetold.cli._stories import add_story_arguments, choose, measuring_place, say_notes
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from twicetold import running
    from twicetold.cli._stories import Chosen
    from twicetold.model import Story
    from twicetold.running import Finished


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    add_system_arguments(parser)
    add_story_arguments(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="run folder (default: a new one in runs/)")
    parser.add_argument("--fresh", action="store_true", help="start over; what the folder holds is replaced")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="articles at the same time (%(default)s)")
    parser.add_argument("--dask", metavar="ADDRESS|local", help="work on a dask cluster, at its scheduler's address")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="what an article may take; the work is ended")
    parser.add_argument(
        "--retries", type=int, default=1, metavar="N", help="how often a failed article is tried again (%(default)s)"
    )
    parser.add_argument(
        "--max-failures", metavar="N|SHARE", help="stop where more articles fail, as a number or a share (5%%)"
    )
    add_all_argument(parser)
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Run; 1 if the system failed on any article, 130 if the run was interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run_and_score(arguments)
    except KeyboardInterrupt:
        say(f"stopped; what was found is kept. Go on with:\n  {_again(arguments)}")
        return 130


def _run_and_score(arguments: argparse.Namespace) -> int:
    chosen = choose(arguments)
    finished = _run(arguments, chosen.stories, _about(chosen))
    failures = finished.manifest.failures
    for failure in failures:
        say(f"failed: {failure.article}: {failure.reason}")
    if not finished.manifest.finished:
        say(f"stopped: more than --max-failures {arguments.max_failures}. Go on with:\n  {_again(arguments)}")
        return 1
    _score(arguments, chosen, finished)
    return 1 if failures else 0


def _about(chosen: Chosen) -> running.Corpus:
    """Return what the manifest says of the stories."""
    from twicetold import corpus, running
    from twicetold.formats.corpus import Corpus

    if isinstance(chosen.stories, Corpus):
        held = chosen.stories.contents()
        return running.Corpus(chosen.stories.address, "", held.hash, chosen.split, held.articles)
    number = sum(len(story.articles) for story in chosen.stories)
    version = corpus.gold_version().version
    return running.Corpus("gold", version, corpus.content_hash(chosen.stories), chosen.split, number)


def _run(arguments: argparse.Namespace, stories: Iterable[Story], about: running.Corpus) -> Finished:
    from twicetold import running
    from twicetold.errors import InputError
    from twicetold.report.progress import progress
    from twicetold.running import executors

    if arguments.workers < 1 or arguments.retries < 0 or (arguments.timeout is not None and arguments.timeout <= 0):
        raise InputError("--workers is at least 1, --retries at least 0, --timeout above 0")
    isolated = arguments.workers > 1 and not running.is_remote(arguments.system)
    with progress(about.articles, sys.stderr) as step:
        return running.run(
            named_system(arguments, seconds=arguments.timeout, isolated=isolated),
            stories,
            arguments.output,
            about=about,
            workers=arguments.workers,
            place=executors.dask(arguments.dask) if arguments.dask else None,
            retries=arguments.retries,
            most_failures=_most_failures(arguments.max_failures, about.articles),
            fresh=arguments.fresh,
            progress=lambda far: step(far.done, far.failed),
        )


def _score(arguments: argparse.Namespace, chosen: Chosen, finished: Finished) -> None:
    """Score what was found, where there is gold, and say where it lies."""
    from twicetold import files
    from twicetold.formats.corpus import Corpus
    from twicetold.predictions import Stored
    from twicetold.report import terminal
    from twicetold.scoring import Conventions

    identity, ungrounded = finished.manifest.identity, finished.manifest.ungrounded
    if not _has_gold(chosen.stories):
        say(f"{count(finished.manifest.articles, 'article')}; no gold in {chosen.corpus}, so there is nothing to score")
    else:
        with Stored(finished.folder) as stored, measuring_place(arguments) as place:
            scores = chosen.score(stored, Conventions(), place)
        files.write_json(scores.to_json(), finished.folder / "scores.json")
        if arguments.json:
            print_json(scores.to_json())
        else:
            title = f"{identity.system} {identity.system_version}"
            terminal.print_scores(scores, title=title, everything=arguments.all)
    if isinstance(chosen.stories, Corpus):
        say_notes(chosen.stories.notes)
    if ungrounded:
        say(f"{count(ungrounded, 'quotation')} not in the text; each counts as a false positive")
    say(f"run folder: {finished.folder}")


def _has_gold(stories: Iterable[Story]) -> bool:
    """Tell whether the first story has gold."""
    first = next(iter(stories), None)
    return first is not None and any(article.gold is not None for article in first.articles)


def _most_failures(given: str | None, articles: int) -> float | None:
    """Return how many failures are allowed. Raises InputError for what is neither a number nor a share."""
    from twicetold.errors import InputError

    if given is None:
        return None
    try:
        if given.endswith("%"):
            return float(given[:-1]) / 100 * articles
        return float(given) * articles if "." in given else int(given)
    except ValueError as error:
        raise InputError(f"--max-failures {given}: write a number (10) or a share (5% or 0.05)") from error


def _again(arguments: argparse.Namespace) -> str:
    """Return the command that goes on where this one stopped."""
    import shlex

    return shlex.join(["twicetold", *(word for word in arguments.words if word != "--fresh")])
