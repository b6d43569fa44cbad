"""What memory scoring takes as a corpus grows: the gold set told over and over, and what the rules find in it.

.venv/bin/python tests/benchmarks/scoring_scale.py 100000 1    so many articles, measured by so many processes
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import psutil

import twicetold
from twicetold import executors
from twicetold.formats.corpus import Corpus
from twicetold.model import Prediction
from twicetold.predictions import Stored
from twicetold.running.work import extract
from twicetold.scoring import score_predictions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold import Scores, Story


def write(number: int, folder: Path) -> None:
    """Write a corpus of at least so many articles, and predictions for it, in its order."""
    stories, rules = twicetold.load(), twicetold.find_system("rules")
    found = {article.id: extract(rules, article) for story in stories for article in story.articles}
    written = 0
    with (folder / "corpus.jsonl").open("wb") as corpus, (folder / "predictions.jsonl").open("wb") as predictions:
        for telling in count():
            for story in stories:
                if written >= number:
                    return
                own = f"{story.id}-{telling}/"
                line = msgspec.json.encode(msgspec.structs.replace(story, id=own[:-1]))
                corpus.write(line.replace(f'"{story.id}/'.encode(), f'"{own}'.encode()) + b"\n")
                for article in story.articles:
                    name = article.id.replace(f"{story.id}/", own)
                    predictions.write(msgspec.json.encode(Prediction(name, found[article.id])) + b"\n")
                    written += 1


def told(corpus: Corpus, number: int) -> Iterator[Story]:
    """Yield the stories, and print at every tenth how fast they are asked for and what memory is taken."""
    start = time.perf_counter()
    done, next_step = 0, number // 10
    for story in corpus:
        yield story
        done += len(story.articles)
        if done >= next_step:
            next_step += number // 10
            print(f"{done:>7} articles  {done / (time.perf_counter() - start):6.1f}/s  {memory()}", flush=True)


def memory() -> str:
    """Return what this process and its children take."""
    own = psutil.Process(os.getpid())
    children = sum(child.memory_info().rss for child in own.children(recursive=True))
    return f"{own.memory_info().rss / 2**20:.0f} MB here, {children / 2**20:.0f} MB in workers"


def scored(folder: Path, number: int, workers: int) -> Scores:
    """Score the corpus in a folder."""
    with Stored(folder / "predictions.jsonl") as stored, executors.processes(workers) as place:
        print(f"predictions read: {memory()}", flush=True)
        stories = told(Corpus(str(folder / "corpus.jsonl")), number)
        return score_predictions(stories, stored, split="all", gold="bench", place=place)


def main(number: int, workers: int) -> None:
    """Score, and compute everything that is printed."""
    with tempfile.TemporaryDirectory() as name:
        write(number, Path(name))
        scores = scored(Path(name), number, workers)
        start = time.perf_counter()
        numbers = [each.f1.estimate for each in scores.numbers.values()]
        scores.by("type", "entities.strict")
        print(f"{len(numbers)} measures with intervals and by type: {time.perf_counter() - start:.1f} s, {memory()}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
