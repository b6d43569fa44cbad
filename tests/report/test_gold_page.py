"""The gold browser without a browser: the stories, what they hold, and how far two annotators agree."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html  # type: ignore[import-untyped] # publishes no types
from msgspec.structs import replace

from report import hostile, invented
from twicetold import agreement
from twicetold.gold.source import read_story
from twicetold.gold.stats import stats
from twicetold.model import Article, Extraction, Links, Story
from twicetold.report.site import agreed, naming
from twicetold.report.site.gold import write_gold
from twicetold.report.site.plots.bars import stacked_bar
from twicetold.report.site.plots.dots import dots, scale
from twicetold.statistics import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.conftest import Small

SAMPLE = Path(__file__).parents[1] / "data" / "stories" / "mayor"


def written(stories: Sequence[Story], folder: Path) -> Any:
    write_gold(stories, naming.slugs(story.id for story in stories), "gold:mine", folder)
    return html.fromstring((folder / naming.GOLD).read_text(encoding="utf-8"))


def rows(page: Any, caption: str) -> list[list[str]]:
    """Return the rows of the table whose caption begins so, without those that head a group."""
    (table,) = [each for each in page.iter("table") if each.find("caption").text_content().startswith(caption)]
    found = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")]
    return [row for row in found if len(row) > 1]


def options(page: Any, name: str) -> list[str]:
    return [option.text for option in page.xpath(f"//select[@name='{name}']/option[not(@value)]")]


class TestStories:
    def test_every_story_has_a_row_that_leads_to_its_page(self, small: Small) -> None:
        page = small.page(naming.GOLD)
        stories = invented.stories()
        links = page.xpath("//table[@id='listed']/tbody/tr/th/a")
        assert [link.text_content() for link in links] == [story.title for story in stories]
        assert all((small.folder / link.get("href")).is_file() for link in links)

    def test_a_row_counts_what_its_story_holds(self, small: Small) -> None:
        page = small.page(naming.GOLD)
        for row, story in zip(page.xpath("//table[@id='listed']/tbody/tr"), invented.stories(), strict=True):
            found = stats([story]).totals
            counted = [found[name]["all"] for name in ("words", "entities", "dates", "events", "claims")]
            assert [int(cell.get("data-sort")) for cell in row.find_class("number")] == [*counted, 1]

    def test_rows_say_what_filters_look_at(self, small: Small) -> None:
        first = small.page(naming.GOLD).xpath("//table[@id='listed']/tbody/tr")[0]
        assert (first.get("data-topic"), first.get("data-genre"), first.get("data-split")) == ("sport", "wire", "train")
        phenomena = ["metonymy", "named-and-described", "pronoun", "relative-weekday"]
        assert sorted(first.get("data-phenomenon").split()) == phenomena
        (details,) = first.iter("details")
        assert {"metonymy\xa02", "named-and-described\xa01"} < set(details.find("summary").tail.split(", "))

    def test_there_is_a_choice_of_what_differs_only(self, small: Small) -> None:
        page = small.page(naming.GOLD)
        assert options(page, "split") == ["train", "dev"]
        assert len(options(page, "phenomenon")) == 4
        assert [select.get("name") for select in page.iter("select")] == ["split", "phenomenon"]

    def test_a_corpus_without_topics_genres_splits_and_phenomena_has_a_table_of_counts(self, tmp_path: Path) -> None:
        plain = Story("a", "", (Article("a/1", "Ada left.", "2024-03-04", gold=Extraction()),))
        page = written([plain, replace(plain, id="b", links=Links())], tmp_path)
        assert not list(page.iter("select"))
        heads = [head.text_content() for head in page.xpath("//table[@id='listed']/thead//th")]
        assert heads == ["title", "words", "entities", "dates", "events", "claims", "links"]
        assert [link.text_content() for link in page.xpath("//table[@id='listed']//a")] == ["a", "b"]
        assert not page.find_class("chart")

    def test_hostile_titles_stay_text(self, tmp_path: Path) -> None:
        story = hostile.story()
        page = written([story], tmp_path)
        (link,) = page.xpath("//table[@id='listed']//a")
        assert link.text_content() == story.title
        assert not [script for script in page.iter("script") if script.text]


class TestCounts:
    def test_a_chart_has_a_line_for_each_label_the_most_frequent_first(self, small: Small) -> None:
        page = small.page(naming.GOLD)
        assert rows(page, "Mentions by type") == [["PER", "", "18", "18", "36"], ["GPE", "", "6", "6", "12"]]
        assert rows(page, "Genres of articles") == [["wire", "", "6", "6", "12"]]
        assert rows(page, "Dates by type") == [["DATE", "", "6", "6", "12"]]

    def test_names_of_what_can_be_filtered_lead_to_the_filter(self, small: Small) -> None:
        page = small.page(naming.GOLD)
        links = {link.get("href") for link in page.xpath("//div[contains(@class, 'chart')]//a")}
        assert "#phenomenon=metonymy" in links
        assert "#topic=sport" not in links, "all are of this topic"

    def test_totals_are_those_of_gold_stats(self, small: Small) -> None:
        found = stats(invented.stories()).totals
        shown = {name: [int(cell) for cell in cells] for name, *cells in rows(small.page(naming.GOLD), "Totals")}
        assert shown == {name: [counts[key] for key in ("train", "dev", "all")] for name, counts in found.items()}

    def test_one_split_is_not_stacked(self, tmp_path: Path) -> None:
        page = written(invented.stories()[::2], tmp_path)
        assert rows(page, "Mentions by type") == [["PER", "", "18"], ["GPE", "", "6"]]


class TestAgreement:
    @pytest.fixture
    def sides(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        """Return two annotations of a story, the second with other types, where a clone has them."""
        folders = [tmp_path / "dataset" / "passes" / number / "mayor" for number in ("1", "2")]
        for folder in folders:
            shutil.copytree(SAMPLE, folder)
        entities = folders[1] / "a" / "entities.txt"
        entities.write_text(entities.read_text(encoding="utf-8").replace("PER", "ORG"), encoding="utf-8")
        monkeypatch.setattr(agreed, "data_root", lambda: tmp_path)
        return folders

    def test_figures_are_those_of_gold_agree(self, sides: list[Path], tmp_path: Path) -> None:
        story = read_story(SAMPLE).story
        page = written([story], tmp_path / "site")
        first, second = ([read_story(folder).story] for folder in sides)
        between = agreement.agreement(first, second, [story])
        change = agreement.agreement([story], second, [story])
        shown = {row[0]: row[2:] for row in rows(page, "F1")[:1]}
        f1 = f"{100 * (between.scores.numbers['entities.strict'].f1.estimate or 0):.1f}"
        to_gold = f"{100 * (change.scores.numbers['entities.strict'].f1.estimate or 0):.1f}"
        assert f1 != "100.0"
        assert shown == {"strict": [f1, "100.0", to_gold, "6", "6"]}
        coefficients = rows(page, "Allowing for chance")
        assert {row[0] for row in coefficients} >= {"alpha, by token", "kappa, type", "kappa, relation"}
        assert rows(page, "Krippendorff")

    @pytest.mark.usefixtures("sides")
    def test_a_story_of_the_same_name_with_another_text_is_not_ours(self, tmp_path: Path) -> None:
        story = replace(invented.stories()[0], id="mayor")
        page = written([story], tmp_path / "site")
        assert "twicetold gold agree PASS1 PASS2" in page.text_content()

    def test_elsewhere_it_says_what_to_do(self, small: Small) -> None:
        page = small.page(naming.GOLD)
        assert "in a clone of the repository" in page.text_content()
        assert not page.find_class("agreed")


class TestPlots:
    def test_parts_of_a_bar_stand_side_by_side(self) -> None:
        drawn = html.fromstring(str(stacked_bar([30, 0, 10], 80)))
        bars = [(part.get("class"), float(part.get("x")), float(part.get("width"))) for part in drawn]
        assert bars == [("part-1", 0.0, 59.0), ("part-3", 60.0, 19.0)]

    def test_nothing_is_no_bar(self) -> None:
        assert not len(html.fromstring(str(stacked_bar([0, 0], 0))))

    def test_dots_keep_to_the_scale(self) -> None:
        def places(interval: Interval, *others: float | None) -> list[float]:
            drawn = html.fromstring(str(dots(interval, others, low=0.8)))
            return [float(part.get("cx") or part.get("x")) for part in drawn if part.tag in {"circle", "text"}]

        assert places(Interval(0.8, None, None), 1.0, None) == [12.0, 196.0]
        assert places(Interval(0.9, 0.85, 0.95), 0.5, 0.9) == [104.0, 12.0, 104.0]
        assert places(Interval(None, None, None)) == []

    def test_the_scale_is_written_in_per_cent(self) -> None:
        drawn = html.fromstring(str(scale(0.9)))
        assert [part.text for part in drawn] == ["90", "92.5", "95", "97.5", "100"]
