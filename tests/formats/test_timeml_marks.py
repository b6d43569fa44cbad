"""TimeML, what is marked: TIMEX3, EVENT with MAKEINSTANCE."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.timeml_files import body, words
from twicetold.formats.format import labels_of
from twicetold.model import Event, Extraction, span

if TYPE_CHECKING:
    from pathlib import Path


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


def test_the_map_has_all_types_and_classes() -> None:
    labels = labels_of("timeml")
    assert labels["dates"] == {kind: kind for kind in ("DATE", "TIME", "DURATION", "SET")}
    assert set(labels["events"].values()) == {"Unknown"}
    assert len(labels["events"]) == 8
