"""CAT and CROMER XML: ECB+, MEANTIME, EventStoryLine."""

from __future__ import annotations

import csv
from collections import defaultdict
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats import cat
from twicetold.formats.format import NO_DATE, Notes, Reading, labels_of
from twicetold.formats.ids import id_for
from twicetold.model import Argument, Article, Extraction, span, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from twicetold.model import Span, Story

SELECTED = "ECBplus_coreference_sentences.csv"


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


class TestDocument:
    """The XML itself."""

    def read(self, path: Path, text: str) -> tuple[cat.Document, Notes]:
        notes = Notes()
        return cat.read_document(put(path / "x.xml", text), notes), notes

    def test_tokens_are_joined_by_blanks_and_sentences_are_lines(self, tmp_path: Path) -> None:
        found, _ = self.read(tmp_path, document(["Ann 's <car> &c. \U0001f600 x", "Gone ."]))
        assert found.text.text == "Ann 's <car> &c. \U0001f600 x\nGone ."
        assert found.sentences == [0] * 6 + [1] * 2

    def test_a_sentence_that_is_no_text_and_tokens_without_words_are_left_out(self, tmp_path: Path) -> None:
        text = document(
            ["http x", "Ann  left", "home"], mention("A", 1, "1 2"), mention("A", 2, "4"), mention("A", 3, "4 5")
        )
        notes = Notes()
        found = cat.read_document(put(tmp_path / "x.xml", text), notes, without=0)
        assert found.text.text == "Ann left\nhome"
        assert [list(each.tokens) for each in found.markables.values()] == [[], [], [1]]
        assert list(notes) == [f"2 mentions of what is not in the text (first: {tmp_path / 'x.xml'}: m_id 1)"]

    def test_words_with_blanks_and_line_breaks_in_them_stay_one_token(self, tmp_path: Path) -> None:
        text = document(["1 2", "3"], mention("A", 1, "2")).replace(">2<", ">\r\n New\n  York <")
        found, _ = self.read(tmp_path, text)
        assert found.text.text == "1 New York\n3"
        assert text_of(found.text.span(found.markables["1"].tokens), found.text.text) == "New York"

    @pytest.mark.parametrize("change", [str.encode, lambda text: b"\xef\xbb\xbf" + text.encode(), "latin", "crlf"])
    def test_bytes_are_read_as_xml_says(self, change: object, tmp_path: Path) -> None:
        text = document(["Zoë left"])
        if change == "latin":
            data = text.replace("UTF-8", "iso-8859-1").encode("iso-8859-1")
        elif change == "crlf":
            data = text.replace("\n", "\r\n").encode()
        else:
            assert callable(change)
            data = change(text)
        (tmp_path / "x.xml").write_bytes(data)
        assert cat.read_document(tmp_path / "x.xml", Notes()).text.text == "Zoë left"

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("</Document>", "", r"x\.xml:12: not XML: no element found; take the file as the corpus has it"),
            ("Document", "TimeML", r"x\.xml:1: <TimeML> is not the <Document> of CAT; name the format that it is"),
            ("UTF-8", "klingon", r"x\.xml:1: not XML: "),
            ("&amp;", "&nbsp;", r"x\.xml:4: not XML: undefined entity"),
            ("token", "tok", r"x\.xml:1: no words; take the XML of CAT"),
            ('t_id="2" s', 't_id="1" s', r"x\.xml:4: t_id '1': a token needs a t_id of its own"),
            ('t_id="2" s', "s", r"x\.xml:1: t_id '': a token needs a t_id of its own"),
            ('sentence="0" number="0">&', 'sentence="²">&', r"x\.xml:4: t_id '2': a token needs the number of its"),
            ('sentence="0" number="0">&', f'sentence="{"9" * 5000}">&', r"x\.xml:4: t_id '2': a token needs the"),
            ('m_id="2"', 'm_id="1"', r"x\.xml:8: m_id '1': a markable needs an m_id of its own"),
            ('m_id="2"', 'm_id="a b"', r"x\.xml:8: m_id 'a b': a markable needs"),
            ('anchor t_id="2"', 'anchor t_id="77"', r"x\.xml:8: t_id '77': the markable 2 is anchored in no token of"),
        ],
    )
    def test_what_breaks_a_file_is_an_error_at_its_line(self, old: str, new: str, message: str, tmp_path: Path) -> None:
        text = document(["Ann & co"], mention("A", 1, "1"), mention("A", 2, "2"))
        assert old in text
        with pytest.raises(InputError, match=message):
            self.read(tmp_path, text.replace(old, new))

    def test_a_file_that_cannot_be_read_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"none\.xml: No such file"):
            cat.read_document(tmp_path / "none.xml", Notes())

    def test_entities_that_grow_without_end_are_refused(self, tmp_path: Path) -> None:
        grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        text = document(["Ann left"]).replace("<Document", f'<!DOCTYPE Document [<!ENTITY l0 "lol">{grown}]><Document')
        with pytest.raises(InputError, match="not XML"):
            self.read(tmp_path, text.replace(">Ann<", ">&l9;<"))

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=3), min_size=1, max_size=4
            ),
            min_size=1,
            max_size=4,
        ),
        st.data(),
    )
    def test_mentions_are_where_their_words_are(
        self, tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], data: st.DataObject
    ) -> None:
        tokens = [word for line in lines for word in line]
        anchored = sorted(data.draw(st.sets(st.integers(1, len(tokens)), min_size=1)))
        text = document([" ".join(line) for line in lines], mention("A", 1, " ".join(map(str, anchored))))
        found, _ = self.read(tmp_path_factory.mktemp("cat"), text)
        place = found.text.span(found.markables["1"].tokens)
        assert text_of(place, found.text.text).split() == [tokens[number - 1] for number in anchored]
        assert all(first.end + 1 < second.start for first, second in pairwise(place))


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


class TestEventStoryLine:
    """Values of times and the day of the document."""

    text = document(
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

    def test_dates_have_values_and_anchors(self, tmp_path: Path) -> None:
        article, notes = one("eventstoryline", put(tmp_path / "1" / "1_4ecbplus.xml.xml", self.text))
        assert article.id == "1ecbplus/1_4ecbplus"
        assert article.published == "2019-08-03T07:15Z"
        assert [(each.id, each.type, each.value, each.anchor) for each in gold(article).dates] == [
            ("d1", "TIME", "2019-08-03T07:15Z", None),
            ("d2", "DATE", "2019-08-02", None),
            ("d3", "DATE", "2019-08-04", "d2"),
            ("d4", "DURATION", "PXD", None),
            ("d5", "SET", "soon", None),
        ]
        assert triggers(article) == [["left"], ["burnt"]]
        assert notes.counts == {
            "PLOT_LINK relations, which have no place": 1,
            "TLINK relations, which have no place": 2,
            "dates without a value": 1,
            "dates of a value that their type cannot have, kept": 1,
        }

    def test_only_sentences_with_mentions_are_scored(self, tmp_path: Path) -> None:
        sentences = ["http", "Ann left", "Nobody knew why", "Bob stayed home"]
        marks = [mention("ACTION_OCCURRENCE", n, anchors, climaxEvent="FALSE") for n, anchors in ((1, "3"), (2, "8"))]
        article, _ = one("eventstoryline", put(tmp_path / "1_1ecbplus.xml.xml", document(sentences, *marks)))
        assert text_of(article.scored, article.text) == "Ann left Bob stayed home"
        whole = document(sentences, *marks, mention("ACTION_STATE", 3, "5"))
        article, _ = one("eventstoryline", put(tmp_path / "1_1ecbplus.xml.xml", whole))
        assert article.scored == ()
        article, _ = one("eventstoryline", put(tmp_path / "1_1ecbplus.xml.xml", document(sentences)))
        assert article.scored == ()

    @pytest.mark.parametrize(
        ("value", "published"),
        [
            ("2019-08-03", "2019-08-03"), ("2019-08-03T07:15", "2019-08-03"), ("2019-08-03TMO", "2019-08-03"),
            ("2019-08-03T07:15:01+02:00", "2019-08-03T07:15:01+02:00"), ("2019-08-03T99:99Z", "2019-08-03"),
            ("2019-08", NO_DATE), ("2013-02-30", NO_DATE), ("", NO_DATE),
        ],
    )  # fmt: skip
    def test_the_day_of_the_document(self, value: str, published: str, tmp_path: Path) -> None:
        text = self.text.replace("2019-08-03T07:15Z", value)
        article, notes = one("eventstoryline", put(tmp_path / "1_4ecbplus.xml", text))
        assert article.published == published
        assert notes.counts.get(common.UNDATED, 0) == (published == NO_DATE)

    def test_a_day_without_words_counts(self, tmp_path: Path) -> None:
        text = document(["u", "a"], mention("TIME_DATE", 1, DCT="TRUE", value="2019-08-03"))
        article, _ = one("eventstoryline", put(tmp_path / "1_1ecbplus.xml.xml", text))
        assert (article.published, gold(article)) == ("2019-08-03", Extraction())


class TestMeantime:
    """Topics, roles, factuality, the part that is annotated."""

    EVENT = ("certainty", "time", "special_cases", "polarity")

    def event(self, name: int, tokens: str, told: str = "CERTAIN NON_FUTURE NONE POS") -> str:
        return mention("EVENT_MENTION", name, tokens, **dict(zip(self.EVENT, told.split(), strict=True)))

    def write(self, path: Path) -> Path:
        text = document(
            ["Airbus sells 9 jets", "Aug. 3 2019", "The firm 's boss said on Friday it sold one in Rome", "It said so"],
            mention("ENTITY_MENTION", 1, "1", head="Airbus", syntactic_type="NAM"),
            mention("ENTITY_MENTION", 2, "8 9", head="firm", syntactic_type="NOM"),
            mention("ENTITY_MENTION", 3, "8 9 10 11", head="boss", syntactic_type=""),
            mention("ENTITY_MENTION", 4, "15", head="", syntactic_type="PRO"),
            mention("ENTITY_MENTION", 5, "19", head="Roma", syntactic_type="PRE.NAM"),
            mention("ENTITY_MENTION", 6, "17", syntactic_type="NOM"),
            mention("ENTITY_MENTION", 7, "20"),
            self.event(11, "2"), self.event(12, "12"), self.event(13, "16"), mention("EVENT_MENTION", 14, "21"),
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
        return put(path, text)

    def test_an_article(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "corpus_airbus" / "12_Airbus,_sold.xml")
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
            self.write(tmp_path / name)
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
        local = document(["a b"], self.event(1, "1"))
        put(tmp_path / "intra-doc_annotation" / "corpus_a" / "1_x.xml", local)
        self.write(tmp_path / "intra_cross-doc_annotation" / "corpus_a" / "1_x.xml")
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
            *(self.event(number, str(number), each) for number, each in enumerate(told, 1)),
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
        self.write(tmp_path / "t" / "x.xml")
        labels = {"entities": {"ORG": "ORG"}, "events": {"OTHER": "Economy.Change"}, "roles": {"Arg0": "Agent"}}
        (story,), notes = common.read("meantime", tmp_path, labels)
        (event,) = gold(story.articles[0]).events
        assert (event.type, event.arguments) == ("Economy.Change", (Argument("Agent", "e31"),))
        assert notes.counts["dates: 'DATE' is not in the map of labels"] == 2


def test_each_format_is_recognised_and_no_other(tmp_path: Path) -> None:
    paths = {
        "ecbplus": put(tmp_path / "e" / "1" / "1_1ecb.xml", document(["a"], mention("ACTION_STATE", 1, "1"))),
        "eventstoryline": put(tmp_path / "s" / "1" / "1_1ecbplus.xml.xml", TestEventStoryLine.text),
        "meantime": TestMeantime().write(tmp_path / "m" / "corpus_a" / "1_x.xml"),
    }
    renamed = put(tmp_path / "1_1ecbplus.xml", TestEventStoryLine.text)
    for name in ("ecbplus", "eventstoryline", "meantime"):
        for other, path in paths.items():
            for each in (path, path.parent, path.parent.parent):
                assert formats.get(name).recognises(each) == (name == other)
        assert formats.get(name).recognises(renamed) == (name == "eventstoryline")
        assert not formats.get(name).recognises(put(tmp_path / "n" / "1_2ecb.xml", "<Documents/>"))


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
