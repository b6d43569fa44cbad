"""What the tests of Label Studio share: a story that has everything, and its tasks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from twicetold.model import Argument, Article, Claim, Date, Entity, Event, Extraction, Mention, Story, span

if TYPE_CHECKING:
    from pathlib import Path

Results = list[dict[str, Any]]

TEXT = "Ada Brill, the mayor, said on Monday 🎪 that she would sue Orlo. “We will,” Brill said."


def at(words: str, after: int = 0) -> int:
    return TEXT.index(words, after)


def run(words: str, after: int = 0) -> Any:
    return span(at(words, after), at(words, after) + len(words))


GOLD = Extraction(
    entities=(
        Entity(
            "e1",
            "PER",
            (
                Mention(run("Ada Brill, the mayor"), run("Ada Brill"), phenomena=("name-variant",)),
                Mention(run("she"), level="PRO"),
                Mention(run("Brill", 20)),
            ),
            name="Ada Brill",
            phenomena=("pronoun",),
        ),
        Entity("e.2", "ORG", (Mention(run("Orlo")),)),
    ),
    dates=(
        Date("d1", run("Monday"), "DATE", "2031-05-05", "APPROX", anchor="d2"),
        Date("d2", run("on Monday"), "DATE", "2031-05-06", phenomena=("duration",)),
    ),
    events=(
        Event(
            "v1",
            "Justice.Sue",
            (run("sue"), run("will")),
            (
                Argument("Plaintiff", "e1"),
                Argument("Crime", span=span(at("Monday"), at("Monday") + 3, at("that"), at("that") + 4)),
                Argument("Time", "d1"),
                Argument("Defendant", "e1"),
            ),
            polarity="NEGATIVE",
            realis="OTHER",
            phenomena=("future-event",),
        ),
    ),
    claims=(
        Claim(
            "c1",
            run("said"),
            span(at("on Monday"), at("on Monday") + 9, at("that"), at("Orlo") + 4),
            run("Ada Brill"),
            "e1",
            stance="INTENDS",
        ),
        Claim("c2", run("said", 40), run("“We will,”"), mode="DIRECT", nested_in="c1", phenomena=("direct-speech",)),
    ),
)

STORY = Story(
    "brill",
    "Brill & Orlo <again>",
    (
        Article("brill/a", TEXT, "2031-05-06T09:00:00Z", "The Plumb Line", "She will", "wire", span(0, 30), GOLD),
        Article("brill/b", "Not annotated.", "2031-05-07"),
        Article("brill/c", "Nothing in it.", "2031-05-07", gold=Extraction()),
    ),
    topic="politics",
    split="dev",
    phenomena=("granularity",),
)


def tasks(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((path / "tasks.json").read_bytes())
    return found
