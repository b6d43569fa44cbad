"""Score a file of predictions, or a run folder, against the gold set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from twicetold.cli._common import add_all_argument, add_convention_arguments, conventions, print_json
from twicetold.cli._stories import add_place_arguments, add_story_arguments, choose, measuring_place
from twicetold.ontology import SLICES

if TYPE_CHECKING:
    import argparse
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from twicetold.model import Story
    from twicetold.predictions import Stored

COMPAT = (
    "anafora", "citron", "conll", "corefud", "johansson-moschitti", "nervaluate", "oneie", "scorch", "seqeval", "spacy",
    "tempeval3",
)  # fmt: skip


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
    add_place_arguments(parser)
    add_all_argument(parser)
    add_convention_arguments(parser)
    parser.add_argument("--compat", choices=COMPAT, help="print the numbers of another scorer instead, quirks included")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write every error there, as JSON Lines")
    parser.add_argument("--tallies", type=Path, metavar="FILE", help="write every tally there, as JSON Lines")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def command(arguments: argparse.Namespace) -> int:
    """Score and print."""
    if arguments.gold:
        return _score_spans(arguments)
    from twicetold import files, scoring
    from twicetold.predictions import Stored
    from twicetold.report import terminal

    chosen = choose(arguments)
    with Stored(arguments.predictions) as stored:
        if arguments.compat:
            return _print_compat(arguments, chosen.stories, stored)
        with measuring_place(arguments) as place:
            scores = chosen.score(stored, conventions(arguments), place)
        if arguments.json:
            print_json(scores.to_json())
        else:
            terminal.print_scores(scores, title=arguments.predictions, by=arguments.by, everything=arguments.all)
        if arguments.tallies:
            files.write_lines((cell._asdict() for cell in scores.cells()), arguments.tallies)
        if arguments.errors:
            terminal.print_error_counts(_write_errors(scoring.error_list(chosen.stories, stored), arguments.errors))
    return 0


def _write_errors(errors: Iterator[dict[str, Any]], path: Path) -> Counter[tuple[str, str]]:
    """Write errors as they come, and return how many there are by layer and kind."""
    from collections import Counter

    from twicetold import files

    counts: Counter[tuple[str, str]] = Counter()

    def counted() -> Iterator[dict[str, Any]]:
        for error in errors:
            counts[error["layer"], error["kind"]] += 1
            yield error

    files.write_lines(counted(), path)
    return counts


def _score_spans(arguments: argparse.Namespace) -> int:
    from twicetold import span_scoring
    from twicetold.errors import InputError, UnknownNameError
    from twicetold.report.spans import print_span_scores

    for name in ("split", "corpus", "texts", "compat", "errors", "tallies"):
        if getattr(arguments, name):
            raise InputError(f"--{name} does not go with --gold, which scores flat spans")
    if arguments.by not in {None, "type"}:
        raise UnknownNameError("slice of flat spans", arguments.by, ["type"])
    scores = span_scoring.score_files(arguments.gold, Path(arguments.predictions), inclusive=arguments.inclusive)
    if arguments.json:
        print_json(scores.to_json())
    else:
        print_span_scores(scores, title=arguments.predictions, by_type=arguments.by == "type")
    return 0


def _print_compat(arguments: argparse.Namespace, stories: Iterable[Story], stored: Stored) -> int:
    from twicetold import scoring
    from twicetold.measures.compat import modes
    from twicetold.report import terminal

    mode = modes.get(arguments.compat)
    told = list(stories)
    articles = [article for story in told for article in story.articles]
    rows = mode.report(scoring.case_batch(articles, stored.of(told).read(told).extractions).cases)
    if arguments.json:
        about = {"compat": mode.name, "scorer": mode.scorer, "differs": mode.differs}
        print_json({**about, "rows": [row._asdict() for row in rows]})
    else:
        terminal.print_compat(mode, rows)
    return 0
