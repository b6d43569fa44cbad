"""TimeML written, and read again."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given

import strategies
import twicetold
from formats import common
from twicetold.errors import InputError
from twicetold.model import (
    Argument,
    Article,
    Claim,
    Cluster,
    Date,
    Entity,
    Event,
    Extraction,
    Links,
    Member,
    Mention,
    Story,
    span,
)

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.model import Span


def story_of(text: str, gold: Extraction | None, **more: str) -> Story:
    return Story("s", "s", (Article("s/a", text, "2031-05-02", gold=gold, **more),))  # type: ignore[arg-type] # strings


def written(path: Path, story: Story) -> tuple[str, list[str]]:
    """Return the content of the one file that is written of a story, and the notes without their places."""
    notes = common.write("timeml", [story], path / "out")
    (file,) = (path / "out").iterdir()
    assert file.name == "s@a.tml"
    return file.read_bytes().decode(), [f"{number} {what}" for what, number in notes.counts.items()]


class TestWriting:
    """A folder with a file for each article."""

    def test_a_file(self, tmp_path: Path) -> None:
        text = "\n flood & \r Monday, a quake  & fire it? May 1\n"
        spans = {
            word: span(text.index(word), text.index(word) + len(word))
            for word in ("flood", "Monday", "quake", "fire", "May 1")
        }
        gold = Extraction(
            dates=(
                Date("d1", spans["Monday"], "DATE", "2031-05-01", anchor="t2"),
                Date("t2", spans["May 1"], "DATE", '"\n', mod="APPROX"),
            ),
            events=(
                Event("e1", "Unknown", (spans["fire"], spans["flood"]), polarity="NEGATIVE", realis="OTHER"),
                Event("v2", "Unknown", (spans["quake"],)),
            ),
        )
        content, notes = written(tmp_path, story_of(text, gold, headline="Wet & <dry>"))
        assert content == (
            '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n<DOCID>s/a</DOCID>\n<DCT><TIMEX3 tid="t0" type="DATE" '
            'value="2031-05-02" functionInDocument="CREATION_TIME">2031-05-02</TIMEX3></DCT>\n'
            "<TITLE>Wet &amp; &lt;dry&gt;</TITLE>\n"
            '<TEXT>\n <EVENT eid="e1" class="OCCURRENCE">flood</EVENT> &amp; &#13; <TIMEX3 tid="t1" type="DATE" '
            'value="2031-05-01" temporalFunction="true" anchorTimeID="t2">Monday</TIMEX3>, a '
            '<EVENT eid="e2" class="OCCURRENCE">quake</EVENT>  &amp; <EVENT eid="e3" class="OCCURRENCE">fire</EVENT> '
            'it? <TIMEX3 tid="t2" type="DATE" value="&quot;&#10;" mod="APPROX">May 1</TIMEX3>\n</TEXT>\n'
            '<MAKEINSTANCE eventID="e1" eiid="ei1" tense="NONE" aspect="NONE" pos="OTHER" polarity="NEG" '
            'modality="OTHER"/>\n'
            '<MAKEINSTANCE eventID="e2" eiid="ei2" tense="NONE" aspect="NONE" pos="OTHER" polarity="POS"/>\n'
            '<MAKEINSTANCE eventID="e3" eiid="ei3" tense="NONE" aspect="NONE" pos="OTHER" polarity="NEG" '
            'modality="OTHER"/>\n'
            '<TLINK lid="l1" relType="IDENTITY" eventInstanceID="ei3" relatedToEventInstance="ei1"/>\n</TimeML>\n'
        )
        assert notes == ["1 titles of stories"]

    def test_what_cannot_be_held_is_noted(self, tmp_path: Path) -> None:
        gold = Extraction(
            entities=(Entity("e1", "PER", (Mention(span(0, 3)),)),),
            dates=(
                Date("d1", span(0, 3), "DATE", "2031", phenomena=("fuzzy-date",)),
                Date("d2", span(2, 5), "DATE", "2031"),
                Date("d3", span(6, 7, 8, 9), "DATE", "2031"),
                Date("d4", span(10, 11), "DATE", "2031", anchor="d3"),
            ),
            events=(
                Event("v1", "Life.Die", (span(0, 3), span(4, 6)), (Argument("Victim", "e1"),), realis="GENERIC"),
                Event("v2", "Unknown", (span(5, 7), span(7, 8, 9, 10)), phenomena=("event-noun", "future-event")),
            ),
            claims=(Claim("c1", span(0, 1)),),
        )
        first = Article("s/a", "0123456789ab", "2031-05-02", "Post", "", "wire", span(0, 9), gold)
        second = Article("s/b", "", "2031-05-02T10:00Z")
        cluster = Cluster((Member("s/a", "e1"), Member("s/b", "e1")))
        story = Story("s", "S", (first, second), "health", "dev", Links((cluster,)), ("granularity",))
        notes = common.write("timeml", [story], tmp_path / "out")
        assert notes.counts == {
            "links between the articles of a story": 1,
            "topics": 1,
            "splits": 1,
            "titles of stories": 1,
            "phenomena": 4,
            "articles of which parts only are annotated": 1,
            "outlets": 1,
            "genres": 1,
            "entities": 1,
            "claims": 1,
            "arguments": 1,
            "event types": 1,
            "events that are GENERIC": 1,
            "dates in several pieces": 1,
            "triggers in several pieces": 1,
            "dates that share text with what is marked before them": 1,
            "triggers that share text with what is marked before them": 2,
            "events without a trigger that can be marked": 1,
            "anchors that are not marked themselves": 1,
            "articles without gold, which look as if nothing were in them": 1,
        }
        ((one, other),) = [story.articles for story in common.read("timeml", tmp_path / "out")[0]]
        assert one.gold == Extraction(
            dates=(Date("t1", span(0, 3), "DATE", "2031"), Date("t2", span(10, 11), "DATE", "2031")),
            events=(Event("e1", "Unknown", (span(4, 6),)),),
        )
        assert other == msgspec.structs.replace(second, gold=Extraction())

    @pytest.mark.parametrize(
        ("story", "message"),
        [
            (story_of("ab\x08c", None), "s/a: text, character 2: U+0008 cannot be written in XML 1.0; take it out"),
            (story_of("ab\ud800", None), "s/a: text, character 2: U+D800"),
            (story_of("ab", None, headline="\uffff"), "s/a: headline, character 0: U+FFFF"),
            (
                story_of("ab", Extraction(dates=(Date("d1", span(0, 1), "DATE", "2\x00"),))),
                "s/a: value of d1, character 1",
            ),
        ],
        ids=["control", "surrogate", "headline", "value"],
    )
    def test_what_xml_cannot_hold_is_refused(self, story: Story, message: str, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=re.escape(message)):
            common.write("timeml", [story_of("fine", None), story], tmp_path / "out")
        assert list(tmp_path.iterdir()) == []

    def test_nothing_is_written_over(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        (tmp_path / "folder").mkdir()
        common.write("timeml", [story_of("x", None)], tmp_path / "folder")
        for name in ("file", "folder"):
            with pytest.raises(InputError, match="is there already; name a new folder"):
                common.write("timeml", [story_of("y", None)], tmp_path / name)
        with pytest.raises(InputError, match="No such file or directory"):
            common.write("timeml", [], tmp_path / "none" / "out")
        assert sorted(each.name for each in tmp_path.rglob("*")) == ["file", "folder", "s@a.tml"]
        assert (tmp_path / "folder" / "s@a.tml").read_text().count("x</TEXT>") == 1


def held(article: Article) -> tuple[object, ...]:
    """Return what TimeML can hold of an article, without ids."""
    gold = article.gold or Extraction()
    places = [(date.span, date.id) for date in gold.dates]
    places += [(trigger, event.id) for event in gold.events for trigger in event.triggers]
    whole = [(where[0].start, where[0].end, name) for where, name in places if len(where) == 1]
    kept: dict[str, list[Span]] = {}
    last = 0
    for start, end, name in sorted(whole, key=lambda place: (place[0], -place[1])):
        if start >= last:
            kept.setdefault(name, []).append(span(start, end))
            last = end
    dates = {
        (date.span, date.type, date.value, date.mod, tuple(kept.get(date.anchor or "", ())))
        for date in gold.dates
        if date.id in kept
    }
    events = {
        (tuple(kept[event.id]), event.polarity, event.realis == "OTHER") for event in gold.events if event.id in kept
    }
    return article.id, article.text, article.published, article.headline, dates, events


class TestRoundTrip:
    """What is written is read back, as far as it can be held."""

    def test_the_gold_set(self, tmp_path: Path) -> None:
        stories = twicetold.load()
        notes = common.write("timeml", stories, tmp_path / "out")
        back, passed_over = common.read("timeml", tmp_path / "out")
        assert list(passed_over) == []
        assert [story.id for story in back] == [story.id for story in stories]
        assert [*map(held, common.articles(back))] == [*map(held, common.articles(stories))]
        golds = [article.gold for article in common.articles(stories) if article.gold]
        again = [article.gold for article in common.articles(back) if article.gold]
        assert sum(len(gold.dates) for gold in again) == sum(len(gold.dates) for gold in golds) > 1000
        lost = sum(notes.counts[what] for what in notes.counts if what.startswith("triggers "))
        triggers = [sum(len(event.triggers) for gold in each for event in gold.events) for each in (golds, again)]
        assert triggers[0] == triggers[1] + lost

    @given(story=strategies.stories())
    def test_any_story(self, story: Story, tmp_path_factory: pytest.TempPathFactory) -> None:
        path = tmp_path_factory.mktemp("any") / "out"
        if not is_xml("".join(article.text for article in story.articles)):
            with pytest.raises(InputError, match=r"cannot be written in XML 1\.0"):
                common.write("timeml", [story], path)
            return
        common.write("timeml", [story], path)
        back, _ = common.read("timeml", path)
        assert [*map(held, common.articles(back))] == [*map(held, story.articles)]


def is_xml(text: str) -> bool:
    """Tell by the XML parser itself whether a text can stand in XML."""
    try:
        ET.fromstring("<a>" + "".join(f"&#{ord(character)};" for character in text) + "</a>")
    except ET.ParseError:
        return False
    return True
