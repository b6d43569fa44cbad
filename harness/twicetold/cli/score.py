"""Score a file of predictions, or a run folder, against the gold set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import (
    add_all_argument,
    add_convention_arguments,
    add_story_arguments,
    chosen_stories,
    conventions,
    gold_name,
    print_json,
)

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from twicetold.measures.batch import Batch
    from twicetold.running.executors import Place

COMPAT = (
    "anafora", "citron", "conll", "corefud", "johansson-moschitti", "nervaluate", "oneie", "scorch", "seqeval", "spacy",
    "tempeval3",
)  # fmt: skip
SLICES = ("type", "level", "phenomenon", "topic", "genre", "outlet", "split", "length")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `score`."""
    parser.add_argument(
        "predictions",
        metavar="PREDICTIONS",
        help="a run folder, a .jsonl or .parquet file, plain or compressed, or a folder of such files",
    )
    add_story_arguments(parser)
    parser.add_argument("--gold", type=Path, metavar="FILE", help="score flat spans against these; both are JSON Lines")
    parser.add_argument("--inclusive", action="store_true", help="with --gold: `end` is the last place of a span")
    parser.add_argument("--by", choices=SLICES, help="add rows for each of these, with what they count")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that measure (%(default)s)")
    parser.add_argument("--dask", metavar="ADDRESS|local", help="measure on a dask cluster, at its scheduler's address")
    add_all_argument(parser)
    add_convention_arguments(parser)
    parser.add_argument("--compat", choices=COMPAT, help="print the numbers of another scorer instead, quirks included")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write every error there, as JSON Lines")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Score and print."""
    if arguments.gold:
        return _score_spans(arguments)
    from twicetold import files, predictions, scoring
    from twicetold.report import terminal

    stories, split = chosen_stories(arguments)
    found = predictions.read_predictions(arguments.predictions, stories)
    if arguments.compat:
        articles = [article for story in stories for article in story.articles]
        return _print_compat(arguments, scoring.case_batch(articles, found.extractions))
    with _place(arguments) as place:
        scores = scoring.score(
            stories,
            *found,
            split=split,
            gold=gold_name(arguments),
            conventions=conventions(arguments),
            executor=place.executor if place else None,
        )
    if arguments.json:
        print_json(scores.to_json())
    else:
        terminal.print_scores(scores, title=str(arguments.predictions), by=arguments.by, everything=arguments.all)
    if arguments.errors:
        errors = list(scoring.error_list(stories, found.extractions))
        files.write_lines(errors, arguments.errors)
        terminal.print_error_counts(errors)
    return 0


def _place(arguments: argparse.Namespace) -> AbstractContextManager[Place | None]:
    """Return where stories are measured: here, in processes of this machine, or on a cluster."""
    from contextlib import nullcontext

    from twicetold.running import executors

    if arguments.dask:
        return executors.dask(arguments.dask)
    return executors.processes(arguments.workers) if arguments.workers > 1 else nullcontext()


def _score_spans(arguments: argparse.Namespace) -> int:
    from twicetold import span_scoring
    from twicetold.errors import InputError, UnknownNameError
    from twicetold.report.spans import print_span_scores

    for name in ("split", "corpus", "texts", "compat", "errors"):
        if getattr(arguments, name):
            raise InputError(f"--{name} does not go with --gold, which scores flat spans")
    if arguments.by not in {None, "type"}:
        raise UnknownNameError("slice of flat spans", arguments.by, ["type"])
    scores = span_scoring.score_files(arguments.gold, Path(arguments.predictions), inclusive=arguments.inclusive)
    if arguments.json:
        print_json(scores.to_json())
    else:
        print_span_scores(scores, title=str(arguments.predictions), by_type=arguments.by == "type")
    return 0


def _print_compat(arguments: argparse.Namespace, batch: Batch) -> int:
    from twicetold.measures.compat import modes
    from twicetold.report import terminal

    mode = modes.get(arguments.compat)
    rows = mode.report(batch.cases)
    if arguments.json:
        about = {"compat": mode.name, "scorer": mode.scorer, "differs": mode.differs}
        print_json({**about, "rows": [row._asdict() for row in rows]})
    else:
        terminal.print_compat(mode, rows)
    return 0
