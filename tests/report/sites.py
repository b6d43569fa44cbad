"""Sites that tests look at: of news, of hostile texts, and of many articles."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import twicetold
from report import hostile
from twicetold import corpus, running, scoring
from twicetold.model import (
    Article,
    Cluster,
    Date,
    Entity,
    Extraction,
    Linking,
    Links,
    Member,
    Mention,
    Prediction,
    Story,
    span,
    to_json,
)
from twicetold.report import site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twicetold.ontology import Split, Topic

SYSTEMS = ("rules", "noise:0.3", "annotator")
KINDS = {
    "leaderboard": r"index\.html",
    "system": r"systems/[^.]+\.html",
    "errors": r"systems/[^.]+\.errors\.html",
    "story": r"stories/[^.]+\.html",
    "gold": r"gold\.html",
    "compare": r"compare/[^.]+\.[^.]+\.html",
}
"""Each kind of page, and what its place in a site looks like."""


class Site:
    """A site on the disk, and the run folders that it was made of."""

    def __init__(self, folder: Path, stories: Sequence[Story]) -> None:
        self.folder = folder / "site"
        self.runs = folder / "runs"
        self.stories = stories
        self.pages = sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*.html"))

    @property
    def base(self) -> str:
        """Where its addresses begin."""
        return self.folder.as_uri() + "/"

    def page(self, kind: str, name: str = "") -> str:
        """Return the first page of a kind with a word in its name."""
        found = [page for page in self.pages if re.fullmatch(KINDS[kind], page) and name in page]
        assert found, f"the site has no page of the kind {kind}"
        return found[0]

    def run(self, name: str) -> str:
        """Return what a run is called in the addresses of pages."""
        return self.page("system", name).removeprefix("systems/").removesuffix(".html")

    def data(self, key: str) -> Any:
        """Return what lies in a data file, which is one statement."""
        content = (self.folder / "data" / f"{key}.js").read_text(encoding="utf-8")
        statement = re.fullmatch(r"twicetold\.receive\((.*)\);\n", content, re.DOTALL)
        assert statement, f"{key}: not one statement"
        own, value = json.loads(f"[{statement[1]}]")
        assert own == key
        return value


def news() -> list[Story]:
    """Return the first stories of the development split."""
    return list(twicetold.load("dev"))[:3]


def write_news(folder: Path) -> None:
    """Write a site of three systems on news."""
    stories = news()
    about = running.Corpus("dev", "", corpus.content_hash(stories), "dev", sum(len(each.articles) for each in stories))
    runs = [folder / "runs" / name.replace(":", "-") for name in SYSTEMS]
    for name, run in zip(SYSTEMS, runs, strict=True):
        running.run(running.Named(name, None, isolated=False), stories, run, about=about)
    _write(folder, runs, stories, split="dev")


def write_hostile(folder: Path) -> None:
    """Write a site whose every text wants to be more than text."""
    runs = [
        hostile.write_run(folder / "runs" / "a", system=hostile.CLOSING),
        hostile.write_run(folder / "runs" / "b", system=hostile.LONG, seed=-1),
    ]
    _write(folder, runs, [hostile.story()], split=hostile.SCRIPT, gold=hostile.GOLD)


def many() -> list[Story]:
    """Return stories of a thousand short articles, of two splits."""
    return [_short_story(number) for number in range(500)]


def write_many(folder: Path) -> None:
    """Write a site of two systems on many articles, of which one finds more."""
    stories = many()
    runs = [folder / "runs" / name for name in ("one", "two")]
    for share, run in enumerate(runs, start=1):
        run.mkdir(parents=True)
        (run / "predictions.jsonl").write_bytes(b"".join(_lines(stories, share)))
    _write(folder, runs, stories, split="all")


def _write(folder: Path, runs: Sequence[Path], stories: list[Story], *, split: str, gold: str | None = None) -> None:
    site.write(
        runs,
        stories,
        lambda stored: scoring.score_predictions(stories, stored, split=split, gold=gold),
        folder / "site",
    )


def _short_story(number: int) -> Story:
    name = f"story-{number}"
    topics: tuple[Topic, ...] = ("sport", "health", "economy")
    topic = topics[number % len(topics)]
    told = tuple(_short_article(f"{name}/{letter}", number) for letter in "ab")
    both = Cluster(tuple(Member(article.id, "e1") for article in told))
    split: Split = "dev" if number % 2 else "train"
    return Story(name, f"Word {number} of {topic}", told, topic, split, Links((both,)), ("named-and-described",))


def _short_article(name: str, number: int) -> Article:
    text = f"Ada Brill won game {number} on Monday. She beat Bo."
    entities = (
        Entity(
            "e1", "PER", (Mention(span(0, 9)), Mention(span(text.index("She"), text.index("She") + 3), level="PRO"))
        ),
        Entity("e2", "PER", (Mention(span(text.index("Bo"), text.index("Bo") + 2), phenomena=("nested-name",)),)),
    )
    day = text.index("Monday")
    gold = Extraction(entities, (Date("d1", span(day, day + 6), "DATE", "2024-03-04"),))
    return Article(name, text, "2024-03-05", "The Invented Post", f"Game {number}", "wire", gold=gold)


def _lines(stories: Sequence[Story], share: int) -> list[bytes]:
    """Return the predictions of a system that finds the first entities of some articles, and all of the others."""
    found = []
    for number, story in enumerate(stories):
        for article in story.articles:
            gold = article.gold or Extraction()
            kept = gold if number % 4 < share else Extraction(gold.entities[:1])
            found.append(to_json(Prediction(article.id, kept)) + b"\n")
        found.append(to_json(Linking(story.id, story.links)) + b"\n")
    return found
