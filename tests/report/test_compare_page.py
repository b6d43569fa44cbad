"""The page that compares two systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from report import invented
from twicetold import scoring
from twicetold.measures import MAIN
from twicetold.report.site import naming

if TYPE_CHECKING:
    from report.conftest import Small


def page(small: Small) -> Any:
    good, bad = small.runs
    return small.page(naming.comparison(good.slug, bad.slug))


def test_measures_stand_as_the_command_prints_them(small: Small) -> None:
    good, bad = small.runs
    wanted = scoring.compare(good.scores, bad.scores, MAIN)
    rows = page(small).xpath("//table[1]/tbody/tr[not(@data-story)]")
    assert [row.xpath("th/text()")[0] for row in rows] == list(wanted)
    for row, comparison in zip(rows, wanted.values(), strict=True):
        cells = [cell.text_content().strip() for cell in row.xpath("td")]
        estimate = comparison.difference.estimate
        if estimate is None:  # a system and the gold have nothing there
            assert cells[2].startswith("–")
        else:
            assert float(row.xpath("td[3]/@data-sort")[0]) == pytest.approx(estimate, abs=1e-6)
        assert cells[-1] == f"{comparison.wins}, {comparison.ties}, {comparison.losses}"
        assert cells[-2] == ("–" if comparison.holm_p is None else f"{comparison.holm_p:.3f}")


def test_stories_stand_in_the_order_of_their_difference_and_open_with_both_runs(small: Small) -> None:
    good, bad = small.runs
    rows = page(small).xpath("//table[@id='stories']/tbody/tr")
    differences = [float(row.xpath("td[3]/@data-sort")[0]) for row in rows]
    assert differences == sorted(differences, reverse=True)
    assert {row.xpath("th/a/@href")[0] for row in rows} == {
        f"../stories/{story.id}.html#run={good.slug}&other={bad.slug}" for story in invented.stories()
    }


def test_points_and_table_show_the_same_stories(small: Small) -> None:
    shown = page(small)
    assert sorted(shown.xpath("//*[@id='points']/a/@href")) == sorted(shown.xpath("//table[@id='stories']//a/@href"))


def test_the_first_measure_in_view_is_the_mean_and_all_can_be_chosen(small: Small) -> None:
    options = page(small).xpath("//select[@id='measure']/option")
    assert [option.text for option in options if option.get("selected") is not None] == ["twicetold"]
    chosen = small.data(naming.score_data(small.runs[0].slug))
    assert {option.text for option in options} == set(chosen["f1"])


def test_scores_story_by_story_lie_beside_the_page(small: Small) -> None:
    keys = page(small).xpath("//select[@id='measure']/@data-first | //select[@id='measure']/@data-second")
    good, bad = (small.data(key) for key in keys)
    assert good["stories"] == bad["stories"] == [story.id for story in invented.stories()]
    assert good["f1"]["dates.value"] == [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert bad["f1"]["dates.value"] == [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]
