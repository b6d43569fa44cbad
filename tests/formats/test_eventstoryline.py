"""EventStoryLine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.cat_documents import EVENTSTORYLINE, document, gold, mention, one, put, triggers
from twicetold.formats.format import NO_DATE
from twicetold.model import Extraction, text_of

if TYPE_CHECKING:
    from pathlib import Path


class TestEventStoryLine:
    """Values of times and the day of the document."""

    def test_dates_have_values_and_anchors(self, tmp_path: Path) -> None:
        article, notes = one("eventstoryline", put(tmp_path / "1" / "1_4ecbplus.xml.xml", EVENTSTORYLINE))
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
        text = EVENTSTORYLINE.replace("2019-08-03T07:15Z", value)
        article, notes = one("eventstoryline", put(tmp_path / "1_4ecbplus.xml", text))
        assert article.published == published
        assert notes.counts.get(common.UNDATED, 0) == (published == NO_DATE)

    def test_a_day_without_words_counts(self, tmp_path: Path) -> None:
        text = document(["u", "a"], mention("TIME_DATE", 1, DCT="TRUE", value="2019-08-03"))
        article, _ = one("eventstoryline", put(tmp_path / "1_1ecbplus.xml.xml", text))
        assert (article.published, gold(article)) == ("2019-08-03", Extraction())
