"""Every kind of page: loads in silence, asks nobody for anything, is there without scripts, and can be used by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report.browser.visits import PHONE, THEMES, Look
from report.sites import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from report.browser.visits import Theme, Visitor
    from report.sites import Site

KB = 1000
SERIOUS = {"serious", "critical"}

LINKS = """Array.from(document.querySelectorAll("a[href]"), link =>
  new URL(link.getAttribute("href"), document.baseURI).href)"""

FORBIDDEN = """() => new Promise(done => {
  const found = [];
  document.addEventListener("securitypolicyviolation", event => {
    found.push(event.effectiveDirective);
    if (found.length === 4) done(found);
  });
  const script = document.createElement("script");
  script.textContent = "alert(1)";
  document.body.append(script);
  const image = document.createElement("img");
  image.src = "https://example.org/image.png";
  document.body.append(image);
  const line = document.createElement("p");
  line.setAttribute("style", "color: red");
  line.setAttribute("onclick", "alert(2)");
  document.body.append(line);
  line.click();
})"""
"""What happens to a script and an image, a style and a handler that stand in the page itself."""

kinds = pytest.mark.parametrize("kind", KINDS)
themes = pytest.mark.parametrize("theme", THEMES)


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def serious(page: Page) -> list[str]:
    """Return the serious violations that axe-core finds, with the places of each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    found = axe.run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@themes
@kinds
def test_a_page_loads_in_silence_from_the_disk(visitor: Visitor, news: Site, kind: str, theme: Theme) -> None:
    page = visitor.open(news, news.page(kind), Look(theme))
    page.wait_for_load_state("networkidle")
    assert page.locator("main h1").count() == 1
    assert page.title().endswith("Twicetold")


@kinds
def test_a_page_loads_in_silence_from_a_server(
    visitor: Visitor, news: Site, serve: Callable[[Site], str], kind: str
) -> None:
    page = visitor.open(news, news.page(kind), base=serve(news))
    page.wait_for_load_state("networkidle")
    assert page.locator("main h1").count() == 1


@kinds
def test_the_policy_of_a_page_forbids_what_comes_from_elsewhere(visitor: Visitor, news: Site, kind: str) -> None:
    page = visitor.open(news, news.page(kind))
    assert set(page.evaluate(FORBIDDEN)) == {"img-src", "script-src-elem", "script-src-attr", "style-src-attr"}
    assert not any(trouble.startswith("dialog") for trouble in visitor.troubles)
    visitor.troubles.clear()  # each refusal is one


def test_every_link_leads_to_a_page_that_is_there(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"))
    seen, waiting = {page.url}, [page.url]
    while waiting:
        page.goto(waiting.pop())
        for link in page.evaluate(LINKS):
            target = link.partition("#")[0]
            assert target.startswith(news.base), link
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    assert {address.removeprefix(news.base) for address in seen} == set(news.pages)


TOLD_WITHOUT_SCRIPTS = {
    "leaderboard": "table tbody tr",
    "system": "table tbody tr",
    "errors": "table tbody tr",
    "story": "article.telling .text p",
    "gold": "table tbody tr",
    "compare": "table tbody tr",
}


@kinds
def test_tables_and_texts_are_there_without_scripts(visitor: Visitor, news: Site, kind: str) -> None:
    page = visitor.open(news, news.page(kind), Look(scripts=False))
    rows = page.locator(TOLD_WITHOUT_SCRIPTS[kind])
    assert rows.count() > 1
    assert rows.first.is_visible()
    assert overflow(page) <= 0


def test_both_texts_can_be_read_without_scripts(visitor: Visitor, news: Site) -> None:
    story = news.stories[0]
    page = visitor.open(news, news.page("story", story.id), Look(scripts=False))
    shown = page.locator("article.telling .text").all_inner_texts()
    assert [text.split() for text in shown] == [article.text.split() for article in story.articles]


@kinds
def test_nothing_overflows_sideways_on_a_phone(visitor: Visitor, news: Site, kind: str) -> None:
    page = visitor.open(news, news.page(kind), Look(viewport=PHONE))
    assert overflow(page) <= 0


@kinds
def test_what_scrolls_sideways_can_be_reached_and_has_a_name(visitor: Visitor, news: Site, kind: str) -> None:
    page = visitor.open(news, news.page(kind), Look(viewport=PHONE))
    for scroller in page.locator(".scroller").all():
        assert scroller.get_attribute("tabindex") == "0"
        assert scroller.get_attribute("aria-label")


@themes
@kinds
def test_axe_finds_nothing_serious(visitor: Visitor, hostile: Site, kind: str, theme: Theme) -> None:
    """The hostile site has items of every kind in few words, over which axe is not slow."""
    assert serious(visitor.open(hostile, hostile.page(kind), Look(theme))) == []


@themes
@pytest.mark.parametrize("view", ["prediction", "difference"])
def test_axe_finds_nothing_serious_in_any_view_of_a_story(
    visitor: Visitor, hostile: Site, view: str, theme: Theme
) -> None:
    page = visitor.open(hostile, hostile.page("story") + f"#run={hostile.run('script')}&view={view}", Look(theme))
    assert serious(page) == []


def test_the_theme_that_is_chosen_stays(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"), Look("light"))
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator("#theme").click()
    after = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert before != after
    page.goto(news.base + news.page("gold"))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == after


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("leaderboard"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_index_is_small(news: Site) -> None:
    assert (news.folder / news.page("leaderboard")).stat().st_size < 300 * KB
