"""A few invented stories, and two systems on them: one that is nearly right, and one that is wrong in many ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from twicetold.model import (
    Article,
    Claim,
    Cluster,
    Date,
    Entity,
    Event,
    Extraction,
    Linking,
    Links,
    Member,
    Mention,
    Prediction,
    Story,
    Ungrounded,
    span,
    to_json,
)
from twicetold.running.manifest import Failure, Identity, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twicetold.model import Span
    from twicetold.ontology import Split

HOSTILE = '</script><b onclick="alert(1)">\u202e&'
SPLITS: tuple[Split, ...] = ("train", "dev")


def stories() -> list[Story]:
    return [_story(number) for number in range(6)]


def _story(number: int) -> Story:
    name = f"game-{number}"
    told = tuple(_article(f"{name}/{letter}", number) for letter in "ab")
    both = Cluster(tuple(Member(article.id, "e1") for article in told), ("named-and-described",))
    return Story(name, f"Game {number} {HOSTILE}", told, "sport", SPLITS[number % 2], Links((both,)))


def _article(name: str, number: int) -> Article:
    text = (
        f"Ada Brill of Orm won game {number} on Monday, said Bo Lind. She was glad that the cup had come home to Orm."
    )

    def at(words: str) -> Span:
        start = text.index(words)
        return span(start, start + len(words))

    gold = Extraction(
        (
            Entity("e1", "PER", (Mention(at("Ada Brill")), Mention(at("She"), level="PRO", phenomena=("pronoun",)))),
            Entity("e2", "GPE", (Mention(at("Orm"), phenomena=("metonymy",)),)),
            Entity("e3", "PER", (Mention(at("Bo Lind")),)),
        ),
        (Date("d1", at("Monday"), "DATE", "2024-03-04", phenomena=("relative-weekday",)),),
        (Event("v1", "Contest.Win", (at("won"),)),),
        (Claim("c1", at("said"), at(f"Ada Brill of Orm won game {number} on Monday"), at("Bo Lind"), "e3"),),
    )
    return Article(name, text, "2024-03-05", "The Invented Post", f"Game {number}", "wire", gold=gold)


def write_run(folder: Path, *, good: bool) -> Path:
    folder.mkdir()
    lines = _good() if good else _bad()
    (folder / "predictions.jsonl").write_bytes(b"".join(to_json(line) + b"\n" for line in lines))
    (folder / "run.json").write_bytes(msgspec.json.encode(_manifest("good" if good else HOSTILE)))
    return folder


def _good() -> Iterator[Prediction | Linking]:
    """Yield the gold, without the date of the first story."""
    for number, story in enumerate(stories()):
        for article in story.articles:
            gold = article.gold or Extraction()
            yield Prediction(article.id, gold if number else replace(gold, dates=()))
        yield Linking(story.id, story.links)


def _bad() -> Iterator[Prediction]:
    """Yield places taken for organisations, half of the dates with another value, no claims and no links."""
    for number, story in enumerate(stories()):
        for article in story.articles:
            gold = article.gold or Extraction()
            person, place, _ = gold.entities
            yield Prediction(
                article.id,
                replace(
                    gold,
                    entities=(person, replace(place, type="ORG")),
                    dates=(replace(gold.dates[0], value=f"2024-03-0{4 + number % 2}"),),
                    claims=(),
                    ungrounded=(Ungrounded("mention", HOSTILE, HOSTILE),),
                ),
            )


def _manifest(system: str) -> Manifest:
    failure = Failure("game-0/a", HOSTILE)
    return Manifest(
        Identity(system, "1", {HOSTILE: HOSTILE}, "invented", "1", "0" * 64, "all", "0.2"),
        spec=system,
        articles=12,
        failures=(failure,),
        ungrounded=12,
        usage={"tokens": 1234.0},
        started="2026-11-26T08:00:00",
        seconds=1.25,
        finished=True,
        twicetold="0",
        scorer="0",
        python="3",
    )
