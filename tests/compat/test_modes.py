"""Every compatibility mode on extractions, as the command line asks for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import twicetold
from strategies import extractions, texts
from twicetold import Extraction
from twicetold.cli import main
from twicetold.cli.score import COMPAT
from twicetold.errors import InputError, UnknownNameError
from twicetold.measures.batch import Case
from twicetold.measures.compat import modes

GOLD = [
    Case(article.gold, article.gold, article.text)
    for story in twicetold.load()
    for article in story.articles
    if article.gold
]
EMPTY = [Case(case.gold, Extraction(), case.text) for case in GOLD]
MAY_EXCEED_ONE = {"citron", "johansson-moschitti"}


def test_the_command_line_offers_every_mode() -> None:
    assert [mode.name for mode in modes.MODES] == list(COMPAT)
    with pytest.raises(UnknownNameError, match=r"Did you mean 'conll'"):
        modes.get("connl")


@pytest.mark.parametrize("mode", modes.MODES, ids=lambda mode: mode.name)
def test_gold_against_itself_is_one_and_nothing_found_is_no_more_than_none(mode: modes.Mode) -> None:
    if mode.name not in MAY_EXCEED_ONE | {"oneie", "spacy"}:  # which do not give 1 to spans marked twice or nested
        assert {number for row in mode.report(GOLD) for number in row[1:]} <= {1, None}
    assert all(not row.recall for row in mode.report(EMPTY))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    text = draw(texts)
    return Case(draw(extractions(text)), draw(extractions(text)), text)


@pytest.mark.parametrize("mode", modes.MODES, ids=lambda mode: mode.name)
@given(case=cases())
def test_any_extractions_are_scored_or_refused(mode: modes.Mode, case: Case) -> None:
    try:
        rows = mode.report([case, Case(Extraction(), Extraction(), "")])
    except InputError as refused:
        assert "mention" in str(refused).lower()  # noqa: PT017 - some scorers refuse mentions in two clusters
        return
    assert rows
    if mode.name not in MAY_EXCEED_ONE | {"oneie"}:
        assert all(number is None or -1e-9 <= number <= 1 + 1e-9 for row in rows for number in row[1:])


@pytest.mark.parametrize("name", COMPAT)
def test_the_command_prints_the_numbers_and_the_difference(
    name: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("run")
    main(["run", "rules", "--split", "train", "-o", str(folder)])
    capsys.readouterr()
    assert main(["score", str(folder), "--split", "train", "--compat", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"as {modes.get(name).scorer}")
    assert f"Differs from the default: {modes.get(name).differs}." in " ".join(shown.split())
    assert main(["score", str(folder), "--split", "train", "--compat", name, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["compat"] == name
