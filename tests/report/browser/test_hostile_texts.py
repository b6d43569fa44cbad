"""What comes from stories and runs stays text, whatever it says, and keeps inside its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report import hostile as texts
from report.browser.test_pages import overflow
from report.browser.visits import DESK, PHONE, Look
from report.sites import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from report.browser.visits import Visitor
    from report.sites import Site

kinds = pytest.mark.parametrize("kind", KINDS)

STRANGERS = """() => {
  const found = [];
  const top = new URL(document.querySelector("script[data-top]").dataset.top || ".", location.href).href;
  document.querySelectorAll(":not(link[rel=icon])").forEach(element => {
    const name = element.localName;
    if (["img", "iframe", "object", "embed", "base", "textarea", "b"].includes(name)) found.push(name);
    if (name === "form" && element.id !== "filters") found.push(name);
    if (name === "script" && (!element.src.startsWith(top) || element.textContent)) found.push("script");
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith("on")) found.push(attribute);
      const leads = ["href", "src", "xlink:href", "action"].includes(attribute);
      if (leads && !new URL(value, location.href).href.startsWith(top)) found.push(attribute + "=" + value);
    }
  });
  return found;
}"""
"""Elements and attributes that no page of ours has; its icon is an empty one."""


def opened(visitor: Visitor, site: Site, kind: str, *, viewport: ViewportSize = DESK, scripts: bool = True) -> Page:
    """Open a page with all that it shows: items of errors, and the differences in a story."""
    at = f"#run={site.run('script')}&view=difference" if kind == "story" else ""
    page = visitor.open(
        site,
        site.page(kind, "script" if kind in {"system", "errors"} else "") + at,
        Look(viewport=viewport, scripts=scripts),
    )
    if kind == "errors" and scripts:
        for group in page.locator("details.group").all():
            group.locator("summary").click()
            group.locator(".items > li").first.wait_for()
    return page


@kinds
def test_no_element_and_no_address_comes_from_data(visitor: Visitor, hostile: Site, kind: str) -> None:
    page = opened(visitor, hostile, kind)
    assert page.evaluate(STRANGERS) == []


@kinds
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_long_words_overflow_nothing(visitor: Visitor, hostile: Site, kind: str, viewport: ViewportSize) -> None:
    page = opened(visitor, hostile, kind, viewport=viewport)
    assert overflow(page) <= 0
    if kind == "story":
        for _ in range(8):
            page.keyboard.press("n")
            assert overflow(page) <= 0


@kinds
def test_long_words_overflow_nothing_without_scripts(visitor: Visitor, hostile: Site, kind: str) -> None:
    assert overflow(opened(visitor, hostile, kind, viewport=PHONE, scripts=False)) <= 0


def test_every_payload_stands_in_the_text_as_it_is(visitor: Visitor, hostile: Site) -> None:
    (story,) = hostile.stories
    for scripts in (False, True):
        page = opened(visitor, hostile, "story", scripts=scripts)
        for telling in page.locator(".telling .text").all():
            words = " ".join(str(telling.text_content()).split())
            for payload in texts.PAYLOADS:
                assert " ".join(payload.split()) in words
        title = " ".join(str(page.locator("h1").text_content()).split())
        assert title == " ".join(story.title.split())


def test_names_and_messages_of_a_run_stand_on_its_page(visitor: Visitor, hostile: Site) -> None:
    page = opened(visitor, hostile, "system")
    words = " ".join(str(page.locator("main").text_content()).split())
    for payload in texts.PAYLOADS:
        assert " ".join(payload.split()) in words
    assert " ".join(texts.CLOSING.split()) in str(page.locator("h1").text_content())


def test_each_item_can_be_looked_at_and_each_error_visited(visitor: Visitor, hostile: Site) -> None:
    """Whatever items and letters are called: also like what every object of JavaScript has."""
    page = opened(visitor, hostile, "story")
    slug = hostile.page("story").removeprefix("stories/").removesuffix(".html")
    prediction = hostile.data(f"predictions/{hostile.run('script')}/{slug}")
    total = sum(len(each["errors"]) for each in prediction["articles"].values()) + len(prediction["link_errors"])
    for number in range(total):
        page.keyboard.press("n")
        assert page.locator("#status").inner_text().startswith(f"{number + 1} of {total}: ")
    page.keyboard.press("g")
    for handle in page.locator(".text .handle").all():
        handle.focus()
        item = str(handle.get_attribute("data-ref")).removeprefix("gold ")
        assert item in page.locator("#details").inner_text()
    assert page.evaluate(STRANGERS) == []


def test_a_hostile_address_is_only_an_address_that_leads_nowhere(visitor: Visitor, hostile: Site) -> None:
    for fragment in (
        "run=%3Cscript%3Ealert(1)%3C/script%3E&view=%22%3E%3Cimg%20src=x%3E&item=__proto__:constructor&side=x",
        "run=__proto__&other=constructor&view=toString&item=:",
        "%E0%A4%A",
        "item=a",
    ):
        page = visitor.open(hostile, hostile.page("story") + "#" + fragment)
        assert page.evaluate(STRANGERS) == []
        page = visitor.open(hostile, hostile.page("errors") + "#" + fragment)
        assert page.evaluate(STRANGERS) == []


def test_words_from_right_to_left_turn_nothing_around_them(visitor: Visitor, hostile: Site) -> None:
    """The direction of names is kept in their own element, so that what stands beside them keeps its place."""
    page = opened(visitor, hostile, "leaderboard")
    for name in page.locator("table.leaderboard tbody th a").all():
        assert name.evaluate(
            "each => Boolean(each.querySelector('bdi')) || getComputedStyle(each).unicodeBidi === 'isolate'"
        )
