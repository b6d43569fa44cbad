"""The leaderboard: what is published is what stored predictions score, and ranks are those that the test supports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import twicetold
from twicetold import scoring
from twicetold.errors import InputError
from twicetold.predictions import Stored
from twicetold.scoring.paired import by_story, compare_all
from twicetold_baselines.bounds import Empty, Gold, Noise
from twicetold_baselines.leaderboard import board, building, markdown, plots, runs
from twicetold_baselines.leaderboard.entrants import BOUNDS, Entrant, entrants, stored_predictions
from twicetold_baselines.leaderboard.ranks import ranks, tau

if TYPE_CHECKING:
    from twicetold import Scores

TOP = Path(__file__).parents[1] / "baselines"
PUBLISHED = board.read(TOP / "leaderboard.json")
STORIES = twicetold.load("dev")


def scores(system: Empty | Gold | Noise) -> Scores:
    found = {article.id: system.extract(article) for story in STORIES for article in story.articles}
    links = {story.id: system.link(story, {}) for story in STORIES}
    return scoring.score(STORIES, found, links, split="dev", conventions=runs.CONVENTIONS)


OURS = ("rules", "learned")
ROWS = [
    pytest.param(row, id=row.name, marks=() if row.name in OURS else pytest.mark.long)
    for row in PUBLISHED.rows
    if not row.is_bound
]


@pytest.mark.parametrize("row", ROWS)
def test_stored_predictions_give_the_published_scores(row: board.Row) -> None:
    path = stored_predictions(TOP / "predictions", row.name)
    if not path.is_file():
        pytest.skip(f"the predictions of {row.name} are too large to be stored")
    found = runs.scored(path, twicetold.load("test"), "test")
    assert found.signature == PUBLISHED.signature
    again = building.rows([runs.Finished(Entrant(row.name), path, row.version, 0, None)], {row.name: found}, {})[0]
    assert board.rounded(again.scores) == board.rounded(row.scores)
    assert board.rounded(again.phenomena) == board.rounded(row.phenomena)


def test_the_page_is_that_of_the_board() -> None:
    assert (TOP / "LEADERBOARD.md").read_text(encoding="utf-8") == "\n".join([*markdown.page(PUBLISHED), ""])


def test_the_plots_are_those_of_the_board() -> None:
    folder = TOP.parent / "docs" / "findings"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == plots.plots(PUBLISHED)


def test_the_published_scores_are_of_this_gold_and_everybody_is_there() -> None:
    version = twicetold.corpus.gold_version().version
    assert PUBLISHED.signature.startswith(f"gold:{version}@")
    assert {*BOUNDS, "rules", "learned"} <= {row.name for row in PUBLISHED.rows}


def test_rules_are_ahead_of_nothing_and_an_annotator_far_ahead_of_all() -> None:
    by_name = {row.name: row for row in PUBLISHED.rows}
    for name in board.SHOWN:
        best = max(row.scores[name].f1 or 0 for row in PUBLISHED.rows if not row.is_bound and name in row.scores)
        assert (by_name["rules"].scores[name].f1 or 0) > (by_name["empty"].scores[name].f1 or 0), name
        assert (by_name["annotator"].scores[name].f1 or 0) > best + 0.1, name
        assert by_name["gold"].scores[name].f1 == 1, name
    for name, score in by_name["rules"].scores.items():
        assert (score.f1 or 0) >= (by_name["empty"].scores[name].f1 or 0), name


def test_systems_that_the_test_does_not_separate_share_a_rank() -> None:
    found = {
        "gold": scores(Gold()),
        "a little": scores(Noise("0.3")),
        "the same": scores(Noise("0.3")),
        "much": scores(Noise("0.8")),
    }
    compared = compare_all(found, by_story(found, ["entities.strict", "twicetold"]))
    for measure in ("entities.strict", "twicetold"):
        assert ranks(found, compared, measure) == {"gold": 1, "a little": 2, "the same": 2, "much": 4}
        assert ranks(["gold", "much"], compared, measure) == {"gold": 1, "much": 2}
        assert ranks(["gold"], compared, measure) == {"gold": 1}


def test_a_system_does_the_layers_of_which_it_finds_anything() -> None:
    assert building.layers_of(scores(Empty())) == ()
    assert building.layers_of(scores(Gold())) == ("entities", "dates", "events", "claims", "links", "twicetold")


def test_kendalls_tau_by_hand() -> None:
    # Of three pairs two are in order and one is not: (2 - 1) / 3.
    assert tau([1, 2, 3], [1, 3, 2]) == pytest.approx(1 / 3)
    # One pair is tied on one side: 2 / sqrt(3 * 2).
    assert tau([1, 2, 3], [1, 2, 2]) == pytest.approx(2 / 6**0.5)
    assert tau([1, 2], [1, 2]) is None
    assert tau([1, 1, 1], [1, 2, 3]) is None


def test_what_cannot_run_here_stands_with_its_stored_predictions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twicetold_baselines.bounds.annotator.data_root", lambda: tmp_path)
    found = {each.name: each for each in entrants(tmp_path, [])}
    assert found["annotator"].missing
    assert found["annotator"].predictions is None
    stored_predictions(tmp_path, "annotator").touch()
    stored_predictions(tmp_path, "my-model").touch()
    found = {each.name: each for each in entrants(tmp_path, [])}
    assert found["annotator"].predictions == stored_predictions(tmp_path, "annotator")
    assert found["my-model"].predictions == stored_predictions(tmp_path, "my-model")
    assert found["rules"].predictions is None


def test_a_run_that_is_brought_is_called_like_its_folder(tmp_path: Path) -> None:
    run = tmp_path / "my-model"
    with pytest.raises(InputError, match="no run folder; make one with twicetold run SYSTEM --split test"):
        entrants(tmp_path, [run])
    stories = STORIES[:2]
    made = runs.finish(Entrant("noise:0.5"), stories, runs.about_gold(stories, "dev"), run)
    brought = entrants(tmp_path, [run])[-1]
    assert (brought.name, brought.predictions) == ("my-model", run)
    done = runs.finish(brought, stories, runs.about_gold(stories, "dev"), tmp_path / "unused")
    assert (done.version, done.failures, done.predictions) == (made.version, 0, run)
    assert not (tmp_path / "unused").exists()


def test_predictions_are_kept_as_they_are_where_they_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = STORIES[:2]
    made = runs.finish(Entrant("noise:0.5"), stories, runs.about_gold(stories, "dev"), tmp_path / "run")
    kept = stored_predictions(tmp_path, "kept")
    assert runs.keep(made.predictions, kept)
    first = kept.read_bytes()
    assert runs.keep(made.predictions, kept)
    assert kept.read_bytes() == first
    with Stored(kept) as stored, Stored(made.predictions) as own:
        assert stored.of(stories).read(stories) == own.of(stories).read(stories)
    monkeypatch.setattr(runs, "LARGEST", 10)
    assert not runs.keep(made.predictions, tmp_path / "large.jsonl.xz")
    assert not (tmp_path / "large.jsonl.xz").exists()
