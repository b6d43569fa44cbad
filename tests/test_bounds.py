"""The bounds: nothing, the gold, an annotator, and gold whose errors are known, by the scores that must come out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
import pytest

import twicetold
from twicetold import measures, scoring
from twicetold.errors import InputError, SystemFailure
from twicetold.systems.protocol import Linker
from twicetold.systems.registry import find_system
from twicetold_baselines.bounds import Annotator, Gold, Noise
from twicetold_baselines.bounds.noise import is_spoilt

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold import Scores

STORIES = twicetold.load("dev")


@cache
def scores(spec: str) -> Scores:
    system = find_system(spec)
    assert isinstance(system, Linker)
    found = {article.id: system.extract(article.without_gold()) for story in STORIES for article in story.articles}
    links = {story.id: system.link(story, {}) for story in STORIES}
    return scoring.score(STORIES, found, links, split="dev")  # type: ignore[arg-type] # structs, as the bounds hand back


def f1(of: Scores, name: str) -> float:
    estimate = of.numbers[name].f1.estimate
    assert estimate is not None
    return estimate


def test_the_gold_is_1_by_every_measure() -> None:
    numbers = scores("gold").numbers
    assert len(numbers) == len(measures.ALL)
    assert {name for name, found in numbers.items() if found.f1.estimate != 1} == set()


def test_nothing_is_0_wherever_something_is_counted() -> None:
    found = scores("empty")
    for name, tally in found.totals.items():
        assert tally.recall_numerator == 0, name
    assert f1(found, "twicetold") == 0


@pytest.mark.clone
@pytest.mark.parametrize("number", ["1", "2"])
def test_an_annotator_is_close_to_the_gold_and_not_the_gold(number: str) -> None:
    found = scores(f"annotator:{number}")
    for name in measures.MAIN:
        assert 0.8 < f1(found, name) < 1, name


@pytest.mark.clone
def test_the_annotators_are_two() -> None:
    first, second = (scores(f"annotator:{number}").numbers for number in "12")
    assert first != second
    with pytest.raises(InputError, match="annotator:1 and annotator:2"):
        Annotator("3")


ITEMS = [
    *(f"entities.{each}" for each in ("strict", "exact", "type", "partial", "overlap", "b3", "ceafm", "lea")),
    *(f"dates.{each}" for each in ("strict", "relaxed", "type", "value", "interval")),
    *(f"events.{each}" for each in ("trigger.id", "trigger.class", "b3", "ceafm", "lea")),
    *(f"claims.{each}.exact" for each in ("source", "cue", "content")),
    "claims.entity",
]
PAIRS = ["entities.blanc.separate", "events.blanc.separate", "claims.attribution", "links.entities", "links.claims"]
AMONG_WHAT_WAS_FOUND = ["dates.value.given", "events.polarity", "events.realis", "claims.stance", "claims.mode"]


@pytest.mark.parametrize("rate", [pytest.param(0.1, marks=pytest.mark.long), 0.3])
def test_noise_scores_as_its_closed_form_says(rate: float) -> None:
    found = scores(f"noise:{rate}")
    for names, expected in ((ITEMS, 1 - rate), (PAIRS, (1 - rate) ** 2), (AMONG_WHAT_WAS_FOUND, 1)):
        for name in names:
            precision, recall, _f1 = found.numbers[name]
            assert precision.estimate == pytest.approx(expected, abs=0.06), name
            assert recall.estimate == pytest.approx(expected, abs=0.06), name


@pytest.mark.parametrize(
    "rate", [pytest.param(0.0, marks=pytest.mark.long), 0.3, pytest.param(1.0, marks=pytest.mark.long)]
)
def test_noise_scores_exactly_what_it_left(rate: float) -> None:
    totals = scores(f"noise:{rate}").totals
    articles = [(article.id, article.gold) for story in STORIES for article in story.articles if article.gold]
    left = {
        "entities.strict": sum(
            len(each.mentions)
            for name, gold in articles
            for each in gold.entities
            if not is_spoilt(name, each.id, rate)
        ),
        "dates.value": sum(not is_spoilt(name, each.id, rate) for name, gold in articles for each in gold.dates),
        "events.trigger.class": sum(
            len(each.triggers) for name, gold in articles for each in gold.events if not is_spoilt(name, each.id, rate)
        ),
    }
    assert {name: totals[name].recall_numerator for name in left} == left
    assert {name: totals[name].precision_numerator for name in left} == left


def test_what_noise_spoils_it_spoils_at_any_higher_rate() -> None:
    names = [str(number) for number in range(1000)]
    low, high = ({name for name in names if is_spoilt("a/a", name, rate)} for rate in (0.2, 0.4))
    assert low < high
    assert len(low) == pytest.approx(200, abs=40)


@pytest.mark.parametrize("rate", ["-0.1", "1.1", "much", "nan", ""])
def test_a_rate_is_a_share(rate: str) -> None:
    with pytest.raises(InputError, match=r"write a share from 0 to 1, as in noise:0\.2"):
        find_system(f"noise:{rate}")


@pytest.mark.clone
def test_articles_of_others_are_failures() -> None:
    article = STORIES[0].articles[0].without_gold()
    for system in (Gold(), Noise("0.1"), Annotator()):
        with pytest.raises(SystemFailure, match="is no article of the gold set"):
            system.extract(msgspec.structs.replace(article, id="other/a"))
        with pytest.raises(SystemFailure, match="has another text"):
            system.extract(msgspec.structs.replace(article, text="Another."))
    with pytest.raises(SystemFailure, match="is no story of the gold set"):
        Gold().link(msgspec.structs.replace(STORIES[0], id="other"), {})


def test_without_the_passes_there_is_no_annotator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("twicetold_baselines.bounds.annotator.data_root", lambda: tmp_path)
    assert "clone of the repository" in str(Annotator.missing())
    with pytest.raises(InputError, match="passes are not here"):
        Annotator()
