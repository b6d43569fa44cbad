"""Scores, stories, articles and extractions in a notebook."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html  # type: ignore[import-untyped] # publishes no types

from report import hostile, invented
from twicetold.model import (
    Article,
    Entity,
    Event,
    Extraction,
    Links,
    Member,
    Mention,
    Relation,
    Story,
    Ungrounded,
    span,
)
from twicetold.report import notebook
from twicetold.report.site.numbers import per_cent
from twicetold.report.terminal import main_measures

if TYPE_CHECKING:
    from report.conftest import Small
    from twicetold.model import Struct
    from twicetold.scoring import Scores


@pytest.fixture
def scores(small: Small) -> Scores:
    return small.runs[1].scores


def shown(value: Struct | Scores) -> Any:
    return html.fromstring(value._repr_html_())  # type: ignore[union-attr]


def characters(page: Any, kind: str) -> set[int]:
    """Return the places in the text that stand inside an element of a kind."""
    (text,) = page.find_class("text")
    found: set[int] = set()
    place = 0
    for words in text.xpath(".//text()"):
        around = words.getparent().getparent() if words.is_tail else words.getparent()
        if any(kind in each.get("class", "").split() for each in (around, *around.iterancestors())):
            found |= set(range(place, place + len(words)))
        place += len(words)
    return found


class TestScores:
    def test_a_row_for_each_main_measure_with_its_interval_drawn(self, scores: Scores) -> None:
        rows = shown(scores).xpath(".//tbody/tr")
        assert len(rows) == len(main_measures(scores.numbers))
        assert all(len(row) == 8 for row in rows)
        for row, name in zip(rows, main_measures(scores.numbers), strict=True):
            f1 = scores.numbers[name].f1
            assert len(row.xpath(".//*[local-name() = 'svg']")) == (f1.estimate is not None)
            assert per_cent(f1.estimate) in row.text_content()

    def test_the_signature_is_there(self, scores: Scores) -> None:
        assert scores.signature in shown(scores).text_content()


class TestText:
    def test_the_text_is_whole(self) -> None:
        article = invented.stories()[0].articles[0]
        (text,) = shown(article).find_class("text")
        assert text.text_content() == article.text

    def test_marks_cover_just_what_the_gold_covers(self) -> None:
        article = invented.stories()[0].articles[0]
        gold = article.gold or Extraction()
        page = shown(article)
        spans = {
            "entity": [mention.span for entity in gold.entities for mention in entity.mentions],
            "date": [date.span for date in gold.dates],
            "event": [trigger for event in gold.events for trigger in event.triggers],
            "source": [claim.source for claim in gold.claims],
            "cue": [claim.cue for claim in gold.claims],
            "content": [claim.content for claim in gold.claims],
        }
        for kind, places in spans.items():
            covered = {place for each in places for part in each for place in range(part.start, part.end)}
            assert characters(page, kind) == covered, kind

    def test_nested_broken_and_overlapping_spans(self) -> None:
        text = "Ada Brill, mayor of Orm, left office."
        gold = Extraction(
            (
                Entity("e1", "PER", (Mention(span(0, 23)), Mention(span(0, 3, 11, 16)))),
                Entity("e2", "GPE", (Mention(span(20, 23)),)),
            ),
            events=(Event("v1", "Personnel.EndPosition", (span(18, 29),)),),
        )
        page = shown(Article("a/b", text, "2024-03-04", gold=gold))
        assert page.find_class("text")[0].text_content() == text
        assert characters(page, "entity") == set(range(23))
        assert characters(page, "event") == set(range(18, 29))
        ends = [each.get("data-end") for each in page.find_class("text")[0].find_class("entity")]
        assert [each for each in ends if each] == ["PER", "PER GPE"]

    def test_a_span_beyond_the_text_ends_with_it(self) -> None:
        gold = Extraction((Entity("e1", "PER", (Mention(span(4, 90)), Mention(span(50, 60)))),))
        page = shown(Article("a/b", "Our Ada", "2024-03-04", gold=gold))
        assert characters(page, "entity") == {4, 5, 6}

    def test_without_gold_there_are_no_marks_and_no_legend(self) -> None:
        page = shown(Article("a/b", "Our Ada", "2024-03-04"))
        assert not page.xpath(".//span")


class TestStories:
    def test_both_tellings_and_what_joins_their_claims(self) -> None:
        story = invented.stories()[0]
        first, second = (article.id for article in story.articles)
        ends = (Member(first, "c1"), Member(second, "c1"))
        page = shown(Story(story.id, story.title, story.articles, links=Links(claims=(Relation("AGREE", *ends),))))
        assert len(page.find_class("telling")) == 2
        (row,) = page.xpath(".//tbody/tr")
        words = "c1: Ada Brill of Orm won game 0 on Monday"
        assert [cell.text_content() for cell in row] == ["AGREE", words, words]


class TestExtractions:
    def test_a_table_for_each_layer_that_holds_anything(self) -> None:
        gold = invented.stories()[0].articles[0].gold or Extraction()
        page = shown(gold)
        titles = [each.text_content() for each in page.iter("caption")]
        assert titles == ["entities (3)", "dates (1)", "events (1)", "claims (1)"]
        assert [cell.text_content() for cell in page.xpath(".//table[1]/tbody/tr[1]/td")][:3] == ["e1", "PER", ""]

    def test_quotations_that_are_not_in_the_text_are_shown(self) -> None:
        page = shown(Extraction(ungrounded=(Ungrounded("cue", "cue", "she <i>vowed</i>"),)))
        assert "she <i>vowed</i>" in page.text_content()

    def test_nothing_is_said_to_be_nothing(self) -> None:
        assert "nothing found" in shown(Extraction()).text_content()


def test_hostile_text_stays_text() -> None:
    story = hostile.story()
    for value in (story, story.articles[0], story.articles[0].gold):
        page = shown(value)  # type: ignore[arg-type]
        elements = {element.tag for element in page.iter() if isinstance(element.tag, str)}
        assert elements <= {"div", "style", "span", "table", "caption", "thead", "tbody", "tr", "th", "td"}
        assert not [
            name for element in page.iter() for name in element.attrib if name.startswith(("on", "href", "src"))
        ]


def test_what_is_shown_needs_nothing_from_elsewhere(scores: Scores) -> None:
    for value in (scores, invented.stories()[0]):
        written = notebook.html(value)
        assert "url(" not in written
        assert "@import" not in written
        assert "://" not in written


def test_another_value_has_no_form() -> None:
    with pytest.raises(TypeError, match="int has no form for notebooks"):
        notebook.html(3)


def test_importing_the_package_is_all_it_takes() -> None:
    program = (
        "import sys, twicetold\n"
        "nothing = twicetold.Extraction()\n"
        "assert 'twicetold.report' not in sys.modules\n"
        "print(nothing._repr_html_())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "nothing found" in done.stdout


def test_ipython_shows_our_html(scores: Scores) -> None:
    formatters = pytest.importorskip("IPython.core.formatters", reason="pip install ipython")
    formatter = formatters.DisplayFormatter()
    story = invented.stories()[0]
    for value in (scores, story, story.articles[0], story.articles[0].gold):
        assert formatter.format(value)[0]["text/html"] == notebook.html(value)


class TestPandas:
    def test_a_row_for_each_measure(self, scores: Scores) -> None:
        frame = scores.to_pandas()
        assert list(frame.index) == list(scores.numbers)
        assert list(frame.columns) == ["layer", "precision", "recall", "f1", "f1_low", "f1_high", "gold", "found"]
        row, numbers = frame.loc["entities.strict"], scores.numbers["entities.strict"]
        assert row["layer"] == "entities"
        assert tuple(row[["f1", "f1_low", "f1_high"]]) == numbers.f1
        assert (row["precision"], row["recall"]) == (numbers.precision.estimate, numbers.recall.estimate)
        tally = scores.totals["entities.strict"]
        assert (row["gold"], row["found"]) == (tally.recall_denominator, tally.precision_denominator)

    def test_a_mean_counts_nothing(self, scores: Scores) -> None:
        row = scores.to_pandas().loc["twicetold"]
        assert row[["gold", "found"]].isna().all()

    def test_numbers_are_numbers(self, scores: Scores) -> None:
        for frame in (scores.to_pandas(), scores.to_pandas(by="type")):
            assert set(frame.drop(columns="layer").dtypes.astype(str)) == {"float64"}

    def test_by_a_slice_a_row_for_each_label(self, scores: Scores) -> None:
        frame = scores.to_pandas(by="type")
        assert frame.index.names == ["measure", "type"]
        slices = scores.by("type", "entities.strict")
        assert list(frame.loc["entities.strict"].index) == list(slices)
        assert frame.loc[("entities.strict", "PER"), "f1"] == slices["PER"].f1
