"""What belongs together lights up together, relations are drawn, and the time line leads to the text and back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from report.browser.reading import lit
from report.browser.visits import ready, settled
from twicetold import Extraction, measures
from twicetold.model import text_of
from twicetold.predictions import read_predictions
from twicetold.scoring import case_batch
from twicetold.scoring.measuring import story_case

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from report.browser.visits import Visitor
    from report.sites import Site
    from twicetold import Story
    from twicetold.model import Cluster, Member

SIGNS = {"AGREE": "=", "CONTRADICT": "≠", "ELABORATE": "+"}
FORM = """path => {
  const points = path.getAttribute("d").match(/-?[\\d.]+ -?[\\d.]+/g).map(each => each.split(" ").map(Number));
  const falls = points.slice(1).map((each, number) => each[1] < points[number][1] || each[0] < points[number][0]);
  const turns = falls.filter((each, number) => number && each !== falls[number - 1]).length;
  return [getComputedStyle(path).strokeDasharray, turns > 4];
}"""
"""How a curve looks: its dashes, and whether it is a zigzag."""


def key_of(member: Member) -> str:
    return f"{member.article.partition('/')[2]}:{member.id}"


def mentions(story: Story, cluster: Cluster) -> dict[str, list[str]]:
    """Return by letter the words of all mentions of a linked entity."""
    golds = {article.id: (article.gold or Extraction(), article.text) for article in story.articles}
    found: dict[str, list[str]] = {}
    for member in cluster.members:
        gold, text = golds[member.article]
        (entity,) = (each for each in gold.entities if each.id == member.id)
        words = [text_of(mention.span, text) for mention in entity.mentions]
        found.setdefault(member.article.partition("/")[2], []).extend(words)
    return found


def mark(page: Page, member: Member) -> Locator:
    return page.locator(f".text [data-item~='{key_of(member)}']").first


def handle(page: Page, member: Member) -> Locator:
    return page.locator(f".text .handle[data-ref='gold {key_of(member)}']")


def letters_with(words: dict[str, str]) -> set[str]:
    return {letter for letter, lit_words in words.items() if lit_words}


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_an_entity_lights_up_in_both_tellings(visitor: Visitor, news: Site, how: str) -> None:
    story = news.stories[0]
    page = visitor.open(news, news.page("story", story.id))
    for layer in ("dates", "events", "claims"):
        page.locator(f"#layers button[data-layer={layer}]").click()
    cluster = max(story.links.entities, key=lambda each: len(mentions(story, each)))
    assert lit(page) == dict.fromkeys(lit(page), "")
    if how == "hover":
        mark(page, cluster.members[0]).hover()
    else:
        handle(page, cluster.members[0]).focus()
    now = lit(page)
    for letter, words in mentions(story, cluster).items():
        assert words
        for each in words:
            assert "".join(each.split()) in "".join(now[letter].split())
    assert letters_with(now) == set(mentions(story, cluster))
    if how == "hover":
        page.locator("h1").hover()
        assert letters_with(lit(page)) == set()


def test_what_is_not_linked_lights_up_in_its_own_telling_only(visitor: Visitor, news: Site) -> None:
    story = news.stories[0]
    page = visitor.open(news, news.page("story", story.id))
    linked = {member for cluster in story.links.entities for member in cluster.members}
    article = story.articles[0]
    letter = article.id.partition("/")[2]
    lone = next(
        entity
        for entity in (article.gold or Extraction()).entities
        if (article.id, entity.id) not in {(member.article, member.id) for member in linked}
    )
    page.locator(f".text .handle[data-ref='gold {letter}:{lone.id}']").focus()
    assert letters_with(lit(page)) == {letter}


def test_items_have_names_and_each_telling_is_one_stop_of_the_keyboard(visitor: Visitor, news: Site) -> None:
    page = visitor.open(news, news.page("story"))
    for telling in page.locator(".telling").all():
        assert telling.locator(".handle").count() > 20
        assert telling.locator(".handle[tabindex='0']").count() == 1
        names = telling.locator(".handle").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
        assert all(name and name.split(",")[0] in {"Entity", "Date", "Event", "Claim"} for name in names)
        first = telling.locator(".handle[tabindex='0']")
        first.focus()
        page.keyboard.press("ArrowRight")
        assert telling.locator(".handle").nth(1).evaluate("each => each === document.activeElement")
        assert telling.locator(".handle[tabindex='0']").count() == 1


def test_the_relation_of_a_claim_is_drawn_by_its_kind(visitor: Visitor, news: Site) -> None:
    seen: dict[str, list[object]] = {}
    for story in news.stories:
        page = visitor.open(news, news.page("story", story.id))
        for relation in story.links.claims:
            if relation.label in seen:
                continue
            handle(page, relation.first).focus()
            curves = page.locator("svg.curves [data-label]")
            labels = curves.evaluate_all("all => all.map(each => each.dataset.label)")
            assert relation.label in labels
            curve = page.locator(f"svg.curves [data-label={relation.label}]").first
            assert curve.locator("text").text_content() == SIGNS[relation.label]
            seen[relation.label] = curve.locator("path").first.evaluate(FORM)
    assert {"AGREE", "CONTRADICT"} <= set(seen)
    forms = list(seen.values())
    assert all(form not in forms[:place] for place, form in enumerate(forms))


def test_relations_stand_in_words_under_the_tellings(visitor: Visitor, news: Site) -> None:
    for story in news.stories:
        page = visitor.open(news, news.page("story", story.id))
        rows = page.locator("#meetings > li.meeting")
        assert rows.count() == len(story.links.claims)
        for row, relation in zip(rows.all(), story.links.claims, strict=True):
            assert relation.label.lower() in row.inner_text().lower()
            assert SIGNS[relation.label] in row.inner_text()


def test_a_point_of_the_time_line_lights_up_its_date(visitor: Visitor, news: Site) -> None:
    story = news.stories[0]
    page = visitor.open(news, news.page("story", story.id))
    points = page.locator("svg.time-line .told")
    assert points.count() > 1
    for point in points.all()[:5]:
        key = str(point.get_attribute("data-dates")).split()[0]
        letter, _, name = key.partition(":")
        (article,) = (each for each in story.articles if each.id.endswith(f"/{letter}"))
        (date,) = (each for each in (article.gold or Extraction()).dates if each.id == name)
        point.focus()
        assert "".join(text_of(date.span, article.text).split()) in "".join(lit(page)[letter].split())
    page.locator(f".text .handle[data-ref='gold {key}']").focus()
    assert page.locator("svg.time-line .told.lit").count() == 1


STATES = {"right": "✓", "missed": "○", "spurious": "✗", "wrong": "≠"}


def seen_as(row: Locator) -> str:
    """Return the state that a relation in the list under the text is shown with, which its sign and word agree on."""
    words = row.locator(".state").inner_text().split()
    (state,) = (state for state, sign in STATES.items() if sign == words[0])
    assert words[1].rstrip(":") == state
    assert state in str(row.get_attribute("class")).split()
    return state


@pytest.mark.parametrize("system", ["rules", "annotator"])
def test_relations_are_right_missed_spurious_or_wrong_as_the_score_counts_them(
    visitor: Visitor, news: Site, system: str
) -> None:
    story, run = news.stories[0], news.run(system)
    page = visitor.open(news, news.page("story", story.id) + f"#run={run}&view=difference")
    page.wait_for_selector("#views button[data-view=difference][aria-pressed=true]")
    settled(page)
    found = read_predictions(news.runs / system, [story])
    batch = case_batch(story.articles, found.extractions)
    measure = measures.get("links.claims")
    assert isinstance(measure, measures.StoryMeasure)
    tally = measure.match([story_case(story, batch.cases, found.links[story.id])]).tally()
    counts = Counter(seen_as(row) for row in page.locator("#meetings > li.meeting").all())
    assert counts["right"] == tally.recall_numerator
    assert counts["right"] + counts["missed"] + counts["wrong"] == tally.recall_denominator
    assert counts["right"] + counts["spurious"] + counts["wrong"] == tally.precision_denominator


def test_an_error_of_links_is_drawn_told_and_led_to_by_its_address(visitor: Visitor, news: Site) -> None:
    story, run = news.stories[0], news.run("rules")
    page = visitor.open(news, news.page("story", story.id) + f"#run={run}&view=difference")
    page.wait_for_selector("#views button[data-view=difference][aria-pressed=true]")
    forms = set()
    for group, state in (("entity links", "missed"), ("entity links", "spurious"), ("claim links", "missed")):
        page.locator("#fault-layer").select_option(group)
        page.locator("#fault-kind").select_option(state)
        page.locator("h1").click()
        page.keyboard.press("n")
        curve = page.locator(f"svg.curves .curve.{state}")
        assert curve.count() == 1
        assert str(curve.locator("text").text_content()).startswith(STATES[state])
        forms.add(
            str(curve.evaluate("each => [each.children.length, getComputedStyle(each.firstChild).strokeDasharray]"))
        )
        assert {letter for letter, words in lit(page).items() if words} == {"a", "b"}
        said = page.locator("#status").inner_text()
        assert f"{group}, {state}" in said
        assert state in page.locator("#details").inner_text()
        page.reload()
        ready(page)
        page.wait_for_selector(f"svg.curves .curve.{state}", state="attached")
        assert said.partition(": ")[2] == page.locator("#status").inner_text().partition(": ")[2]
    assert len(forms) == 2


@pytest.mark.parametrize(("key", "view"), [("f", "prediction"), ("d", "difference")])
def test_the_time_line_of_a_view_has_its_dates_and_leads_to_them(
    visitor: Visitor, news: Site, key: str, view: str
) -> None:
    story, run = news.stories[0], news.run("rules")
    page = visitor.open(news, news.page("story", story.id) + f"#run={run}")
    before = page.locator("#time-line").inner_html()
    page.keyboard.press(key)
    page.wait_for_selector(f"#views button[data-view={view}][aria-pressed=true]")
    settled(page)
    dates = {
        f"{side} {article.id.partition('/')[2]}:{date.id}"
        for side, extractions in (
            ("gold", {article.id: article.gold or Extraction() for article in story.articles}),
            ("predicted", read_predictions(news.runs / "rules", [story]).extractions),
        )
        for article in story.articles
        for date in extractions[article.id].dates
    }
    told = set(
        page.locator(".when .told").evaluate_all(
            "all => all.flatMap(each => each.dataset.dates.split(' ').map(key => each.dataset.side + ' ' + key))"
        )
    )
    wanted = {each for each in dates if each.startswith("predicted" if view == "prediction" else "gold")}
    assert wanted == {each for each in told if each in wanted}
    assert told <= dates
    signs = [words.split()[0] in STATES.values() for words in page.locator("#time-line .told text").all_text_contents()]
    assert all(signs) if view == "difference" else not any(signs)
    for point in page.locator("#time-line .told").all()[:4]:
        point.focus()
        assert page.locator(".text .lit").count()
    page.keyboard.press("g")
    page.wait_for_function("before => document.getElementById('time-line').innerHTML === before", arg=before)
