"""Write the leaderboard: run everyone, score, rank.

    python -m twicetold_baselines.leaderboard [RUN …] [--corpora FOLDER] [-o FOLDER]

A RUN is a run folder on the test split, of a system that is no part of the project; its row is called like the folder.
Systems that cannot run here stand with the predictions that are stored of them, or are named as missing. Without
--corpora, what stands there of real news stays.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

import twicetold
from twicetold.errors import TwicetoldError
from twicetold_baselines.leaderboard import board, building, markdown, news
from twicetold_baselines.leaderboard.board import Board
from twicetold_baselines.leaderboard.entrants import entrants, stored_predictions
from twicetold_baselines.leaderboard.runs import about_gold, finish, keep, scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold import Scores
    from twicetold_baselines.leaderboard.entrants import Entrant
    from twicetold_baselines.leaderboard.runs import Finished

SPLIT = "test"
RUNS = Path("runs/leaderboard")


def main() -> int:
    """Write the leaderboard; 3 where something given is wrong."""
    parser = argparse.ArgumentParser(prog="python -m twicetold_baselines.leaderboard", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("runs", nargs="*", type=Path, metavar="RUN", help="a run folder on the test split")
    parser.add_argument("--corpora", type=Path, metavar="FOLDER", help="a folder with corpora of real news")
    parser.add_argument("-o", "--output", type=Path, default=Path("baselines"), metavar="FOLDER", help="(%(default)s)")
    arguments = parser.parse_args()
    try:
        _write(arguments.runs, arguments.corpora, arguments.output)
    except TwicetoldError as error:
        _say(f"leaderboard: {error}")
        return 3
    return 0


def _write(brought: Sequence[Path], corpora: Path | None, output: Path) -> None:
    stored = output / "predictions"
    stored.mkdir(parents=True, exist_ok=True)
    everyone = entrants(stored, brought)
    able = [each for each in everyone if each.predictions or not each.missing]
    finished, scores = _on_gold(able, stored)
    path = output / "leaderboard.json"
    before = board.read(path) if path.is_file() else None
    on_news = _on_news(finished, scores, corpora) if corpora else {}
    rows = building.rows(finished, scores, on_news)
    missing = {each.name: each.missing for each in everyone if each.missing and each not in able}
    signature = next(iter(scores.values())).signature
    signatures = {name: next(iter(of.values())).signature for name, of in on_news.items() if of}
    found = Board(signature, signatures, rows, missing, tuple(news.agreements(rows, on_news)))
    if before:
        found = _with_what_stood(found, before, news_stays=corpora is None)
    board.write(found, path)
    (output / "LEADERBOARD.md").write_text("\n".join([*markdown.page(board.read(path)), ""]), encoding="utf-8")
    _say(f"written: {output / 'LEADERBOARD.md'}")


def _on_gold(able: Sequence[Entrant], stored: Path) -> tuple[list[Finished], dict[str, Scores]]:
    """Return what entrants predicted for the test split and their scores by name; what was predicted is stored."""
    stories = twicetold.load(SPLIT)
    about = about_gold(stories, SPLIT)
    finished: list[Finished] = []
    scores: dict[str, Scores] = {}
    for entrant in able:
        _say(f"{entrant.name} …")
        done = finish(entrant, stories, about, RUNS / entrant.name)
        scores[entrant.name] = scored(done.predictions, stories, SPLIT)
        if not entrant.is_bound and done.predictions.is_dir():
            keep(done.predictions, stored_predictions(stored, entrant.name))
        finished.append(done)
    return finished, scores


def _on_news(finished: Sequence[Finished], scores: dict[str, Scores], folder: Path) -> dict[str, dict[str, Scores]]:
    """Return the scores on the corpora in a folder of all systems that run here."""
    able = [
        (each.entrant, building.layers_of(scores[each.entrant.name]))
        for each in finished
        if not each.entrant.is_bound and each.entrant.predictions is None
    ]
    found = {}
    for name, corpus in news.open_corpora(folder).items():
        _say(f"{name} …")
        found[name] = news.score_on(name, corpus, able, RUNS)
    return found


def _with_what_stood(found: Board, before: Board, *, news_stays: bool) -> Board:
    """Return the board with what is known from the last one: versions, and real news where that was not run."""
    known = {row.name: row for row in before.rows}
    rows = []
    for row in found.rows:
        old = known.get(row.name, row)
        new = row if row.version else replace(row, version=old.version, about=old.about, licence=old.licence)
        rows.append(replace(new, news=old.news) if news_stays else new)
    if not news_stays:
        return replace(found, rows=tuple(rows))
    return replace(found, rows=tuple(rows), corpora=before.corpora, agreements=before.agreements)


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
