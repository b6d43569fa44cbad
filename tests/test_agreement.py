"""Agreement of two annotations."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from twicetold.agreement import agreement, alpha, disagreements, kappa
from twicetold.cli import main
from twicetold.errors import InputError
from twicetold.gold.source import read_story

SAMPLE = Path(__file__).parent / "data" / "stories"


@pytest.fixture
def passes(tmp_path: Path) -> tuple[Path, Path]:
    """Two annotations of the same story, the same so far; the second without a text.txt, as raw passes are kept."""
    folders = tuple(Path(shutil.copytree(SAMPLE, tmp_path / name)) for name in ("first", "second"))
    for letter in "ab":
        (folders[1] / "mayor" / letter / "text.txt").unlink()
    return folders[0], folders[1]


def change(path: Path, old: str, new: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new), encoding="utf-8")


def test_alpha_of_a_worked_example() -> None:
    """Ten units, labels a and b, two annotators: Krippendorff's own example gives 0.095."""
    mine = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    theirs = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(Counter(zip(mine, theirs, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_a_coefficient_without_variety_is_none() -> None:
    assert alpha({("x", "x"): 12}) is None
    assert kappa([("x", "x"), ("x", "x")]) is None
    assert kappa([("x", "x"), ("y", "y")]) == 1


def test_kappa_of_a_worked_example() -> None:
    """Observed 0.7, by chance 0.5: kappa 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_the_same_annotation_agrees_wholly(passes: tuple[Path, Path]) -> None:
    first, second = ([read_story(each / "mayor").story] for each in passes)
    found = agreement(first, second, first)
    assert {number.f1.estimate for number in found.scores.numbers.values()} <= {1.0, None}
    assert {coefficient.value for coefficient in found.alpha.values()} <= {1.0, None}
    assert found.kappa["links", "relation"].value == 1
    assert found.kappa["links", "relation"].over == 3 * 1
    assert disagreements(first, second) == []


def test_what_differs_shows_in_figures_and_on_a_line(passes: tuple[Path, Path]) -> None:
    folder = passes[1] / "mayor" / "a"
    change(folder / "entities.txt", "[she](e1 pro) added", "she added")
    change(folder / "dates.txt", "2022-01-09", "2022-01-08")
    change(folder / "events.txt", "Person=e1", "OTHER  Person=e1")
    change(folder / "claims.txt", "INDIRECT  DENIES", "INDIRECT  DOUBTS")
    first, second = ([read_story(each / "mayor").story] for each in passes)
    found = agreement(first, second)
    assert found.links is None
    assert found.scores.totals["entities.strict"] == (5, 5, 5, 6)
    assert found.kappa["dates", "value"].value == pytest.approx(0.4)
    assert [str(each) for each in disagreements(first, second)] == [
        "mayor/a entities:1 first only: 'she' e1 PER  |  –",
        "mayor/a dates:3 wrong value: 'the day before' d2 DATE  |  'the day before' d2 DATE",
        "mayor/a events:1 realis: 'quit' v1 ACTUAL  |  'quit' v1 OTHER",
        "mayor/a claims:3 tags: 'had denied' c3 denial indirect-speech  |  'had denied' c3 indirect-speech",
        "mayor/a claims:3 wrong stance: 'had denied' c3 INDIRECT  |  'had denied' c3 INDIRECT",
    ]


def test_links_of_two_annotations_are_compared_over_the_adjudicated_items(passes: tuple[Path, Path]) -> None:
    change(passes[1] / "mayor" / "links.txt", "AGREE ", "ELABORATE ")
    first, second = ([read_story(each / "mayor").story] for each in passes)
    found = agreement(first, second, first)
    assert found.links is not None
    assert found.links.totals["links.entities"].f1 == 1
    assert found.links.totals["links.claims"].f1 == 0


def test_what_only_one_annotation_has_is_left_out_and_said(
    passes: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    toml = passes[1] / "mayor" / "story.toml"
    toml.write_text(toml.read_text(encoding="utf-8").partition("[b]")[0], encoding="utf-8")
    first, second = ([read_story(each / "mayor").story] for each in passes)
    assert agreement(first, second).articles == 1
    assert main(["gold", "agree", *map(str, passes)]) == 0
    assert "in one of the two only: mayor/b" in capsys.readouterr().err


def test_other_articles_and_other_texts_are_refused(passes: tuple[Path, Path]) -> None:
    first, second = ([read_story(each / "mayor").story] for each in passes)
    with pytest.raises(InputError, match="no article in common"):
        agreement(first, [])
    for name in ("entities", "dates", "events", "claims"):
        change(passes[1] / "mayor" / "b" / f"{name}.txt", "crowd", "cloud")
    second = [read_story(passes[1] / "mayor").story]
    with pytest.raises(InputError, match="different texts: mayor/b"):
        agreement(first, second)


def test_the_command_prints_figures_disagreements_and_json(
    passes: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    change(passes[1] / "mayor" / "a" / "dates.txt", "2022-01-09", "2022-01-08")
    names = [str(each) for each in passes]
    assert main(["gold", "agree", *names, "--adjudicated", names[0]]) == 0
    shown = capsys.readouterr().out
    assert "pass 2 to gold" in shown
    assert "Krippendorff" in shown
    assert main(["gold", "agree", *names, "--disagreements"]) == 0
    assert "wrong value: 'the day before'" in capsys.readouterr().out
    assert main(["gold", "agree", *names, "--json", "--adjudicated", names[0]]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["f1"]["dates.value"] == pytest.approx(2 / 3)
    assert figures["against adjudicated"][0]["f1"]["dates.value"] == 1
