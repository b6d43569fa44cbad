"""MEANTIME."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from formats import common
from formats.cat_documents import (
    MEANTIME,
    document,
    entities,
    gold,
    mention,
    one,
    put,
    relation,
    told_event,
    triggers,
    words,
)
from twicetold.errors import InputError
from twicetold.formats.format import NO_DATE
from twicetold.formats.ids import id_for
from twicetold.model import Argument, span, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.model import Story


class TestMeantime:
    """Topics, roles, factuality, the part that is annotated."""

    def test_an_article(self, tmp_path: Path) -> None:
        path = put(tmp_path / "corpus_airbus" / "12_Airbus,_sold.xml", MEANTIME)
        article, notes = one("meantime", path)
        assert article.id == "corpus_airbus/12_Airbus__sold"
        assert article.published == "2019-08-03"
        assert text_of(article.scored, article.text).splitlines()[-1].endswith("in Rome")
        assert len(article.scored) == 1
        # The boss and the jets are mentions of no instance, hence of no type.
        assert entities(article) == [("ORG", ["Airbus", "The firm", "it"]), ("GPE", ["Rome"])]
        assert [each.level for each in gold(article).entities[0].mentions] == ["NAM", "NOM", "PRO"]
        assert [words(article, [each.head]) for each in gold(article).entities[0].mentions] == [[""], ["firm"], [""]]
        assert triggers(article) == [["sells", "sold"], ["said"]]
        assert [each.arguments for each in gold(article).events] == [(Argument("Place", "e32"),), ()]
        assert [(each.id, each.value, each.anchor) for each in gold(article).dates] == [
            ("d21", "2019-08-03", None),
            ("d22", "2019-08-03", None),
        ]
        assert notes.counts == {
            "HAS_PARTICIPANT relations without an event or a participant": 2,
            "VALUE markables, which have no place": 1,
            "arguments: no Place of Unknown is SPAN": 1,
            "entities: '' is left out by the map of labels": 2,
            "heads that are not, or more than once, in their mention": 1,
            "mentions outside the sentences that count": 2,
            "roles: 'Arg0' is left out by the map of labels": 1,
        }

    def test_topics_are_stories_and_instances_links(self, tmp_path: Path) -> None:
        for name in ("corpus_b/2_x.xml", "corpus_a/1_x.xml", "corpus_b/1_x.xml"):
            put(tmp_path / name, MEANTIME)
        stories, notes = common.read("meantime", tmp_path)
        assert [[each.id for each in story.articles] for story in stories] == [
            ["corpus_a/1_x"],
            ["corpus_b/1_x", "corpus_b/2_x"],
        ]
        assert [[member.id for member in each.members] for each in stories[1].links.entities] == [
            ["e31"] * 2,
            ["e32"] * 2,
        ]
        assert [[member.id for member in each.members] for each in stories[1].links.events] == [["v33"] * 2]
        assert notes.counts["instances that are in several stories, linked within each only"] == 3
        assert common.read("meantime", tmp_path / "corpus_b")[0] == stories[1:]

    def test_of_the_two_folders_of_the_full_corpus_one_is_read(self, tmp_path: Path) -> None:
        local = document(["a b"], told_event(1, "1"))
        put(tmp_path / "intra-doc_annotation" / "corpus_a" / "1_x.xml", local)
        put(tmp_path / "intra_cross-doc_annotation" / "corpus_a" / "1_x.xml", MEANTIME)
        article, notes = one("meantime", tmp_path)
        assert len(gold(article).entities) == 2
        assert notes.counts["files of intra-doc_annotation, passed over for those of intra_cross-doc_annotation"] == 1
        article, _ = one("meantime", tmp_path / "intra-doc_annotation")
        assert triggers(article) == [["a"]]

    def test_what_cannot_be_told_apart_is_an_error(self, tmp_path: Path) -> None:
        for language in ("dutch", "english"):
            put(tmp_path / language / "corpus_a" / "1_x.xml", document(["a"]))
        with pytest.raises(InputError, match="another file is the article corpus_a/1_x too"):
            common.read("meantime", tmp_path)
        (tmp_path / "empty").mkdir()
        with pytest.raises(InputError, match=r"no \.xml file; name the folder that has them"):
            common.read("meantime", tmp_path / "empty")

    @pytest.mark.parametrize(
        ("told", "polarity", "realis"),
        [
            (["CERTAIN NON_FUTURE NONE NEG"], "NEGATIVE", "ACTUAL"),
            (["CERTAIN FUTURE NONE NEG"], "NEGATIVE", "OTHER"),
            (["CERTAIN NON_FUTURE NONE NEG", "CERTAIN FUTURE NONE POS"], "POSITIVE", "ACTUAL"),
            (["POSSIBLE NON_FUTURE NONE POS"], "POSITIVE", "OTHER"),
            (["CERTAIN NON_FUTURE COND_IF_CLAUSE POS"], "POSITIVE", "OTHER"),
            (["CERTAIN NON_FUTURE GEN POS", "PROBABLE FUTURE NONE POS"], "POSITIVE", "GENERIC"),
            (["UNDERSPECIFIED UNDERSPECIFIED NONE UNDERSPECIFIED"], "POSITIVE", "OTHER"),
        ],
    )
    def test_factuality(self, told: list[str], polarity: str, realis: str, tmp_path: Path) -> None:
        text = document(
            ["a b c"],
            *(told_event(number, str(number), each) for number, each in enumerate(told, 1)),
            mention("EVENT_MENTION", 3, "3"),
            mention("EVENT", 9, TAG_DESCRIPTOR="x", **{"class": "OTHER"}),
            relation("REFERS_TO", [*range(1, len(told) + 1), 3], 9),
        )
        article, _ = one("meantime", put(tmp_path / "t" / "x.xml", text))
        (event,) = gold(article).events
        assert (event.polarity, event.realis) == (polarity, realis)

    def test_an_event_that_nothing_is_told_of(self, tmp_path: Path) -> None:
        article, notes = one(
            "meantime", put(tmp_path / "t" / "x.xml", document(["a b"], mention("EVENT_MENTION", 3, "2")))
        )
        (event,) = gold(article).events
        assert (event.type, event.polarity, event.realis) == ("Unknown", "POSITIVE", "ACTUAL")
        assert notes.counts["events without factuality, taken for positive and actual"] == 1
        assert article.scored == ()

    def test_another_map_of_labels(self, tmp_path: Path) -> None:
        put(tmp_path / "t" / "x.xml", MEANTIME)
        labels = {"entities": {"ORG": "ORG"}, "events": {"OTHER": "Economy.Change"}, "roles": {"Arg0": "Agent"}}
        (story,), notes = common.read("meantime", tmp_path, labels)
        (event,) = gold(story.articles[0]).events
        assert (event.type, event.arguments) == ("Economy.Change", (Argument("Agent", "e31"),))
        assert notes.counts["dates: 'DATE' is not in the map of labels"] == 2


def test_meantime_itself() -> None:
    """Two of the four topics that corpora.md counts: 60 of 120 documents, 58 of the 118 with a day of their own."""
    path = common.corpus("meantime-en")
    stories, notes = common.read("meantime", path)
    articles = common.articles(stories)
    golds = [gold(each) for each in articles]
    assert [(story.id, len(story.articles)) for story in stories] == [("corpus_airbus", 30), ("corpus_apple", 30)]
    assert sum(each.published != NO_DATE for each in articles) == 58
    times = [each for file in path.glob("*/*.xml") for each in ET.parse(file).iter("TIMEX3") if len(each)]
    assert sum(len(each.dates) for each in golds) == len(times) == 203
    told = sum(len(event.triggers) for each in golds for event in each.events)
    assert told == 1005  # of 1,304; the rest is in sentences where only known instances are marked
    assert sum(len(each.arguments) for each_gold in golds for each in each_gold.events) == 55
    assert notes.counts["roles: 'Arg0' is left out by the map of labels"] == 466
    assert notes.counts["TLINK relations, which have no place"] == 887
    assert all(each.scored for each in articles if len(each.text.split("\n")) > 7)
    for story in stories:
        _check_links(story, path)


def _check_links(story: Story, path: Path) -> None:
    """Hold the clusters of a story to the instances whose mentions are in the scored part of two articles or more."""
    scored = {
        each.id.split("/")[1]: len(text_of(each.scored or span(0, len(each.text)), each.text).split())
        for each in story.articles
    }
    where: dict[str, set[str]] = defaultdict(set)
    for file in (path / story.id).glob("*.xml"):
        root = ET.parse(file).getroot()
        markables = {each.get("m_id"): each for each in root.iterfind("Markables/*")}
        for link in root.iterfind("Relations/REFERS_TO"):
            target = next(markables[each.get("m_id")] for each in link.iterfind("target"))
            first = [int(markables[each.get("m_id")][0].get("t_id", "")) for each in link.iterfind("source")]
            if min(first) <= scored[id_for(file.stem, "unnamed", instead="_")]:
                where[target.get("instance_id") or f"{file}{target.get('m_id')}"].add(file.stem)
    assert len(story.links.entities) + len(story.links.events) == sum(len(each) > 1 for each in where.values())
