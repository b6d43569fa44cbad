"""TimeML: offsets over decoded text, publication dates, TIMEX3, EVENT with MAKEINSTANCE, and all of it written."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given

import strategies
import twicetold
from formats import common
from twicetold import measures
from twicetold.errors import InputError
from twicetold.formats.format import NO_DATE, labels_of
from twicetold.formats.timeml import FORMAT
from twicetold.measures.batch import Batch, Case
from twicetold.measures.compat import modes
from twicetold.measures.measure import Measure
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
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Notes
    from twicetold.model import Span

DCT = '<DCT><TIMEX3 tid="t0" type="DATE" value="2031-05-02" functionInDocument="CREATION_TIME">2 May</TIMEX3></DCT>'


def parse(path: Path, content: str | bytes) -> tuple[Article, Notes]:
    """Return the one article of a file of that content."""
    path = path / "x.tml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    stories, notes = common.read("timeml", path)
    ((article,),) = ([story.articles[0]] for story in stories)
    return article, notes


def body(path: Path, text: str, after: str = "") -> tuple[Article, Extraction, list[str]]:
    """Return the article of a TEXT and what follows it, its gold, and the notes without their places."""
    article, notes = parse(path, f"<TimeML>\n<DOCID>x</DOCID>\n{DCT}\n<TEXT>{text}</TEXT>\n{after}\n</TimeML>")
    assert article.gold is not None
    return article, article.gold, [f"{number} {what}" for what, number in notes.counts.items()]


def words(article: Article, *spans: Span) -> list[str]:
    return [text_of(where, article.text) for where in spans]


class TestText:
    """The text is what TEXT holds, decoded."""

    def test_the_text_is_whole_and_offsets_count_its_characters(self, tmp_path: Path) -> None:
        article, gold, notes = body(
            tmp_path,
            '\n\nAT&amp;B &#x1F600; <SIGNAL sid="s1">on</SIGNAL> <![CDATA[<x>]]> '
            '<TIMEX3 tid="t1" type="DATE" value="2031-05-01">May&#32;Day</TIMEX3>\n',
        )
        assert article.text == "\n\nAT&B \U0001f600 on <x> May Day\n"
        assert gold.dates == (Date("t1", span(16, 23), "DATE", "2031-05-01"),)
        assert words(article, gold.dates[0].span) == ["May Day"]
        assert notes == ["1 SIGNALs"]

    def test_sentences_and_nested_marks(self, tmp_path: Path) -> None:
        article, gold, notes = body(
            tmp_path,
            '<s id="0">The <TIMEX3 tid="t1" type="TIME" value="2031-05-01TNI">night of the '
            '<EVENT eid="e1" class="OCCURRENCE">flood</EVENT></TIMEX3></s><s>.</s>',
        )
        assert article.text == "The night of the flood."
        assert words(article, gold.dates[0].span, *gold.events[0].triggers) == ["night of the flood", "flood"]
        assert notes == []

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("\ufeff<TimeML><TEXT>né\r\nx</TEXT></TimeML>".encode(), "né\nx"),
            (b'<?xml version="1.0" encoding="windows-1252"?><TimeML><TEXT>\x93\xe9</TEXT></TimeML>', "“é"),
            ('<?xml version="1.0"?><TimeML><TEXT>\U0001f600</TEXT></TimeML>'.encode("utf-16"), "\U0001f600"),
            (b'<!DOCTYPE TimeML [<!ENTITY co "Co">]><TimeML><TEXT>A &co;&#13;</TEXT></TimeML>', "A Co\r"),
        ],
        ids=["byte order mark and CRLF", "windows-1252", "utf-16", "declared entity"],
    )
    def test_encodings(self, content: bytes, text: str, tmp_path: Path) -> None:
        assert parse(tmp_path, content)[0].text == text

    def test_without_text_docid_and_dct_the_whole_file_is_the_text(self, tmp_path: Path) -> None:
        article, notes = parse(
            tmp_path,
            '<TimeML>\n<TIMEX3 tid="t9" type="DATE" value="2031-05-02" functionInDocument="PUBLICATION_TIME">2 May'
            '</TIMEX3>\nIt <EVENT eid="e1" class="STATE">was</EVENT> '
            '<TIMEX3 tid="t2" type="DATE" value="2031-05-01" anchorTimeID="t9">yesterday</TIMEX3>.\n'
            '<MAKEINSTANCE eventID="e1" eiid="ei1" polarity="NEG"/></TimeML>',
        )
        assert article.text == "\n2 May\nIt was yesterday.\n"
        assert article.published == "2031-05-02"
        assert article.gold == Extraction(
            dates=(Date("t9", span(1, 6), "DATE", "2031-05-02"), Date("t2", span(14, 23), "DATE", "2031-05-01")),
            events=(Event("e1", "Unknown", (span(10, 13),), polarity="NEGATIVE"),),
        )
        assert list(notes) == []

    def test_the_title_is_the_headline_and_no_part_of_the_text(self, tmp_path: Path) -> None:
        article, _, notes = body(
            tmp_path, "x", '<TITLE> Rain <EVENT eid="e1" class="OCCURRENCE">stops</EVENT> &amp; sun </TITLE>'
        )
        assert (article.headline, article.text) == ("Rain stops & sun", "x")
        assert notes == ["1 EVENTs outside the text"]


class TestPublished:
    """The document creation time is the publication date."""

    @pytest.mark.parametrize(
        ("dct", "published", "note"),
        [
            ('<TIMEX3 tid="t0" type="DATE" value="2031-05-02"/>', "2031-05-02", None),
            ('<TIMEX3 type="TIME" value="2031-05-02T09:30:00+06:00"/>', "2031-05-02T09:30:00+06:00", None),
            ('GHENT, <TIMEX3 type="TIME" value="2031-05-02">2 May</TIMEX3> (QP)', "2031-05-02", None),
            ('<TIMEX3 type="TIME" value="2031-05-02T09:30"/>', "2031-05-02", "times of publication without a zone"),
            ('<TIMEX3 type="DATE" value="2031-05"/>', NO_DATE, "articles without a day of publication"),
            ('<TIMEX3 type="DATE" value="2031-02-30"/>', NO_DATE, "articles without a day of publication"),
            ("2031-05-02", NO_DATE, "articles without a day of publication"),
        ],
    )
    def test_of_a_dct(self, dct: str, published: str, note: str | None, tmp_path: Path) -> None:
        article, notes = parse(tmp_path, f"<TimeML>\n<DCT>{dct}</DCT><TEXT>x</TEXT></TimeML>")
        assert article.published == published
        assert [what.partition(",")[0] for what in notes.counts] == ([note] if note else [])
        assert article.gold == Extraction()

    def test_outside_a_dct(self, tmp_path: Path) -> None:
        other = '<TIMEX3 tid="t8" type="DATE" value="2031"/>'
        created = '<TIMEX3 tid="t9" type="DATE" value="2031-05-02" functionInDocument="CREATION_TIME"/>'
        article, notes = parse(tmp_path, f"<TimeML>{other}{created}<TEXT>x</TEXT></TimeML>")
        assert article.published == "2031-05-02"
        assert list(notes) == [f"1 TIMEX3s outside the text (first: {tmp_path}/x.tml:1)"]


class TestDates:
    """TIMEX3 becomes a date."""

    def test_type_value_and_mod(self, tmp_path: Path) -> None:
        _, gold, notes = body(
            tmp_path,
            '<TIMEX3 tid="t1" type="DATE" value="2030-07" mod="END" quant="" temporalFunction="true">late last July'
            '</TIMEX3> <TIMEX3 tid="t2" type="DURATION" value="P1M" mod="ROUGHLY">a month or so</TIMEX3> '
            '<TIMEX3 tid="t3" type="SET" value="P1W" quant="EVERY" freq="2X">twice a week</TIMEX3> '
            '<TIMEX3 tid="t4" type="DURATION" value="P2D" beginPoint="t1" endPoint="t0">two days</TIMEX3> '
            '<TIMEX3 tid="t5" type="TIME">noon</TIMEX3> <TIMEX3 tid="t6" type="EPOCH" value="x">once</TIMEX3> '
            '<TIMEX3 tid="t7" type="DATE" value="2031"/>',
        )
        assert [(date.id, date.type, date.value, date.mod) for date in gold.dates] == [
            ("t1", "DATE", "2030-07", "END"),
            ("t2", "DURATION", "P1M", None),
            ("t3", "SET", "P1W", None),
            ("t4", "DURATION", "P2D", None),
            ("t5", "TIME", "", None),
        ]
        assert notes == [
            "1 TIMEX3 attributes: mod='ROUGHLY', which there is not",
            "1 TIMEX3 attributes: quant",
            "1 TIMEX3 attributes: freq",
            "1 TIMEX3 attributes: beginPoint",
            "1 TIMEX3 attributes: endPoint",
            "1 TIMEX3s without a value",
            "1 dates: 'EPOCH' is not in the map of labels",
            "1 TIMEX3s that hold no text",
        ]

    def test_anchors(self, tmp_path: Path) -> None:
        anchored = "".join(
            f'<TIMEX3 tid="{tid}" type="DATE" value="2031" anchorTimeID="{anchor}">x</TIMEX3>'
            for tid, anchor in (("t1", "t2"), ("t2", "t0"), ("t3", "t3"), ("t4", "t77"), ("t5", "t6"))
        )
        _, gold, notes = body(tmp_path, anchored + '<TIMEX3 tid="t6" type="DATE" value="2031"/>')
        assert {date.id: date.anchor for date in gold.dates} == {
            "t1": "t2", "t2": None, "t3": None, "t4": None, "t5": None,
        }  # fmt: skip
        assert notes == ["1 TIMEX3s that hold no text", "3 anchors that are no other TIMEX3 of the text"]

    def test_ids_are_made_good(self, tmp_path: Path) -> None:
        tids = ('tid="t1"', 'tid="t1"', "", 'tid="_t 3é"', 'tid="e1"', 'tid=""')
        marks = "".join(f'<TIMEX3 {tid} type="DATE" value="2031" anchorTimeID="t1">x</TIMEX3>' for tid in tids)
        _, gold, notes = body(tmp_path, marks + '<EVENT eid="e1">go</EVENT>')
        assert [date.id for date in gold.dates] == ["t1", "t1-2", "TIMEX3", "t-3e", "e1", "TIMEX3-2"]
        assert [date.anchor for date in gold.dates] == [None, "t1", "t1", "t1", "t1", "t1"]
        assert [event.id for event in gold.events] == ["e1-2"]
        assert "4 TIMEX3s without an id of their own" in notes
        assert "1 EVENTs without an id of their own" in notes


class TestEvents:
    """EVENT with its MAKEINSTANCEs becomes an event, and its class Unknown."""

    @pytest.mark.parametrize(
        ("said", "polarity", "realis"),
        [
            (["polarity='POS' tense='PAST'"], "POSITIVE", "ACTUAL"),
            (["polarity='NEG' modality=''"], "NEGATIVE", "ACTUAL"),
            (["polarity='NEG' modality='would'"], "NEGATIVE", "OTHER"),
            (["tense='FUTURE' modality='NONE'"], "POSITIVE", "OTHER"),
            (["polarity='NEG' modality='may'", "polarity='POS'"], "POSITIVE", "ACTUAL"),
            (["polarity='NEG' modality='may'", "polarity='NEG' tense='FUTURE'"], "NEGATIVE", "OTHER"),
            ([], "POSITIVE", "ACTUAL"),
        ],
    )
    def test_polarity_and_realis(self, said: list[str], polarity: str, realis: str, tmp_path: Path) -> None:
        instances = "".join(f"<MAKEINSTANCE eventID='e1' eiid='ei{n}' {given}/>" for n, given in enumerate(said))
        _, gold, notes = body(tmp_path, 'They <EVENT eid="e1" class="OCCURRENCE">met</EVENT>', instances)
        assert gold.events == (Event("e1", "Unknown", (span(5, 8),), polarity=polarity, realis=realis),)  # type: ignore[arg-type] # of the model
        assert notes == []

    def test_what_iso_timeml_says_in_the_event_itself(self, tmp_path: Path) -> None:
        event = '<EVENT eid="e1" class="STATE" polarity="NEG" modality="can">lie</EVENT>'
        _, gold, _ = body(tmp_path, event)
        assert (gold.events[0].polarity, gold.events[0].realis) == ("NEGATIVE", "OTHER")

    def test_identity_makes_one_event(self, tmp_path: Path) -> None:
        """Of e1 to e6: e4 is e2, e5 is e4 and e2, e3 has a twin that is not marked; e6 is before e1."""
        events = " ".join(f'<EVENT eid="e{n}" class="STATE">v{n}</EVENT>' for n in range(1, 7))
        instances = "".join(
            f'<MAKEINSTANCE eventID="e{n}" eiid="ei{n}" polarity="{polarity}" modality="must"/>'
            for n, polarity in ((1, "NEG"), (2, "NEG"), (3, "NEG"), (4, "POS"), (5, "NEG"), (6, "POS"), (9, "POS"))
        )
        links = "".join(
            f'<TLINK relType="{kind}" eventInstanceID="ei{first}" relatedToEventInstance="ei{second}"/>'
            for kind, first, second in (
                ("IDENTITY", 4, 2), ("IDENTITY", 5, 4), ("IDENTITY", 2, 5), ("IDENTITY", 3, 9), ("BEFORE", 6, 1),
            )
        )  # fmt: skip
        links += '<TLINK relType="IDENTITY" eventInstanceID="ei1" relatedToTime="t0"/><SLINK/><ALINK/>'
        article, gold, notes = body(tmp_path, events, instances + links)
        assert [(event.id, words(article, *event.triggers), event.polarity, event.realis) for event in gold.events] == [
            ("e1", ["v1"], "NEGATIVE", "OTHER"),
            ("e2", ["v2", "v4", "v5"], "POSITIVE", "OTHER"),
            ("e3", ["v3"], "NEGATIVE", "OTHER"),
            ("e6", ["v6"], "POSITIVE", "OTHER"),
        ]
        assert Counter(notes) == Counter(
            [
                "1 MAKEINSTANCEs of no EVENT of the text",
                "1 TLINKs of no EVENT of the text",
                "2 TLINKs",
                "1 SLINKs",
                "1 ALINKs",
            ]
        )

    def test_classes_can_be_mapped_and_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "x.tml").write_text(
            '<TimeML><TEXT>He <EVENT eid="e1" class="REPORTING">said</EVENT> they <EVENT eid="e2" class="FIGHT">fought'
            '</EVENT> and <EVENT eid="e3">ran</EVENT>.</TEXT></TimeML>'
        )
        stories, notes = common.read("timeml", tmp_path, {"events": {"REPORTING": "", "FIGHT": "Conflict.Attack"}})
        (article,) = common.articles(stories)
        assert article.gold == Extraction(events=(Event("e2", "Conflict.Attack", (span(13, 19),)),))
        assert "events: 'REPORTING' is left out by the map of labels" in notes.counts
        assert "events: '' is not in the map of labels" in notes.counts

    def test_without_a_class(self, tmp_path: Path) -> None:
        _, gold, notes = body(tmp_path, '<EVENT eid="e1">sold</EVENT><EVENT eid="e2" class="STATE"></EVENT>')
        assert [event.type for event in gold.events] == ["Unknown"]
        assert notes == ["1 EVENTs that hold no text"]


class TestFiles:
    """A file is a story, `story@article.tml` an article of one."""

    def test_files_of_a_folder(self, tmp_path: Path) -> None:
        names = (
            "b.tml", "a.2031.tml", "s@two.tml", "s@one.tml", "_é (1).timeml", "bank/b.tml", "bank/.b.tml", "b.xml",
            "_.tml", "=.tml", "-.tml",
        )  # fmt: skip
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("<TimeML><TEXT>x</TEXT></TimeML>")
        stories, _ = common.read("timeml", tmp_path)
        assert [[article.id for article in story.articles] for story in stories] == [
            ["article/a", "article/a-2", "article/a-3"],
            ["e-1/a"],
            ["a.2031/a"],
            ["b/a"],
            ["bank.b/a"],
            ["s/one", "s/two"],
        ]
        assert [story.title for story in stories] == [story.id for story in stories]

    def test_a_file_whatever_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "x.tml.TE3input").write_text(f"<TimeML>{DCT}<TITLE>News</TITLE><TEXT>x</TEXT></TimeML>")
        (story,), _ = common.read("timeml", tmp_path / "x.tml.TE3input")
        assert (story.id, story.title) == ("x.tml", "News")

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("", ":1: no element found; this is no XML, or not all of it"),
            ("<TimeML>\n<TEXT>x\n", ":3: no element found"),
            ("<TimeML>\n<TEXT>A & B</TEXT></TimeML>", ":2: not well-formed"),
            ("<TimeML>\n<EVENT></TEXT></TimeML>", ":2: mismatched tag"),
            ("<TimeML>\n\n<TEXT>&nbsp;</TEXT></TimeML>", ":3: undefined entity"),
            (
                '<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n<TimeML>\n<TEXT>&nbsp;</TEXT></TimeML>',
                ":3: &nbsp; is not declared here; write the character",
            ),
            (
                '<!DOCTYPE TimeML [<!ENTITY who SYSTEM "who.txt">]>\n<TimeML><TEXT>&who; left</TEXT></TimeML>',
                ":2: &who; is not declared here; write the character",
            ),
            (
                '<?xml version="1.0" encoding="big5"?><TimeML/>',
                ":1: multi-byte encodings are not supported; write it in",
            ),
            ('<?xml version="1.0" encoding="klingon"?><TimeML/>', ":1: unknown encoding: klingon; write it in UTF-8"),
            ("<!-- -->\n<Document/>", ":2: <Document> where TimeML begins with <TimeML>"),
            ("<TimeML>\n<DOCID>x</DOCID></TimeML>", ":1: 0 TEXT elements; one is to hold the text"),
            ("<TimeML><TEXT>x</TEXT><TEXT>y</TEXT></TimeML>", ":1: 2 TEXT elements"),
        ],
    )
    def test_what_is_no_timeml_is_refused(self, content: str, message: str, tmp_path: Path) -> None:
        with pytest.raises(InputError) as raised:
            parse(tmp_path, content)
        assert str(raised.value).startswith(f"{tmp_path}/x.tml{message}")

    def test_where_nothing_is(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"no file \*\.tml or \*\.timeml in this folder"):
            common.read("timeml", tmp_path)
        with pytest.raises(InputError, match=r"none\.tml: No such file or directory"):
            common.read("timeml", tmp_path / "none.tml")

    def test_recognised(self, tmp_path: Path) -> None:
        contents = {
            "a.tml": "<TimeML/>",
            "b.xml": '\ufeff<?xml version="1.0"?>\n<TimeML xmlns:x="y">',
            "c.xml": "<Document>",
            "d.jsonl": '{"text": "<TimeML>"}',
            "e.tml": "",
        }
        for name, content in contents.items():
            (tmp_path / name).write_text(content)
        assert [name for name in contents if FORMAT.recognises(tmp_path / name)] == ["a.tml", "b.xml"]
        assert FORMAT.recognises(tmp_path)
        (tmp_path / "a.tml").unlink()
        assert not FORMAT.recognises(tmp_path)
        assert not FORMAT.recognises(tmp_path / "none")


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


class TestPlatinum:
    """The ten articles of TempEval-3 platinum that lie beside the checkout, of twenty with 138 TIMEX3 and 746 EVENT."""

    @pytest.fixture
    def platinum(self) -> tuple[list[Story], Notes]:
        return common.read("timeml", common.corpus("tempeval3-platinum"))

    def test_counts(self, platinum: tuple[list[Story], Notes]) -> None:
        stories, notes = platinum
        golds = [article.gold for article in common.articles(stories) if article.gold]
        dates = [date for gold in golds for date in gold.dates]
        events = [event for gold in golds for event in gold.events]
        assert len(stories) == 10
        assert Counter(date.type for date in dates) == {"DATE": 60, "DURATION": 18, "TIME": 3, "SET": 3}
        assert sum(date.mod is not None for date in dates) == 7
        assert sum(date.anchor is not None for date in dates) == 1
        # Of 437 EVENTs 13 are declared to be one that is named before; 547 TLINKs are those and 534 others.
        assert (sum(len(event.triggers) for event in events), len(events)) == (437, 424)
        assert sum(event.polarity == "NEGATIVE" for event in events) == 15
        assert sum(event.realis == "OTHER" for event in events) == 35
        assert notes.counts == {"TLINKs": 534}
        assert {article.published[:7] for article in common.articles(stories)} == {"2013-03"}

    def test_texts_and_spans_are_those_of_another_parser(self, platinum: tuple[list[Story], Notes]) -> None:
        files = sorted(common.corpus("tempeval3-platinum").glob("*.tml"))
        for file, article in zip(files, common.articles(platinum[0]), strict=True):
            text = ET.parse(file).getroot().find("TEXT")
            assert text is not None
            assert article.gold is not None
            assert article.text == "".join(text.itertext())
            assert article.text.startswith("\n")
            marked = {name: ["".join(each.itertext()) for each in text.iter(name)] for name in ("TIMEX3", "EVENT")}
            triggers = sorted(trigger for event in article.gold.events for trigger in map(tuple_of, event.triggers))
            assert words(article, *(date.span for date in article.gold.dates)) == marked["TIMEX3"]
            assert [article.text[start:end] for start, end in triggers] == marked["EVENT"]

    def test_scored_against_itself_all_is_right(self, platinum: tuple[list[Story], Notes]) -> None:
        articles = common.articles(platinum[0])
        cases = [Case(article.gold, article.gold, article.text) for article in articles if article.gold]
        rows = modes.get("tempeval3").report(cases)
        assert [row[1:] for row in rows] == [(1.0, 1.0, 1.0)] * 4
        names = [each.name for each in measures.matching(FORMAT.measures)]
        assert "events.trigger.id" in names
        assert len(names) > 5
        for name in names:
            measure = measures.get(name)
            assert isinstance(measure, Measure)
            tally = measure.match(Batch(cases)).tally()
            assert tally.f1 == 1.0, name
            counted = {"events.trigger.id": 437, "events.polarity": 424}
            assert tally.recall_denominator == counted.get(name, 84)

    def test_written_and_read_it_is_the_same(self, platinum: tuple[list[Story], Notes], tmp_path: Path) -> None:
        assert list(common.write("timeml", platinum[0], tmp_path / "out")) == []
        assert common.read("timeml", tmp_path / "out")[0] == platinum[0]


def tuple_of(where: Span) -> tuple[int, int]:
    ((start, end),) = ((part.start, part.end) for part in where)
    return start, end


def test_the_map_has_all_types_and_classes() -> None:
    labels = labels_of("timeml")
    assert labels["dates"] == {kind: kind for kind in ("DATE", "TIME", "DURATION", "SET")}
    assert set(labels["events"].values()) == {"Unknown"}
    assert len(labels["events"]) == 8
