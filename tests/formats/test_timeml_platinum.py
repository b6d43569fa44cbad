"""TimeML as people annotated it: TempEval-3 platinum."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.timeml_files import words
from twicetold import measures
from twicetold.formats.timeml import FORMAT
from twicetold.measures.batch import Batch, Case
from twicetold.measures.compat import modes
from twicetold.measures.measure import Measure

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Notes
    from twicetold.model import Span, Story


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
