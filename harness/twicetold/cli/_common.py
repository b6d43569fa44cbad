"""What several commands share: being added, choosing stories, printing findings and JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from twicetold.executors import Place
    from twicetold.formats.corpus import Corpus
    from twicetold.formats.format import Notes
    from twicetold.gold.lint import LintFinding
    from twicetold.model import Story
    from twicetold.predictions import Stored
    from twicetold.schema import Finding
    from twicetold.scoring import Conventions, Scores
    from twicetold.systems.registry import Named

SPLITS = ("train", "dev", "test", "all")


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


def add_story_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose stories."""
    parser.add_argument(
        "--split",
        choices=SPLITS,
        help="stories to use (default: test, or all while the gold set has no test stories)",
    )
    parser.add_argument(
        "--corpus",
        metavar="PATH",
        help="stories or articles of your own instead: .jsonl or .parquet, or in another format (`twicetold formats`)",
    )
    add_format_arguments(parser)
    parser.add_argument(
        "--texts",
        type=Path,
        metavar="DIR",
        help="folder with texts that the gold set annotates stand-off; their stories are added",
    )


def add_format_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how a corpus is read."""
    parser.add_argument(
        "--from", dest="source_format", metavar="FORMAT", help="its format (default: what it looks like)"
    )
    parser.add_argument(
        "--labels", type=Path, metavar="FILE", help="a map of its labels to ours instead of the usual one"
    )
    parser.add_argument("--published", metavar="DATE", help="the date of its articles that have none")


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


class Chosen(NamedTuple):
    """The stories that the options choose, and how they are scored."""

    stories: Iterable[Story]
    split: str
    corpus: str | None
    """The address of a corpus of the user's own."""

    @property
    def gold(self) -> str | None:
        """What a signature calls the gold; None means ours."""
        return Path(self.corpus).name if self.corpus else None

    def score(self, stored: Stored, conventions: Conventions, place: Place) -> Scores:
        """Score predictions: of a corpus by what its format supports, in the layers that it holds."""
        from twicetold import measures, scoring
        from twicetold.formats.corpus import Corpus

        patterns = self.stories.format.measures if isinstance(self.stories, Corpus) else ("*",)
        return scoring.score_predictions(
            self.stories,
            stored,
            split=self.split,
            gold=self.gold,
            chosen=measures.matching(patterns),
            held_only=self.corpus is not None,
            conventions=conventions,
            place=place,
        )


def chosen(arguments: argparse.Namespace) -> Chosen:
    """Return what the options choose; a corpus of the user's own is a stream."""
    from twicetold import corpus
    from twicetold.errors import InputError

    if arguments.corpus:
        if arguments.split or arguments.texts:
            raise InputError("--corpus is all of the stories: --split and --texts do not go with it")
        return Chosen(corpus_of(arguments.corpus, arguments), "all", arguments.corpus)
    for name, option in (("source_format", "from"), ("labels", "labels"), ("published", "published")):
        if getattr(arguments, name):
            raise InputError(f"--{option} says how a --corpus is read")
    split = arguments.split or ("test" if corpus.load("test") else "all")
    stories = corpus.load(None if split == "all" else split)
    if arguments.texts is None:
        return Chosen(stories, split, None)
    return Chosen([*stories, *corpus.hydrate(arguments.texts)], f"{split}+texts", None)


def corpus_of(address: str, arguments: argparse.Namespace) -> Corpus:
    """Return the corpus at an address, to be read as the options say."""
    from twicetold.formats.corpus import Corpus
    from twicetold.formats.format import read_labels

    labels = read_labels(arguments.labels) if arguments.labels else None
    return Corpus(address, arguments.source_format, labels=labels, published=arguments.published)


def say_notes(notes: Notes) -> None:
    """Say what was passed over."""
    for note in notes:
        say(f"passed over: {note}")


def measuring_place(arguments: argparse.Namespace) -> AbstractContextManager[Place]:
    """Return where stories are measured: here, in processes of this machine, or on a cluster."""
    from twicetold import executors
    from twicetold.errors import InputError
    from twicetold.running.executors import dask

    if arguments.workers < 1:
        raise InputError(f"--workers {arguments.workers}: at least 1")
    if arguments.dask:
        return dask(arguments.dask)
    return executors.processes(min(arguments.workers, os.cpu_count() or 1))


def print_json(value: object) -> None:
    """Print a value as JSON, indented."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def print_findings(findings: Sequence[Finding | LintFinding], *, as_json: bool) -> None:
    """Print what is wrong, one a line as compilers do, or as JSON."""
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            print(finding)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 story", "2 stories"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def say(message: str) -> None:
    """Say something that is not data."""
    print(message, file=sys.stderr)
