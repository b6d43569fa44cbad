"""Tables: sorted by pointer and by keyboard, numbers as numbers, and filtered by layer and split."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from report.browser.visits import Visitor
    from report.sites import Site

SORTED = ("ascending", "descending")
SORTABLE = ("leaderboard", "system", "compare", "gold")

kinds = pytest.mark.parametrize("kind", SORTABLE)


def sortable(page: Page) -> list[Locator]:
    """Return the heads of columns by which the tables that can be seen sort."""
    return [head for head in page.locator("thead th[tabindex='0'], thead th:has(button)").all() if head.is_visible()]


def press(head: Locator) -> Locator:
    """Return what is pressed to sort by a column: the head, or the button in it."""
    button = head.locator("button")
    return button if button.count() else head


def cells(head: Locator) -> list[str]:
    """Return what stands in a column, from the top down."""
    found: list[str] = head.evaluate(
        """head => Array.from(head.closest("table").tBodies[0].rows, row => row.cells[head.cellIndex].innerText)"""
    )
    return [cell.strip() for cell in found]


def number(cell: str) -> float | None:
    """Return the number that a cell begins with; None for a dash."""
    found = re.match(r"[−-]?\d[\d\u202f ]*(\.\d+)?", cell)
    return float(re.sub(r"[\u202f ]", "", found[0]).replace("−", "-")) if found else None


def is_of_numbers(column: list[str]) -> bool:
    return all(number(cell) is not None or cell in {"–", ""} for cell in column)


def in_order(column: list[str], direction: str) -> bool:
    """Tell whether a column is sorted, what has no number aside."""
    if is_of_numbers(column):
        found = [figure for figure in map(number, column) if figure is not None]
        return found == sorted(found, reverse=direction == "descending")
    texts = [text.casefold() for text in column]
    return texts == sorted(texts, reverse=direction == "descending")


@kinds
@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_a_table_sorts_by_each_of_its_columns(visitor: Visitor, news: Site, kind: str, how: str) -> None:
    page = visitor.open(news, news.page(kind))
    heads = sortable(page)
    assert heads
    for head in heads:
        for _ in SORTED:
            if how == "pointer":
                press(head).click()
            else:
                press(head).press("Enter")
            direction = head.get_attribute("aria-sort")
            assert direction in SORTED
            assert in_order(cells(head), direction), head.inner_text()
        others = head.locator("xpath=ancestor::table//th[@aria-sort]").count()
        assert others == 1, "one column sorts a table"


def test_sorting_goes_one_way_and_then_the_other(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"))
    head = sortable(page)[1]
    seen = []
    for _ in range(2):
        press(head).press("Enter")
        seen.append(head.get_attribute("aria-sort"))
    assert sorted(map(str, seen)) == list(SORTED)


def test_the_leaderboard_begins_in_the_order_that_it_says(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"))
    (head,) = page.locator("table.leaderboard th[aria-sort]").all()
    assert in_order(cells(head), str(head.get_attribute("aria-sort")))


def test_a_layer_that_is_switched_off_takes_its_columns_away(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"))
    switches = page.locator("button[data-layer]").all()
    layers = [str(switch.get_attribute("data-layer")) for switch in switches]
    assert {"entities", "dates", "events", "claims"} <= set(layers)
    for layer, switch in zip(layers, switches, strict=True):
        own = page.locator(f"table [data-layer={layer}]")
        others = page.locator(f"table [data-layer]:not([data-layer={layer}])")
        assert own.count() > 3
        switch.press("Enter")
        assert switch.get_attribute("aria-pressed") == "false"
        assert not any(cell.is_visible() for cell in own.all())
        assert all(cell.is_visible() for cell in others.all())
        switch.press("Enter")
        assert switch.get_attribute("aria-pressed") == "true"
        assert all(cell.is_visible() for cell in own.all())


def test_each_system_of_the_leaderboard_opens(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"))
    names = page.locator("table.leaderboard tbody th a").all_inner_texts()
    assert len(names) == len(set(names)) == 3
    for name in names:
        page.locator("table.leaderboard").get_by_role("link", name=name).click()
        assert name in page.locator("h1").inner_text()
        page.go_back()


def test_a_split_shows_its_own_scores(visitor: Visitor, many: Site) -> None:
    page = visitor.open(many, many.page("leaderboard"))
    choice = page.locator("#split")
    shown = []
    for value in choice.locator("option").evaluate_all("all => all.map(each => each.value)"):
        choice.select_option(value)
        (table,) = (table for table in page.locator("table.leaderboard").all() if table.is_visible())
        shown.append(table.locator("caption").inner_text())
    assert len(shown) == len(set(shown)) == 3


def test_a_count_of_errors_opens_the_items_that_it_counts(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("system", "rules"))
    links = page.locator(".taxonomy a[href*='.errors.html#']")
    assert links.count() > 10
    assert page.locator(".taxonomy a[href*='links-']").count() > 2
    for place in range(0, links.count(), 5):
        link = links.nth(place)
        told = number(link.inner_text())
        link.click()
        group = page.locator(f"[id='{page.url.partition('#')[2]}']")
        group.locator(".items > li").first.wait_for()
        while group.locator(".more").is_visible():
            before = group.locator(".items > li").count()
            group.locator(".more").click()
            group.locator(".items > li").nth(before).wait_for()
        assert group.locator(".items > li").count() == told
        page.go_back()


def test_a_type_taken_for_another_opens_the_items_and_then_all(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("system", "rules"))
    links = page.locator(".confusion a")
    assert links.count() > 2
    for place in range(0, links.count(), 4):
        link = links.nth(place)
        told = number(link.inner_text())
        link.click()
        group = page.locator("details.group[open]")
        group.locator(".items > li").first.wait_for()
        assert group.locator(".items > li").count() == told
        group.get_by_role("button", name="Show all").click()
        all_told = number(group.locator("summary .quiet").inner_text())
        page.wait_for_function(
            "count => document.querySelectorAll('details[open] .items > li').length === count", arg=all_told
        )
        page.go_back()


@pytest.mark.parametrize("group", ["entity-links-missed", "event-links-spurious", "entities-boundary"])
def test_an_item_of_the_errors_opens_its_place_in_the_viewer(visitor: Visitor, news: Site, group: str) -> None:
    page = visitor.open(news, news.page("errors", "rules") + f"#{group}")
    link = page.locator(f"[id='{group}'] .items > li a").last
    link.wait_for()
    wanted = str(link.get_attribute("href")).rpartition("&")[2]
    link.click()
    page.wait_for_selector("#fault-list [aria-current=true]")
    assert page.url.rpartition("&")[2] == wanted
    layer, kind = group.replace("-", " ").rsplit(" ", 1)
    assert f"{layer}, {kind}" in page.locator("#fault-list [aria-current=true]").inner_text()


def test_another_measure_moves_the_points_of_a_comparison(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("compare", "rules"))
    choice = page.locator("#measure")
    names = choice.locator("option").all_inner_texts()
    tables = []
    for name in names:
        choice.select_option(name)
        page.wait_for_function("name => document.getElementById('shown').textContent === name", arg=name)
        tables.append(page.locator("#stories tbody").inner_text())
        rows = [row.split("\t") for row in tables[-1].splitlines() if row]
        both = [row for row in rows if "–" not in row]
        assert page.locator("#points a").count() == len(both)
    assert len(names) == len(set(names))
    assert len(set(tables)) > len(names) // 2
