"""What the run engine costs beside a bare loop, and how much memory a large corpus takes.

.venv/bin/python tests/benchmarks/engine_speed.py             the engine beside a loop
.venv/bin/python tests/benchmarks/engine_speed.py 100000 1    so many articles through the rules, with so many workers
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import psutil
from clock import median_seconds

import twicetold
from twicetold import Article, Extraction, Story, running
from twicetold.corpus_files import contents, stories_in

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOP = 2000
"""Articles of the comparison with a loop."""

WORDS = 100
"""Words of an article of the large corpus."""


class First:
    """Finds the first word; nothing is quicker."""

    name, version = "first", "1"

    def extract(self, article: Article) -> Any:
        """Return it."""
        span = twicetold.span(0, article.text.find(" "))
        return Extraction(entities=(twicetold.Entity("e1", "PER", (twicetold.Mention(span),)),))


def articles(number: int, words: int) -> Iterator[Article]:
    """Yield runs of words from the gold set's texts, two articles a story."""
    text = " ".join(article.text for story in twicetold.load() for article in story.articles).split()
    for index in range(number):
        start = index * 50 % (len(text) - words)
        yield Article(f"s{index // 2}/{'ab'[index % 2]}", " ".join(text[start : start + words]), "2022-01-10")


def beside_a_loop() -> None:
    """Print milliseconds an article: the bare loop, and the engine with validation, run folder and all."""
    told = [Story(article.id.partition("/")[0], "", (article,)) for article in articles(LOOP, 450)]
    told = [msgspec.structs.replace(story, id=f"{story.id}x{number}") for number, story in enumerate(told)]
    about = running.Corpus("bench", "", "0" * 64, "all", LOOP)
    system = First()

    def loop() -> None:
        for story in told:
            for article in story.articles:
                system.extract(article)

    def engine() -> None:
        with tempfile.TemporaryDirectory() as folder:
            running.run(system, told, Path(folder) / "run", about=about)

    bare, whole = median_seconds(loop, engine)
    print(f"bare loop  {1000 * bare / LOOP:.3f} ms an article")
    print(f"engine     {1000 * whole / LOOP:.3f} ms an article: {1000 * (whole - bare) / LOOP:.3f} more (at most 1)")


def large(number: int, workers: int) -> None:
    """Print how memory and speed develop while so many articles go through the rules."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "corpus.jsonl"
        with file.open("wb") as lines:
            for article in articles(number, WORDS):
                lines.write(msgspec.json.encode(article) + b"\n")
        held = contents(str(file))
        start = time.perf_counter()
        steps = {max(1, number * tenth // 10) for tenth in range(1, 11)}

        def report(far: running.Progress) -> None:
            if far.done in steps:
                own = psutil.Process(os.getpid())
                children = sum(child.memory_info().rss for child in own.children(recursive=True))
                memory = f"{own.memory_info().rss / 2**20:.0f} MB here, {children / 2**20:.0f} MB in workers"
                print(
                    f"{far.done:>7} articles  {far.done / (time.perf_counter() - start):6.1f}/s  {memory}", flush=True
                )

        running.run(
            running.Named("rules", isolated=workers > 1),
            stories_in(str(file)),
            Path(folder) / "run",
            about=running.Corpus("bench", "", held.hash, "all", held.articles),
            workers=workers,
            progress=report,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        large(int(sys.argv[1]), int(sys.argv[2]))
    else:
        beside_a_loop()
