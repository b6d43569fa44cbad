"""How many articles of 450 words the rule baseline reads in a second on one core.

.venv/bin/python tests/benchmarks/rules_speed.py
"""

from __future__ import annotations

import time

import twicetold
from twicetold import Article, find_system

WORDS = 450
SECONDS = 5.0


def articles() -> list[Article]:
    """Return runs of 450 words, from one sentence of the gold set on, each made longer with the other texts."""
    texts = [article.text for story in twicetold.load() for article in story.articles]
    words = " ".join(texts).split(" ")
    starts = range(0, len(words), 50)
    return [
        Article(f"speed/{number}", " ".join((words[start:] + words)[:WORDS]), "2022-01-10")
        for number, start in enumerate(starts)
    ]


def main() -> None:
    """Print articles a second of CPU time."""
    system = find_system("rules")
    batch = articles()
    for article in batch:
        system.extract(article)
    done = 0
    start = time.process_time()
    while (taken := time.process_time() - start) < SECONDS:
        for article in batch:
            system.extract(article)
        done += len(batch)
    print(f"rules: {done / taken:.0f} articles of {WORDS} words a second, one core ({done} articles in {taken:.1f} s)")


if __name__ == "__main__":
    main()
