"""A story and a run whose every text wants to be more than text, as far as the model lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from twicetold.corpus import content_hash
from twicetold.model import (
    Argument,
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
    Relation,
    Story,
    Ungrounded,
    span,
    to_json,
)
from twicetold.running.manifest import Failure, Identity, Manifest

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.model import Span
    from twicetold.ontology import ExtractionPart

SCRIPT = "<script>alert(1)</script>"
CLOSING = "</script></title></textarea><script>alert(2)</script>"
IMAGE = '"><img src=x onerror=alert(3)>'
ATTRIBUTE = "' onmouseover='alert(4)' x='"
COMMENT = "<!-- ]]> &lt;b&gt; &amp;"
TEMPLATE = "{{ 7 * 7 }}{% raw %}${7 * 7}"
ADDRESS = "javascript:alert(5)"
LEFTWARDS = "\u202eexe.gpj\u2066"
"""Turns the direction of what comes after, and nothing turns it back."""
ARABIC = "قالت الوزيرة إن السد آمن"
FAMILY = "👩\u200d👩\u200d👧\u200d👦"
FLAG = "🏳️\u200d🌈"
LONG = "w" * 2000
SEPARATORS = "one\u2028two\u2029three"
CONTROLS = "bell\x07 tab\t escape\x1b"

PAYLOADS = (
    SCRIPT, CLOSING, IMAGE, ATTRIBUTE, COMMENT, TEMPLATE, ADDRESS, LEFTWARDS, ARABIC, FAMILY, FLAG, LONG, SEPARATORS,
    CONTROLS,
)  # fmt: skip

STORY = "javascript:alert.5."
LETTERS = ("constructor", "__proto__")
"""Names that objects of JavaScript have already."""
GOLD = IMAGE
"""What the gold is called: the name of somebody's file."""

_BEFORE = f"{FAMILY} and {FLAG} said on "
_TEXT = f"{_BEFORE}Monday, {{}}, that {FAMILY} left.\r\nStill the same.\n\n{ARABIC} {LEFTWARDS}\n\n\n{CONTROLS}."


def story() -> Story:
    """Return a story of two articles; each payload is an entity of both."""
    return Story(
        STORY,
        f"{CLOSING} {LONG} {LEFTWARDS}",
        tuple(_article(letter, " ".join(PAYLOADS)) for letter in LETTERS),
        topic="courts-crime",
        split="dev",
        links=_links(),
        phenomena=("claims-agree",),
    )


def _article(letter: str, payloads: str) -> Article:
    told = _TEXT.format(payloads)
    return Article(
        f"{STORY}/{letter}",
        told,
        "2024-03-04T10:00:00Z",
        outlet=f"{IMAGE} {LONG}",
        headline=f"{SCRIPT} {LEFTWARDS} {LONG}",
        genre="wire",
        gold=_gold(told),
    )


def _gold(told: str) -> Extraction:
    first, second = told.index(FAMILY), told.index("that") + len("that ")
    people = Entity(
        "constructor", "PER", (_whole(told, FAMILY), Mention(span(first, first + 3), level="NOM")), SCRIPT, ("group",)
    )
    joined = Entity("hasOwnProperty", "ORG", (Mention(span(first + 2, first + 6, second, second + 4)),), IMAGE)
    across = span(told.index("left"), told.rindex(ARABIC) + len(ARABIC))
    return Extraction(
        (people, joined, *(Entity(f"e{n}", "MISC", (_whole(told, p),), p) for n, p in enumerate(PAYLOADS))),
        (
            Date("valueOf", _at(told, "Monday"), "DATE", f"2024-03-04 {SCRIPT}"),
            Date("d2", _at(told, SCRIPT), "DATE", LONG, anchor="valueOf"),
            Date("d3", _at(told, FLAG), "DATE", LEFTWARDS),
            Date("d4", _at(told, "on"), "DATE", "2024-03-02"),
        ),
        (
            Event(
                "javascript:alert.1.",
                "Movement.Transport",
                (_at(told, "left"), _at(told, SCRIPT)),
                (Argument("Agent", filler="constructor"), Argument("Artifact", span=_at(told, IMAGE))),
            ),
        ),
        (
            Claim("toString", _at(told, "said"), across, _at(told, FLAG), phenomena=("denial",)),
            Claim("proto", _at(told, "said"), _at(told, LONG), _at(told, CLOSING), nested_in="toString"),
        ),
    )


def _at(told: str, words: str) -> Span:
    start = told.index(words)
    return span(start, start + len(words))


def _whole(told: str, words: str) -> Mention:
    return Mention(_at(told, words))


def _links() -> Links:
    def both(name: str) -> tuple[Member, Member]:
        return Member(f"{STORY}/{LETTERS[0]}", name), Member(f"{STORY}/{LETTERS[1]}", name)

    return Links(
        (Cluster(both("constructor")), Cluster(both("e0"))),
        (Cluster(both("javascript:alert.1.")),),
        (Relation("AGREE", *both("toString")), Relation("CONTRADICT", *both("proto"))),
    )


def write_run(folder: Path, *, system: str, seed: int = 0) -> Path:
    """Write a run on the story: gold with some of it moved, lost and invented, and failures that say things."""
    folder.mkdir(parents=True)
    told = story()
    lines = [
        to_json(Prediction(article.id, _predicted(article.gold or Extraction(), seed))) for article in told.articles
    ]
    lines.append(to_json(Linking(told.id, told.links)))
    (folder / "predictions.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    (folder / "run.json").write_bytes(msgspec.json.encode(_manifest(told, system)))
    return folder


def _predicted(gold: Extraction, seed: int) -> Extraction:
    """Move what has an odd number, change types and values, and lose some."""
    entities = [
        replace(entity, type="LOC", name=LONG)
        if number % 5 == 1
        else replace(entity, mentions=(_grown(entity.mentions[0]),))
        if number % 5 == 3 + seed
        else entity
        for number, entity in enumerate(gold.entities)
        if number % 5 != 4 or not number
    ]
    dates = [replace(date, value=f"{IMAGE} {LONG}") for date in gold.dates[:3]]
    return replace(
        gold,
        entities=tuple(entities),
        dates=tuple(dates),
        claims=(replace(gold.claims[0], stance="DENIES"), gold.claims[1]),
        ungrounded=tuple(Ungrounded(part, payload, payload) for part, payload in zip(_PARTS, PAYLOADS, strict=False)),
    )


_PARTS: tuple[ExtractionPart, ...] = (
    "mention",
    "date",
    "trigger",
    "argument",
    "source",
    "cue",
    "content",
    "event",
    "claim",
)


def _grown(mention: Mention) -> Mention:
    start, end = mention.span[0].start, mention.span[-1].end
    return Mention(span(start, end + 1), level=mention.level)


def _manifest(told: Story, system: str) -> Manifest:
    corpus = content_hash([told])
    return Manifest(
        Identity(system, f"1 {LEFTWARDS}", {ADDRESS: SCRIPT}, CLOSING, IMAGE, corpus, SCRIPT, "1"),
        spec=ADDRESS,
        articles=len(told.articles),
        failures=tuple(Failure(told.articles[0].id, payload) for payload in PAYLOADS),
        ungrounded=len(_PARTS),
        usage={SCRIPT: 1.0, LONG: 2.0},
        started=ATTRIBUTE,
        seconds=1.5,
        finished=False,
        twicetold=SCRIPT,
        scorer=IMAGE,
        python=LEFTWARDS,
    )
