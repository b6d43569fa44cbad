"""How well the rules link the articles of a story: given the gold extractions, and given what they find themselves.

.venv/bin/python tests/benchmarks/linking.py [SPLIT]    dev, unless another is named
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import twicetold
from twicetold import Extraction, Story, measures
from twicetold.running.work import extract, link
from twicetold_baselines.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CHOSEN = measures.matching(["links.*"])


def lines(stories: Sequence[Story], extractions: Mapping[str, Extraction], split: str) -> Iterator[str]:
    """Yield how long linking takes, and the links measures in percent."""
    rules = Rules()
    start = time.process_time()
    links = {story.id: link(rules, story, extractions) for story in stories}
    taken = 1000 * (time.process_time() - start) / len(stories)
    yield f"  {taken:.0f} ms a story"
    scores = twicetold.score(stories, extractions, links, split=split, chosen=CHOSEN)
    for name, found in scores.numbers.items():
        numbers = ("-" if each.estimate is None else f"{100 * each.estimate:.1f}" for each in found)
        yield f"  {name:36} " + " ".join(f"{number:>5}" for number in numbers)


def main(split: str) -> None:
    """Print both tables."""
    stories = list(twicetold.load(split))
    articles = [article for story in stories for article in story.articles]
    gold = {article.id: article.gold or Extraction() for article in articles}
    found = {article.id: extract(Rules(), article) for article in articles}
    for name, extractions in (("gold extractions", gold), ("what the rules find", found)):
        print(f"{split}, {name}: P, R, F1")
        print("\n".join(lines(stories, extractions, split)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
