"""The leaderboard: numbers, letters, splits, links, and its size."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import invented
from report.conftest import score
from twicetold import scoring
from twicetold.errors import InputError
from twicetold.measures import HEADLINES, MAIN
from twicetold.predictions import Stored
from twicetold.report import site
from twicetold.report.site.leaderboard import Part, by_split, columns, write_leaderboard
from twicetold.scoring.paired import by_story, compare_all, letters, not_separated
from twicetold.statistics import Comparison, Interval, Intervals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report.conftest import Small
    from twicetold.report.site.gathering import Run
    from twicetold.scoring import Scores

NAMES = "abcdef"
STORIES = [story.id for story in invented.stories()]


def scores_of(runs: Sequence[Run]) -> dict[str, Scores]:
    return {run.slug: run.scores for run in runs}


@given(st.sets(st.sampled_from(list(combinations(NAMES, 2)))))
def test_two_systems_share_a_letter_exactly_where_they_are_joined(joined: set[tuple[str, str]]) -> None:
    own = letters(NAMES, joined)
    for pair in combinations(NAMES, 2):
        assert bool(set(own[pair[0]]) & set(own[pair[1]])) == (pair in joined), pair


def test_the_best_system_has_the_first_letter() -> None:
    assert letters("xyz", {("x", "y"), ("y", "z")}) == {"x": ["a"], "y": ["a", "b"], "z": ["b"]}


def test_no_letter_says_nothing() -> None:
    groups = letters("xyz", set(combinations("xyz", 2)))
    assert groups == {"x": ["a"], "y": ["a"], "z": ["a"]}


def comparison(p: float | None) -> dict[str, Comparison]:
    return {"m": Comparison(Interval(0.1, None, None), None, p, None, 1, 0, 0, None)}


def test_p_values_are_corrected_over_all_pairs() -> None:
    compared = {("x", "y"): comparison(0.02), ("x", "z"): comparison(0.02), ("y", "z"): comparison(0.03)}
    assert not_separated(compared, "m") == set(compared)
    assert not_separated({("x", "y"): comparison(0.02)}, "m") == set()


def test_without_a_test_systems_are_not_told_apart() -> None:
    assert not_separated({("x", "y"): comparison(None)}, "m") == {("x", "y")}


def test_systems_are_compared_as_the_command_does(small: Small) -> None:
    good, bad = small.runs
    wanted = scoring.compare(good.scores, bad.scores, MAIN)
    assert (
        compare_all(scores_of(small.runs), by_story(scores_of(small.runs), list(wanted)))[good.slug, bad.slug] == wanted
    )


def test_the_f1_of_a_story_is_that_of_its_scores_alone(small: Small) -> None:
    run = small.runs[1]
    of_stories = by_story(scores_of(small.runs), HEADLINES).f1(run.slug)
    told = invented.stories()
    for number, story in enumerate(told):
        with Stored(run.path) as stored:
            alone = scoring.score_predictions([story], stored, split="all")
        for name in HEADLINES:
            assert of_stories[name][number] == alone.numbers[name].f1.estimate


def rows_of(table: Any) -> dict[str, list[str]]:
    return {
        " ".join(row.xpath("th//a")[0].text_content().split()): [
            cell.text_content().strip() for cell in row.xpath("td")
        ]
        for row in table.xpath("tbody/tr")
    }


def tables(small: Small) -> dict[str, Any]:
    return {
        section.get("data-split"): section.xpath(".//table")[0]
        for section in small.page("index.html").xpath("//section[@class='board']")
    }


def test_systems_stand_in_the_order_of_the_first_measure(small: Small) -> None:
    table = tables(small)[""]
    shown = [float(text) for text in table.xpath("tbody/tr/td[1]/span[@class='figure']/text()")]
    assert shown == sorted(shown, reverse=True)
    assert table.xpath("thead//th[@aria-sort]/@aria-sort") == ["descending"]
    assert table.xpath("thead//th/@aria-sort/..")[0].text_content() == "twicetold"


def test_every_number_is_that_of_the_scores(small: Small) -> None:
    shown = rows_of(tables(small)[""])
    good = small.runs[0]
    for column, cell in zip(columns(good.scores), shown[good.title], strict=True):
        assert cell.startswith(str(good.scores.numbers[column.name].f1).split(" ", maxsplit=1)[0]), column.name


def test_a_layer_in_which_nothing_was_found_has_a_dash(small: Small) -> None:
    bad = small.runs[1]
    cells = dict(
        zip([column.name for column in columns(bad.scores)], rows_of(tables(small)[""])[bad.title], strict=True)
    )
    assert {name for name, cell in cells.items() if cell == "–"} >= {"claims.attribution", "links.entities"}
    assert not cells["entities.strict"].startswith("–")


def test_a_split_has_the_scores_of_its_stories(small: Small) -> None:
    bad = small.runs[1]
    for split in invented.SPLITS:
        own = [story for story in invented.stories() if story.split == split]
        with Stored(bad.path) as stored:
            alone = scoring.score_predictions(own, stored, split=split)
        shown = rows_of(tables(small)[split])[bad.title]
        for column, cell in zip(columns(bad.scores), shown, strict=True):
            f1 = str(alone.numbers[column.name].f1).split(" ", maxsplit=1)[0]
            assert cell == "–" or cell.startswith(f1), (split, column.name)


def test_a_split_has_the_intervals_and_letters_of_its_stories_alone(small: Small) -> None:
    scores = scores_of(small.runs)
    names = [column.name for column in columns(small.runs[0].scores)]
    splits = {story.id: "train" if number < 4 else "dev" for number, story in enumerate(invented.stories())}
    own = [story for story in invented.stories() if splits[story.id] == "train"]
    train, dev = by_split(small.runs, by_story(scores, names), splits)
    assert (train.split, dev.split) == ("train", "dev")
    alone = {}
    for run in small.runs:
        with Stored(run.path) as stored:
            alone[run.slug] = scoring.score_predictions(own, stored, split="train")
        for name in names:
            assert train.numbers[run.slug][name] == alone[run.slug].numbers[name], name
    assert train.compared == compare_all(alone, by_story(alone, names))
    good = train.numbers[small.runs[0].slug]["dates.value"].f1
    assert good.low is not None
    assert dev.numbers[small.runs[0].slug]["dates.value"].f1.low is None, "two stories are too few"


def test_what_a_split_shows_is_drawn_and_lettered(small: Small, tmp_path: Path) -> None:
    scores = scores_of(small.runs)
    names = [column.name for column in columns(small.runs[0].scores)]
    splits = {story.id: "train" if number < 4 else "dev" for number, story in enumerate(invented.stories())}
    scored = by_story(scores, names)
    parts = by_split(small.runs, scored, splits)
    write_leaderboard(small.runs, compare_all(scores, scored), parts, tmp_path)
    page = small._replace(folder=tmp_path).page("index.html")
    (board,) = page.xpath("//section[@data-split='train']")
    assert len(board.xpath(".//svg")) == len(board.xpath(".//span[@class='limits']")) > 1
    assert board.xpath(".//span[@class='letters']")


def test_stories_of_one_split_are_not_told_apart(small: Small) -> None:
    scored = by_story(scores_of(small.runs), ["dates.value"])
    assert by_split(small.runs, scored, dict.fromkeys(STORIES, "dev")) == []


def test_each_system_and_each_pair_is_one_click_away(small: Small) -> None:
    links = small.page("index.html").xpath("//main//a/@href")
    assert all((small.folder / link).is_file() for link in links)
    assert {link for link in links if link.startswith("systems/")} == {f"systems/{run.slug}.html" for run in small.runs}
    assert {link for link in links if link.startswith("compare/")} == {
        f"compare/{small.runs[0].slug}.{small.runs[1].slug}.html"
    }


def test_names_that_want_to_be_more_stay_text(small: Small) -> None:
    for place in small.folder.rglob("*.html"):
        page = small.page(str(place.relative_to(small.folder)))
        assert not page.xpath("//b | //script[not(@src)] | //@style | //@onclick"), place
    assert invented.HOSTILE in small.page("index.html").text_content()


def test_a_board_of_twenty_systems_on_three_splits_is_light(small: Small, tmp_path: Path) -> None:
    runs = [small.runs[0]._replace(slug=f"system-{n}", title=f"A system of number {n}") for n in range(20)]
    names = [column.name for column in columns(runs[0].scores)]
    compared = compare_all(scores_of(runs), by_story(scores_of(runs), names))
    wide = Intervals(*[Interval(0.613, 0.579, 0.646)] * 3)
    numbers = {run.slug: dict.fromkeys(names, wide) for run in runs}
    parts = [Part(split, numbers, compared) for split in ("train", "dev", "test")]
    write_leaderboard(runs, compared, parts, tmp_path)
    assert (tmp_path / "index.html").stat().st_size < 300_000


def test_one_system_alone_has_no_letters_and_no_comparison(small: Small, tmp_path: Path) -> None:
    write_leaderboard(small.runs[:1], {}, [], tmp_path)
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "letters" not in text
    assert "compare/" not in text


def test_a_report_of_nothing_is_refused(tmp_path: Path) -> None:
    run = invented.write_run(tmp_path / "run", good=True)
    with pytest.raises(InputError, match="stories with gold"):
        site.write([run], [], lambda stored: scoring.score_predictions([], stored, split="all"), tmp_path / "site")
    with pytest.raises(InputError, match="needs runs"):
        site.write([], invented.stories(), score, tmp_path / "site")
