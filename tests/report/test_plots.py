"""Plots: what stands where, and that nothing in them is more than text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree  # type: ignore[import-untyped] # publishes no types

from report.invented import HOSTILE
from twicetold.report.site.plots.interval import interval_bar
from twicetold.report.site.plots.precision_recall import Dot, precision_recall
from twicetold.report.site.plots.scatter import LEFT, SIDE, TOP, Point, scatter
from twicetold.report.site.plots.svg import shortened, tag
from twicetold.report.site.plots.whiskers import Row, whiskers
from twicetold.statistics import Interval

if TYPE_CHECKING:
    from markupsafe import Markup


def parsed(plot: Markup) -> Any:
    return etree.fromstring(plot)


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", path)]


def test_texts_and_attributes_are_escaped() -> None:
    element = parsed(tag("text", HOSTILE, data_words=HOSTILE))
    assert (element.text, element.get("data-words"), len(element)) == (HOSTILE, HOSTILE, 0)


def test_a_bar_has_its_tick_at_the_estimate_and_its_whiskers_at_the_limits() -> None:
    bar = parsed(interval_bar(Interval(0.5, 0.25, 0.75)))
    (tick,), (whisker,) = (bar.xpath(f"path[@class='{name}']/@d") for name in ("tick", "whisker"))
    assert numbers(tick)[0] == 50
    assert numbers(whisker)[0] == 25
    assert numbers(whisker)[2] == 75


def test_a_bar_of_differences_has_nothing_in_the_middle() -> None:
    bar = parsed(interval_bar(Interval(-0.1, None, None), low=-0.2, high=0.2))
    (tick,), (zero,) = (bar.xpath(f"path[@class='{name}']/@d") for name in ("tick", "zero"))
    assert (numbers(tick)[0], numbers(zero)[0]) == (25, 50)
    assert not bar.xpath("path[@class='whisker']")


def test_no_number_is_no_bar() -> None:
    assert not interval_bar(Interval(None, None, None))


def test_recall_goes_across_and_precision_up() -> None:
    plot = parsed(
        precision_recall("All", [Dot("one", "1", 1.0, 0.0, "dates"), Dot("two", "2", 0.5, 1.0, "dates")], side=100)
    )
    one, two = plot.xpath("g/circle")
    across = float(two.get("cx")) - float(one.get("cx"))
    down = float(two.get("cy")) - float(one.get("cy"))
    assert (across, down) == (100, 50)


def test_a_curve_joins_what_has_the_same_f1() -> None:
    side, left, top = 100, 34, 10
    plot = parsed(precision_recall("All", [], side=side))
    shown = dict(
        zip(plot.xpath("text[@class='curve-name']/text()"), plot.xpath("path[@class='curve']/@d"), strict=True)
    )
    assert list(shown) == ["F1 20", "F1 40", "F1 60", "F1 80"]
    for name, path in shown.items():
        places = numbers(path)
        for x, y in zip(places[::2], places[1::2], strict=True):
            recall, precision = (x - left) / side, 1 - (y - top) / side
            assert 2 * precision * recall / (precision + recall) == pytest.approx(int(name[3:]) / 100, abs=0.003)


def test_dots_in_one_place_can_all_be_read() -> None:
    plot = parsed(precision_recall("All", [Dot(str(n), str(n), 1.0, 1.0, "dates") for n in range(4)], side=100))
    places = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in plot.xpath("g/circle")]
    assert len(set(places)) == 4
    assert all(34 <= x <= 134 and 10 <= y <= 110 for x, y in places)


def test_a_row_of_whiskers_says_what_it_draws() -> None:
    rows = [Row("pronoun", Interval(0.5, 0.25, 1.0), 12), Row("group", Interval(None, None, None), 3)]
    first, second = parsed(whiskers("Recall", rows, layer="entities", axis="recall")).xpath("g")
    assert first.xpath("title/text()") == ["pronoun: 50.0 [25.0, 100.0], gold 12"]
    ends = numbers(first.xpath("path/@d")[0])
    dot = float(first.xpath("circle/@cx")[0])
    assert (dot - ends[0]) * 2 == ends[2] - dot
    assert not second.xpath("circle | path")


def test_each_point_of_a_scatter_leads_to_its_story() -> None:
    plot = parsed(scatter("one", HOSTILE, [Point(HOSTILE, "../stories/a.html#run=x&other=y", 0.25, 0.75)]))
    (link,) = plot.xpath("g/a")
    assert link.get("href") == "../stories/a.html#run=x&other=y"
    assert link.xpath("title/text()") == [HOSTILE]
    (dot,) = link.xpath("circle")
    assert (float(dot.get("cx")), float(dot.get("cy"))) == (LEFT + SIDE / 4, TOP + SIDE / 4)


def test_a_long_name_is_cut_short_and_a_short_one_is_not() -> None:
    assert shortened("w" * 2000) == "w" * 36 + "…"
    assert shortened("rules 1") == "rules 1"


@pytest.mark.parametrize(
    "plot",
    [
        precision_recall("All", [Dot("one", "1", 1.0, 0.0, "dates")], side=100),
        whiskers("Recall", [Row("pronoun", Interval(0.5, 0.25, 1.0), 12)], layer="entities", axis="recall"),
        scatter("one", "two", [Point("story", "story.html", 0.5, 0.5)]),
    ],
)
def test_plots_have_names_and_sizes_and_no_style_of_their_own(plot: Markup) -> None:
    drawn = parsed(plot)
    assert drawn[0].tag == "title"
    assert drawn[0].text
    assert {"role", "width", "height", "viewBox"} <= set(drawn.keys())
    assert not drawn.xpath("//@style")


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it, of a colour such as #aaa398."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_words_in_the_plots_of_findings_are_legible_on_light_and_on_dark() -> None:
    for path in (Path(__file__).parents[2] / "docs" / "findings").glob("*.svg"):
        light, dark = re.findall(r"text {[^}]*fill: (#\w{6})", path.read_text(encoding="utf-8"))
        assert (luminance("#ffffff") + 0.05) / (luminance(light) + 0.05) >= 4.5, path
        assert (luminance(dark) + 0.05) / (luminance("#1a1c1e") + 0.05) >= 4.5, path
