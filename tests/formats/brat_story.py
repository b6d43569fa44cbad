"""What the tests of brat share: a small story, and reading a folder of one article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from formats import common
from twicetold.model import Argument, Article, Claim, Date, Entity, Event, Extraction, Mention, Story, span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ann left Rome on Monday. Bob said she hated it."
GOLD = Extraction(
    entities=(
        Entity("e1", "PER", (Mention(span(0, 3)), Mention(span(34, 37), (), "PRO", ("pronoun",))), "Ann Lee"),
        Entity("e2", "GPE", (Mention(span(9, 13)),)),
        Entity("e3", "PER", (Mention(span(25, 28)),), phenomena=("group",)),
    ),
    dates=(Date("d1", span(17, 23), "DATE", "2024-01-01", "APPROX"),),
    events=(
        Event(
            "v1", "Movement.Transport", (span(4, 8), span(38, 43)),
            (Argument("Passenger", "e1"), Argument("Origin", "e2"), Argument("Time", "d1")), realis="OTHER",
        ),
    ),
    claims=(Claim("c1", span(29, 33), span(34, 46), span(25, 28), "e3", stance="DOUBTS"),),
)  # fmt: skip
STORY = Story("mill", "The mill", (Article("mill/a", TEXT, "2024-01-02", outlet="The Plumb Line", gold=GOLD),))


def read_one(path: Path) -> tuple[Extraction, list[str]]:
    """Return the gold of the only article, and notes without that about its date of publication."""
    (story,), notes = common.read("brat", path)
    (article,) = story.articles
    assert article.gold is not None
    return article.gold, [re.sub(r"first: .*/", "first: ", note) for note in notes if "day of publication" not in note]
