"""What the rules score on corpora of real news, every measure that applies: the tables of docs/real-news.md.

.venv/bin/python tests/benchmarks/real_news.py FOLDER    with a folder for each corpus in it
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import twicetold
from twicetold import measures
from twicetold.formats.corpus import Corpus
from twicetold.predictions import Predictions
from twicetold.running.work import extract
from twicetold.scoring import score_predictions
from twicetold_baselines.leaderboard.news import CORPORA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold import Scores


def scored(corpus: Corpus) -> Scores:
    """Return the scores of the rules."""
    rules = twicetold.find_system("rules")
    stories = list(corpus)
    found = {article.id: extract(rules, article) for story in stories for article in story.articles}
    return score_predictions(
        stories,
        Predictions(found, {}),
        split="all",
        gold=Path(corpus.address).name,
        chosen=measures.matching(corpus.format.measures),
        held_only=True,
    )


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield "| measure | P | R | F1 | gold | found |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, found in scores.numbers.items():
        tally = scores.totals.get(name)
        counts = (f"{tally.recall_denominator:g}", f"{tally.precision_denominator:g}") if tally else ("", "")
        numbers = ("–" if each.estimate is None else f"{100 * each.estimate:.1f}" for each in found[:2])
        yield f"| {' | '.join([name, *numbers, str(found.f1), *counts])} |"


def tables(folder: Path) -> Iterator[str]:
    """Yield the lines of a table for each corpus that is there."""
    for name, own_format in CORPORA.items():
        if not (folder / name).is_dir():
            print(f"{folder / name}: not there", file=sys.stderr)
            continue
        corpus = Corpus(str(folder / name), own_format)
        scores = scored(corpus)
        yield from ("", f"## {name}", "", f"{len(scores.articles)} articles in {corpus.format.title}.", "")
        yield from table(scores)
        yield from ("", f"`{scores.signature}`")
        if corpus.notes.counts:
            passed = sorted(corpus.notes.counts.items(), key=lambda item: -item[1])
            yield from ("", f"Passed over: {'; '.join(f'{number} {what}' for what, number in passed)}.")


if __name__ == "__main__":
    print("\n".join(tables(Path(sys.argv[1]))))
