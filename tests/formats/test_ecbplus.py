"""ECB+."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from formats import common
from formats.cat_documents import document, entities, gold, mention, one, put, relation, triggers, words
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.format import NO_DATE, Reading, labels_of
from twicetold.model import Extraction, span, text_of

if TYPE_CHECKING:
    from pathlib import Path


SELECTED = "ECBplus_coreference_sentences.csv"


class TestECBPlus:
    """Sub-topics, selected sentences, chains."""

    def test_events_participants_places_and_times(self, tmp_path: Path) -> None:
        text = document(
            ["Ann did not flee", "She left Rome by car on Monday morning"],
            mention("HUMAN_PART_PER", 1, "1"), mention("NEG_ACTION_OCCURRENCE", 2, "4"),
            mention("HUMAN_PART_PER", 3, "5"), mention("ACTION_OCCURRENCE", 4, "6"), mention("LOC_GEO", 5, "7"),
            mention("NON_HUMAN_PART", 6, "9"), mention("TIME_DATE", 7, "10 11 12"), mention("ACTION_GENERIC", 8, "9"),
            mention("HUMAN_PART_PER", 9, TAG_DESCRIPTOR="t7_ann", instance_id="HUM1"),
            relation("CROSS_DOC_COREF", [3, 1], 9, note="HUM1"),
        )  # fmt: skip
        article, notes = one("ecbplus", put(tmp_path / "7_1ecb.xml", text))
        assert article.id == "7ecb/7_1ecb"
        assert article.text == "Ann did not flee\nShe left Rome by car on Monday morning"
        assert entities(article) == [("PER", ["Ann", "She"]), ("GPE", ["Rome"]), ("MISC", ["car"])]
        assert gold(article).entities[0].name == "t7_ann"
        assert [(each.id, each.type, each.polarity, each.realis) for each in gold(article).events] == [
            ("v2", "Unknown", "NEGATIVE", "ACTUAL"),
            ("v4", "Unknown", "POSITIVE", "ACTUAL"),
            ("v8", "Unknown", "POSITIVE", "GENERIC"),
        ]
        (date,) = gold(article).dates
        assert (date.id, date.type, date.value) == ("d7", "DATE", "XXXX-XX-XX")
        assert words(article, [date.span]) == ["Monday morning"]
        assert article.published == NO_DATE
        assert {what: number for what, number in notes.counts.items() if "scored" not in what} == {
            common.UNDATED: 1,
            "times and places that began with a preposition, which is left out": 1,
        }

    def test_prepositions_go_from_times_and_places_only_and_never_all(self, tmp_path: Path) -> None:
        text = document(
            ["Out of About in under"],
            mention("LOC_FAC", 1, "1 2 3"), mention("LOC_OTHER", 2, "4"), mention("HUMAN_PART_ORG", 3, "4 5"),
            mention("TIME_DURATION", 4, "3 4"),
        )  # fmt: skip
        article, _ = one("ecbplus", put(tmp_path / "7_1ecb.xml", text))
        assert entities(article) == [("FAC", ["About"]), ("ORG", ["in under"]), ("LOC", ["in"])]
        assert words(article, [gold(article).dates[0].span]) == ["About in"]

    def test_a_sub_topic_is_a_story_and_the_address_of_a_page_is_no_text(self, tmp_path: Path) -> None:
        for name in ("36_10ecb", "36_2ecb", "36_1ecbplus", "5_1ecb"):
            put(
                tmp_path / name.split("_")[0] / f"{name}.xml",
                document(["a b", "c d"], mention("ACTION_STATE", 1, "1 3")),
            )
        stories, _ = common.read("ecbplus", tmp_path)
        assert [(story.id, [each.id for each in story.articles], story.split) for story in stories] == [
            ("5ecb", ["5ecb/5_1ecb"], "dev"),
            ("36ecb", ["36ecb/36_2ecb", "36ecb/36_10ecb"], "test"),
            ("36ecbplus", ["36ecbplus/36_1ecbplus"], "test"),
        ]
        assert [each.text for each in stories[1].articles] == ["a b\nc d"] * 2
        assert stories[2].articles[0].text == "c d"
        assert [triggers(each) for each in common.articles(stories)] == [[["a c"]]] * 3 + [[["c"]]]
        assert gold(stories[0].articles[0]).events[0].triggers == (span(0, 1, 4, 5),)
        flat = tmp_path / "flat"
        for path in list(tmp_path.glob("*/*.xml")):
            put(flat / path.name, path.read_text())
        assert common.read("ecbplus", flat)[0] == stories

    def test_an_instance_in_two_articles_is_a_link_and_one_in_another_story_is_none(self, tmp_path: Path) -> None:
        act = {"TAG_DESCRIPTOR": "fire", "instance_id": "ACT1"}
        for number, part in ((1, "ecb"), (2, "ecb"), (3, "ecb"), (1, "ecbplus")):
            text = document(
                ["url", "fire blaze Ann"],
                mention("ACTION_OCCURRENCE", 1, "2"), mention("ACTION_OCCURRENCE", 2, "3"),
                mention("HUMAN_PART_PER", 3, "4"),
                # The same m_id stands for something else in every file, and a local chain has no instance.
                mention("ACTION_OCCURRENCE", 10 + number, **(act if number != 3 else {})),
                mention("UNKNOWN_INSTANCE_TAG", 30, TAG_DESCRIPTOR=""),
                relation("CROSS_DOC_COREF" if number != 3 else "INTRA_DOC_COREF", [2, 1], 10 + number),
                relation("INTRA_DOC_COREF", [3], 30),
            )  # fmt: skip
            put(tmp_path / f"1_{number}{part}.xml", text)
        (ecb, plus), notes = common.read("ecbplus", tmp_path)
        (cluster,) = ecb.links.events
        assert [(each.article, each.id) for each in cluster.members] == [("1ecb/1_1ecb", "v11"), ("1ecb/1_2ecb", "v12")]
        assert ecb.links.entities == plus.links.events == ()
        assert [triggers(each) for each in ecb.articles] == [[["fire", "blaze"]]] * 3
        assert notes.counts["instances that are in several stories, linked within each only"] == 1

    def test_only_selected_sentences_are_scored_and_in_the_gold(self, tmp_path: Path) -> None:
        rows = "Topic,File,Sentence Number\r\n1,1ecbplus,1\r\n1,1ecbplus,2\r\n1,1ecbplus,4\r\n1,2ecbplus,9\r\n\r\n"
        (tmp_path / SELECTED).write_bytes(b"\xef\xbb\xbf" + rows.encode())
        marks = [mention("ACTION_OCCURRENCE", number, str(number)) for number in range(1, 6)]
        crossing = mention("HUMAN_PART_PER", 9, "3 4"), mention("HUMAN_PART_PER", 8, "4 5")
        for number in (1, 2, 3):
            put(
                tmp_path / "ECB+" / "1" / f"1_{number}ecbplus.xml",
                document(["u", "b", "c", "d", "e"], *marks, *crossing),
            )
        for path in (tmp_path, tmp_path / "ECB+", tmp_path / "ECB+" / "1", tmp_path / "ECB+" / "1" / "1_1ecbplus.xml"):
            article, notes = one("ecbplus", path)
            assert article.text == "b\nc\nd\ne"
            assert article.scored == span(0, 3, 6, 7)
            assert triggers(article) == [["b"], ["c"], ["e"]]
            assert entities(article) == [("PER", ["c\nd"])]
            assert notes.counts["mentions outside the sentences that count"] == 2
        _, notes = one("ecbplus", tmp_path)
        assert notes.counts["selected sentences that are not in the text"] == 1
        assert notes.counts["articles of which no sentence is selected, left out"] == 2

    def test_without_the_list_all_is_scored_and_it_is_said(self, tmp_path: Path) -> None:
        article, notes = one("ecbplus", put(tmp_path / "1_1ecb.xml", document(["a"], mention("ACTION_STATE", 1, "1"))))
        assert article.scored == ()
        assert notes.counts[f"corpora without {SELECTED}, scored as a whole"] == 1

    @pytest.mark.parametrize(
        ("row", "line"), [("1,1ecb", 3), ("1,1ecb,x", 3), ("1,1ecb,0,0", 3), ("1,1ecb," + "9" * 5000, 3)]
    )
    def test_a_broken_list_is_an_error_at_its_line(self, row: str, line: int, tmp_path: Path) -> None:
        put(tmp_path / SELECTED, f"Topic,File,Sentence Number\n1,1ecb,0\n{row}\n")
        put(tmp_path / "1_1ecb.xml", document(["a"]))
        with pytest.raises(
            InputError, match=rf"sentences\.csv:{line}: '{row}': write topic, file, number of a sentence"
        ):
            common.read("ecbplus", tmp_path)
        (tmp_path / SELECTED).write_bytes(b"\xff\xfe\x00")
        with pytest.raises(InputError, match="no list of sentences"):
            common.read("ecbplus", tmp_path)

    def test_noise_is_noted_and_costs_nothing_else(self, tmp_path: Path) -> None:
        text = document(
            ["Ann went home"],
            mention("HUMAN_PART_PER", 1, "1"), mention("ACTION_OCCURRENCE", 2, "2"), mention("LOC_FAC", 3, "3"),
            mention("HUMAN_PART_ORG", 4, "1"), mention("HUMAN_PART_PER", 5, TAG_DESCRIPTOR="x", instance_id="H"),
            mention("TIME_DATE", 6, TAG_DESCRIPTOR="y", instance_id="T"), mention("TIME_DATE", 7, "3"),
            mention("HUMAN_PART_ALIEN", 8, "3"),
            relation("CROSS_DOC_COREF", [], 5), relation("CROSS_DOC_COREF", [1], None),
            relation("CROSS_DOC_COREF", [1, 2, 77, 1], 5), relation("CROSS_DOC_COREF", [4, 1], 5),
            relation("CROSS_DOC_COREF", [7], 6), relation("PLOT_LINK", [1], 2),
        )  # fmt: skip
        article, notes = one("ecbplus", put(tmp_path / "1_1ecb.xml", text))
        assert entities(article) == [("PER", ["Ann", "Ann"]), ("FAC", ["home"])]
        assert triggers(article) == [["went"]]
        assert {what: number for what, number in notes.counts.items() if "1_1ecb" in notes.first[what]} == {
            "CROSS_DOC_COREF relations without a source": 1,
            "CROSS_DOC_COREF relations without a target": 1,
            "PLOT_LINK relations, which have no place": 1,
            common.UNDATED: 1,
            "corpora without ECBplus_coreference_sentences.csv, scored as a whole": 1,
            "entities with mentions of several types, of the type that most have": 1,
            "entities: 'HUMAN_PART_ALIEN' is not in the map of labels": 1,
            "instances that are of several layers, one item in each": 1,
            "instances that are times, which cannot be linked": 1,
            "sources of CROSS_DOC_COREF relations that are no markable": 1,
        }

    def test_a_mention_that_others_refer_to_belongs_to_them(self, tmp_path: Path) -> None:
        text = document(
            ["Ann she"],
            mention("HUMAN_PART_PER", 1, "1"), mention("HUMAN_PART_PER", 2, "2"), relation("INTRA_DOC_COREF", [2], 1),
        )  # fmt: skip
        article, _ = one("ecbplus", put(tmp_path / "1_1ecb.xml", text))
        assert entities(article) == [("PER", ["Ann", "she"])]

    def test_a_time_of_two_instances_is_one_date_and_an_event_of_two_is_two(self, tmp_path: Path) -> None:
        text = document(
            ["Monday victories"],
            mention("TIME_DATE", 1, "1"), mention("ACTION_OCCURRENCE", 2, "2"),
            *(mention("TIME_DATE", 10 + n, TAG_DESCRIPTOR="t") for n in (1, 2)),
            *(mention("ACTION_OCCURRENCE", 20 + n, TAG_DESCRIPTOR="v") for n in (1, 2)),
            *(relation("INTRA_DOC_COREF", [1], 10 + n) for n in (1, 2)),
            *(relation("INTRA_DOC_COREF", [2], 20 + n) for n in (1, 2)),
        )  # fmt: skip
        article, _ = one("ecbplus", put(tmp_path / "1_1ecb.xml", text))
        assert [each.id for each in gold(article).dates] == ["d1"]
        assert [(each.id, each.triggers) for each in gold(article).events] == [
            ("v21", (span(7, 16),)),
            ("v22", (span(7, 16),)),
        ]

    def test_a_file_without_markables_has_an_empty_gold(self, tmp_path: Path) -> None:
        article, notes = one("ecbplus", put(tmp_path / "1_1ecb.xml", document(["a b"])))
        assert gold(article) == Extraction()
        assert notes.counts["articles without a markable"] == 1

    def test_files_of_other_names_are_noted_and_none_of_the_right_name_is_an_error(self, tmp_path: Path) -> None:
        put(tmp_path / "1_1ecb.xml", document(["a"]))
        put(tmp_path / "notes.xml", "no XML at all")
        put(tmp_path / "._1_1ecb.xml", "no XML at all")
        _, notes = one("ecbplus", tmp_path)
        assert notes.counts["files that are not named like those of the corpus, passed over"] == 1
        with pytest.raises(InputError, match=r"no file that is named like 36_1ecbplus\.xml"):
            common.read("ecbplus", tmp_path / "notes.xml")

    def test_an_article_that_is_there_twice_is_an_error(self, tmp_path: Path) -> None:
        put(tmp_path / "a" / "1_1ecb.xml", document(["a"]))
        put(tmp_path / "b" / "1_1ecb.xml", document(["a"]))
        with pytest.raises(InputError, match="is the same article; name the folder of one of them"):
            common.read("ecbplus", tmp_path)

    def test_stories_come_one_at_a_time(self, tmp_path: Path) -> None:
        put(tmp_path / "1_1ecb.xml", document(["a"]))
        put(tmp_path / "2_1ecb.xml", "broken")
        found = formats.get("ecbplus")
        assert found.read is not None
        stories = found.read(tmp_path, Reading(labels_of("ecbplus"), "2001-02-03"))
        assert next(stories).articles[0].published == "2001-02-03"
        with pytest.raises(InputError, match=r"2_1ecb\.xml:1: not XML"):
            next(stories)


def _selected_mentions(path: Path) -> tuple[dict[str, int], dict[str, dict[str, set[str]]], int]:
    """Count mentions and tokens of selected sentences, and find the articles of instances, straight from the files.

    Counts are by the first letter of a tag; articles by sub-topic and instance.
    """
    with (path / SELECTED).open() as file:
        rows = {(f"{topic}_{name}", sentence) for topic, name, sentence in list(csv.reader(file))[1:]}
    counts: dict[str, int] = defaultdict(int)
    articles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    tokens = 0
    for each in path.glob("*/*.xml"):
        root = ET.parse(each).getroot()
        where = {token.get("t_id"): (each.stem, token.get("sentence", "")) for token in root.iter("token")}
        tokens += sum(place in rows for place in where.values())
        inside = set()
        for markable in root.iterfind("Markables/*"):
            anchors = [anchor.get("t_id") for anchor in markable]
            if anchors and where[anchors[0]] in rows:
                inside.add(markable.get("m_id"))
                counts[markable.tag.removeprefix("NEG_")[0]] += 1
        for link in root.iterfind("Relations/CROSS_DOC_COREF"):
            if any(end.get("m_id") in inside for end in link.iterfind("source")):
                part = each.stem.split("_")[0] + each.stem.lstrip("0123456789_")
                articles[part][link.get("note", "")].add(each.stem)
    return counts, articles, tokens


def test_ecbplus_itself() -> None:
    """Four of the 43 topics that corpora.md counts: 81 of 982 documents, one of the six without a selected sentence."""
    path = common.corpus("ecbplus")
    stories, notes = common.read("ecbplus", path)
    counts, instances, tokens = _selected_mentions(path)
    articles = common.articles(stories)
    assert [len(story.articles) for story in stories] == [9, 10, 7, 14, 4, 11, 14, 11]
    golds = [gold(each) for each in articles]
    assert sum(len(event.triggers) for each in golds for event in each.events) == counts["A"] == 588
    assert sum(len(each.dates) for each in golds) == counts["T"] == 93
    found = sum(len(entity.mentions) for each in golds for entity in each.entities)
    assert found == counts["H"] + counts["N"] + counts["L"] == 589
    assert sum(len(text_of(each.scored, each.text).split()) for each in articles) == tokens == 3648
    for story in stories:
        shared = {name for name, where in instances[story.id].items() if len(where) > 1 and not name.startswith("TIM")}
        assert len(story.links.entities) + len(story.links.events) == len(shared)
    assert notes.counts["articles of which no sentence is selected, left out"] == 1
    assert not any("map of labels" in what for what in notes.counts)
    assert not any("http" in each.text.split("\n")[0] for each in articles if "plus" in each.id)


def test_all_of_ecbplus_is_read_without_its_list(tmp_path: Path) -> None:
    """Discontinuous mentions: 3 of the 89 of corpora.md are in these topics."""
    for path in common.corpus("ecbplus").glob("*/*.xml"):
        put(tmp_path / path.name, path.read_text(encoding="utf-8"))
    stories, _ = common.read("ecbplus", tmp_path)
    golds = [gold(each) for each in common.articles(stories)]
    places = [m.span for each in golds for entity in each.entities for m in entity.mentions]
    places += [place for each in golds for event in each.events for place in event.triggers]
    places += [date.span for each in golds for date in each.dates]
    assert len(golds) == 81
    assert sum(len(place) > 1 for place in places) == 3
