"""From error to error by the keyboard, and addresses that lead to exactly one item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from report.browser.visits import ready

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from report.browser.visits import Visitor
    from report.sites import Site
    from twicetold import Story

STATUS = "() => document.getElementById('status').textContent"
STEP = """letters => {
  const isInSight = letter => {
    const telling = document.querySelector(`.telling[data-letter="${letter}"]`);
    const pane = telling.getBoundingClientRect();
    const top = Math.max(0, pane.top);
    const bottom = Math.min(innerHeight, pane.bottom);
    return Array.from(telling.querySelectorAll(".text :is(.lit, .lit-filler, .lit-linked)")).some(each => {
      const box = each.getBoundingClientRect();
      return box.top >= top && box.bottom <= bottom;
    });
  };
  return [document.getElementById("status").textContent, letters.every(isInSight)];
}"""
"""What is said of an error, and whether words of it are in sight in its telling, or in both of a link."""


GROUPS = {"entities": "entity links", "events": "event links", "claims": "claim links"}
"""What errors of links are called, by their layer."""


def prediction_of(site: Site, run: str, story: Story) -> dict[str, Any]:
    slug = site.page("story", story.id).removeprefix("stories/").removesuffix(".html")
    found: dict[str, Any] = site.data(f"predictions/{run}/{slug}")
    return found


def errors_of(site: Site, run: str, story: Story) -> list[tuple[str, dict[str, Any]]]:
    """Return the errors of a run in the order of the tellings and their text, each with its letter."""
    articles = prediction_of(site, run, story)["articles"]
    letters = [article.id.partition("/")[2] for article in story.articles]
    return [(letter, error) for letter in letters for error in articles[letter]["errors"]]


def link_errors_of(site: Site, run: str, story: Story) -> list[tuple[str, dict[str, Any]]]:
    """Return the errors of a run's links as those of items, each with the letters of its ends."""
    return [
        ("".join(letter for letter, _ in (error["gold"] or error["predicted"])["ends"]), _named(error))
        for error in prediction_of(site, run, story)["link_errors"]
    ]


def _named(error: dict[str, Any]) -> dict[str, Any]:
    return error | {"layer": GROUPS[error["layer"]], "span": error["gold"] or error["predicted"]}


def announcement(number: int, total: int, error: dict[str, Any]) -> str:
    return f"{number} of {total}: {error['layer']}, {error['kind']}: {error['label']}"


def difference(visitor: Visitor, site: Site, run: str, story: Story) -> Page:
    page = visitor.open(site, site.page("story", story.id) + f"#run={run}&view=difference")
    page.wait_for_selector("#views button[data-view=difference][aria-pressed=true]")
    return page


@pytest.mark.parametrize(("system", "number"), [pytest.param("rules", 2, marks=pytest.mark.long), ("annotator", 0)])
def test_the_walk_visits_every_error_once_and_in_order_and_stops(
    visitor: Visitor, news: Site, system: str, number: int
) -> None:
    story, run = news.stories[number], news.run(system)
    errors = [*errors_of(news, run, story), *link_errors_of(news, run, story)]
    page = difference(visitor, news, run, story)
    for place, (letters, error) in enumerate(errors, start=1):
        page.keyboard.press("n")
        said, in_sight = page.evaluate(STEP, list(letters))
        assert said.startswith(announcement(place, len(errors), error))
        assert in_sight or not error["span"], said
    page.keyboard.press("n")
    assert page.evaluate(STATUS) == "That was the last error."
    page.keyboard.press("p")
    assert page.evaluate(STATUS).startswith(f"{len(errors) - 1} of {len(errors)}")


def test_the_walk_goes_on_from_a_choice_of_layer_and_kind(visitor: Visitor, news: Site) -> None:
    story, run = news.stories[0], news.run("rules")
    page = difference(visitor, news, run, story)
    chosen = [error for _, error in errors_of(news, run, story) if error["layer"] == "dates"]
    page.locator("#fault-layer").select_option("dates")
    page.locator("h1").click()
    for place, error in enumerate(chosen, start=1):
        page.keyboard.press("n")
        assert page.evaluate(STATUS).startswith(announcement(place, len(chosen), error))


def test_keys_do_nothing_in_a_form_field(visitor: Visitor, news: Site) -> None:
    page = difference(visitor, news, news.run("rules"), news.stories[0])
    before = page.url
    page.locator("#fault-layer").focus()
    page.keyboard.press("n")
    page.keyboard.press("g")
    assert page.url == before


def test_keys_change_the_view(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("story") + f"#run={news.run('rules')}")
    for key, view in {"d": "difference", "f": "prediction", "g": "gold"}.items():
        page.keyboard.press(key)
        page.wait_for_selector(f"#views button[data-view={view}][aria-pressed=true]")
        assert f"view={view}" in page.url


def test_the_question_mark_shows_the_keys(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("story"))
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


@pytest.mark.parametrize(("side", "kind"), [("gold", "missed"), ("predicted", "spurious"), ("gold", "boundary")])
def test_a_link_to_an_item_leads_to_it_and_survives_reloading(
    visitor: Visitor, news: Site, side: str, kind: str
) -> None:
    story, run = news.stories[0], news.run("rules")
    letter, error = next(each for each in errors_of(news, run, story) if each[1]["kind"] == kind)
    item = f"{letter}:{error[side]}"
    hash_ = f"#run={run}&view=difference&item={item}&side={side}"
    page = visitor.open(news, news.page("story", story.id) + hash_)
    page.wait_for_selector("#views button[data-view=difference][aria-pressed=true]")
    for _ in range(2):
        attribute = "data-item" if side == "gold" else "data-predicted"
        assert item in page.locator("#details").inner_text()
        lit = page.locator(f".text .lit[{attribute}~='{item}']")
        assert lit.count() > 0
        assert {f"run={run}", "view=difference", f"item={item}", f"side={side}"} <= set(
            page.url.split("#")[1].split("&")
        )
        page.reload()
        ready(page)


def test_each_item_of_the_errors_opens_where_it_stands(visitor: Visitor, news: Site) -> None:
    """The first item of every kind and layer that a system has errors of; of a link, the items that it stands for."""
    run = news.run("rules")
    page = visitor.open(news, news.page("errors", "rules"))
    links = []
    for group in page.locator("details.group").all():
        group.locator("summary").press("Enter")
        link = group.locator(".items a").first
        link.wait_for()
        links.append(link.evaluate("link => link.href"))
    assert len(links) > 10
    for link in links:
        page.goto(link)
        wanted = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))
        page.wait_for_function("error => location.hash.endsWith('&error=' + error)", arg=wanted["error"])
        page.wait_for_selector("#fault-list [aria-current=true]")
        details = page.locator("#details")
        if "links" in page.locator("#fault-list [aria-current=true]").inner_text():
            assert re.search("missed|spurious|wrong", details.inner_text())
        else:
            assert wanted["item"] in details.inner_text()
            page.wait_for_selector("#details dl .line:is(.missed, .spurious, .wrong)", state="attached")
        assert f"run={run}" in page.url


def test_two_systems_are_switched_with_one_key(visitor: Visitor, news: Site) -> None:
    first, second = news.run("rules"), news.run("annotator")
    page = visitor.open(news, news.page("story") + f"#run={first}&other={second}&view=prediction")
    page.wait_for_selector("#views button[data-view=prediction][aria-pressed=true]")
    page.keyboard.press("x")
    page.wait_for_function("run => location.hash.includes('run=' + run)", arg=second)
    assert f"other={first}" in page.url
