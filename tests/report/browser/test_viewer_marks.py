"""The marks of the viewer: exactly the characters of gold, or of what was found, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report.browser.reading import LAYERS, marked, shown
from report.hostile import LETTERS
from twicetold import Extraction
from twicetold.predictions import read_predictions

if TYPE_CHECKING:
    from report.browser.visits import Visitor
    from report.sites import Site
    from twicetold import Article

SWITCHES = "#layers button[data-layer={}]"


def letter_of(article: Article) -> str:
    return article.id.partition("/")[2]


def gold_of(article: Article) -> Extraction:
    return article.gold or Extraction()


@pytest.mark.parametrize("number", range(3))
def test_marks_cover_exactly_the_characters_of_gold(visitor: Visitor, news: Site, number: int) -> None:
    story = news.stories[number]
    page = visitor.open(news, news.page("story", story.id))
    for article in story.articles:
        telling = shown(page, letter_of(article))
        assert telling.text == article.text
        assert telling.items == marked(gold_of(article), letter_of(article))
        for layer in LAYERS:
            own = marked(gold_of(article), letter_of(article), [layer])
            assert telling.layers.get(layer, set()) == set().union(*own.values())


@pytest.mark.parametrize("letter", LETTERS)
def test_marks_count_code_points_and_fragments(visitor: Visitor, hostile: Site, letter: str) -> None:
    (story,) = hostile.stories
    page = visitor.open(hostile, hostile.page("story"))
    (article,) = (article for article in story.articles if letter_of(article) == letter)
    telling = shown(page, letter)
    assert telling.text == article.text
    assert telling.items == marked(gold_of(article), letter)


def test_marks_cover_exactly_the_characters_of_what_a_system_found(visitor: Visitor, news: Site) -> None:
    story = news.stories[0]
    found = read_predictions(news.runs / "rules", [story]).extractions
    page = visitor.open(news, news.page("story", story.id) + f"#run={news.run('rules')}&view=prediction")
    page.wait_for_selector("#views button[data-view=prediction][aria-pressed=true]")
    for article in story.articles:
        assert shown(page, letter_of(article)).items == marked(found[article.id], letter_of(article))


def test_marks_of_a_prediction_are_right_whatever_an_article_is_called(visitor: Visitor, hostile: Site) -> None:
    (story,) = hostile.stories
    found = read_predictions(hostile.runs / "a", [story]).extractions
    page = visitor.open(hostile, hostile.page("story") + f"#run={hostile.run('script')}&view=prediction")
    page.wait_for_selector("#views button[data-view=prediction][aria-pressed=true]")
    for article in story.articles:
        assert shown(page, letter_of(article)).items == marked(found[article.id], letter_of(article))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_is_switched_off_takes_its_marks_away(visitor: Visitor, news: Site, layer: str) -> None:
    story = news.stories[0]
    page = visitor.open(news, news.page("story", story.id))
    switch = page.locator(SWITCHES.format(layer))
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    others = [each for each in LAYERS if each != layer]
    for article in story.articles:
        telling = shown(page, letter_of(article))
        assert telling.text == article.text
        assert telling.items == marked(gold_of(article), letter_of(article), others)
    page.keyboard.press(str(LAYERS.index(layer) + 1))
    assert switch.get_attribute("aria-pressed") == "true"
    for article in story.articles:
        assert shown(page, letter_of(article)).items == marked(gold_of(article), letter_of(article))


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_has_a_form_and_not_only_a_colour(visitor: Visitor, news: Site, layer: str) -> None:
    """With all colours alike, marks of a layer still look otherwise than plain words."""
    page = visitor.open(news, news.page("story", news.stories[0].id))
    for other in LAYERS:
        if other != layer:
            page.locator(SWITCHES.format(other)).click()
    forms = page.evaluate(
        """() => {
          const form = element => {
            const style = getComputedStyle(element);
            return [style.textDecorationLine, style.textDecorationStyle, style.borderBottomStyle, style.backgroundImage]
              .join(" ").replace(/rgba?\\([^)]*\\)/g, "");
          };
          const all = selector => new Set(Array.from(document.querySelectorAll(selector), form));
          return [".text span[data-item]", ".text p > span:not([data-item])"].map(each => Array.from(all(each)));
        }"""
    )
    assert not set(forms[0]) & set(forms[1])
