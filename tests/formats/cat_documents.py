"""What the tests of CAT share: documents in the making, and what is read of them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from formats import common
from twicetold.model import Article, Extraction, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from twicetold.formats.format import Notes
    from twicetold.model import Span


def mention(tag: str, name: int, tokens: str = "", **attributes: str) -> str:
    """Return a markable, anchored in tokens by their t_id."""
    told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    anchors = "".join(f'<token_anchor t_id="{token}"/>' for token in tokens.split())
    return f'<{tag} m_id="{name}"{told}>{anchors}</{tag}>'


def relation(tag: str, sources: Iterable[int], target: int | None, **attributes: str) -> str:
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    ends = "".join(f'<source m_id="{source}"/>' for source in sources)
    ends += "" if target is None else f'<target m_id="{target}"/>'
    return f'<{tag} r_id="9"{told}>{ends}</{tag}>'


def document(sentences: Sequence[str], *markup: str, first: int = 0) -> str:
    """Return a file: a line for each token, t_id from 1, sentences of blank-separated words from the number `first`."""
    tokens = [(number, word) for number, line in enumerate(sentences, first) for word in line.split(" ")]
    lines = [
        f'<token t_id="{place}" sentence="{number}" number="0">{escape(word)}</token>'
        for place, (number, word) in enumerate(tokens, 1)
    ]
    parts = ["Relations" if "<source" in each or "<target" in each else "Markables" for each in markup]
    for kind in ("Markables", "Relations"):
        lines += [f"<{kind}>", *(each for each, part in zip(markup, parts, strict=True) if part == kind), f"</{kind}>"]
    return "\n".join(["<?xml version='1.0' encoding='UTF-8'?>", "<Document doc_name='x'>", *lines, "</Document>"])


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def gold(article: Article) -> Extraction:
    assert article.gold is not None
    return article.gold


def words(article: Article, places: Iterable[Span]) -> list[str]:
    return [text_of(each, article.text) for each in places]


def one(name: str, path: Path) -> tuple[Article, Notes]:
    """Read the only article of a file."""
    (story,), notes = common.read(name, path)
    (article,) = story.articles
    return article, notes


def triggers(article: Article) -> list[list[str]]:
    return [words(article, event.triggers) for event in gold(article).events]


def entities(article: Article) -> list[tuple[str, list[str]]]:
    return [(each.type, words(article, (m.span for m in each.mentions))) for each in gold(article).entities]


EVENTSTORYLINE = document(
    ["http", "Updated August 3 2019", "Ann left Thursday , two days later it burnt"],
    mention("TIME_OF_THE_DAY", 1, "3 4 5", DCT="TRUE", value="2019-08-03T07:15Z", anchorTimeID=""),
    mention("TIME_DATE", 2, "8", DCT="FALSE", value="2019-08-02", anchorTimeID="1"),
    mention("TIME_DATE", 3, "10 11 12", DCT="FALSE", value="2019-08-04", anchorTimeID="2"),
    mention("TIME_DURATION", 4, "10 11", DCT="FALSE", value="", anchorTimeID="4"),
    mention("TIME_REPETITION", 5, "12", DCT="FALSE", value="soon", anchorTimeID="99"),
    mention("ACTION_OCCURRENCE", 6, "7", climaxEvent="FALSE"),
    mention("ACTION_OCCURRENCE", 7, "14", climaxEvent="TRUE"),
    mention("ACTION_OCCURRENCE", 8, TAG_DESCRIPTOR="t1_fire", climaxEvent="FALSE"),
    relation("PLOT_LINK", [6], 7),
    relation("TLINK", [1], 7),
    relation("TLINK", [2], 6),
)
"""It has a day of publication, dates reckoned from each other, and links of plots."""


def told_event(name: int, tokens: str, told: str = "CERTAIN NON_FUTURE NONE POS") -> str:
    """Return a mention of an event as MEANTIME has it, with what is told of its factuality."""
    factuality = ("certainty", "time", "special_cases", "polarity")
    return mention("EVENT_MENTION", name, tokens, **dict(zip(factuality, told.split(), strict=True)))


MEANTIME = document(
    ["Airbus sells 9 jets", "Aug. 3 2019", "The firm 's boss said on Friday it sold one in Rome", "It said so"],
    mention("ENTITY_MENTION", 1, "1", head="Airbus", syntactic_type="NAM"),
    mention("ENTITY_MENTION", 2, "8 9", head="firm", syntactic_type="NOM"),
    mention("ENTITY_MENTION", 3, "8 9 10 11", head="boss", syntactic_type=""),
    mention("ENTITY_MENTION", 4, "15", head="", syntactic_type="PRO"),
    mention("ENTITY_MENTION", 5, "19", head="Roma", syntactic_type="PRE.NAM"),
    mention("ENTITY_MENTION", 6, "17", syntactic_type="NOM"),
    mention("ENTITY_MENTION", 7, "20"),
    told_event(11, "2"), told_event(12, "12"), told_event(13, "16"), mention("EVENT_MENTION", 14, "21"),
    mention("TIMEX3", 21, "5 6 7", type="DATE", value="2019-08-03", functionInDocument="CREATION_TIME"),
    mention("TIMEX3", 22, "14", type="DATE", value="2019-08-03", anchorTimeID="21"),
    mention("TIMEX3", 23, TAG_DESCRIPTOR="2019", type="DATE", value="2019"),
    mention("VALUE", 24, "3", type="QUANTITY"),
    mention("ENTITY", 31, TAG_DESCRIPTOR="Airbus", ent_type="ORG", instance_id="ORG1"),
    mention("ENTITY", 32, TAG_DESCRIPTOR="Rome", ent_type="LOC", instance_id="LOC1"),
    mention("EVENT", 33, TAG_DESCRIPTOR="sale", **{"class": "OTHER"}, instance_id="OTH1"),
    mention("EVENT", 34, TAG_DESCRIPTOR="say", **{"class": "SPEECH_COGNITIVE"}),
    relation("REFERS_TO", [1, 2, 4, 7], 31), relation("REFERS_TO", [5], 32),
    relation("REFERS_TO", [11, 13], 33), relation("REFERS_TO", [12, 14], 34),
    relation("HAS_PARTICIPANT", [13], 5, sem_role="Argm-LOC"),
    relation("HAS_PARTICIPANT", [11], 5, sem_role="Argm-LOC"),
    relation("HAS_PARTICIPANT", [13], 4, sem_role="Arg0"),
    relation("HAS_PARTICIPANT", [12], 24, sem_role="Argm-LOC"),
    relation("HAS_PARTICIPANT", [77], 5, sem_role="Argm-LOC"),
    relation("HAS_PARTICIPANT", [12], 23, sem_role="Argm-LOC"),
)  # fmt: skip
"""Of four sentences the last does not count; the others have instances, roles, and what has no place."""
