"""A thousand articles, and an article of thousands of words: nothing makes the reader wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from report.browser.visits import Visitor
    from report.sites import Site

LOADED = """() => {
  const [entry] = performance.getEntriesByType("navigation");
  return entry.loadEventEnd - entry.startTime;
}"""
CHANGE = """change => {
  const element = document.querySelector(change.selector);
  if (change.value === undefined) element.click();
  else {
    element.value = change.value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.body.offsetHeight;
}"""
"""Change a filter as a reader does, and lay the page out anew."""


class Stopwatch:
    """Takes the time that the page itself works, whatever else the machine does."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self, **change: str) -> float:
        """Return how long a change takes until it is seen."""
        before = self._worked()
        self._page.evaluate(CHANGE, change)
        return 1000 * (self._worked() - before)

    def _worked(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


@pytest.mark.parametrize("kind", ["leaderboard", "gold"])
def test_a_page_of_many_articles_loads_within_two_seconds(visitor: Visitor, many: Site, kind: str) -> None:
    def seconds() -> float:
        page = visitor.open(many, many.page(kind))
        page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
        return float(page.evaluate(LOADED)) / 1000

    assert min(seconds() for _ in range(3)) < 2


def test_layers_are_switched_within_a_tenth_of_a_second(visitor: Visitor, many: Site) -> None:
    page = visitor.open(many, many.page("leaderboard"))
    watch = Stopwatch(page)
    taken = [watch.milliseconds(selector="button[data-layer=entities]") for _ in range(4)]
    assert min(taken) < 100


def test_stories_are_filtered_within_a_tenth_of_a_second_and_all_are_back_within_a_quarter(
    visitor: Visitor, many: Site
) -> None:
    page = visitor.open(many, many.page("gold"))
    rows = page.locator("#listed tbody tr:visible")
    watch = Stopwatch(page)
    narrowing: list[float] = []
    widening: list[float] = []
    for name, value, wanted in (
        ("words", "sport", sum("sport" in story.title for story in many.stories)),
        ("words", "", len(many.stories)),
        ("topic", "health", sum(story.topic == "health" for story in many.stories)),
        ("topic", "", len(many.stories)),
    ):
        taken = narrowing if value else widening
        taken.append(watch.milliseconds(selector=f"#filters [name={name}]", value=value))
        assert rows.count() == wanted
    assert min(narrowing) < 100
    assert min(widening) < 250


def test_the_index_of_many_articles_is_small(many: Site) -> None:
    assert (many.folder / many.page("leaderboard")).stat().st_size < 300_000
